import { rankOf } from '../../scoring/ranking.ts';
import { comparisonOf, rankShowing } from '../../standings/comparison.ts';
import { ofGroup } from '../../standings/limited.ts';
import { percentsWithout, withOwnChange } from '../../standings/standings.ts';
import { codeMapOf, metByCategory } from '../../standings/tally.ts';
import type { ResultsReport } from '../results-report.ts';

/** What an authority would show, were one category not asked. */
export interface LeftOut {
  readonly category: string;
  readonly percent: number;
  readonly rank: number;
  /** Ranks lost (+) or won (-) by leaving the category out. */
  readonly shift: number;
}

/** Between which ranks it is with one left out at a time, and which of them changes it most; null: none changes it. */
export function leftOutSpan<One extends Pick<LeftOut, 'rank' | 'shift'>>(rows: readonly One[]) {
  const [most] = [...rows].sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift));
  if (most === undefined || most.shift === 0) return null;
  const ranks = rows.map(({ rank }) => rank);
  return { best: Math.min(...ranks), worst: Math.max(...ranks), most };
}

/** By category, in order: exact at any number of authorities. Null while the standings hold too few for ranks. */
export function leaveOneOut(report: ResultsReport): LeftOut[] | null {
  const comparison = comparisonOf(report);
  if (comparison === null) return null;
  const { standings, own, counted } = comparison;
  const all = ofGroup(standings.all);
  if (all === null) return null;
  const shown = rankShowing(own.percent, comparison);
  if (shown === null) return null;
  const map = codeMapOf(report.questionnaire);
  const without = (answerCode: string): number[] =>
    percentsWithout(map, metByCategory(map, answerCode), standings.method);
  const percents = without(own.answerCode);
  const countedPercents = counted === null ? null : without(counted.answerCode);
  return map.categories.map(({ id }, index) => {
    const percent = percents[index] ?? 0;
    const before = countedPercents?.[index] ?? null;
    const rank = rankOf(percent, withOwnChange(all.withoutCategory[id] ?? [], before, percent));
    return { category: id, percent, rank, shift: rank - shown.rank };
  });
}
