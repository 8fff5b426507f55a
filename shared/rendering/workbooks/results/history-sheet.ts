import type { HistoryRow } from '../../../domain/submissions/history-changes.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill, type Messages } from '../../words/messages.ts';
import { readableInstant } from '../../words/readable.ts';
import { addReadingSheet } from './reading-sheet.ts';
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
  putTable(sheet, start, { columns: columnsOf(content), rows: history, widths });
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
