import { type Definition, indexName, type Question } from '../questionnaire/definition/definition.ts';
import { groupsOf, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { planOf } from '../scoring/engine/plan.ts';
import { type FormCodes, numberShown } from '../scoring/form-score.ts';
import { type AnswerState, formScorer } from '../scoring/form-scorer.ts';
import type { AuthorityFacts } from '../scoring/given.ts';
import { wholePercent } from '../scoring/rational.ts';

/** What the standings count of one authority's answers to an office's questionnaire, all in the order of {@link countedOf}. */
export interface CountedForm {
  /** null: too little is answered for a score. */
  readonly shown: number | null;
  /** By section: the whole percentage that it shows; null where it shows none. */
  readonly sections: readonly (number | null)[];
  /** By question. */
  readonly questions: readonly AnswerState[];
  /** By section that counts into the index: what would be shown were it not asked; null: nothing is left to show. */
  readonly without: readonly (number | null)[];
}

/** What is counted of a questionnaire, by name, in its own order. */
export interface CountedOf {
  /** Its groups. */
  readonly sections: readonly string[];
  readonly questions: readonly Question[];
  /** The groups that count into the index, and their places among its parts; none where that is a single one. */
  readonly without: readonly string[];
  readonly withoutPlaces: readonly number[];
}

/** Of an index of more groups than this, none is left out in turn: each would weigh next to nothing. */
const maxLeftOut = 40;

const known = new WeakMap<Definition, CountedOf>();

export function countedOf(definition: Definition): CountedOf {
  const before = known.get(definition);
  if (before !== undefined) return before;
  const sections = groupsOf(definition).map(({ name }) => name);
  const parts = planOf(definition).groups.get(indexName)?.parts ?? [];
  const groups = parts.flatMap(({ name }, place) => (sections.includes(name) ? [{ name, place }] : []));
  const leftOut = parts.length > 1 && groups.length <= maxLeftOut ? groups : [];
  const made = {
    sections,
    questions: questionsOf(definition),
    without: leftOut.map(({ name }) => name),
    withoutPlaces: leftOut.map(({ place }) => place),
  };
  known.set(definition, made);
  return made;
}

/** Scores what is kept of an authority's answers, as far as it is counted. */
export function countForm(definition: Definition, codes: FormCodes, authority: AuthorityFacts): CountedForm {
  const scorer = formScorer(definition);
  const { index, parts, groups, states } = scorer.score(codes, authority);
  const { withoutPlaces } = countedOf(definition);
  const without = withoutPlaces.length === 0 ? [] : scorer.withoutEach(parts);
  return {
    shown: numberShown(definition, index),
    sections: groups.map((group) => (group?.score ? wholePercent(group.score) : null)),
    questions: states,
    without: withoutPlaces.map((place) => numberShown(definition, without[place] ?? null)),
  };
}
