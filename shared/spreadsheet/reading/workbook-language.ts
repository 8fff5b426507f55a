import { heaviest, languageOfAnswers } from '../../domain/answers/normalise/answer-language.ts';
import type { WorkbookIdentity } from '../formats/identity.ts';
import type { QuestionRow } from './question-table.ts';

/**
 * The language that decides words that clash: the one the workbook was made in, else the one of its answers, else the
 * one its questions are worded in. Null where nothing tells.
 */
export function workbookLanguage(identity: WorkbookIdentity | null, rows: readonly QuestionRow[]): string | null {
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
