import type { AnswerCode } from '../../domain/answers/answer.ts';
import { type ChosenCode, codeOfChoices, namesOfCode } from '../../domain/answers/choice-codes.ts';
import { knownWord, type OfferedAnswers } from '../../domain/answers/normalise/answer-words.ts';
import { normaliseSeveral, offeredChoices, together } from '../../domain/answers/normalise/choice-answers.ts';
import { type NormalisedAnswer, normaliseOffered } from '../../domain/answers/normalise/normalise-answer.ts';
import { kindOf, normaliseNumber } from '../../domain/answers/normalise/number-answers.ts';
import { foldedText, plainText } from '../../domain/answers/normalise/plain-text.ts';
import { listed } from '../../domain/answers/problems.ts';
import {
  type Choice,
  type Definition,
  indexName,
  type NumberQuestion,
  type Question,
  type SelectQuestion,
  type TextQuestion,
} from '../../domain/questionnaire/definition/definition.ts';
import { definitionLimits } from '../../domain/questionnaire/definition/definition-limits.ts';
import {
  choicesOf,
  groupsOf,
  isSelect,
  nodesByName,
  primaryLanguage,
  questionsOf,
  textOf,
} from '../../domain/questionnaire/definition/definition-tree.ts';
import type { Cell } from '../formats/grid.ts';
import type { FigureForm } from './figure-form.ts';
import type { AnswerWords, Form, FormQuestion } from './form.ts';
import { type Match, type QuestionIndex, questionIndex } from './question-index.ts';

/** Made once for each definition: an instance of the function reads many files. */
const forms = new WeakMap<Definition, Form<AnswerCode>>();

/** Any questionnaire as the reading rooms see it: each question over its own choices, number or text. */
export function formOfDefinition(definition: Definition): Form<AnswerCode> {
  const known = forms.get(definition);
  if (known !== undefined) return known;
  const isBlank = blankTest(definition.blankWhen);
  const questions = new Map(
    questionsOf(definition).map((question) => [question.name, formQuestion(question, definition, isBlank)]),
  );
  const codes = codesOf(definition);
  let index: QuestionIndex | null = null;
  let sections: ReadonlyMap<string, ReadonlySet<string>> | null = null;
  let printed: ReadonlySet<string> | null = null;
  const form: Form<AnswerCode> = {
    languages: [...new Set(definition.languages.map(primaryLanguage))],
    version: definition.version,
    questions,
    index: () => {
      index ??= withBeginnings(
        questionIndex(
          questionsOf(definition).map(({ name, label }) => ({
            id: name,
            texts: Object.entries(label).map(([tag, text]) => ({ text, language: primaryLanguage(tag) })),
          })),
        ),
      );
      return index;
    },
    coded: (text) => codes.get(bareCode(text)) ?? null,
    section: (text) => {
      sections ??= sectionsOf(definition);
      return sections.get(foldedText(text)) ?? null;
    },
    isPrinted: (text) => {
      printed ??= textsOf(definition);
      return printed.has(foldedText(text));
    },
    longestWording: definitionLimits.text * 3,
    codesStandFirst: true,
    figures: figuresOf(definition),
  };
  forms.set(definition, form);
  return form;
}

/** Questions, hints and what to write as evidence, in every language. */
const textsOf = (definition: Definition): ReadonlySet<string> =>
  new Set(
    questionsOf(definition).flatMap(({ label, hint, guidance }) =>
      [label, hint, guidance].flatMap((texts) => Object.values(texts).map(foldedText)),
    ),
  );

/** Numbers as figures, which may stand in a table of their own: under a head of values or years, in thousands. */
function figuresOf(definition: Definition): FigureForm {
  const numbers = questionsOf(definition).filter(isNumber);
  let index: QuestionIndex | null = null;
  return {
    version: definition.version,
    figures: numbers.map((question) => ({
      id: question.name,
      kind: kindOf(question),
      unit: question.unit ?? '',
      read: (cell) => {
        const { value, problem } = normaliseNumber(cell, question);
        const isRead = value !== 'unanswered' && value !== 'unclear';
        return { value: isRead ? Number(value.slice(1)) : null, unit: null, year: null, problem };
      },
    })),
    index: () => {
      index ??= questionIndex(
        numbers.map(({ name, label }) => ({
          id: name,
          texts: [
            { text: name, language: null },
            ...Object.entries(label).map(([tag, text]) => ({ text, language: primaryLanguage(tag) })),
          ],
        })),
      );
      return index;
    },
  };
}

const isNumber = (question: Question): question is NumberQuestion =>
  question.type === 'integer' || question.type === 'decimal';

/** A cell may say more below its question: what to write as evidence, a hint. */
function withBeginnings(index: QuestionIndex): QuestionIndex {
  const exact = (text: string): Match | null => {
    const whole = index.exact(text);
    if (whole !== null || !text.includes('\n')) return whole;
    const lines = text.split('\n');
    for (let end = Math.min(lines.length - 1, maxLines); end > 0; end -= 1) {
      const found = index.exact(lines.slice(0, end).join('\n'));
      if (found !== null) return found;
    }
    return null;
  };
  return {
    exact,
    match: (text) => {
      const known = exact(text) ?? index.match(text);
      if ((known !== null && known.kind !== 'doubtful') || !text.includes('\n')) return known;
      const [first = ''] = text.split('\n').filter((line) => line.trim() !== '');
      const begun = index.match(first);
      return begun !== null && begun.kind !== 'doubtful' ? begun : (known ?? begun);
    },
  };
}

/** Lines that a question may have. */
const maxLines = 40;

/** `Q12a.` and `q 12a` are `Q12a`. */
const bareCode = (text: string): string => (text.length > 80 ? '' : foldedText(text).replace(/\s+|[.:)]+$/g, ''));

/** Questions by their names and by their printed numbers, of which two may be alike. */
function codesOf(definition: Definition): ReadonlyMap<string, readonly string[]> {
  const codes = new Map<string, string[]>();
  for (const { name, number } of questionsOf(definition)) {
    for (const code of new Set([bareCode(name), bareCode(number ?? name)])) {
      codes.set(code, [...(codes.get(code) ?? []), name]);
    }
  }
  return codes;
}

/** The questions in each group, by what heads it in any language; groups that are headed alike tell nothing. */
function sectionsOf(definition: Definition): ReadonlyMap<string, ReadonlySet<string>> {
  const nodes = nodesByName(definition);
  const inGroups = new Map<string, Set<string>>();
  for (const { name, parent } of questionsOf(definition)) {
    for (let group = parent; group !== indexName; group = nodes.get(group)?.parent ?? indexName) {
      inGroups.set(group, (inGroups.get(group) ?? new Set()).add(name));
    }
  }
  const sections = new Map<string, ReadonlySet<string>>();
  const twice = new Set<string>();
  for (const { name, label } of groupsOf(definition)) {
    for (const text of new Set(Object.values(label).map(foldedText))) {
      if (sections.has(text)) twice.add(text);
      sections.set(text, inGroups.get(name) ?? new Set());
    }
  }
  for (const text of twice) sections.delete(text);
  return sections;
}

/** What stands in a cell that is left blank: `Select answer*`. */
function blankTest(patterns: readonly string[]): (folded: string) => boolean {
  const tests = patterns.map((pattern) => {
    const [begin = '', ...rest] = foldedText(pattern).split('*');
    return { begin, rest };
  });
  return (folded) => tests.some(({ begin, rest }) => folded.startsWith(begin) && followsIn(folded, begin.length, rest));
}

/** Whether the parts stand one behind the other, the last at the end; without any, nothing may follow. */
function followsIn(text: string, from: number, parts: readonly string[]): boolean {
  if (parts.length === 0) return text.length === from;
  let at = from;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const found = isLast ? (text.endsWith(part) ? text.length - part.length : -1) : text.indexOf(part, at);
    if (found < at) return false;
    at = found + part.length;
  }
  return true;
}

type IsBlank = (folded: string) => boolean;

function formQuestion(question: Question, definition: Definition, isBlank: IsBlank): FormQuestion<AnswerCode> {
  if (isSelect(question)) return selectQuestion(question, definition, isBlank);
  return question.type === 'text' ? textQuestion(question, isBlank) : numberQuestion(question, isBlank);
}

interface ListWords {
  readonly answers: OfferedAnswers<ChosenCode>;
  readonly exclusive: ReadonlySet<ChosenCode>;
}

/** Made once for each list, when the first answer of it is read. */
const lists = new WeakMap<readonly Choice[], ListWords>();

function wordsOf(choices: readonly Choice[]): ListWords {
  const known = lists.get(choices);
  if (known !== undefined) return known;
  const exclusive = choices.flatMap((choice) => (choice.exclusive ? [codeOfChoices([choice.name])] : []));
  const made = { answers: offeredChoices(choices), exclusive: new Set(exclusive) };
  lists.set(choices, made);
  return made;
}

/** Choices that a message names, and characters of each: more would hide what it says. */
const maxNamed = 12;
const maxNamedLength = 80;

function selectQuestion(question: SelectQuestion, definition: Definition, isBlank: IsBlank): FormQuestion<AnswerCode> {
  const choices = choicesOf(definition, question);
  const words = () => wordsOf(choices);
  const isSeveral = question.type === 'select_multiple';
  const means = new Set(choices.map((choice) => choice.means));
  const inNumbers = means.has('yes') && means.has('no');
  const longest = Math.max(...choices.flatMap(({ label }) => Object.values(label).map(({ length }) => length)));
  /** Labels of the choices, as the message names them. */
  const labelsIn = (language: string | null, names: readonly string[]): string => {
    const labels = choices
      .filter(({ name }) => names.includes(name))
      .map(({ label }) => textOf(label, language ?? definition.defaultLanguage, definition));
    return listed(
      labels.map((label) => label.slice(0, maxNamedLength)),
      maxNamed,
      ' · ',
    );
  };
  const all = choices.map(({ name }) => name);
  return {
    id: question.name,
    words: {
      said: (folded) => {
        if (folded === '' || isBlank(folded)) return null;
        return words().answers.knownWord(folded, null)?.value ?? words().answers.listed(folded) ?? folded;
      },
      numbersArePoints: true,
      isAnswer: (said) => said.startsWith('=') || (inNumbers && /^(0|1|true|false)$/.test(said)),
      begins: (text) => {
        if (text.length > Math.max(longest + 40, 80)) return false;
        const { answers } = words();
        if (inNumbers && /^[01]$/.test(text.trim())) return true;
        const first = isSeveral ? (text.split(/[;\n]/, 1)[0] ?? '') : text;
        return answers.listed(first) !== null || answers.knownWord(foldedText(first), null) !== null;
      },
    },
    read: (cell, { language, ...context }) => {
      const raw = cell ?? empty;
      if (isBlank(foldedText(raw.text))) return unanswered;
      const { answers } = words();
      const read = isSeveral
        ? normaliseSeveral(raw, language, words(), context)
        : normaliseOffered(raw, language, answers, context);
      return { ...read, facts: { value: labelsIn(language, namesOfCode(read.value)) } };
    },
    facts: (language) => ({ offered: labelsIn(language, all) }),
    knows: (text, language) => {
      const { answers } = words();
      return answers.listed(text) !== null || answers.knownWord(foldedText(text), language) !== null;
    },
    number: null,
    rowOf: isSeveral ? (text) => words().answers.listed(text) : null,
    ticked: isSeveral
      ? (chosen) =>
          together(
            chosen.map((one) => codeOfChoices([one.slice(1)])),
            words(),
          )
      : null,
    valueOf: (meaning) => words().answers.valueOf(meaning),
    meaningOf: (value) => (value.startsWith('=') ? words().answers.meaningOf(value as ChosenCode) : null),
    countsAsNumber: (text) => inNumbers && words().answers.listed(text) === null,
  };
}

function numberQuestion(question: NumberQuestion, isBlank: IsBlank): FormQuestion<AnswerCode> {
  const words: AnswerWords = {
    said: (folded) => (folded === '' || isBlank(folded) ? null : folded),
    numbersArePoints: false,
    isAnswer: (said) => /^[^\p{L}]{0,3}\d/u.test(said),
    begins: (text) => text.length <= 40 && /^\s*[-+−]?\s*\d/.test(text),
  };
  return {
    ...plainQuestion(question, words),
    number: { kind: kindOf(question), unit: question.unit ?? '' },
    read: (cell) => {
      if (cell === undefined || isBlank(foldedText(cell.text))) return unanswered;
      return normaliseNumber(cell, question);
    },
  };
}

function textQuestion(question: TextQuestion, isBlank: IsBlank): FormQuestion<AnswerCode> {
  return { ...plainQuestion(question, null), read: (cell) => readText(cell, isBlank) };
}

const plainQuestion = ({ name }: Question, words: AnswerWords | null) => ({
  id: name,
  words,
  facts: () => ({ offered: '' }),
  knows: () => false,
  number: null,
  rowOf: null,
  ticked: null,
  valueOf: () => null,
  meaningOf: () => null,
  countsAsNumber: () => false,
});

const empty = { kind: 'text', text: '' } as const;
const unanswered: NormalisedAnswer<never> = { value: 'unanswered', comment: '', problem: null };

/** `N/A` where a text belongs says that there is none, or that it stands beside it. */
function readText(cell: Cell | undefined, isBlank: IsBlank): NormalisedAnswer<AnswerCode> {
  if (cell === undefined || cell.kind === 'error' || cell.kind === 'uncalculated') return unanswered;
  const folded = foldedText(cell.text);
  if (folded === '' || isBlank(folded) || knownWord(folded, null)?.value === 'na') return unanswered;
  return { value: `=${plainText(cell.text)}`, comment: '', problem: null };
}
