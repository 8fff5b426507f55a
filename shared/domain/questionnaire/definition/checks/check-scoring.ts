import { isShareOfMost, maxGeomeanParts, wholeParts } from '../../../scoring/engine/aggregates.ts';
import { mostPointsOf, partsOf } from '../../../scoring/engine/plan.ts';
import { rangesOf } from '../../../scoring/engine/ranges.ts';
import {
  compared,
  exactly,
  greatestCommonDivisor,
  isZero,
  one,
  type Rational,
  zero,
} from '../../../scoring/rational.ts';
import { countsIntoNone, type Definition, indexName, type Question, type Together } from '../definition.ts';
import { definitionLimits } from '../definition-limits.ts';
import { choicesOf, groupsOf, isGroup, isScored, isSelect, nodesByName, questionsOf } from '../definition-tree.ts';
import { inCircles } from './circles.ts';
import {
  type Check,
  type Checked,
  type DefinitionFault,
  fault,
  inChoices,
  inScoring,
  inSurvey,
  notice,
} from './definition-fault.ts';

/** What counts into what is clear, can be computed, and comes to few enough different scores. */
export const checkScoring: Check = (checked) => {
  const { definition, unread } = checked;
  const tooFine = tooFineIn(definition);
  // Sums of such fractions would take longer than anybody waits for.
  if (tooFine !== null) return [tooFine];
  const counting = [...ownFaults(checked), ...wayFaults(checked)];
  // What depends on all parts can be said only when these are in order.
  const isClear = unread.size === 0 && counting.every(({ severity }) => severity === 'notice');
  return isClear ? [...counting, ...togetherFaults(definition)] : counting;
};

/** Digits of a number by which all points and weights can be counted in whole parts. */
const mostDigits = 40;

/** The first of all points and weights that have no simple common denominator: `1/997` beside `1/1009` and so on. */
function tooFineIn({ nodes, lists }: Definition): DefinitionFault | null {
  const written = [
    ...lists.flatMap((list) =>
      list.choices.map(({ name, points }) => ({ text: points, place: inChoices(list.name, name, 'points') })),
    ),
    ...nodes.flatMap((node) => [
      ...('mostPoints' in node ? [{ text: node.mostPoints, place: inSurvey(node.name, 'most_points') }] : []),
      ...(node.type === 'note' ? [] : [{ text: node.weight, place: inScoring(node.name, 'weight') }]),
    ]),
  ];
  let common = 1n;
  for (const { text, place } of written) {
    if (text === undefined) continue;
    const { d } = exactly(text);
    common = (common / greatestCommonDivisor(common, d)) * d;
    if (common.toString().length > mostDigits) return fault('fractions-too-fine', place, { value: text });
  }
  return null;
}

function ownFaults({ definition, unread }: Checked): DefinitionFault[] {
  const weighed = definition.nodes.filter((node) => node.type !== 'note');
  return [
    ...weighed.flatMap(({ name, weight }) =>
      compared(exactly(weight), zero) > 0 ? [] : [fault('weight-not-positive', inScoring(name, 'weight'), { weight })],
    ),
    ...questionsOf(definition).flatMap((question) => questionFaults(definition, question, unread)),
    ...[{ ...definition.index, name: indexName }, ...groupsOf(definition)].flatMap(
      ({ name, aggregate, rounding, leastShare }) => [
        ...(aggregate === 'geomean' && rounding === undefined
          ? [fault('geomean-rounding', inScoring(name, 'rounding'), { name })]
          : []),
        ...(leastShare !== undefined && !isShare(exactly(leastShare))
          ? [fault('least-share', inScoring(name, 'least_share'), { share: leastShare })]
          : []),
      ],
    ),
  ];
}

const isShare = (share: Rational): boolean => compared(share, zero) >= 0 && compared(share, one) <= 0;

function questionFaults(definition: Definition, question: Question, unread: ReadonlySet<string>): DefinitionFault[] {
  const { name } = question;
  if (question.type === 'text') return [];
  const { mostPoints } = question;
  const inMost = inSurvey(name, 'most_points');
  const faults: DefinitionFault[] = [];
  if (mostPoints !== undefined && compared(exactly(mostPoints), zero) < 0) {
    return [fault('most-negative', inMost, { most: mostPoints })];
  }
  const list = isSelect(question) ? choicesOf(definition, question) : [];
  const isRead = isSelect(question) ? list.length > 0 && !unread.has(`list:${question.list}`) : !unread.has(name);
  if (mostPoints !== undefined && isRead && !isScored(definition, question)) {
    faults.push(fault('most-without-points', inMost, { name }));
  }
  if (!isSelect(question)) {
    const { low, high } = question.goalposts ?? { low: '0', high: '1' };
    const order = compared(exactly(low), exactly(high));
    if (order === 0) faults.push(fault('goalposts-equal', inScoring(name, 'high'), { low }));
    if (order > 0) faults.push(fault('goalposts-reversed', inScoring(name, 'low'), { low, high }));
    return faults;
  }
  const written = list.flatMap(({ points = '0' }) => (isZero(exactly(points)) ? [] : points));
  const shares = written.filter(isShareOfMost);
  if (mostPoints === undefined && shares.length > 0 && shares.length < written.length) {
    return [...faults, fault('points-mixed', inMost, { name, share: shares[0] ?? '' })];
  }
  const most = mostPointsOf(definition, question);
  for (const { name: choice, points } of list) {
    if (points === undefined || isShareOfMost(points) || compared(exactly(points), most) <= 0) continue;
    const place = inChoices(question.list, choice, 'points');
    // Of several choices more than the most is what the cap is for.
    if (question.type === 'select_one') {
      faults.push(notice('points-above-most', place, { name, points, most: mostPoints ?? '' }));
    }
  }
  return faults;
}

function wayFaults({ definition, unread }: Checked): DefinitionFault[] {
  const byName = nodesByName(definition);
  const faults = definition.nodes.flatMap((node) => {
    if (node.type === 'note' || node.countsInto === undefined) return [];
    const { countsInto: into, name } = node;
    if (into === countsIntoNone || into === indexName || unread.has(into)) return [];
    const target = byName.get(into);
    const place = inScoring(name, 'counts_into');
    if (target === undefined) return [fault('counts-into-unknown', place, { into })];
    return isGroup(target) ? [] : [fault('counts-into-question', place, { into })];
  });
  const parts = partsOf(definition);
  const circle = inCircles(new Map([...parts].map(([name, of]) => [name, of.map((part) => part.name)])));
  return [...faults, ...circle.map((name) => fault('counts-into-circle', inScoring(name, 'counts_into'), { name }))];
}

/** Faults of parts that do not go together as they are to be taken. */
function togetherFaults(definition: Definition): DefinitionFault[] {
  const parts = partsOf(definition);
  const ranges = rangesOf(definition);
  const groups: (Together & { readonly name: string })[] = [
    { ...definition.index, name: indexName },
    ...groupsOf(definition),
  ];
  const faults = groups.flatMap(({ name, aggregate }) => {
    const own = parts.get(name) ?? [];
    if (aggregate === 'sum') return [];
    const inGroup = own.flatMap((part): DefinitionFault[] => {
      const range = ranges(part.name);
      const facts = { name: part.name, group: name };
      if (range.isEmpty) return [];
      if (isZero(range.most)) return [fault('most-zero', inScoring(part.name, 'counts_into'), facts)];
      if (aggregate === 'geomean' && compared(range.leastScore, zero) < 0) {
        return [fault('geomean-negative', inScoring(name, 'aggregate'), facts)];
      }
      return [];
    });
    const whole = aggregate === 'geomean' ? wholeParts(own.map(({ weight }) => weight)) : [];
    const sum = whole.reduce((all, part) => all + part, 0n);
    if (sum <= BigInt(maxGeomeanParts)) return inGroup;
    const most = { most: String(maxGeomeanParts), count: String(sum) };
    return [...inGroup, fault('geomean-weights', inScoring(name, 'aggregate'), { name, ...most })];
  });
  const index = ranges(indexName);
  if (index.isEmpty || (definition.shown.as === 'percent' && isZero(index.most))) {
    return [...faults, fault('nothing-scored', inScoring(indexName, 'node'))];
  }
  const unit = 10 ** definition.shown.decimals;
  const [lowest, highest] =
    definition.shown.as === 'points' ? [index.leastPoints, index.mostPoints] : [hundredfold(index.leastScore), 100];
  const steps = Math.round((asNumber(highest) - asNumber(lowest)) * unit) + 1;
  if (steps <= definitionLimits.shownSteps) return faults;
  const facts = { steps: String(steps), most: String(definitionLimits.shownSteps) };
  return [...faults, fault('too-many-steps', { part: 'settings', name: '', field: 'decimals' }, facts)];
}

const asNumber = (value: Rational | number): number =>
  typeof value === 'number' ? value : Number(value.n) / Number(value.d);
const hundredfold = (value: Rational): number => 100 * asNumber(value);
