import type { Severity } from '../../../domain/answers/problems.ts';
import { explanationMark } from '../../../spreadsheet/formats/identity.ts';
import { colours, font, type Look, looks, put, putLink } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill } from '../../words/messages.ts';
import { addPage, type Words } from './page.ts';
import type { ProblemRow } from './problem-rows.ts';
import { headerRow } from './questionnaire-layout.ts';

const widths = { margin: 2, severity: 17, question: 40, cell: 21, read: 28, message: 42, remedy: 42, explanation: 36 };
const columns = {
  severity: 'B',
  question: 'C',
  cell: 'D',
  read: 'E',
  message: 'F',
  remedy: 'G',
  explanation: 'H',
} as const;
/** Hidden: names the query that the explanation beside it belongs to. */
const keyColumn = 'I';

const severityInk = {
  reject: 'FF8A1F11',
  error: 'FF8A1F11',
  query: 'FF7A5600',
  notice: colours.muted,
} as const satisfies Record<Severity, string>;

export function addProblemsSheet(
  workbook: Workbook,
  { rows, subtitle }: { rows: readonly ProblemRow[]; subtitle: string },
  words: Words,
): void {
  const text = words.problems;
  // The summary says that there is nothing to check.
  if (rows.length === 0) return;
  const sheet = addPage(
    workbook,
    {
      name: words.sheets.problems,
      widths: Object.values(widths),
      orientation: 'landscape',
      title: `${text.title} · ${subtitle}`,
      headerRow,
      activeCell: `B${headerRow + 1}`,
    },
    words,
  );
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', text.title, looks.sheetTitle);
  sheet.getRow(2).height = 26;
  put(sheet, 'B3', subtitle, looks.subtitle);
  put(sheet, 'B4', fill(text.intro, { column: text.columns.cell }), looks.subtitle);
  sheet.getRow(5).height = 8;
  for (const [column, address] of Object.entries(columns)) {
    put(sheet, `${address}${headerRow}`, text.columns[column as keyof typeof columns], looks.columnHead);
  }
  sheet.getRow(headerRow).height = 30;
  sheet.getColumn(keyColumn).hidden = true;
  for (const [index, problem] of rows.entries()) {
    const row = headerRow + 1 + index;
    put(sheet, `${columns.severity}${row}`, text.severities[problem.severity], severityLook(problem.severity));
    for (const column of ['question', 'read', 'message', 'remedy'] as const) {
      put(sheet, `${columns[column]}${row}`, column === 'question' ? problem.subject : problem[column], looks.row);
    }
    if (problem.explanation !== null) {
      put(sheet, `${columns.explanation}${row}`, problem.explanation.text, looks.textInput);
      put(sheet, `${keyColumn}${row}`, explanationMark(problem.explanation.key), looks.rowNote);
    }
    const at = `${columns.cell}${row}`;
    if (problem.place === null) put(sheet, at, problem.where, looks.rowNote);
    else putLink(sheet, at, problem.where, `${words.sheets[problem.place.sheet]}!${problem.place.cell}`, looks.rowLink);
    sheet.getRow(row).height = rowHeight(
      [
        { text: problem.subject, width: widths.question },
        { text: problem.where, width: widths.cell },
        { text: problem.read, width: widths.read },
        { text: problem.message, width: widths.message },
        { text: problem.remedy, width: widths.remedy },
      ],
      34,
    );
  }
}

function severityLook(severity: Severity): Look {
  return { ...looks.row, font: { ...font(10), bold: true, color: { argb: severityInk[severity] } } };
}
