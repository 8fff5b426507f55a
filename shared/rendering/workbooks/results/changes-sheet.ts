import { indicatorsOf, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import type { Messages } from '../../words/messages.ts';
import { type SequelRow, sequelLines, sequelRows } from '../../words/sequel-lines.ts';
import type { CoverFacts } from '../sheets/cover-sheet.ts';
import { addReadingSheet } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';
import { type Column, putTable } from './table.ts';

const widths = [14, 62, 20, 18, 18, 34];
const start = 6;

/** What the file has made of what counted before it, by question; no sheet where it was the first or changed nothing. */
export function addChangesSheet(workbook: Workbook, content: ResultsContent): void {
  const { report, messages } = content;
  const { sequel, questionnaire, language } = report;
  if (sequel === null) return;
  const { heading, headingAct } = messages.mail.sequel;
  const texts = new Map(
    [...indicatorsOf(questionnaire), ...questionnaire.background].map(({ id, text }) => [id, textIn(text, language)]),
  );
  const told = {
    heading: sequel.kind === 'file' ? heading : headingAct,
    lines: sequelLines(sequel, messages, (fileName) => fileName),
    rows: sequelRows(sequel, messages),
  };
  addSequelSheet(workbook, content, told, (id) => ({ number: id, text: texts.get(id) ?? '' }));
}

/** The sheet of any questionnaire that says it; none where no answer is another. */
export function addSequelSheet(
  workbook: Workbook,
  content: { readonly report: CoverFacts; readonly messages: Messages },
  told: { readonly heading: string; readonly lines: readonly string[]; readonly rows: readonly SequelRow[] },
  named: (id: string) => { readonly number: string; readonly text: string },
): void {
  if (told.rows.length === 0) return;
  const { messages } = content;
  const words = messages.mail.sequel;
  const page = {
    name: messages.workbook.sheets.changes,
    title: told.heading,
    orientation: 'landscape',
    repeatedRow: start,
    widths,
    intro: told.lines.join(' '),
  } as const;
  const columns: Column<SequelRow>[] = [
    { heading: words.columns.id, kind: 'text', value: ({ id }) => named(id).number },
    { heading: words.columns.question, kind: 'text', value: ({ id }) => named(id).text },
    { heading: words.columns.change, kind: 'text', value: ({ change }) => words.kinds[change] },
    { heading: words.columns.before, kind: 'text', value: ({ before }) => before },
    { heading: words.columns.after, kind: 'text', value: ({ after }) => after },
    { heading: words.columns.file, kind: 'note', value: ({ fileName }) => fileName },
  ];
  putTable(addReadingSheet(workbook, page, content), start, { columns, rows: told.rows, widths });
}
