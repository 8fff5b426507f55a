import type { Problem } from '../problems.ts';

/** What a sender has answered to queries, by {@link queryKey}. */
export type Explanations = ReadonlyMap<string, string>;

/** Names a query across files: its kind and the question it is about. */
export const queryKey = ({ code, indicator }: Pick<Problem, 'code' | 'indicator'>): string =>
  `${code}:${indicator ?? ''}`;

/** A query that was explained is asked no more; what was said stays with it. Errors and rejections stay what they are. */
export function explained(problems: readonly Problem[], explanations: Explanations): Problem[] {
  return problems.map((problem) => {
    const explanation = explanations.get(queryKey(problem));
    if (problem.severity !== 'query' || explanation === undefined) return problem;
    return { ...problem, severity: 'notice', facts: { ...problem.facts, explanation } };
  });
}
