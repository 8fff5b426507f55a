import { valuesOf } from '../../../domain/answers/answer.ts';
import { mustGet } from '../../../domain/must.ts';
import { categoriesOf, type Questionnaire, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { scoringMethod } from '../../../domain/scoring/methods/methods.ts';
import type { CategoryCells, CountCells } from '../../../domain/scoring/methods/scoring-method.ts';
import {
  answersIn,
  type CategoryAnswers,
  type Readings,
  readingCounts,
  readingNames,
} from '../../../domain/scoring/scoring.ts';
import { colours, fill, font, type Look, looks, put, putFormula } from '../../../spreadsheet/writing/cell-styles.ts';
import { fixed, placeIn } from '../../../spreadsheet/writing/references.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { countedHeading } from '../../words/counted-words.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { indicatorRows, questionnaireColumns } from '../sheets/questionnaire-layout.ts';
import type { ResultsContent } from './results-content.ts';

const columns = {
  ...{ name: 'B', total: 'C', met: 'D', open: 'E' },
  ...{ naNotMet: 'F', answered: 'G', naExcluded: 'H', naMet: 'I' },
} as const;
type Reading = keyof Readings;

/** Where the table has what other sheets show: cells by pillar and category id, and the percentages. */
export interface CalculationCells {
  readonly counts: ReadonlyMap<string, CountCells>;
  readonly percents: Readonly<Record<Reading, string>>;
  /** Addresses with their sheet, for formulas. */
  readonly place: (address: string) => string;
}

interface Rows {
  readonly parts: ReadonlyMap<string, number>;
  readonly first: number;
  readonly last: number;
  readonly mean: number;
  readonly percent: number;
}

/** Below its heading row: each pillar and its categories, then the mean and the percentage. */
function rowsFrom(heading: number, { pillars }: Questionnaire): Rows {
  const ids = pillars.flatMap(({ id, categories }) => [id, ...categories.map((category) => category.id)]);
  const last = heading + ids.length;
  return {
    parts: new Map(ids.map((id, index) => [id, heading + 1 + index])),
    ...{ first: heading + 1, last, mean: last + 1, percent: last + 2 },
  };
}

/** Its last row, with the shown percentage. */
export const lastCalculationRow = (heading: number, questionnaire: Questionnaire): number =>
  rowsFrom(heading, questionnaire).percent;

/** Where everything of the table stands, once it is known in which row it begins. */
export function calculationCells(sheetName: string, heading: number, questionnaire: Questionnaire): CalculationCells {
  const rows = rowsFrom(heading, questionnaire);
  const place = (address: string): string => placeIn(sheetName, fixed(address));
  const counts = new Map(
    [...rows.parts].map(([id, row]) => [id, { met: `${columns.met}${row}`, total: `${columns.total}${row}` }]),
  );
  const percents = Object.fromEntries(readingNames.map((one) => [one, `${columns[one]}${rows.percent}`]));
  return { counts, percents: percents as Record<Reading, string>, place };
}

const head: Look = {
  ...looks.columnHead,
  alignment: { vertical: 'middle', horizontal: 'right', wrapText: true, indent: 1 },
};
const number: Look = { ...looks.row, alignment: { vertical: 'middle', horizontal: 'right', indent: 1 } };
const strong = { font: font(10, colours.accent, { bold: true }), fill: fill(colours.accentTint) };
const looksOf = {
  category: { name: { ...looks.row, alignment: { ...looks.row.alignment, indent: 2 } }, number },
  pillar: { name: { ...looks.row, ...strong }, number: { ...number, ...strong } },
} as const;

/** Counts the answers and scores them by formulas over the questionnaire sheet, with what they come to now. */
export function putCalculation(
  sheet: Worksheet,
  heading: number,
  content: ResultsContent,
  widths: Readonly<Record<keyof typeof columns, number>>,
): void {
  const { report, messages } = content;
  const words = { ...messages.results.method.columns, met: countedHeading(report.questionnaire, messages) };
  const rows = rowsFrom(heading, report.questionnaire);
  for (const [column, letter] of Object.entries(columns) as [keyof typeof columns, string][]) {
    put(sheet, `${letter}${heading}`, words[column], column === 'name' ? looks.columnHead : head);
  }
  const heads = Object.entries(words).map(([column, text]) => ({
    text,
    width: widths[column as keyof typeof columns],
  }));
  sheet.getRow(heading).height = rowHeight(heads, 24);
  const values = valuesOf(report.answers);
  const answered = new Map(
    categoriesOf(report.questionnaire).map((one) => [one.id, answersIn(report.questionnaire, one, values)]),
  );
  for (const pillar of report.questionnaire.pillars) {
    const inside = pillar.categories.map(({ id }) => id);
    putPillar(sheet, rows, { id: pillar.id, title: textIn(pillar.title, report.language), inside }, answered);
    for (const { id } of pillar.categories) putCategory(sheet, rows, id, mustGet(answered, id), content);
  }
  putMeans(sheet, rows, [...answered.values()], content);
}

function putPillar(
  sheet: Worksheet,
  { parts }: Rows,
  { id, title, inside }: { id: string; title: string; inside: readonly string[] },
  answered: ReadonlyMap<string, CategoryAnswers>,
): void {
  const row = mustGet(parts, id);
  const rows = inside.map((category) => mustGet(parts, category));
  put(sheet, `${columns.name}${row}`, `${id}  ${title}`, looksOf.pillar.name);
  for (const letter of Object.values(columns).slice(1)) put(sheet, `${letter}${row}`, null, looksOf.pillar.number);
  for (const count of ['total', 'met', 'open'] as const) {
    const letter = columns[count];
    const sum = `SUM(${letter}${Math.min(...rows)}:${letter}${Math.max(...rows)})`;
    const result = inside.reduce((all, category) => all + (answered.get(category)?.[count] ?? 0), 0);
    putFormula(sheet, `${letter}${row}`, sum, result, looksOf.pillar.number);
  }
  sheet.getRow(row).height = 22;
}

function putCategory(sheet: Worksheet, { parts }: Rows, id: string, now: CategoryAnswers, content: ResultsContent) {
  const { questionnaire, language, score } = content.report;
  const row = mustGet(parts, id);
  const category = categoriesOf(questionnaire).find((one) => one.id === id);
  const range = answerCells(
    content,
    (category?.indicators ?? []).map((indicator) => indicator.id),
  );
  const { answers } = content.messages.workbook;
  const { met } = questionnaire.answers;
  const counting = (word: string): string => `COUNTIF(${range},"${word.replaceAll('"', '""')}")`;
  const openWords = met.includes('na') ? [] : [counting(answers.na)];
  const at = Object.fromEntries(Object.entries(columns).map(([column, letter]) => [column, `${letter}${row}`])) as {
    [column in keyof typeof columns]: string;
  };
  const numbers = looksOf.category.number;
  put(sheet, at.name, `${id}  ${textIn(category?.title ?? {}, language)}`, looksOf.category.name);
  put(sheet, at.total, now.total, numbers);
  putFormula(sheet, at.met, met.map((value) => counting(answers[value])).join('+'), now.met, numbers);
  putFormula(sheet, at.open, [`COUNTBLANK(${range})`, ...openWords].join('+'), now.open, numbers);
  putFormula(sheet, at.answered, `${at.total}-${at.open}`, now.total - now.open, numbers);
  const method = scoringMethod(score.method);
  for (const reading of readingNames) {
    const share = method.shareOf(readingCounts[reading](now)) ?? '';
    const look = { ...numbers, numFmt: '0.00' };
    putFormula(sheet, at[reading], method.formulas.share(countedIn(row, reading)), share, look);
  }
  sheet.getRow(row).height = 20;
}

/** What a reading counts of the category in a row: {@link readingCounts} as cells. */
function countedIn(row: number, reading: Reading): CountCells {
  const at = (column: keyof typeof columns): string => `${columns[column]}${row}`;
  const [met, total] = [at('met'), at('total')];
  const cells = {
    naNotMet: { met, total },
    naExcluded: { met, total: at('answered') },
    naMet: { met: `(${met}+${at('open')})`, total },
  };
  return cells[reading];
}

/** The answer cells of a category, which stand in one piece. */
function answerCells({ report, messages }: ResultsContent, indicators: readonly string[]): string {
  const rows = indicatorRows(report.questionnaire);
  const at = (id: string | undefined): string => `${questionnaireColumns.answer}${rows.get(id ?? '')}`;
  return placeIn(messages.workbook.sheets.questionnaire, fixed(`${at(indicators[0])}:${at(indicators.at(-1))}`));
}

function putMeans(sheet: Worksheet, rows: Rows, answered: readonly CategoryAnswers[], content: ResultsContent): void {
  const { report, messages } = content;
  const { name, number } = looksOf.pillar;
  const { aggregate, scoreOf, formulas } = scoringMethod(report.score.method);
  const words = messages.results.method;
  const labels = { mean: words.overall[aggregate], percent: words.percent };
  const categories = categoriesOf(report.questionnaire).map(({ id }) => mustGet(rows.parts, id));
  for (const line of ['mean', 'percent'] as const) {
    put(sheet, `${columns.name}${rows[line]}`, labels[line], name);
    for (const letter of Object.values(columns).slice(1)) put(sheet, `${letter}${rows[line]}`, null, number);
    sheet.getRow(rows[line]).height = 22;
  }
  for (const reading of readingNames) {
    const letter = columns[reading];
    const cells: CategoryCells = {
      shares: `${letter}${rows.first}:${letter}${rows.last}`,
      counts: categories.map((row) => countedIn(row, reading)),
    };
    const whole = scoreOf(answered.map(readingCounts[reading]));
    const overall = `${letter}${rows.mean}`;
    putFormula(sheet, overall, formulas.overall(cells), whole?.overall ?? '', { ...number, numFmt: '0.000' });
    const percent = whole === null ? '' : whole.percent / 100;
    const look = { ...number, numFmt: percentFormat(sheet) };
    putFormula(sheet, `${letter}${rows.percent}`, formulas.percent(cells, overall), percent, look);
  }
}
