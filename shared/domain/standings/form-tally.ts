import { mustAt } from '../must.ts';
import { type Definition, indexName, type Question } from '../questionnaire/definition/definition.ts';
import { choicesOf, groupsOf, isSelect, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { planOf } from '../scoring/engine/plan.ts';
import { indexOfParts, notAsked, scoreWithParts } from '../scoring/engine/score-answers.ts';
import { indexOf } from '../scoring/engine/shown.ts';
import { type FormCodes, givenOfCodes, numberShown } from '../scoring/form-score.ts';
import type { AuthorityFacts, Given } from '../scoring/given.ts';

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

/** What became of a question: the places in its list of the choices that count, or why there is nothing to count. */
export type AnswerState = readonly number[] | 'answered' | Uncounted;

/** In this order in what is kept of standings. */
export const uncounted = ['blank', 'unclear', 'notCounted', 'notAsked'] as const;
export type Uncounted = (typeof uncounted)[number];

/** What is counted of a questionnaire, by name, in its own order. */
export interface CountedOf {
  /** Its groups. */
  readonly sections: readonly string[];
  readonly questions: readonly Question[];
  /** The groups that count into the index; none where that is a single one. */
  readonly without: readonly string[];
}

/** Of an index of more groups than this, none is left out in turn: each would weigh next to nothing. */
const maxLeftOut = 40;

const known = new WeakMap<Definition, CountedOf>();

export function countedOf(definition: Definition): CountedOf {
  const before = known.get(definition);
  if (before !== undefined) return before;
  const sections = groupsOf(definition).map(({ name }) => name);
  const parts = planOf(definition).groups.get(indexName)?.parts ?? [];
  const groups = parts.map(({ name }) => name).filter((name) => sections.includes(name));
  const isLeftOut = parts.length > 1 && groups.length <= maxLeftOut;
  const made = { sections, questions: questionsOf(definition), without: isLeftOut ? groups : [] };
  known.set(definition, made);
  return made;
}

/** Scores what is kept of an authority's answers, as far as it is counted. */
export function countForm(definition: Definition, codes: FormCodes, authority: AuthorityFacts): CountedForm {
  const given = givenOfCodes(definition, codes, authority);
  const { scored, parts } = scoreWithParts(definition, given, authority);
  const { sections, questions, without } = countedOf(definition);
  const names =
    planOf(definition)
      .groups.get(indexName)
      ?.parts.map(({ name }) => name) ?? [];
  const percent = { shown: { as: 'percent', decimals: 0 } } as const;
  return {
    shown: numberShown(definition, indexOf(scored)),
    sections: sections.map((name) => numberShown(percent, scored.nodes.get(name) ?? null)),
    questions: questions.map((question) =>
      stateOf(definition, question, given.get(question.name), scored.asked.get(question.name) ?? null),
    ),
    without: without.map((left) => {
      const others = parts.map((part, at) => (mustAt(names, at) === left ? notAsked : part));
      return numberShown(definition, indexOfParts(definition, others));
    }),
  };
}

/** An answer to a question of which nobody knows whether it is asked does not count, and is as good as blank. */
function stateOf(
  definition: Definition,
  question: Question,
  given: Given | undefined,
  isAsked: boolean | null,
): AnswerState {
  if (isAsked === false) return 'notAsked';
  if (given === undefined || isAsked === null) return 'blank';
  if ('doesNotCount' in given) return given.doesNotCount === 'not-understood' ? 'unclear' : 'notCounted';
  if (!isSelect(question)) return 'answered';
  if (!('choices' in given) || given.choices.length === 0) return 'blank';
  const choices = choicesOf(definition, question);
  return [...new Set(given.choices)].map((name) => choices.findIndex((choice) => choice.name === name));
}
