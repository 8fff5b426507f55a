import { hashedId } from '../../submissions/hashed-id.ts';
import type { Answers } from '../answer.ts';
import type { BackgroundValues } from '../background.ts';
import type { Problem } from '../problems.ts';

/** What a sender has answered to queries, by {@link queryKey}. */
export type Explanations = ReadonlyMap<string, string>;

/** What was read where the queries arose. */
export interface Explainable {
  readonly answers: Answers<string>;
  readonly background: BackgroundValues;
}

/**
 * Names a query across files: its kind, the question it is about, and what was read there. An explanation holds for
 * what was read when it was written; another text is asked about anew.
 */
export function queryKey(problem: Problem, { answers }: Pick<Explainable, 'answers'>): string {
  const { indicator, indicators = [], read, facts } = problem;
  const { explanation: _, earlier: __, ...own } = facts;
  // One more question with the same doubt is asked about anew.
  const about = indicator === null ? own : [read?.trim() ?? '', answers.get(indicator)?.value ?? '', ...indicators];
  const mark = hashedId(about, 8);
  return `${plainKey(problem)}:${mark}`;
}

/** As workbooks named it that were sent out before: without what was read. */
const plainKey = ({ code, indicator }: Pick<Problem, 'code' | 'indicator'>): string => `${code}:${indicator ?? ''}`;

/** Whether a query may be explained: one about an answer that does not count is settled by another answer alone. */
export function isExplainable({ severity, indicator }: Problem, { answers, background }: Explainable): boolean {
  if (severity !== 'query') return false;
  if (indicator === null) return true;
  const figure = background.get(indicator);
  return answers.get(indicator)?.value !== 'unclear' && !(figure?.value === null && figure.raw.trim() !== '');
}

/** A query that was explained is asked no more; what was said stays with it. Errors and rejections stay what they are. */
export function explained(
  problems: readonly Problem[],
  explanations: Explanations,
  of: Explainable,
): readonly Problem[] {
  // Few files explain anything.
  if (explanations.size === 0) return problems;
  return problems.map((problem) => {
    const explanation = explanations.get(queryKey(problem, of)) ?? explanations.get(plainKey(problem));
    if (explanation === undefined || !isExplainable(problem, of)) return problem;
    return { ...problem, severity: 'notice', facts: { ...problem.facts, explanation } };
  });
}
