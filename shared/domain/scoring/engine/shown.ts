import { type Definition, indexName } from '../../questionnaire/definition/definition.ts';
import { exactly, fixed, times } from '../rational.ts';
import type { NodeScore, Scored } from '../scored.ts';
import { roundFormula } from './aggregates.ts';

const hundred = exactly('100');

/**
 * A score as people see it: percent of it, or its points, with the decimals of the definition, rounded half away from
 * zero. null: it is missing, or there is nothing of which it could be a percentage.
 */
export function shownOf({ shown }: Pick<Definition, 'shown'>, node: NodeScore | null): string | null {
  if (node === null) return null;
  if (shown.as === 'points') return fixed(node.points, shown.decimals);
  return node.score === null ? null : fixed(times(node.score, hundred), shown.decimals);
}

/** The score of all. */
export const indexOf = ({ nodes }: Scored): NodeScore | null => nodes.get(indexName) ?? null;

/** {@link shownOf} as a formula over the cells of the points and the score; an empty text where there is none. */
export function shownFormula({ shown }: Pick<Definition, 'shown'>, cells: { points: string; score: string }): string {
  const [cell, value] = shown.as === 'points' ? [cells.points, cells.points] : [cells.score, `100*${cells.score}`];
  return `IF(${cell}="","",${roundFormula(value, shown.decimals)})`;
}
