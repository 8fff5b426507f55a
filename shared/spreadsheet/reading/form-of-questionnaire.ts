import { knownWord, type OfferedValue } from '../../domain/answers/normalise/answer-words.ts';
import { normaliseAnswer, type RawAnswer } from '../../domain/answers/normalise/normalise-answer.ts';
import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { indicatorsOf, type Questionnaire, wordingsOf } from '../../domain/questionnaire/questionnaire.ts';
import type { AnswerWords, Form, FormQuestion } from './form.ts';
import { type QuestionIndex, questionIndex } from './question-index.ts';

/** Made once for each questionnaire: an instance of the function reads many files. */
const forms = new WeakMap<Questionnaire, Form>();

/** A questionnaire of Yes, No and NA as the reading rooms see it. */
export function formOfQuestionnaire(questionnaire: Questionnaire): Form {
  const known = forms.get(questionnaire);
  if (known !== undefined) return known;
  const questions = new Map(indicatorsOf(questionnaire).map(({ id }) => [id, { id, ...yesNoNaQuestion }]));
  let index: QuestionIndex | null = null;
  let figureIndex: QuestionIndex | null = null;
  const form: Form = {
    languages: questionnaire.languages,
    version: questionnaire.version,
    questions,
    index: () => {
      const worded = () =>
        indicatorsOf(questionnaire).map((one) => ({ id: one.id, texts: wordingsOf(one, questionnaire) }));
      index ??= questionIndex(worded());
      return index;
    },
    coded: (text) => {
      const written = code.exec(text)?.[1];
      return written === undefined ? null : questions.has(written) ? [written] : [];
    },
    section: null,
    isPrinted: (text) => form.index().exact(text) !== null,
    longestWording: 1000,
    codesStandFirst: false,
    figures: {
      version: questionnaire.version,
      figures: questionnaire.background,
      index: () => {
        figureIndex ??= questionIndex(
          questionnaire.background.map((figure) => ({
            id: figure.id,
            texts: [{ text: figure.id, language: null }, ...wordingsOf(figure, questionnaire)],
          })),
        );
        return figureIndex;
      },
    },
  };
  forms.set(questionnaire, form);
  return form;
}

const code = /^q?\s?(\d+\.\d+\.\d+)\.?$/i;

const meanings: readonly OfferedValue[] = ['yes', 'no', 'na'];

const empty: RawAnswer = { kind: 'text', text: '' };

/** Longer texts are explanations, though they may begin with an answer. */
const maxAnswerLength = 40;

/** `Yes, since 2021`. */
const leading = /^(yes|no|kyllä|ei|ja|nein|oui|non|sí|sì|si|nee|nej)\s*[,;:.(–-]/;

/** Yes, No and NA, by their words in any language. */
export const yesNoNaWords: AnswerWords = {
  said: (folded) => {
    if (folded === '') return null;
    const begun = leading.exec(folded)?.[1];
    return knownWord(folded, null)?.value ?? (begun === undefined ? folded : (knownWord(begun, null)?.value ?? folded));
  },
  numbersArePoints: false,
  isAnswer: (said) => /^(yes|no|na|0|1|true|false)$/.test(said),
  begins: (text) => {
    if (text.length > maxAnswerLength) return false;
    const folded = foldedText(text);
    return folded === '1' || folded === '0' || knownWord(folded, null) !== null || leading.test(folded);
  },
};

const noFacts = {};

const yesNoNaQuestion: Omit<FormQuestion, 'id'> = {
  words: yesNoNaWords,
  read: (cell, { language, ...context }) => normaliseAnswer(cell ?? empty, language, context),
  knows: (text, language) => knownWord(foldedText(text), language) !== null,
  facts: () => noFacts,
  number: null,
  rowOf: null,
  ticked: null,
  valueOf: (meaning) => meaning,
  meaningOf: (value) => meanings.find((one) => one === value) ?? null,
  countsAsNumber: () => true,
};
