import { type Problem, problem } from '../../shared/domain/answers/problems.ts';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';

/** Tells which of two versions is the older one, when the file is not of the version that is expected. */
export function versionProblem(read: string, expected: string, { all }: Catalogue): Problem | null {
  if (read === expected) return null;
  const [older = read, newer = expected] = all
    .map(questionnaireKey)
    .filter((key) => key === read || key === expected)
    .reverse();
  return problem('questionnaire-other-version', { facts: { questionnaire: read, expected, older, newer } });
}
