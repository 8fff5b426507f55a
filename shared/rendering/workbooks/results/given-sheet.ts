import type { GivenIn } from '../../../domain/submissions/sequel.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import type { Messages } from '../../words/messages.ts';
import { readableInstant } from '../../words/readable.ts';
import type { CoverFacts } from '../sheets/cover-sheet.ts';
import { addReadingSheet } from './reading-sheet.ts';
import { type Column, putTable } from './table.ts';

const widths = [14, 62, 34, 34, 26];
const start = 6;

type GivenRow = Omit<GivenIn, 'ids'> & { readonly id: string };

/** Each answer and figure that counts: by whom it was given, in which file, and when. No sheet where all are of one file. */
export function addGivenSheet(
  workbook: Workbook,
  content: { readonly report: CoverFacts; readonly messages: Messages },
  given: readonly GivenIn[],
  /** In the order in which they are asked. */
  questions: readonly { readonly id: string; readonly number: string; readonly text: string }[],
): void {
  if (given.length === 0) return;
  const { messages } = content;
  const words = messages.mail.sequel;
  const byId = new Map(given.flatMap(({ ids, ...file }) => ids.map((id) => [id, { ...file, id }] as const)));
  const rows = questions.flatMap(({ id }) => byId.get(id) ?? []);
  const named = new Map(questions.map((one) => [one.id, one]));
  const page = {
    name: messages.workbook.sheets.given,
    title: messages.workbook.sheets.given,
    orientation: 'landscape',
    repeatedRow: start,
    widths,
    intro: words.given,
  } as const;
  const columns: Column<GivenRow>[] = [
    { heading: words.columns.id, kind: 'text', value: ({ id }) => named.get(id)?.number ?? id },
    { heading: words.columns.question, kind: 'text', value: ({ id }) => named.get(id)?.text ?? '' },
    { heading: words.columns.by, kind: 'text', value: ({ by }) => by },
    { heading: words.columns.file, kind: 'note', value: ({ fileName }) => fileName },
    { heading: words.columns.received, kind: 'note', value: (row) => readableInstant(row.receivedAt, messages) },
  ];
  putTable(addReadingSheet(workbook, page, content), start, { columns, rows, widths });
}
