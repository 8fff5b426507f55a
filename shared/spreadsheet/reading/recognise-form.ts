import type { Answers } from '../../domain/answers/answer.ts';
import { heaviest, languageOfAnswers } from '../../domain/answers/normalise/answer-language.ts';
import type { OfferedValue } from '../../domain/answers/normalise/answer-words.ts';
import type { Grid } from '../formats/grid.ts';
import type { WorkbookIdentity } from '../formats/identity.ts';
import { Unreadable } from '../formats/unreadable.ts';
import { findQuestions } from './find-questions.ts';
import type { Form } from './form.ts';
import type { FoundQuestions, QuestionRow } from './question-table.ts';
import { type ReadAnswers, readAnswers } from './read-answers.ts';

/** A note that quotes one or two questions is no questionnaire. */
const enoughWorded = 3;
/** Of its ids, where they stand without wordings: tasks, balances and chapters are numbered 1.1.1, too. */
const enoughAnswered = 0.9;

/** A questionnaire that a workbook may be, and its form. */
export interface Candidate<Of, Value extends string = OfferedValue> {
  readonly of: Of;
  readonly form: Form<Value>;
}

export interface Recognised<Of, Value extends string = OfferedValue> {
  readonly of: Of;
  readonly found: FoundQuestions;
  readonly read: ReadAnswers<Value>;
}

/**
 * Of the questionnaires that a workbook may be the one most of whose questions stand in it as they are worded. Ids alone
 * are those of a questionnaire only where answers stand beside nearly all of them. `isNamed`: the workbook itself says
 * that it is the only candidate.
 */
export function recogniseForm<Of, Value extends string>(
  grid: Grid,
  identity: WorkbookIdentity | null,
  candidates: readonly Candidate<Of, Value>[],
  isNamed: boolean,
): Recognised<Of, Value> {
  const round = identity?.round ?? null;
  const likeliest = candidates
    .map((one) => ({ ...one, found: findQuestions(grid, one.form, round) }))
    // Versions share ids: wording tells them apart. Of two alike the newer one stands first.
    .sort((a, b) => rowsInWords(b.found) - rowsInWords(a.found) || b.found.rows.length - a.found.rows.length);
  for (const { of, form, found } of likeliest) {
    if (found.rows.length === 0) continue;
    const language = workbookLanguage(identity, found.rows);
    const read = readAnswers(found.rows, form, { language, round, sheets: grid.sheets });
    if (isNamed || isWorded(found, form) || isAnsweredById(read.answers, form)) return { of, found, read };
  }
  const asked = likeliest.filter(({ form, found }) => isNamed || isWorded(found, form));
  const sheet = asked.map(({ found }) => found.askedOn).find((name) => name !== null);
  throw sheet === undefined ? new Unreadable('not-a-questionnaire') : new Unreadable('answers-not-found', { sheet });
}

const rowsInWords = ({ rows }: FoundQuestions): number => rows.filter(({ language }) => language !== null).length;

/** Whether so many questions stand there in their words that no other text has them. */
function isWorded({ worded }: FoundQuestions, { questions }: Form<string>): boolean {
  return worded.size >= Math.min(enoughWorded, questions.size);
}

/** Whether nearly all of its ids stand there, with an answer that is offered beside each. */
function isAnsweredById(answers: Answers<string>, { questions }: Form<string>): boolean {
  const isOffered = (value: string): boolean => value !== 'unanswered' && value !== 'unclear';
  // Figures and texts are left blank more often, and any number is one.
  const chosen = [...questions.values()].filter(({ words, number }) => words !== null && number === null);
  const counted = chosen.length > 0 ? chosen : [...questions.values()];
  const answered = counted.filter(({ id }) => isOffered(answers.get(id)?.value ?? 'unanswered')).length;
  return answered >= enoughAnswered * counted.length;
}

/**
 * The language that decides words that clash: the one the workbook was made in, else the one of its answers, else the
 * one its questions are worded in. Null where nothing tells.
 */
function workbookLanguage(identity: WorkbookIdentity | null, rows: readonly QuestionRow[]): string | null {
  return identity?.language ?? languageOfAnswers(writtenAnswers(rows)) ?? languageOfQuestions(rows);
}

function writtenAnswers(rows: readonly QuestionRow[]): string[] {
  return rows.flatMap(({ rows: { cell }, row, columns }) => {
    const column = columns.get('answer');
    const answer = column === undefined ? undefined : cell(row, column);
    return answer?.kind === 'text' ? [answer.text] : [];
  });
}

function languageOfQuestions(rows: readonly QuestionRow[]): string | null {
  const worded = Map.groupBy(rows, ({ language }) => language);
  const counts = [...worded].flatMap(([language, those]): [string, number][] =>
    language === null ? [] : [[language, those.length]],
  );
  return heaviest(new Map(counts));
}
