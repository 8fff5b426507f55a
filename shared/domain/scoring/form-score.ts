import { namesOfCode } from '../answers/choice-codes.ts';
import { decodeFormAnswers, type FormAnswer } from '../answers/form-codes.ts';
import type { Definition } from '../questionnaire/definition/definition.ts';
import { questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { scoreAnswers } from './engine/score-answers.ts';
import { indexOf, shownOf } from './engine/shown.ts';
import { type Counting, type ReadAnswer, whatCounts } from './engine/what-counts.ts';
import type { AuthorityFacts, Given, GivenAnswers } from './given.ts';
import type { MethodId } from './methods/methods.ts';
import type { NodeScore, Scored } from './scored.ts';

/** By what a result was scored: a method of the product, or as the office's definition says. */
export type ScoredBy = MethodId | 'definition';

/** What is kept of a score by a definition: the number shown. The rest is worked out again from the answers. */
export interface FormScore {
  readonly method: 'definition';
  readonly percent: number;
}

/** What a standing keeps of answers: `shared/domain/answers/form-codes.ts`. */
export interface FormCodes {
  readonly answerCode: string;
  readonly evidenceCode: string;
  /** `1` for each answer that counts as the office verified it; '' when there is none. */
  readonly verifiedCode: string;
}

/** What counts of answers, and what it comes to. */
export interface ScoredForm {
  readonly given: GivenAnswers;
  readonly scored: Scored;
  /**
   * The number that people see, in percent or points as the definition says; every rank is by it. null: too little is
   * answered for a score.
   */
  readonly shown: number | null;
}

/**
 * Scores what a standing keeps. Whatever the office has verified counts, with or without the evidence that an answer
 * needs otherwise.
 */
export function scoreFormCodes(definition: Definition, codes: FormCodes, authority: AuthorityFacts = {}): ScoredForm {
  const given = givenOfCodes(definition, codes, authority);
  const scored = scoreAnswers(definition, given, authority);
  return { given, scored, shown: shownNumber(definition, scored) };
}

/** What counts of what a standing keeps. */
export function givenOfCodes(definition: Definition, codes: FormCodes, authority: AuthorityFacts): GivenAnswers {
  const decoded = decodeFormAnswers(definition, codes.answerCode);
  const read = questionsOf(definition).flatMap(({ name }, index): [string, ReadAnswer][] => {
    const given = decoded.get(name);
    const isShown = codes.evidenceCode.charAt(index) === '1' || codes.verifiedCode.charAt(index) === '1';
    return given === undefined ? [] : [[name, { given, evidence: isShown ? 'given' : '' }]];
  });
  return whatCounts(definition, new Map(read), authority).answers;
}

/** What was answered, as scoring takes it; a text may stand in the column of evidence. */
export function givenAnswersOf({
  definition,
  answers,
}: {
  readonly definition: Definition;
  readonly answers: ReadonlyMap<string, FormAnswer>;
}): GivenAnswers {
  return new Map(
    questionsOf(definition).flatMap(({ name, type }): [string, Given][] => {
      const { value, evidence } = answers.get(name) ?? { value: 'unanswered', evidence: '' };
      if (value === 'unclear') return [[name, { doesNotCount: 'not-understood' }]];
      const said = value === 'unanswered' ? null : value.slice(1);
      if (type === 'text') return (said ?? evidence) === '' ? [] : [[name, { text: said ?? evidence }]];
      if (said === null) return [];
      const isNumber = type === 'integer' || type === 'decimal';
      return [[name, isNumber ? { number: said } : { choices: namesOfCode(value) }]];
    }),
  );
}

/** Scores answers as they were read or kept, each with what shows it. */
export function scoreFormAnswers(
  definition: Definition,
  answers: ReadonlyMap<string, FormAnswer>,
  authority: AuthorityFacts = {},
): ScoredForm & Pick<Counting, 'remarks'> {
  const read = [...givenAnswersOf({ definition, answers })].map(
    ([name, given]) => [name, { given, evidence: answers.get(name)?.evidence ?? '' }] as const,
  );
  const { answers: given, remarks } = whatCounts(definition, new Map(read), authority);
  const scored = scoreAnswers(definition, given, authority);
  return { given, remarks, scored, shown: shownNumber(definition, scored) };
}

/** {@link ScoredForm.shown}: at most 20,001 steps of at most 2 decimals, so that a number holds it exactly. */
export const shownNumber = (definition: Definition, scored: Scored): number | null =>
  numberShown(definition, indexOf(scored));

/** What a node shows, as a number; never `-0`. */
export function numberShown({ shown }: Pick<Definition, 'shown'>, node: NodeScore | null): number | null {
  const text = shownOf({ shown }, node);
  return text === null ? null : Number(text);
}
