import { mustGet } from '../../../domain/must.ts';
import { type Questionnaire, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { looks, marked, put } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { addPage, protect, type Words } from './page.ts';
import { backgroundColumns as at, figureRows, headerRow } from './questionnaire-layout.ts';
import type { Marks } from './questionnaire-sheet.ts';

export interface BackgroundContent {
  readonly questionnaire: Questionnaire;
  readonly language: string;
  readonly subtitle: string;
  /** Texts as they were written, by figure id. */
  readonly figures: ReadonlyMap<string, string>;
  readonly marks: Marks;
}

const widths = { margin: 2, figure: 20, question: 44, value: 40, hint: 36, remark: 32 };

export async function addBackgroundSheet(workbook: Workbook, content: BackgroundContent, words: Words): Promise<void> {
  const { questionnaire, language, figures, marks } = content;
  const sheet = addPage(
    workbook,
    {
      name: words.sheets.background,
      widths: Object.values(widths),
      orientation: 'landscape',
      title: `${words.background.title} · ${content.subtitle}`,
      headerRow,
      activeCell: `${at.value}${headerRow + 1}`,
    },
    words,
  );
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', words.background.title, looks.sheetTitle);
  sheet.getRow(2).height = 26;
  put(sheet, 'B3', content.subtitle, looks.subtitle);
  put(sheet, 'B4', words.background.intro, looks.subtitle);
  sheet.getRow(5).height = 8;
  for (const [column, address] of Object.entries(at)) {
    put(sheet, `${address}${headerRow}`, words.columns[column as keyof typeof at], looks.columnHead);
  }
  sheet.getRow(headerRow).height = 24;

  const rows = figureRows(questionnaire);
  for (const figure of questionnaire.background) {
    const row = mustGet(rows, figure.id);
    const question = textIn(figure.text, language);
    const value = figures.get(figure.id) ?? '';
    const hint = words.background.hints[figure.kind];
    const remark = marks.remarks.get(row) ?? '';
    const address = `${at.value}${row}`;
    put(sheet, `${at.figure}${row}`, figure.id, looks.rowNote);
    put(sheet, `${at.question}${row}`, question, looks.row);
    put(sheet, address, value, marks.cells.has(address) ? marked(looks.figureInput) : looks.figureInput);
    put(sheet, `${at.hint}${row}`, hint, looks.rowNote);
    put(sheet, `${at.remark}${row}`, remark, looks.rowNote);
    sheet.getRow(row).height = rowHeight(
      [
        { text: question, width: widths.question },
        { text: value, width: widths.value },
        { text: hint, width: widths.hint, size: 9 },
        { text: remark, width: widths.remark, size: 9 },
      ],
      34,
    );
  }
  await protect(sheet);
}
