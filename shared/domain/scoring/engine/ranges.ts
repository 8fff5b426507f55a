import { mustGet } from '../../must.ts';
import { type Definition, indexName, type Node } from '../../questionnaire/definition/definition.ts';
import { choicesOf, isSelect, nodesByName } from '../../questionnaire/definition/definition-tree.ts';
import { atLeast, atMost, compared, isZero, one, over, type Rational, sumOfAll, times, zero } from '../rational.ts';
import { pointsIn } from './aggregates.ts';
import { mostPointsOf, partsOf } from './plan.ts';

/** Between what a node can come to. Never narrower than it is; wider where parts may be left out and take points away. */
export interface Range {
  readonly leastPoints: Rational;
  readonly mostPoints: Rational;
  /** The score is never above 1. */
  readonly leastScore: Rational;
  /** Its most points when all of it counts. */
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
  const groupRange = (name: string, { aggregate }: Pick<Definition['index'], 'aggregate'>): Range => {
    const own = (parts.get(name) ?? []).map(({ name: part, weight }) => ({ weight, ...rangeOf(part) }));
    const isEmpty = own.every((part) => part.isEmpty);
    if (aggregate !== 'sum') {
      const leastScore = own.reduce((least, part) => atMost(least, part.leastScore), zero);
      return { leastPoints: leastScore, mostPoints: one, leastScore, most: one, leastMost: one, isEmpty };
    }
    const sumOf = (of: 'leastPoints' | 'mostPoints' | 'most'): Rational =>
      sumOfAll(own.map((part) => times(part.weight, part[of])));
    const leastMost = own
      .map((part) => times(part.weight, part.leastMost))
      .reduce((least, one) => (isZero(least) || (!isZero(one) && compared(one, least) < 0) ? one : least), zero);
    const leastPoints = sumOf('leastPoints');
    return {
      leastPoints,
      mostPoints: sumOf('mostPoints'),
      leastScore:
        isZero(leastPoints) || isZero(leastMost)
          ? zero
          : over(leastPoints, mayLeaveOut(definition) ? leastMost : sumOf('most')),
      most: sumOf('most'),
      leastMost,
      isEmpty,
    };
  };
  return (name) => (name === indexName || nodes.has(name) ? rangeOf(name) : mustGet(made, name));
}

/** Whether anything can be left out of what counts. */
function mayLeaveOut({ nodes, index }: Definition): boolean {
  const isConditional = nodes.some(({ relevant }) => relevant !== undefined);
  const all = [index, ...nodes.filter((node) => node.type !== 'note')];
  return isConditional || all.some(({ missing }) => missing === 'left_out');
}

function questionRange(definition: Definition, question: Node): Range {
  const most = mostPointsOf(definition, question);
  const [leastPoints, mostPoints] = isSelect(question) ? pointsRange(definition, question, most) : [zero, most];
  return {
    leastPoints,
    mostPoints,
    leastScore: isZero(most) ? zero : over(leastPoints, most),
    most,
    leastMost: most,
    isEmpty: false,
  };
}

function pointsRange(
  definition: Definition,
  question: Extract<Node, { list: string }>,
  most: Rational,
): [least: Rational, most: Rational] {
  const points = choicesOf(definition, question).map(({ points = '0' }) => pointsIn(points, most));
  const below = points.map((one) => atMost(one, zero));
  const above = points.map((one) => atLeast(one, zero));
  if (question.type === 'select_multiple') return [sumOfAll(below), atMost(sumOfAll(above), most)];
  const least = below.reduce((all, one) => (compared(one, all) < 0 ? one : all), zero);
  const best = above.reduce((all, one) => (compared(one, all) > 0 ? one : all), zero);
  return [least, atMost(best, most)];
}
