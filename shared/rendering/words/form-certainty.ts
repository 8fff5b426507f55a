import type { FormInsight } from '../../domain/insight/form-insight.ts';
import type { FormReport } from '../../domain/insight/form-report.ts';
import { leftOutSpan } from '../../domain/insight/robustness/leave-one-out.ts';
import { groupsOf, groupTitle } from '../../domain/questionnaire/definition/definition-tree.ts';
import type { DefinitionMessages } from './definition-words.ts';
import { fill } from './fill.ts';
import { isOneRank } from './rank-words.ts';

/** How certain the rank of a form is: in other ways of scoring, and with one section left out at a time. */
export function certaintySentences(
  { definition, language }: Pick<FormReport, 'definition' | 'language'>,
  { rank, interval, without }: Pick<FormInsight, 'rank' | 'interval' | 'without'>,
  { formResults }: DefinitionMessages,
): string[] {
  const words = formResults.certainty;
  if (rank === null) return [];
  const drawn =
    interval === null ? [] : [fill(isOneRank(interval) ? words.intervalSame : words.interval, { ...interval })];
  // Of a single section there is nothing to leave out.
  if (without === null || without.length < 2) return drawn;
  const span = leftOutSpan(without);
  if (span === null) return [...drawn, fill(words.withoutNothing, { rank: rank.rank })];
  const { most, best, worst } = span;
  const group = groupsOf(definition).find(({ name }) => name === most.section);
  const section = group === undefined ? most.section : groupTitle(group, language, definition);
  return [...drawn, fill(words.without, { best, worst, section })];
}
