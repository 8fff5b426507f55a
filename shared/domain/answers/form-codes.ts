import type { Definition, Question } from '../questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import type { Given, GivenAnswers } from '../scoring/given.ts';
import { type Answer, type AnswerCode, type Unread, unansweredNowhere } from './answer.ts';
import { codeOfChoices, namesOfCode } from './choice-codes.ts';

/**
 * What a standing keeps of answers to a questionnaire that an office has defined, to be scored again: a short text a
 * question, in the order in which they are asked, with `|` between. A choice is its place in its list, from 0, in base 36.
 */

/** What is read of an answer; `value` as the reader has it: `=yes`, `=solar wind`, `=12.4`, `unanswered`, `unclear`. */
export interface FormAnswer {
  readonly value: string;
  readonly evidence: string;
}

const separator = '|';
export const unclearCode = '?';
const textCode = 't';

/** Throws where an answer names a choice that its list does not have. */
export function encodeFormAnswers(definition: Definition, answers: ReadonlyMap<string, FormAnswer>): string {
  return joinedCodes(
    questionsOf(definition).map((question) => codeOf(definition, question, answers.get(question.name))),
  );
}

export const joinedCodes = (codes: readonly string[]): string => codes.join(separator);

function codeOf(definition: Definition, question: Question, answer: FormAnswer | undefined): string {
  if (answer === undefined) return '';
  const { value, evidence } = answer;
  if (value === 'unclear') return unclearCode;
  // A text may stand in the column of evidence.
  if (question.type === 'text') return value === 'unanswered' && evidence.trim() === '' ? '' : textCode;
  if (value === 'unanswered') return '';
  if (!isSelect(question)) return value.slice(1);
  const choices = choicesOf(definition, question);
  return namesOfCode(value)
    .map((name) => {
      const place = choices.findIndex((one) => one.name === name);
      if (place === -1) throw new Error(`Question ${question.name} has no choice ${name}`);
      return place.toString(36);
    })
    .join(' ');
}

/** `1` for each question with evidence, `0` for each other, in the same order. */
export function encodeFormEvidence(definition: Definition, answers: ReadonlyMap<string, FormAnswer>): string {
  return questionsOf(definition)
    .map(({ name }) => ((answers.get(name)?.evidence ?? '').trim() === '' ? '0' : '1'))
    .join('');
}

/** The answers back from {@link encodeFormAnswers}, but for what texts say; throws on a code that it never writes. */
export function decodeFormAnswers(definition: Definition, code: string): GivenAnswers {
  const questions = questionsOf(definition);
  const codes = codesByQuestion(code, questions.length);
  return new Map(
    questions.flatMap((question, index): [string, Given][] => {
      const given = givenByCode(definition, question, codes[index] ?? '');
      return given === null ? [] : [[question.name, given]];
    }),
  );
}

/** The same as answers are kept, without what shows them; of a text it is only known that it is there. */
export function answersOfCode(definition: Definition, code: string): Map<string, Answer<AnswerCode | Unread>> {
  const given = decodeFormAnswers(definition, code);
  return new Map(
    questionsOf(definition).map(({ name }) => [name, { ...unansweredNowhere, value: keptValueOf(given.get(name)) }]),
  );
}

function keptValueOf(given: Given | undefined): AnswerCode | Unread {
  if (given === undefined) return 'unanswered';
  if ('doesNotCount' in given) return 'unclear';
  if ('choices' in given) return codeOfChoices(given.choices);
  return 'number' in given ? `=${given.number}` : `=${given.text}`;
}

/** The code of each answer; {@link joinedCodes} puts them together. */
export function codesByQuestion(code: string, questions: number): string[] {
  const codes = code.split(separator);
  if (codes.length === questions) return codes;
  throw new Error(`A code of ${codes.length} answers does not fit ${questions} questions`);
}

/** The answer that one code stands for; null: blank. */
export function givenByCode(definition: Definition, question: Question, code: string): Given | null {
  if (code === '') return null;
  if (code === unclearCode) return { doesNotCount: 'not-understood' };
  if (question.type === 'text') return { text: code };
  if (!isSelect(question)) return { number: code };
  const choices = choicesOf(definition, question);
  const chosen = code.split(' ').map((place) => choices[Number.parseInt(place, 36)]?.name);
  const known = chosen.filter((name) => name !== undefined);
  if (known.length < chosen.length)
    throw new Error(`The code of question ${question.name} names no choice of its list`);
  return { choices: known };
}
