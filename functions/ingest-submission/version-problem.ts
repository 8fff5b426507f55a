import { type Problem, problem } from '../../shared/domain/answers/problems.ts';
import { keyOfAny } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../../shared/domain/questionnaire/catalogue.ts';

/** Tells which of two versions is the older one, when the file is not of the version that is expected. */
export function versionProblem(read: string, expected: string, { all }: Pick<AnyCatalogue, 'all'>): Problem | null {
  if (read === expected) return null;
  const [older = read, newer = expected] = all
    .map(keyOfAny)
    .filter((key) => key === read || key === expected)
    .reverse();
  return problem('questionnaire-other-version', { facts: { questionnaire: read, expected, older, newer } });
}
