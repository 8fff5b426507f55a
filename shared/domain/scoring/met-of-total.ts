import { type Definition, indexName, type SelectQuestion } from '../questionnaire/definition/definition.ts';
import {
  choicesOf,
  groupsOf,
  isSelect,
  nodesByName,
  questionsOf,
} from '../questionnaire/definition/definition-tree.ts';
import { type Count, sumOf } from './count.ts';
import { withMissing } from './engine/missing-rule.ts';
import { mostPointsOf, partsOf, planOf } from './engine/plan.ts';
import { isMissing } from './engine/relevance.ts';
import { scoreAnswers } from './engine/score-answers.ts';
import { indexOf, shownOf } from './engine/shown.ts';
import type { AuthorityFacts, Given, GivenAnswers } from './given.ts';
import { type MethodId, methodIds, roundingOf } from './methods/methods.ts';
import { compared, isZero, one, toNumber } from './rational.ts';
import type { Scored } from './scored.ts';
import type { Score } from './scoring.ts';

/**
 * A score as it is told of questions that are met or not, each of which counts one: how many are met, and what the score
 * would be if what was not answered were left out, or met. null of a questionnaire that has other points, or is not shown
 * in whole percent.
 */
export function metOfTotal(
  definition: Definition,
  given: GivenAnswers,
  scored: Scored,
  authority: AuthorityFacts = {},
): ScoreOfMet | null {
  const counted = countedQuestions(definition);
  if (counted === null) return null;
  const index = indexOf(scored);
  const percentOf = (of: Scored): number | null => {
    const shown = shownOf(definition, indexOf(of));
    return shown === null ? null : Number(shown);
  };
  const counts = new Map(counted.map(({ name }) => [name, countOf(scored, name)]));
  const within = (names: readonly string[]): Count => sumOf(names.flatMap((name) => counts.get(name) ?? []));
  const byGroup = (groups: readonly string[], holds: (group: string, question: SelectQuestion) => boolean) =>
    Object.fromEntries(
      groups.map((group) => [group, within(counted.filter((one) => holds(group, one)).map(({ name }) => name))]),
    );
  const above = groupsAbove(definition);
  const categories = [...new Set(counted.map(({ parent }) => parent))].filter((name) => name !== indexName);
  const pillars = groupsOf(definition)
    .filter(({ name, parent }) => parent === indexName && !categories.includes(name))
    .map(({ name }) => name)
    .filter((name) => counted.some((question) => above(question.name).includes(name)));
  return {
    method: methodOf(definition),
    percent: percentOf(scored) ?? 0,
    overall: index?.score ? toNumber(index.score) : 0,
    ...sumOf([...counts.values()]),
    categories: byGroup(categories, (group, { parent }) => parent === group),
    pillars: byGroup(pillars, (group, { name }) => above(name).includes(group)),
    readings: {
      naNotMet: percentOf(scoreAnswers(withMissing(definition, 'zero'), given, authority)) ?? 0,
      naExcluded: percentOf(scoreAnswers(withMissing(definition, 'left_out'), given, authority)),
      naMet: percentOf(scoreAnswers(definition, allMet(definition, counted, given), authority)) ?? 0,
    },
  };
}

/** A score whose method may have no name of its own. */
export type ScoreOfMet = Omit<Score, 'method'> & { readonly method: MethodId | null };

/** The method of today that does the same: a mean of categories that count alike, rounded so. */
function methodOf(definition: Definition): MethodId | null {
  const parts = partsOf(definition).get(indexName) ?? [];
  const groups = new Map(groupsOf(definition).map((group) => [group.name, group]));
  const isMean = definition.index.aggregate === 'mean' && definition.index.missing !== 'left_out';
  const areAlike = parts.every(
    ({ name, weight }) => groups.get(name)?.aggregate === 'sum' && compared(weight, one) === 0,
  );
  if (!isMean || !areAlike) return null;
  const named = methodIds.find((id) => {
    const { categoryDecimals, overallDecimals } = roundingOf(id);
    const roundsIndex = (definition.index.rounding ?? null) === overallDecimals;
    return roundsIndex && parts.every(({ name }) => (groups.get(name)?.rounding ?? null) === categoryDecimals);
  });
  return named ?? null;
}

/** All questions that count in the index, where each is met with one point or not met with none; null: it is otherwise. */
function countedQuestions(definition: Definition): SelectQuestion[] | null {
  if (definition.shown.as !== 'percent' || definition.shown.decimals !== 0) return null;
  const parts = partsOf(definition);
  const counted = new Set<string>();
  const left = [indexName];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    for (const part of parts.get(name) ?? []) {
      if (counted.has(part.name)) continue;
      counted.add(part.name);
      left.push(part.name);
    }
  }
  const { questions } = planOf(definition);
  const all = questionsOf(definition).filter(({ name }) => counted.has(name));
  const areMetOrNot = all.every((question) => {
    const points = [...(questions.get(question.name)?.scoring?.points.values() ?? [])];
    const isOne = compared(mostPointsOf(definition, question), one) === 0;
    return question.type === 'select_one' && isOne && points.every((own) => isZero(own) || compared(own, one) === 0);
  });
  return areMetOrNot ? all.filter(isSelect) : null;
}

function countOf({ nodes }: Scored, name: string): Count {
  const node = nodes.get(name) ?? null;
  return node === null ? { met: 0, total: 0 } : { met: Number(node.points.n), total: Number(node.most.n) };
}

function groupsAbove(definition: Definition): (name: string) => string[] {
  const nodes = nodesByName(definition);
  return (name) => {
    const above: string[] = [];
    for (let parent = nodes.get(name)?.parent; parent !== undefined && parent !== indexName; ) {
      above.push(parent);
      parent = nodes.get(parent)?.parent;
    }
    return above;
  };
}

/** The answers, with the best choice wherever nothing was answered. */
function allMet(definition: Definition, counted: readonly SelectQuestion[], given: GivenAnswers): GivenAnswers {
  const { questions } = planOf(definition);
  const met = counted.flatMap((question): [string, Given][] => {
    const planned = questions.get(question.name);
    if (planned === undefined || !isMissing(planned, given.get(question.name))) return [];
    const best = choicesOf(definition, question).find(({ name }) => {
      const points = planned.scoring?.points.get(name);
      return points !== undefined && !isZero(points) && !planned.missingChoices.has(name);
    });
    return best === undefined ? [] : [[question.name, { choices: [best.name] }]];
  });
  return new Map([...given, ...met]);
}
