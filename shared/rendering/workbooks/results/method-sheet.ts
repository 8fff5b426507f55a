import { questionnaireKey } from '../../../domain/questionnaire/questionnaire.ts';
import { type Look, looks, put } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { labelled } from '../../words/labelled.ts';
import { fill } from '../../words/messages.ts';
import { readableInstant } from '../../words/readable.ts';
import { certificationFacts } from '../results/certification-facts.ts';
import { addresseeLine, formReference } from '../sheets/identity-sheet.ts';
import { addPage } from '../sheets/page.ts';
import { type CalculationCells, calculationCells, lastCalculationRow, putCalculation } from './calculation-table.ts';
import { type CategoryCells, categoryCells, putCategoryBlock } from './category-block.ts';
import { putTableHeading } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';

const widths = {
  ...{ margin: 2, name: 46, total: 13, met: 13, open: 13 },
  ...{ naNotMet: 13, answered: 13, naExcluded: 13, naMet: 13 },
};
const factWidth = Object.values(widths).reduce((all, width) => all + width, 0) - widths.margin - widths.name;
const firstFact = 7;

/** Where the calculation of {@link addMethodSheet} stands: known before the sheet is written. */
export function calculationOf(content: ResultsContent): CalculationCells {
  const { report, messages } = content;
  return calculationCells(messages.workbook.sheets.method, headingRow(content), report.questionnaire);
}

const headingRow = (content: ResultsContent): number => firstFact + factsOf(content).length + 2;

/** Where the categories stand alone, below the calculation: sentences of other sheets search in them. */
export function categoriesIn(content: ResultsContent): CategoryCells {
  return categoryCells(blockRow(content), content, calculationOf(content).place);
}

const blockRow = (content: ResultsContent): number =>
  lastCalculationRow(headingRow(content), content.report.questionnaire) + 3;

/** From which file and by which rule, how to do it again, and the whole calculation as formulas. */
export function addMethodSheet(workbook: Workbook, content: ResultsContent): void {
  const { report, messages } = content;
  const words = messages.results.method;
  const subtitle = addresseeLine(report, messages.workbook);
  const name = messages.workbook.sheets.method;
  const sheet = addPage(
    workbook,
    {
      ...{ name, widths: Object.values(widths), orientation: 'portrait', onePage: true, activeCell: 'B2' },
      title: `${words.title} · ${subtitle}`,
    },
    messages.workbook,
  );
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', words.title, looks.sheetTitle);
  sheet.getRow(2).height = 26;
  put(sheet, 'B3', subtitle, looks.subtitle);
  const { questionnaire } = messages.workbook.sheets;
  put(sheet, 'B4', fill(words.intro, { sheet: questionnaire }), looks.subtitle);
  putTableHeading(sheet, firstFact - 1, words.facts);
  for (const [index, [label, value]] of factsOf(content).entries()) {
    putFact(sheet, firstFact + index, label, value, index < correctable);
  }
  putTableHeading(sheet, headingRow(content) - 1, words.calculation);
  putCalculation(sheet, headingRow(content), content, widths);
  putCategoryBlock(sheet, blockRow(content), content, calculationOf(content).counts);
}

/** The authority and the round, the first facts, can be written here, as on the cover. */
const correctable = 2;
const correctableLook: Look = { ...looks.row, numFmt: '@', protection: { locked: false } };

function putFact(sheet: Worksheet, row: number, label: string, value: string, isCorrectable: boolean): void {
  sheet.mergeCells(`C${row}:I${row}`);
  put(sheet, `B${row}`, label, looks.rowNote);
  const empty = value === '' ? looks.textInput : correctableLook;
  put(sheet, `C${row}`, value, isCorrectable ? empty : looks.row);
  sheet.getRow(row).height = rowHeight([{ text: value, width: factWidth }], 18);
}

function factsOf({ report, messages }: ResultsContent): (readonly [string, string])[] {
  const words = messages.results.method;
  const { authority } = messages.workbook;
  const { method } = report.score;
  const cutOff = report.published?.standings.cutOff ?? null;
  return [
    [authority, report.authority?.name ?? ''],
    [messages.workbook.round, report.round ?? ''],
    [words.method, labelled(method, words.rules[method], messages.workbook.locale)],
    [words.questionnaire, questionnaireKey(report.questionnaire)],
    [words.file, report.fileName],
    [words.received, readableInstant(report.receivedAt, messages)],
    ...certificationFacts(report, messages),
    [words.sha256, report.sha256],
    [words.cutOff, cutOff === null ? words.noCutOff : readableInstant(cutOff, messages)],
    [words.reproduce, `npm run -s scorebook -- score FILE --method ${method} --json`],
    [messages.workbook.formReference, formReference(report)],
  ];
}
