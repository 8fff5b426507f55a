import type { Definition, Node, Together } from '../../shared/domain/questionnaire/definition/definition.ts';
import {
  choicesOf,
  isGroup,
  isQuestion,
  isScored,
  isSelect,
} from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import {
  type Expression,
  isExpressionFault,
  type Operand,
  parseExpression,
} from '../../shared/domain/questionnaire/definition/expression.ts';
import type { AuthorityFacts, Given, GivenAnswers } from '../../shared/domain/scoring/given.ts';
import { toNumber } from '../../shared/domain/scoring/rational.ts';

/**
 * What a questionnaire comes to, as docs/questionnaires.md says it and as slowly as it says it: everything is looked up anew,
 * nothing is planned, and numbers are a machine's own. It shares no arithmetic with the engine.
 */
export interface PlainScore {
  readonly points: number;
  readonly most: number;
  readonly score: number | null;
}

/** 1, 0, or a half where nobody knows: all of several is their least, any of them their greatest. */
type Truth = 0 | 0.5 | 1;
interface Outcome {
  readonly score: PlainScore | null;
  /** null: nothing of it is asked. */
  readonly there: number | null;
  /** The same before anything says that it is too little. */
  readonly answered?: number | null;
}

const numberOf = (text: string): number => {
  const [over = text, under] = text.split('/');
  return under === undefined
    ? text.endsWith('%')
      ? Number(text.slice(0, -1)) / 100
      : Number(text)
    : Number(over) / Number(under);
};
const sum = (all: readonly number[]): number => all.reduce((whole, one) => whole + one, 0);
const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 1e-12;
/** Half away from zero, of what a machine has of a decimal number. */
const roundedTo = (value: number, decimals: number | undefined): number =>
  decimals === undefined
    ? value
    : (Math.sign(value) * Math.round(Number((Math.abs(value) * 10 ** decimals).toPrecision(14)))) / 10 ** decimals;

export function plainScores(definition: Definition, given: GivenAnswers, authority: AuthorityFacts = {}) {
  const { nodes, index } = definition;
  const nodeOf = (name: string): Node | undefined => nodes.find((node) => node.name === name);

  const isBlank = (answer: Given | undefined): boolean =>
    answer === undefined ||
    ('choices' in answer && answer.choices.length === 0) ||
    ('text' in answer && answer.text.trim() === '');

  /** undefined: nobody knows; null: the question is not asked; '': blank. */
  function valueFor(operand: Operand): string | readonly string[] | null | undefined {
    if (operand.kind === 'text') return operand.text;
    if (operand.kind === 'number') return String(toNumber(operand.number));
    if (operand.kind === 'answer') return undefined;
    if (operand.kind === 'authority') {
      const fact = authority[operand.fact as keyof AuthorityFacts];
      return fact === undefined || fact === null || fact === '' ? undefined : String(fact);
    }
    if (asked(operand.name) === 0) return null;
    const answer = given.get(operand.name);
    if (answer === undefined || isBlank(answer)) return '';
    if ('doesNotCount' in answer) return undefined;
    if ('number' in answer) return answer.number;
    return 'text' in answer ? answer.text : answer.choices;
  }

  function truthOf(expression: Expression): Truth {
    switch (expression.kind) {
      case 'not':
        return (1 - truthOf(expression.of)) as Truth;
      case 'and':
        return Math.min(...expression.parts.map(truthOf)) as Truth;
      case 'or':
        return Math.max(...expression.parts.map(truthOf)) as Truth;
      case 'selected': {
        const value = valueFor(expression.of);
        if (value === null) return 0;
        return value === undefined || value === '' ? 0.5 : [value].flat().includes(expression.choice) ? 1 : 0;
      }
      default:
        return truthOfComparison(expression);
    }
  }

  function truthOfComparison(expression: Extract<Expression, { kind: 'compare' }>): Truth {
    const { by } = expression;
    const [left, right] = [valueFor(expression.left), valueFor(expression.right)];
    if (left === undefined || right === undefined) return 0.5;
    const asksForBlank = [expression.left, expression.right].some((side) => side.kind === 'text' && side.text === '');
    const isNothing = (value: typeof left): boolean => value === null || value === '';
    if (by === '=' || by === '!=') {
      if (isNothing(left) || isNothing(right)) {
        if (!asksForBlank && (left === '' || right === '')) return 0.5;
        return (isNothing(left) && isNothing(right)) === (by === '=') ? 1 : 0;
      }
      const texts = [left, right].map((value) => [value ?? ''].flat().toSorted().join(' '));
      const isAlike = texts[0] === texts[1] || Number(texts[0]) === Number(texts[1]);
      return isAlike === (by === '=') ? 1 : 0;
    }
    if (left === '' || right === '') return 0.5;
    const [a, b] = [left, right].map((value) => Number(value === null ? Number.NaN : [value].flat().join(' ')));
    if (a === undefined || b === undefined) return 0;
    const result = { '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[by];
    return result ? 1 : 0;
  }

  function asked(name: string): Truth {
    const node = nodeOf(name);
    if (node === undefined) return 1;
    const expression = node.relevant === undefined ? null : parseExpression(node.relevant);
    if (expression !== null && isExpressionFault(expression)) throw new Error(node.relevant);
    return Math.min(asked(node.parent), expression === null ? 1 : truthOf(expression)) as Truth;
  }

  /** What a node says, or else the first of those around it that says anything. */
  function ruleOf<Rule extends 'missing' | 'notRelevant'>(name: string, rule: Rule): string {
    const node = nodeOf(name);
    const own = node === undefined ? index[rule] : node.type === 'note' ? undefined : node[rule];
    if (own !== undefined) return own;
    if (node === undefined) return rule === 'missing' ? 'zero' : 'left_out';
    return ruleOf(node.parent, rule);
  }

  function mostPoints(node: Node): number {
    if (!isQuestion(node) || node.type === 'text') return 0;
    if (node.mostPoints !== undefined) return numberOf(node.mostPoints);
    if (!isSelect(node)) return 1;
    const written = choicesOf(definition, node).flatMap(({ points = '0' }) => (numberOf(points) === 0 ? [] : [points]));
    if (written.length > 0 && written.every((points) => /[/%]/.test(points))) return 1;
    const above = [0, ...written.map(numberOf)].filter((points) => points >= 0);
    return node.type === 'select_multiple' ? sum(above) : Math.max(...above);
  }

  function pointsOf(node: Node, answer: Given): number {
    const most = mostPoints(node);
    if ('doesNotCount' in answer) return 0;
    if (isSelect(node) && 'choices' in answer) {
      const points = choicesOf(definition, node)
        .filter(({ name }) => answer.choices.includes(name))
        .map(({ points = '0' }) => numberOf(points) * (/[/%]/.test(points) ? most : 1));
      return Math.min(most, sum(points));
    }
    if ((node.type !== 'integer' && node.type !== 'decimal') || node.goalposts === undefined || !('number' in answer)) {
      throw new Error(`${node.name} is no such question`);
    }
    const { low, high, better } = node.goalposts;
    const share = Math.max(0, Math.min(1, (Number(answer.number) - numberOf(low)) / (numberOf(high) - numberOf(low))));
    return most * roundedTo(better === 'more' ? share : 1 - share, 12);
  }

  const shared = (points: number, most: number): PlainScore => ({
    points,
    most,
    score: most === 0 ? null : points / most,
  });

  function questionOutcome(node: Node): Outcome {
    const answer = given.get(node.name);
    const ruled = (rule: string): PlainScore | null =>
      rule === 'left_out' ? null : shared(rule === 'full' ? mostPoints(node) : 0, mostPoints(node));
    const isAsked = asked(node.name);
    if (isAsked === 0) return { score: ruled(ruleOf(node.name, 'notRelevant')), there: null };
    const isMissing =
      isBlank(answer) ||
      (isSelect(node) &&
        answer !== undefined &&
        'choices' in answer &&
        choicesOf(definition, node).some(({ name, missing }) => missing && answer.choices.includes(name)));
    if (isAsked < 1 || answer === undefined || isMissing) {
      const score = ruled(ruleOf(node.name, 'missing'));
      return { score, there: score === null ? 0 : 1 };
    }
    return { score: shared(pointsOf(node, answer), mostPoints(node)), there: 1 };
  }

  /** What counts into a group: what stands in it and says nothing else, and what says so; all that stands in one that is shown only. */
  const partsOf = (name: string): Exclude<Node, { type: 'note' }>[] =>
    nodes.filter((node): node is Exclude<Node, { type: 'note' }> => {
      if (node.type === 'note' || (!isGroup(node) && !isScored(definition, node))) return false;
      const around = nodeOf(name);
      const isShownOnly = around !== undefined && isGroup(around) && around.countsInto === 'none';
      return (node.countsInto ?? node.parent) === name || (node.parent === name && isShownOnly);
    });

  function mostOf(node: Node): number {
    if (!isGroup(node)) return mostPoints(node);
    return node.aggregate === 'sum' ? sum(partsOf(node.name).map((part) => numberOf(part.weight) * mostOf(part))) : 1;
  }

  function groupOutcome(name: string, { aggregate, rounding, leastShare }: Together): Outcome {
    const parts = partsOf(name).map((node) => ({
      node,
      weight: numberOf(node.weight),
      ...(isGroup(node) ? groupOutcome(node.name, node) : questionOutcome(node)),
    }));
    const scored = parts.flatMap(({ weight, score }) => (score === null ? [] : [{ weight, ...score }]));
    const asks = parts.flatMap(({ node, weight, there }) => (there === null ? [] : [{ node, weight, there }]));
    const sizes = asks.map(({ node, weight }) => (aggregate === 'sum' ? weight * mostOf(node) : weight));
    const counted = sum(sizes) === 0 ? asks.map(({ weight }) => weight) : sizes;
    const there = asks.length === 0 ? null : sum(asks.map((one, at) => one.there * (counted[at] ?? 0))) / sum(counted);
    const least = leastShare === undefined ? 0 : numberOf(leastShare);
    const isTooLittle = there !== null && there < least && !isNear(there, least);
    if (scored.length === 0 || isTooLittle) return { score: null, there: there === null ? null : 0, answered: there };
    if (aggregate === 'sum') {
      const [points, most] = [
        sum(scored.map((one) => one.weight * one.points)),
        sum(scored.map((one) => one.weight * one.most)),
      ];
      return {
        score: { points, most, score: most === 0 ? null : roundedTo(points / most, rounding) },
        there,
        answered: there,
      };
    }
    const means = scored.flatMap(({ weight, score }) => (score === null ? [] : [{ weight, score }]));
    // Nothing in it can be reached: there are points, and no score of which a mean could be made.
    if (means.length === 0) return { score: null, there: there === null ? null : 0, answered: there };
    const weights = sum(means.map(({ weight }) => weight));
    const mean =
      aggregate === 'mean'
        ? sum(means.map(({ weight, score }) => weight * score)) / weights
        : means.reduce((product, { weight, score }) => product * Math.max(0, score) ** (weight / weights), 1);
    const score = roundedTo(mean, rounding);
    return { score: { points: score, most: 1, score }, there, answered: there };
  }

  const scores = nodes.flatMap((node): [string, PlainScore | null][] => {
    if (isGroup(node)) return [[node.name, groupOutcome(node.name, node).score]];
    return isScored(definition, node) ? [[node.name, questionOutcome(node).score]] : [];
  });
  return {
    nodes: new Map([['index', groupOutcome('index', index).score] as const, ...scores]),
    /** How much of what is asked in a group is there. */
    answered: new Map(nodes.filter(isGroup).map((node) => [node.name, groupOutcome(node.name, node).answered ?? null])),
    asked: new Map(nodes.map(({ name }) => [name, { 0: false, 0.5: null, 1: true }[asked(name)]])),
  };
}
