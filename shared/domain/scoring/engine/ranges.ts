import { mustGet } from '../../must.ts';
import { type Definition, indexName, type Node, type Together } from '../../questionnaire/definition/definition.ts';
import { choicesOf, isSelect, nodesByName } from '../../questionnaire/definition/definition-tree.ts';
import {
  atLeast,
  atMost,
  compared,
  isZero,
  one,
  over,
  type Rational,
  rounded,
  sumOfAll,
  times,
  zero,
} from '../rational.ts';
import { pointsIn } from './aggregates.ts';
import { mostPointsOf, partsOf } from './plan.ts';

/** What a node can come to, at least and at most. Never narrower than it is; wider where parts may be left out and take points away. */
export interface Range {
  readonly leastPoints: Rational;
  readonly mostPoints: Rational;
  /** The score is never above 1. */
  readonly leastScore: Rational;
  /** Its most points when all of it counts; not every question's are reached by one of its choices. */
  readonly most: Rational;
  /** Nothing in it is scored: it is always missing. */
  readonly isEmpty: boolean;
  /** The least that its most points can be, above zero, when some of it is left out. */
  readonly leastMost: Rational;
}

/** By name of a group, a scored question or `index`. Takes a definition without circles. */
export function rangesOf(definition: Definition): (name: string) => Range {
  const parts = partsOf(definition);
  const nodes = nodesByName(definition);
  const isAnyLeftOut = mayLeaveOut(definition);
  const made = new Map<string, Range>();
  const rangeOf = (name: string): Range => {
    const before = made.get(name);
    if (before !== undefined) return before;
    const node = nodes.get(name);
    const range =
      node === undefined || node.type === 'group'
        ? groupRange(name, node ?? definition.index)
        : questionRange(definition, node);
    made.set(name, range);
    return range;
  };
  const groupRange = (name: string, { aggregate, rounding }: Together): Range => {
    // What is always missing weighs nothing.
    const own = (parts.get(name) ?? [])
      .map(({ name: part, weight }) => ({ weight, ...rangeOf(part) }))
      .filter((part) => !part.isEmpty);
    const isEmpty = own.length === 0;
    const roundedTo = (score: Rational): Rational => (rounding === undefined ? score : rounded(score, rounding));
    const sumOf = (of: 'leastPoints' | 'mostPoints' | 'most' | 'leastScore'): Rational =>
      sumOfAll(own.map((part) => times(part.weight, part[of])));
    if (aggregate !== 'sum') {
      // Where parts may be left out, the worst of them may be the only one.
      const worst = own.reduce((least, part) => atMost(least, part.leastScore), zero);
      const mean = isEmpty ? zero : over(sumOf('leastScore'), sumOfAll(own.map(({ weight }) => weight)));
      const leastScore = roundedTo(isAnyLeftOut ? worst : mean);
      return { leastPoints: leastScore, mostPoints: one, leastScore, most: one, leastMost: one, isEmpty };
    }
    const leastMost = own
      .map((part) => times(part.weight, part.leastMost))
      .filter((most) => !isZero(most))
      .reduce((least, most) => (isZero(least) || compared(most, least) < 0 ? most : least), zero);
    const [leastPoints, most] = [sumOf('leastPoints'), sumOf('most')];
    const leastScore = isZero(most) ? zero : roundedTo(over(leastPoints, isAnyLeftOut ? leastMost : most));
    return { leastPoints, mostPoints: sumOf('mostPoints'), leastScore, most, leastMost, isEmpty };
  };
  return (name) => (name === indexName || nodes.has(name) ? rangeOf(name) : mustGet(made, name));
}

/** Whether anything can be left out of what counts. */
function mayLeaveOut({ nodes, index }: Definition): boolean {
  const isConditional = nodes.some(({ relevant }) => relevant !== undefined);
  const all = [index, ...nodes.filter((node) => node.type !== 'note')];
  return isConditional || all.some(({ missing }) => missing === 'left_out');
}

/** Whether what is not asked may count as all points. */
const mayBeFull = ({ nodes, index }: Definition): boolean =>
  [index, ...nodes.filter((node) => node.type !== 'note')].some(({ notRelevant }) => notRelevant === 'full');

function questionRange(definition: Definition, question: Node): Range {
  const most = mostPointsOf(definition, question);
  const points = isSelect(question)
    ? choicesOf(definition, question).map(({ points = '0' }) => pointsIn(points, most))
    : [most];
  const below = points.map((one) => atMost(one, zero));
  const above = points.map((one) => atLeast(one, zero));
  const areSeveral = question.type === 'select_multiple';
  const leastPoints = areSeveral ? sumOfAll(below) : below.reduce(atMost, zero);
  const bestPoints = areSeveral ? sumOfAll(above) : above.reduce(atLeast, zero);
  const mostPoints = mayBeFull(definition) ? most : atMost(bestPoints, most);
  const leastScore = isZero(most) ? zero : over(leastPoints, most);
  return { leastPoints, mostPoints, leastScore, most, leastMost: most, isEmpty: false };
}
