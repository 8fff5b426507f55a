import type { HistoryRow } from '../../domain/history-changes.ts';
import { indicatorsOf, textIn } from '../../domain/questionnaire.ts';
import { fill, type Messages } from '../../messages/messages.ts';
import { readableInstant } from '../../messages/readable.ts';
import { type SequelRow, sequelRows } from '../../messages/sequel-lines.ts';
import type { Workbook, Worksheet } from '../sheets/spreadsheet.ts';
import { addReadingSheet, putTableHeading } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';
import { type Column, putTable } from './table.ts';

const widths = [12, 34, 12, 12, 16, 16, 16, 26, 20];
const start = 6;

/** All files of all rounds: what changed from one to the next, and how much of it the authority itself did. */
export function addHistorySheet(workbook: Workbook, content: ResultsContent): void {
  const { insight, messages } = content;
  const words = messages.results.history;
  const { history } = insight;
  // One file is no history: the summary says that there is nothing to compare with.
  if (history.length < 2) return;
  const { intro } = words;
  const page = {
    name: messages.workbook.sheets.history,
    title: words.title,
    orientation: 'landscape',
    repeatedRow: start,
    widths,
  } as const;
  const sheet = addReadingSheet(workbook, { ...page, intro }, content);
  const below = putTable(sheet, start, { columns: columnsOf(content), rows: history, widths });
  putSequel(sheet, below + 1, content);
}

/** What the file has made of what counted before it, by question. */
function putSequel(sheet: Worksheet, row: number, { report, messages }: ResultsContent): void {
  const { sequel, questionnaire, language } = report;
  const rows = sequel === null ? [] : sequelRows(sequel, messages);
  if (sequel === null || rows.length === 0) return;
  const words = messages.mail.sequel;
  putTableHeading(sheet, row, sequel.kind === 'file' ? words.heading : words.headingAct);
  const texts = new Map(
    [...indicatorsOf(questionnaire), ...questionnaire.background].map(({ id, text }) => [id, textIn(text, language)]),
  );
  const columns: Column<SequelRow>[] = [
    { heading: words.columns.question, kind: 'text', value: ({ id }) => id },
    { heading: '', kind: 'text', value: ({ id }) => texts.get(id) ?? '' },
    { heading: words.columns.change, kind: 'text', value: ({ change }) => words.kinds[change] },
    { heading: words.columns.before, kind: 'text', value: ({ before }) => before },
    { heading: words.columns.after, kind: 'text', value: ({ after }) => after },
    { heading: words.columns.file, kind: 'note', value: ({ fileName }) => fileName },
  ];
  putTable(sheet, row + 1, { columns, rows, widths });
}

/** Of a review that it is one: it came from the office. */
function receivedText({ receivedAt, reviewedAt }: HistoryRow, messages: Messages): string {
  const at = readableInstant(receivedAt, messages);
  return reviewedAt === undefined ? at : fill(messages.results.history.reviewed, { at });
}

/** Points are null where nothing says what became of the questions. */
function columnsOf({ messages }: ResultsContent): Column<HistoryRow>[] {
  const words = messages.results.history.columns;
  return [
    { heading: words.round, kind: 'text', value: ({ round }) => round },
    { heading: words.received, kind: 'note', value: (row) => receivedText(row, messages) },
    { heading: words.score, kind: 'percent', value: ({ percent }) => percent / 100 },
    { heading: words.change, kind: 'points', value: ({ change }) => change?.total ?? null },
    { heading: words.real, kind: 'points', value: ({ change }) => change?.real ?? null },
    { heading: words.review, kind: 'points', value: ({ change }) => change?.review ?? null },
    { heading: words.byMethod, kind: 'points', value: ({ change }) => change?.method ?? null },
    { heading: words.questionnaire, kind: 'note', value: ({ questionnaire }) => questionnaire },
    { heading: words.method, kind: 'note', value: ({ method }) => method },
  ];
}
