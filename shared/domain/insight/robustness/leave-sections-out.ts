import { rankOfShown, withShownChange } from '../../scoring/shown-counters.ts';
import { countedOf, countForm } from '../../standings/form-tally.ts';
import { ofGroup } from '../../standings/limited.ts';
import { formComparisonOf, formRankShowing } from '../form-comparison.ts';
import type { FormReport } from '../form-report.ts';

/** What an authority would show, were one group of the questionnaire not asked. */
export interface SectionLeftOut {
  readonly section: string;
  /** In the unit shown. */
  readonly percent: number;
  readonly rank: number;
  /** Ranks lost (+) or won (-) by leaving the group out. */
  readonly shift: number;
}

/** Each group that counts into the index, in order: exact at any number of authorities. Null among too few for ranks. */
export function leaveSectionsOut(report: FormReport): SectionLeftOut[] | null {
  const comparison = formComparisonOf(report);
  if (comparison === null) return null;
  const { standings, own, counted } = comparison;
  const all = ofGroup(standings.all);
  const shown = formRankShowing(own.percent, comparison);
  if (all === null || shown === null) return null;
  const { definition } = report;
  const { without } = countForm(definition, own, own);
  const before = counted === null ? null : countForm(definition, counted, counted).without;
  return countedOf(definition).without.map((section, at) => {
    const percent = without[at] ?? 0;
    const counters = withShownChange(
      all.without.get(section) ?? [],
      before === null ? null : (before[at] ?? 0),
      percent,
    );
    const rank = rankOfShown(percent, counters);
    return { section, percent, rank, shift: rank - shown.rank };
  });
}
