import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import words from '../../shared/domain/answers/normalise/answer-words.json' with { type: 'json' };
import { indicatorsOf, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import { type RawCell, type RawSheet, rawWorkbook } from '../support/raw-workbook.ts';
import { assessFile, userCentricity2023 as questionnaire, type ScoredFile } from '../support/user-centricity.ts';
import { blindFigureForms, figureForms, figureFormWorkbook } from './figure-forms.ts';

/** A text in one answer cell, and what a careful human reads: `yes`, `no`, `open`, `ask`; `a/b`: either; `?`: or asked. */
interface AnswerCase {
  /** null: the workbook does not tell. */
  readonly language: string | null;
  readonly text: string;
  readonly human: string;
  readonly evidence: boolean;
}

/** A text in the cell of a background figure, and its number; `ask`: must be asked about; `none`: no figure. */
interface FigureCase {
  readonly figure: string;
  readonly text: string;
  readonly human: string;
  readonly how: string;
  /** A second candidate, an office's own words or an odd way of writing is in play: a question is as good. */
  readonly mayAsk: boolean;
}

type Verdict = 'right' | 'asked about' | 'SILENTLY WRONG';

export interface Judged {
  readonly what: string;
  readonly human: string;
  readonly read: string;
  readonly problems: string;
  readonly verdict: Verdict;
  /** No doubt could arise of it: exactly one reading, and asking is not among them. */
  readonly plain: boolean;
}

const folder = '../shared/data/reading-cases';
const own = 'test/corpus/cases';

const rowsOf = (path: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;

const answersIn = (file: string): AnswerCase[] =>
  rowsOf(join(own, file)).map((row) => ({
    language: row['language'] || null,
    text: row['answer_cell'] ?? '',
    human: row['careful_human'] ?? '',
    evidence: true,
  }));

/** Our own texts in answer cells, with what they must be read as. */
export const ownAnswers = (): AnswerCase[] => answersIn('answers.csv');

/**
 * Texts that were written as others would write them, and counted before anything was mended: each must be read right or
 * asked about.
 */
export const blindAnswers = (): AnswerCase[] => answersIn('blind-answers.csv');

/** The same of figures. */
export const blindFigures = (): FigureCase[] =>
  rowsOf(join(own, 'blind-figures.csv')).map((row) => ({
    figure: row['figure'] ?? '',
    text: row['cell'] ?? '',
    human: row['careful_human'] ?? '',
    how: row['cell'] ?? '',
    mayAsk: false,
  }));

/** What a language says after a Yes and after a No. */
interface Phrases {
  readonly harmless: readonly string[];
  readonly doubtful: readonly string[];
  readonly afterNo: readonly string[];
}

const separators = [', ', ' - ', ' – ', ': ', '; ', '. ', ' (', '\n'];

/** Thousands of cells out of the phrases of thirty languages, each after its Yes or No by every separator. */
export function phraseCases(): AnswerCase[] {
  const phrases = JSON.parse(readFileSync(join(own, 'phrases.json'), 'utf8')) as Record<string, Phrases>;
  return Object.entries(phrases).flatMap(([language, { harmless, doubtful, afterNo }]) => {
    const [yes, no] = offeredIn(language);
    const all = (word: string, list: readonly string[], human: string): AnswerCase[] =>
      list.flatMap((phrase) =>
        separators.map((between) => {
          const text = `${word}${between}${phrase}${between === ' (' ? ')' : ''}`;
          return { language, text, human, evidence: true };
        }),
      );
    return [...all(yes, harmless, 'yes'), ...all(yes, doubtful, 'ask'), ...all(no, afterNo, 'no')];
  });
}

interface OwnFigure {
  readonly kind: 'count' | 'money' | 'fullTimeEquivalent';
  readonly text: string;
  readonly human: string;
}

/** Our own texts in the cells of figures. */
export const ownFigures = (): OwnFigure[] =>
  rowsOf(join(own, 'figures.csv')).map((row) => ({
    kind: (row['kind'] ?? 'count') as OwnFigure['kind'],
    text: row['cell'] ?? '',
    human: row['careful_human'] ?? '',
  }));

/** The cases made for this project; null when they are not on this machine. */
export function sharedCases(): { answers: readonly AnswerCase[]; figures: readonly FigureCase[] } | null {
  if (!existsSync(join(folder, 'answers.csv'))) return null;
  const answers = rowsOf(join(folder, 'answers.csv')).map((row) => ({
    language: row['language'] ?? 'en',
    text: row['answer_cell'] ?? '',
    human: row['careful_human'] ?? '',
    evidence: row['evidence_cell_filled'] === 'yes',
  }));
  const figures = rowsOf(join(folder, 'figures.csv')).map((row) => ({
    figure: row['figure'] ?? '',
    text: row['cell'] ?? '',
    human: row['careful_human'] ?? '',
    how: row['how'] ?? '',
    mayAsk: row['asking_is_fine'] !== 'no',
  }));
  return { answers, figures };
}

/** The question whose answer a case is about. */
const asked = '1.3.1';
const codes: Readonly<Record<string, string>> = { yes: 'yes', no: 'no', na: 'open', unanswered: 'open' };

/** Words of Greek written in Latin letters, which no list of answers has. */
const others: Readonly<Record<string, readonly [string, string]>> = { grk: ['Nai', 'Oxi'] };

function offeredIn(language: string): readonly [yes: string, no: string] {
  const offered = (words as Record<string, { yes: string[]; no: string[] }>)[language];
  const [yes, no] = others[language] ?? [offered?.yes[0] ?? 'Yes', offered?.no[0] ?? 'No'];
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return [capital(yes), capital(no)];
}

/** A plain form in a language: columns Question, Answer, Evidence; the other forty answered in its own words. */
function answerWorkbook({ language, text, evidence }: AnswerCase): Buffer {
  const [yes, no] = offeredIn(language ?? 'en');
  const rows = indicatorsOf(questionnaire).map((indicator, index): RawCell[] => {
    const question = textIn(indicator.text, language ?? 'en');
    if (indicator.id === asked) return [question, text, evidence ? 'The interface of 2022, chapter 4' : null];
    const met = index % 3 !== 0;
    return [question, met ? yes : no, met ? `Report of 2022 on the matter, part ${indicator.id}` : null];
  });
  return rawWorkbook([{ name: 'Form', rows: [['Question', 'Answer', 'Evidence'], ...rows] }]);
}

export async function judgeAnswer(one: AnswerCase): Promise<Judged> {
  const read = await assessFile(answerWorkbook(one));
  const value = codes[read.answers.get(asked)?.value ?? ''] ?? 'unclear';
  const about = read.problems.filter(
    (found) =>
      (found.severity === 'query' || found.severity === 'error') &&
      /^(answer|columns|sheets|text|question-)/.test(found.code) &&
      (found.indicator === asked || found.cell === 'B12' || found.code.startsWith('columns')),
  );
  return judged(`${one.language}: ${one.text}${one.evidence ? '' : ' (no evidence)'}`, one.human, value, about);
}

const labels: Readonly<Record<string, string>> = Object.fromEntries(
  questionnaire.background.map(({ id, text }) => [id, textIn(text, 'en')]),
);

/** A figure's text in the cell beside its label. */
function figureWorkbook(cell: RawCell, figure: string, population: boolean): Buffer {
  const rows = indicatorsOf(questionnaire).map((indicator): RawCell[] => [
    textIn(indicator.text, 'en'),
    'Yes',
    `Report of 2022 on the matter, part ${indicator.id}`,
  ]);
  const background: RawSheet = {
    name: 'Background',
    rows: [
      ['Figure', 'Value'],
      ...(population && figure !== 'population' ? [[labels['population'] ?? '', 305200]] : []),
      [labels[figure] ?? '', cell],
    ],
  };
  return rawWorkbook([{ name: 'Form', rows: [['Question', 'Answer', 'Evidence'], ...rows] }, background]);
}

/** A case whose cell is all that matters, or one of a form that we can build; null for one of any other form. */
export async function judgeFigure(one: FigureCase): Promise<Judged | null> {
  if (one.how === one.text) return judgeFigureRead(one, await assessFile(figureWorkbook(one.text, one.figure, true)));
  const form = figureForms().find(({ form: name }) => one.how === name || one.how.startsWith(`${name}: `));
  return form === undefined ? null : judgeFigureRead(one, await assessFile(figureFormWorkbook(form)));
}

/** The figures of our own forms, each with what a careful human reads. */
export const ownFormCases = (): FigureCase[] =>
  figureForms().flatMap(({ form, expected }) =>
    Object.entries(expected).map(([figure, human]) => ({ figure, text: '', human, how: form, mayAsk: true })),
  );

/** A form of figures that was written as others would, judged by each figure that it is about. */
export async function judgeBlindForms(): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const form of blindFigureForms()) {
    const read = await assessFile(figureFormWorkbook(form));
    for (const [figure, human] of Object.entries(form.expected)) {
      judged.push(judgeFigureRead({ figure, text: '', human, how: form.form, mayAsk: true }, read));
    }
  }
  return judged;
}

/** Our own texts of figures, in the cell of a figure of their kind. */
export const ownFigureCases = (): FigureCase[] =>
  ownFigures().map(({ kind, text, human }) => ({ figure: figureOfKind[kind], text, human, how: text, mayAsk: false }));

const figureOfKind = { count: 'population', money: 'budget', fullTimeEquivalent: 'ictSpecialistsDirect' } as const;

function judgeFigureRead(one: FigureCase, read: ScoredFile): Judged {
  const value = read.background.get(one.figure)?.value ?? null;
  const about = read.problems.filter(
    ({ code, indicator, severity }) =>
      severity !== 'notice' &&
      ((code.startsWith('background') && indicator === one.figure) || code === 'hidden-rows-read'),
  );
  const human = one.human === 'none' ? 'none' : one.human;
  const { plain, ...found } = judged(
    `${one.figure}: ${one.how}`,
    human,
    value === null ? 'none' : String(value),
    about,
  );
  return { ...found, plain: plain && !one.mayAsk };
}

function judged(what: string, human: string, value: string, about: ScoredFile['problems']): Judged {
  const accepted = human.replace('?', '').split('/');
  const mayAsk = accepted.includes('ask') || human.endsWith('?');
  const right = accepted.includes(value);
  const verdict = about.length > 0 ? (mayAsk ? 'right' : 'asked about') : right ? 'right' : 'SILENTLY WRONG';
  const problems = about.map(({ code, severity }) => `${severity} ${code}`).join('; ');
  return { what, human, read: value, problems, verdict, plain: !mayAsk && accepted.length === 1 };
}
