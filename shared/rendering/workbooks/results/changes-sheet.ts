import { indicatorsOf, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { type SequelRow, sequelLines, sequelRows } from '../../words/sequel-lines.ts';
import { addReadingSheet } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';
import { type Column, putTable } from './table.ts';

const widths = [14, 62, 20, 18, 18, 34];
const start = 6;

/** What the file has made of what counted before it, by question; no sheet where it was the first or changed nothing. */
export function addChangesSheet(workbook: Workbook, content: ResultsContent): void {
  const { report, messages } = content;
  const { sequel, questionnaire, language } = report;
  const rows = sequel === null ? [] : sequelRows(sequel, messages);
  if (sequel === null || rows.length === 0) return;
  const words = messages.mail.sequel;
  const page = {
    name: messages.workbook.sheets.changes,
    title: sequel.kind === 'file' ? words.heading : words.headingAct,
    orientation: 'landscape',
    repeatedRow: start,
    widths,
    intro: sequelLines(sequel, messages, (fileName) => fileName).join(' '),
  } as const;
  const texts = new Map(
    [...indicatorsOf(questionnaire), ...questionnaire.background].map(({ id, text }) => [id, textIn(text, language)]),
  );
  const columns: Column<SequelRow>[] = [
    { heading: words.columns.id, kind: 'text', value: ({ id }) => id },
    { heading: words.columns.question, kind: 'text', value: ({ id }) => texts.get(id) ?? '' },
    { heading: words.columns.change, kind: 'text', value: ({ change }) => words.kinds[change] },
    { heading: words.columns.before, kind: 'text', value: ({ before }) => before },
    { heading: words.columns.after, kind: 'text', value: ({ after }) => after },
    { heading: words.columns.file, kind: 'note', value: ({ fileName }) => fileName },
  ];
  putTable(addReadingSheet(workbook, page, content), start, { columns, rows, widths });
}
