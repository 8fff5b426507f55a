import type { HistoryRow } from '../../../domain/submissions/history-changes.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill, type Messages } from '../../words/messages.ts';
import { readableInstant } from '../../words/readable.ts';
import type { CoverFacts } from '../sheets/cover-sheet.ts';
import { addReadingSheet } from './reading-sheet.ts';
import type { ShownUnit } from './shown-unit.ts';
import { type Column, putTable } from './table.ts';

const widths = [12, 34, 12, 12, 16, 16, 16, 26, 20];
const start = 6;

interface ToldHistory {
  readonly history: readonly HistoryRow[];
  readonly unit: ShownUnit;
  /** Whether a score may be by one method or another. */
  readonly scoredBy: boolean;
}

/** All files of all rounds: what changed from one to the next, and how much of it the authority itself did. */
export function addHistorySheet(
  workbook: Workbook,
  content: { readonly report: CoverFacts; readonly messages: Messages },
  { history, unit, scoredBy }: ToldHistory,
): void {
  const { messages } = content;
  const words = messages.results.history;
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
  putTable(sheet, start, { columns: columnsOf(messages, unit, scoredBy), rows: history, widths });
}

/** Of a review that it is one: it came from the office. */
function receivedText({ receivedAt, reviewedAt }: HistoryRow, messages: Messages): string {
  const at = readableInstant(receivedAt, messages);
  return reviewedAt === undefined ? at : fill(messages.results.history.reviewed, { at });
}

/** Points are null where nothing says what became of the questions. */
function columnsOf(messages: Messages, unit: ShownUnit, scoredBy: boolean): Column<HistoryRow>[] {
  const words = messages.results.history.columns;
  return [
    { heading: words.round, kind: 'text', value: ({ round }) => round },
    { heading: words.received, kind: 'note', value: (row) => receivedText(row, messages) },
    { heading: words.score, kind: unit.score, value: ({ percent }) => unit.inCell(percent) },
    { heading: words.change, kind: unit.change, value: ({ change }) => change?.total ?? null },
    { heading: words.real, kind: unit.change, value: ({ change }) => change?.real ?? null },
    { heading: words.review, kind: unit.change, value: ({ change }) => change?.review ?? null },
    { heading: words.byMethod, kind: unit.change, value: ({ change }) => change?.method ?? null },
    { heading: words.questionnaire, kind: 'note', value: ({ questionnaire }) => questionnaire },
    ...(scoredBy ? [{ heading: words.method, kind: 'note', value: ({ method }: HistoryRow) => method } as const] : []),
  ];
}
