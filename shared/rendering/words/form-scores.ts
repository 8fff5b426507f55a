import type { FormReport } from '../../domain/insight/form-report.ts';
import { type Definition, type Group, indexName } from '../../domain/questionnaire/definition/definition.ts';
import { groupsOf, parentOf } from '../../domain/questionnaire/definition/definition-tree.ts';
import { planOf } from '../../domain/scoring/engine/plan.ts';
import { isMissing } from '../../domain/scoring/engine/relevance.ts';
import { indexOf, shownOf } from '../../domain/scoring/engine/shown.ts';
import { compared, one, type Rational, rounded, toNumber, zero } from '../../domain/scoring/rational.ts';
import type { NodeScore, Scored } from '../../domain/scoring/scored.ts';
import type { DefinitionMessages } from './definition-words.ts';
import { fill } from './fill.ts';
import { numberFormat } from './formats.ts';
import { pluralOf } from './plural.ts';

/** A group of a form and what it came to. */
export interface GroupScore {
  readonly group: Group;
  /** 0: it stands in no other group. */
  readonly level: number;
  /** null: too little of it is answered, or nothing of it is asked. */
  readonly node: NodeScore | null;
}

/** The groups in which anything is scored, in the order of the questionnaire. */
export const groupScores = (definition: Definition, { nodes }: Scored): GroupScore[] =>
  scoredGroups(definition).map((one) => ({ ...one, node: nodes.get(one.group.name) ?? null }));

/** The same of any answers. */
export function scoredGroups(definition: Definition): Omit<GroupScore, 'node'>[] {
  const { groups } = planOf(definition);
  const hasParts = (name: string): boolean =>
    (groups.get(name)?.parts ?? []).some((part) => !groups.has(part.name) || hasParts(part.name));
  return groupsOf(definition)
    .filter(({ name }) => hasParts(name))
    .map((group) => ({ group, level: levelOf(definition, group) }));
}

function levelOf(definition: Definition, group: Group): number {
  const parent = parentOf(definition, group);
  return parent === null ? 0 : 1 + levelOf(definition, parent);
}

/** A number with exactly so many decimals, as the language writes it. */
export function decimalText(
  number: number,
  decimals: number,
  { workbook }: Pick<DefinitionMessages, 'workbook'>,
): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  // `-0` is nothing below zero.
  return numberFormat(workbook.locale, digits).format(number === 0 ? 0 : number);
}

type Messages = DefinitionMessages;

export const indexNode = indexOf;

/** The score that people see, in the unit of the questionnaire: `61.3%`, `1,088 of 2,540 points`. */
export function shownText(
  definition: Definition,
  shown: number | null,
  messages: Messages,
  most: Rational | null = null,
): string {
  if (shown === null) return '–';
  const { as, decimals } = definition.shown;
  const number = decimalText(shown, decimals, messages);
  if (as === 'percent') return fill(messages.page.percent, { number });
  const { pointsOf, points } = messages.formResults;
  return most === null
    ? fill(points, { points: number })
    : fill(pointsOf, { points: number, most: pointsText(most, messages) });
}

/** The same of all. */
export const indexText = (
  definition: Definition,
  { nodes }: Scored,
  shown: number | null,
  messages: Messages,
): string => shownText(definition, shown, messages, nodes.get(indexName)?.most ?? null);

/** Points with as many decimals as they need, at most two. */
export const pointsText = (points: Rational, { workbook }: Messages): string =>
  numberFormat(workbook.locale, { maximumFractionDigits: 2 }).format(toNumber(rounded(points, 2)));

/** `69.4%`: the score of a group or question, which may be below zero; a dash where it has none. */
export function shareText({ shown }: Definition, node: NodeScore | null, messages: Messages): string {
  if (node === null || node.score === null) return '–';
  const decimals = shown.as === 'percent' ? shown.decimals : 0;
  const number = shownOf({ shown: { as: 'percent', decimals } }, node);
  return fill(messages.page.percent, { number: decimalText(Number(number), decimals, messages) });
}

/**
 * What a group has of what it could have: `7 of 12 points`; `3 of 5` where each of its questions counts one point, or where
 * the unit stands above it. Where it is a mean there are no points, and a dash says so.
 */
export function partText(
  definition: Definition,
  name: string,
  node: NodeScore | null,
  messages: Messages,
  withUnit = true,
): string {
  if (node === null || !hasPoints(definition, name)) return '–';
  const { pointsOf, countOf } = messages.formResults;
  const facts = { points: pointsText(node.points, messages), most: pointsText(node.most, messages) };
  return fill(withUnit && !countsOnes(definition, name) ? pointsOf : countOf, facts);
}

/** Whether points add up in it. */
export const hasPoints = (definition: Definition, name: string): boolean =>
  planOf(definition).groups.get(name)?.aggregate === 'sum';

/** Whether all that counts in a group counts one point. */
function countsOnes(definition: Definition, name: string): boolean {
  const { groups } = planOf(definition);
  const parts = groups.get(name)?.parts ?? [];
  return (
    parts.length > 0 &&
    parts.every(
      (part) =>
        compared(part.weight, one) === 0 &&
        (groups.has(part.name)
          ? hasPoints(definition, part.name) && countsOnes(definition, part.name)
          : compared(part.most, one) === 0),
    )
  );
}

/** 0..100 for a bar; nothing is less than empty. */
export function barPercent(node: NodeScore | null): number {
  if (node === null || node.score === null || compared(node.score, zero) <= 0) return 0;
  return Math.min(100, 100 * toNumber(node.score));
}

/** Whether all that counts has all its points. */
export function isBest({ scored }: Pick<FormReport, 'scored'>): boolean {
  const index = indexNode(scored);
  return index !== null && compared(index.points, index.most) >= 0;
}

/** How many scored questions there are, how many of them are asked, and of these answered. */
export function questionCounts({
  definition,
  given,
  scored: { asked },
}: Pick<FormReport, 'definition' | 'given' | 'scored'>): {
  readonly all: number;
  readonly asked: number;
  readonly answered: number;
} {
  const scored = [...planOf(definition).questions].filter(([, { scoring }]) => scoring !== null);
  const own = scored.filter(([name]) => asked.get(name) !== false);
  const answered = own.filter(([name, question]) => !isMissing(question, given.get(name)));
  return { all: scored.length, asked: own.length, answered: answered.length };
}

/** How many answers do not count that are asked for, scored or not. */
export const notCountingCount = ({ given, scored }: FormReport): number =>
  [...given].filter(([name, one]) => 'doesNotCount' in one && scored.asked.get(name) !== false).length;

/** How many questions are answered, and how many of the answers do not count: nobody should take those for done. */
export function answeredSentence(report: FormReport, { formResults, workbook }: Messages): string {
  const count = notCountingCount(report);
  return [
    fill(formResults.asked, questionCounts(report)),
    ...(count === 0 ? [] : [`${pluralOf(formResults.notCountingCount, count, { count }, workbook.locale)}.`]),
  ].join(' ');
}

/** `+4.5 percentage points`, `−2 points`; the number alone where the unit stands above it. */
export function shownChange({ shown }: Definition, change: number, messages: Messages, withUnit = true): string {
  const { facts, formResults, workbook } = messages;
  // Differences of decimals are off by a little in binary.
  const rounded = Number(change.toFixed(2));
  const number = decimalText(Math.abs(rounded), shown.decimals, messages);
  const points = rounded === 0 ? number : `${rounded < 0 ? '−' : '+'}${number}`;
  if (!withUnit) return points;
  return pluralOf(
    shown.as === 'percent' ? facts.percentagePoints : formResults.changePoints,
    rounded,
    { points },
    workbook.locale,
  );
}

/** `Northwood: 71.6%`: the score in the unit shown, and whose. */
export function formHeadline(
  { definition, scored, shown }: Pick<FormReport, 'definition' | 'scored' | 'shown'>,
  authority: string | null,
  messages: Messages,
): string {
  const words = messages.formResults;
  const score = indexText(definition, scored, shown, messages);
  if (authority === null) return shown === null ? words.headlineNoneUnnamed : fill(words.headlineUnnamed, { score });
  return shown === null ? fill(words.headlineNone, { authority }) : fill(words.headline, { authority, score });
}
