import {
  type Choice,
  countsIntoNone,
  type Definition,
  type Group,
  indexName,
  type Node,
  type Question,
  type Together,
} from '../../questionnaire/definition/definition.ts';
import {
  choicesOf,
  isGroup,
  isQuestion,
  isScored,
  isSelect,
  nodesByName,
} from '../../questionnaire/definition/definition-tree.ts';
import { type Expression, isExpressionFault, parseExpression } from '../../questionnaire/definition/expression.ts';
import { atLeast, compared, exactly, isZero, one, type Rational, sumOfAll, times, zero } from '../rational.ts';
import { isShareOfMost, pointsIn } from './aggregates.ts';

/** A definition worked out for scoring: what is inherited, what counts into what, and what each answer scores. */
export interface Plan {
  /** `index` is among them. */
  readonly groups: ReadonlyMap<string, PlannedGroup>;
  /** `index`, all groups and all scored questions, in the order of the questionnaire. */
  readonly scored: readonly string[];
  /** All questions, scored or not. */
  readonly questions: ReadonlyMap<string, PlannedQuestion>;
  /** By name of every node: its own condition, and the group in which it stands; null in none. */
  readonly conditions: ReadonlyMap<string, { readonly own: Expression | null; readonly parent: string | null }>;
}

export interface PlannedGroup extends Pick<Together, 'aggregate' | 'rounding'> {
  /** 0: any part is enough. */
  readonly leastShare: Rational;
  readonly parts: readonly PlannedPart[];
}

export interface PlannedPart {
  readonly name: string;
  readonly weight: Rational;
  /** What it comes to at most when all of it counts. */
  readonly most: Rational;
}

export interface PlannedQuestion {
  readonly question: Question;
  readonly missing: 'zero' | 'left_out';
  readonly notRelevant: 'zero' | 'left_out' | 'full';
  /** Choices that count as not answered. */
  readonly missingChoices: ReadonlySet<string>;
  /** Choices that stand alone. */
  readonly exclusiveChoices: ReadonlySet<string>;
  /** null when it is not scored. */
  readonly scoring: QuestionScoring | null;
  readonly constraint: Expression | null;
}

export interface QuestionScoring {
  readonly most: Rational;
  /** Points of each choice by its name; empty for a number. */
  readonly points: ReadonlyMap<string, Rational>;
  /** Where scores of numbers begin (0) and end (1): of two, the first may be the greater. */
  readonly goalposts: { readonly worst: Rational; readonly best: Rational } | null;
}

/** Made once for each definition, however many sets of answers are scored by it. */
const plans = new WeakMap<Definition, Plan>();

/** Takes a definition that `loadDefinition` has accepted. */
export function planOf(definition: Definition): Plan {
  const known = plans.get(definition);
  if (known !== undefined) return known;
  const plan = makePlan(definition);
  plans.set(definition, plan);
  return plan;
}

/** Whether anything in a group is scored; of what is no group, that it is. */
export function hasScores(definition: Definition, name: string): boolean {
  const group = planOf(definition).groups.get(name);
  return group === undefined || group.parts.some((part) => hasScores(definition, part.name));
}

/** The conditions on which a node is asked: its own, then those of the groups in which it stands. */
export function conditionsOf(definition: Definition, name: string): Expression[] {
  const { conditions } = planOf(definition);
  const found: Expression[] = [];
  for (let node = conditions.get(name); node !== undefined; node = conditions.get(node.parent ?? '')) {
    if (node.own !== null) found.push(node.own);
  }
  return found;
}

function makePlan(definition: Definition): Plan {
  const { nodes, index } = definition;
  const parts = partsOf(definition);
  const mostOf = mostByName(definition, parts);
  const planned = ({ aggregate, rounding, leastShare }: Together, name: string): PlannedGroup => ({
    aggregate,
    rounding,
    leastShare: leastShare === undefined ? zero : exactly(leastShare),
    parts: (parts.get(name) ?? []).map((part) => ({ ...part, most: mostOf(part.name) })),
  });
  const rules = inheritedRules(definition);
  const named = (question: Question, is: (choice: Choice) => boolean): ReadonlySet<string> =>
    new Set((isSelect(question) ? choicesOf(definition, question).filter(is) : []).map(({ name }) => name));
  return {
    groups: new Map([
      [indexName, planned(index, indexName)],
      ...nodes.filter(isGroup).map((group): [string, PlannedGroup] => [group.name, planned(group, group.name)]),
    ]),
    scored: [indexName, ...nodes.filter((node) => isGroup(node) || isScored(definition, node)).map(({ name }) => name)],
    questions: new Map(
      nodes.filter(isQuestion).map((question) => [
        question.name,
        {
          question,
          ...(rules.get(question.name) ?? defaultRules),
          missingChoices: named(question, ({ missing }) => missing),
          exclusiveChoices: named(question, ({ exclusive }) => exclusive),
          scoring: questionScoring(definition, question),
          constraint: parsed(question.constraint),
        },
      ]),
    ),
    conditions: new Map(
      nodes.map(({ name, relevant, parent }) => [
        name,
        { own: parsed(relevant), parent: parent === indexName ? null : parent },
      ]),
    ),
  };
}

function parsed(source: string | undefined): Expression | null {
  if (source === undefined) return null;
  const expression = parseExpression(source);
  if (isExpressionFault(expression)) throw new Error(`The definition was not checked: ${source}`);
  return expression;
}

interface Rules {
  readonly missing: 'zero' | 'left_out';
  readonly notRelevant: 'zero' | 'left_out' | 'full';
}

const defaultRules: Rules = { missing: 'zero', notRelevant: 'left_out' };

/** By name of every node that counts: its own rules, or else those of what it stands in. */
function inheritedRules({ nodes, index }: Definition): ReadonlyMap<string, Rules> {
  const rulesOf = (above: Rules, { missing, notRelevant }: { [Rule in keyof Rules]?: Rules[Rule] | undefined }) => ({
    missing: missing ?? above.missing,
    notRelevant: notRelevant ?? above.notRelevant,
  });
  const rules = new Map<string, Rules>([[indexName, rulesOf(defaultRules, index)]]);
  for (const node of nodes) {
    const above = rules.get(node.parent) ?? defaultRules;
    rules.set(node.name, node.type === 'note' ? above : rulesOf(above, node));
  }
  return rules;
}

/** What counts into something, and how much. */
type Counting = Pick<PlannedPart, 'name' | 'weight'>;

/** By name of every group and `index`: what counts into it, in the order of the questionnaire. */
export function partsOf(definition: Definition): ReadonlyMap<string, readonly Counting[]> {
  const counting = definition.nodes.filter((node) => isGroup(node) || isScored(definition, node)) as (
    | Group
    | Question
  )[];
  const shownOnly = new Set(counting.filter(({ countsInto }) => countsInto === countsIntoNone).map(({ name }) => name));
  const parts = new Map<string, Counting[]>();
  for (const node of counting) {
    const part = { name: node.name, weight: exactly(node.weight) };
    // What stands in a group that is shown only counts in it all the same, whatever else it counts into.
    const into = new Set([node.countsInto ?? node.parent, ...(shownOnly.has(node.parent) ? [node.parent] : [])]);
    into.delete(countsIntoNone);
    for (const name of into) parts.set(name, [...(parts.get(name) ?? []), part]);
  }
  return parts;
}

/** What a node comes to at most when all of it counts. */
function mostByName(
  definition: Definition,
  parts: ReadonlyMap<string, readonly Counting[]>,
): (name: string) => Rational {
  const nodes = nodesByName(definition);
  const made = new Map<string, Rational>();
  const mostOf = (name: string): Rational => {
    const before = made.get(name);
    if (before !== undefined) return before;
    const node = nodes.get(name);
    const most =
      node === undefined || isGroup(node) ? ofGroup(name, node ?? definition.index) : mostPointsOf(definition, node);
    made.set(name, most);
    return most;
  };
  const ofGroup = (name: string, { aggregate }: Together): Rational =>
    aggregate === 'sum' ? sumOfAll((parts.get(name) ?? []).map((part) => times(part.weight, mostOf(part.name)))) : one;
  return mostOf;
}

function questionScoring(definition: Definition, question: Question): QuestionScoring | null {
  if (!isScored(definition, question)) return null;
  const most = mostPointsOf(definition, question);
  if (isSelect(question)) {
    const choices = choicesOf(definition, question);
    const points = choices.map(({ name, points = '0' }): [string, Rational] => [name, pointsIn(points, most)]);
    return { most, points: new Map(points), goalposts: null };
  }
  if (question.type === 'text' || question.goalposts === undefined) return null;
  const { low, high, better } = question.goalposts;
  const [from, to] = [exactly(low), exactly(high)];
  const goalposts = better === 'more' ? { worst: from, best: to } : { worst: to, best: from };
  return { most, points: new Map(), goalposts };
}

/**
 * The most points of a question: as it says; else the best choice, of several choices all positive ones together, and 1 for
 * a number. Choices that have shares only are shares of 1.
 */
export function mostPointsOf(definition: Pick<Definition, 'lists'>, question: Node): Rational {
  if (!isQuestion(question) || question.type === 'text') return zero;
  if (question.mostPoints !== undefined) return exactly(question.mostPoints);
  if (!isSelect(question)) return one;
  // No points are none, in whatever unit.
  const written = choicesOf(definition, question).flatMap(({ points = '0' }) =>
    isZero(exactly(points)) ? [] : points,
  );
  if (written.length > 0 && written.every(isShareOfMost)) return one;
  const points = written.map((one) => exactly(one));
  if (question.type === 'select_multiple') return sumOfAll(points.map((one) => atLeast(one, zero)));
  return points.reduce((best, one) => (compared(one, best) > 0 ? one : best), zero);
}
