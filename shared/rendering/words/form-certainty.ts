import type { FormInsight } from '../../domain/insight/form-insight.ts';
import type { FormReport } from '../../domain/insight/form-report.ts';
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
  const [first, ...others] = without ?? [];
  if (first === undefined || others.length === 0) return drawn;
  const most = others.reduce((one, other) => (Math.abs(other.shift) > Math.abs(one.shift) ? other : one), first);
  if (most.shift === 0) return [...drawn, fill(words.withoutNothing, { rank: rank.rank })];
  const ranks = [first, ...others].map((one) => one.rank);
  const group = groupsOf(definition).find(({ name }) => name === most.section);
  const section = group === undefined ? most.section : groupTitle(group, language, definition);
  return [...drawn, fill(words.without, { best: Math.min(...ranks), worst: Math.max(...ranks), section })];
}
