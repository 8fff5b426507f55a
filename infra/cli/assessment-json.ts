import type { Assessment } from '../../functions/ingest-submission/said-in-file.ts';
import type { Problem } from '../../shared/domain/answers/problems.ts';
import { questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Score } from '../../shared/domain/scoring/scoring.ts';
import { definitionMessagesIn } from '../../shared/rendering/words/definition-words.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';

/** A file with its score, also one that is not there and so has no hash. */
export type Assessed = Omit<Assessment, 'sha256'> & { readonly sha256: string | null; readonly score: Score | null };

/** The command line's contract: what `score --json` prints. Machines read it: names and shapes stay. */
export function assessmentJson(assessment: Assessed): Record<string, unknown> {
  const { questionnaire, score } = assessment;
  return {
    authority: assessment.authority?.name ?? null,
    round: assessment.round,
    questionnaire: questionnaire === null ? null : questionnaireKey(questionnaire),
    method: score?.method ?? questionnaire?.scoring.method ?? null,
    sha256: assessment.sha256,
    answers: Object.fromEntries(
      [...assessment.answers].map(([id, { value, evidence, cell }]) => [id, { value, evidence, cell }]),
    ),
    background: Object.fromEntries(
      [...assessment.background].map(([id, { value, raw, unit, year }]) => [id, { value, raw, unit, year }]),
    ),
    score: score === null ? null : scoreJson(score),
    problems: assessment.problems.map(problemJson),
  };
}

function scoreJson({ method: _, ...score }: Score): object {
  return score;
}

/** A problem, as machines read it. */
export function problemJson(problem: Problem): object {
  const { code, severity, sheet, cell, indicator, cells, indicators, read } = problem;
  const several = cells === undefined ? {} : { cells, indicators: indicators ?? [] };
  return {
    code,
    severity,
    sheet,
    cell,
    indicator,
    ...several,
    read,
    ...describeProblem(problem, definitionMessagesIn('en')),
  };
}
