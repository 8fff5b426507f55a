import { indexName } from '../../../domain/questionnaire/definition/definition.ts';
import { groupTitle, textOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { rounded, toNumber } from '../../../domain/scoring/rational.ts';
import {
  colours,
  fill as filled,
  font,
  type Look,
  looks,
  put,
  putFormula,
  putLink,
} from '../../../spreadsheet/writing/cell-styles.ts';
import { fixed, placeIn } from '../../../spreadsheet/writing/references.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill } from '../../words/fill.ts';
import { certaintySentences } from '../../words/form-certainty.ts';
import { answeredSentence, groupScores, hasPoints, indexNode } from '../../words/form-scores.ts';
import { formSequel } from '../../words/form-sequel.ts';
import { notAskedRows } from '../../words/not-asked.ts';
import { rankSentencesOf } from '../../words/rank-words.ts';
import { firstFormCell } from '../form/form-layout.ts';
import { barCells, putTrack } from '../results/live-bar.ts';
import { sentenceFormula } from '../results/sentence-formula.ts';
import { addPage } from '../sheets/page.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { type CalculationLayout, groupColumns as of } from './calculation-layout.ts';
import type { FormResultsContent } from './form-results-content.ts';
import { putSectionRadar } from './section-charts.ts';

const widths = { margin: 2, name: 58, points: 12, most: 12, share: 12, bar: 1.8 };
/** The first of the cells of a bar. */
const barColumn = 6;
const bar = { from: 'F', to: 'Y' } as const;
const wide = widths.name + widths.points + widths.most + widths.share + barCells * widths.bar;
const right = { vertical: 'middle', horizontal: 'right', indent: 1 } as const;
const scoreRow = 7;
/** Where the score is, largest of all. */
export const formScoreCell = `B${scoreRow}`;

interface Summary extends FormResultsContent {
  readonly sheet: Worksheet;
  readonly layout: CalculationLayout;
}

/** The first thing seen: the score in its unit, the groups, what to check, and what does not apply. */
export function addFormSummarySheet(workbook: Workbook, content: FormResultsContent, layout: CalculationLayout): void {
  const { report, messages, language } = content;
  const { definition } = report;
  const words = messages.workbook;
  const title = fill(words.summary.eyebrow, { title: textOf(definition.title, language, definition) });
  const sheet = addPage(
    workbook,
    {
      ...{ name: words.sheets.summary, orientation: 'portrait', title, activeCell: formScoreCell },
      widths: [
        widths.margin,
        widths.name,
        widths.points,
        widths.most,
        widths.share,
        ...new Array<number>(barCells).fill(widths.bar),
      ],
    },
    words,
  );
  const summary: Summary = { ...content, sheet, layout };
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', title, looks.eyebrow);
  put(sheet, 'B3', report.authority?.name ?? words.authorityUnnamed, looks.nameTitle);
  sheet.getRow(3).height = 36;
  put(sheet, 'B4', report.round === null ? null : `${words.round} ${report.round}`, looks.subtitle);
  const sequel = formSequel(report, messages, (fileName) => fileName);
  if (sequel !== null) putWide(sheet, 5, sequel.lines.join(' '), looks.body);
  putScore(summary);
  const afterSentences = putSentences(summary, scoreRow + 1);
  const afterGroups = putGroups(summary, afterSentences + 1);
  const afterNotAsked = putNotAsked(summary, afterGroups + 1);
  putSectionRadar(workbook, sheet, afterNotAsked, content, layout);
}

function putWide(sheet: Worksheet, row: number, text: string, look: Look, atLeast = 20): void {
  sheet.mergeCells(`B${row}:${bar.to}${row}`);
  put(sheet, `B${row}`, text, { ...look, alignment: { vertical: 'middle', horizontal: 'left', wrapText: true } });
  sheet.getRow(row).height = rowHeight([{ text, width: wide, size: look.font?.size ?? 10 }], atLeast);
}

const scoreLook: Look = {
  font: font(36, colours.accent, { bold: true }),
  alignment: { vertical: 'middle', horizontal: 'left' },
};

function putScore({ sheet, report, messages, layout }: Summary): void {
  const { definition, shown, scored } = report;
  const { as, decimals } = definition.shown;
  const inCalculation = (cell: string): string =>
    placeIn(messages.formResults.workbook.sheets.calculation, fixed(cell));
  const cell = inCalculation(`${of.score}${layout.shown}`);
  put(sheet, `B${scoreRow - 1}`, messages.results.summary.score, looks.heading);
  sheet.getRow(scoreRow).height = 52;
  if (as === 'percent') {
    const numFmt = percentFormat(sheet, decimals);
    const look = { ...scoreLook, numFmt };
    putFormula(sheet, formScoreCell, `IF(${cell}="","–",${cell}/100)`, shown === null ? '–' : shown / 100, look);
    return;
  }
  const numFmt = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
  putFormula(sheet, formScoreCell, `IF(${cell}="","–",${cell})`, shown ?? '–', { ...scoreLook, numFmt });
  const most = inCalculation(`${of.most}${layout.resultRow(indexName)}`);
  const node = indexNode(scored);
  const words = sentenceFormula(
    messages.formResults.pointsOf,
    { points: `IF(${cell}="","–",${cell})`, most: `IF(${most}="","–",ROUND(${most},2))` },
    { points: shown ?? '–', most: node === null ? '–' : toNumber(rounded(node.most, 2)) },
  );
  sheet.mergeCells(`C${scoreRow}:${bar.to}${scoreRow}`);
  putFormula(sheet, `C${scoreRow}`, words.formula, words.result, looks.headline);
}

/** What the score means, the rank, what is answered, and where to go from here. Returns the row below. */
function putSentences({ sheet, report, insight, messages, rows }: Summary, start: number): number {
  const words = messages.formResults;
  const { sheets, summary } = messages.workbook;
  const isRanked = report.round !== null || report.published !== null;
  const lines = [
    words.meaning[report.definition.index.aggregate],
    ...(isRanked ? [rankSentencesOf(report, insight, messages).join(' ')] : []),
    ...certaintySentences(report, insight, messages),
    answeredSentence(report, messages),
    fill(words.workbook.live, { sheet: sheets.questionnaire }),
  ].filter((line) => line !== '');
  let row = start;
  for (const line of lines) {
    putWide(sheet, row, line, looks.label);
    row += 1;
  }
  const count = report.problems.length;
  if (count === 0) putWide(sheet, row, summary.nothingToCheck, looks.label);
  else {
    sheet.mergeCells(`B${row}:${bar.to}${row}`);
    const text = fill(summary.toCheck, { count, sheet: sheets.problems });
    putLink(sheet, `B${row}`, text, placeIn(sheets.problems, 'B7'), looks.textLink);
  }
  sheet.mergeCells(`B${row + 1}:${bar.to}${row + 1}`);
  const correct = fill(summary.correct, { sheet: sheets.questionnaire });
  putLink(sheet, `B${row + 1}`, correct, placeIn(sheets.questionnaire, firstFormCell(rows)), looks.textLink);
  sheet.getRow(row + 1).height = 22;
  return row + 2;
}

/** Each group in the nesting of the questionnaire, with a bar. Returns the row below. */
function putGroups({ sheet, report, messages, layout, language }: Summary, start: number): number {
  const { definition, scored } = report;
  const words = messages.formResults.groups;
  const groups = groupScores(definition, scored);
  if (groups.length === 0) return start;
  put(sheet, `B${start}`, words.heading, looks.heading);
  sheet.getRow(start).height = 26;
  const head = start + 1;
  const { answers } = messages.formResults.workbook;
  for (const [letter, text] of [
    ['C', words.points],
    ['D', answers.columns.most],
    ['E', words.share],
  ] as const) {
    put(sheet, `${letter}${head}`, text, looks.numberHead);
  }
  for (const [index, { group, level, node }] of groups.entries()) {
    const row = head + 1 + index;
    const inCalculation = (column: 'points' | 'most' | 'score'): string =>
      placeIn(messages.formResults.workbook.sheets.calculation, fixed(`${of[column]}${layout.resultRow(group.name)}`));
    const title = groupTitle(group, language, definition);
    const isTop = level === 0;
    const look: Look = {
      font: font(10, isTop ? colours.accent : colours.ink, { bold: isTop }),
      alignment: { vertical: 'middle', horizontal: 'left', wrapText: true, indent: level * 2 },
    };
    put(sheet, `B${row}`, title, look);
    const numbers: Look = { font: look.font ?? {}, alignment: right, numFmt: '0.##' };
    if (hasPoints(definition, group.name)) {
      putFormula(sheet, `C${row}`, inCalculation('points'), node === null ? '' : toNumber(node.points), numbers);
      putFormula(sheet, `D${row}`, inCalculation('most'), node === null ? '' : toNumber(node.most), numbers);
    }
    const score = node?.score ?? null;
    const decimals = definition.shown.as === 'percent' ? definition.shown.decimals : 0;
    const percent = { ...numbers, numFmt: percentFormat(sheet, decimals) };
    const cell = inCalculation('score');
    putFormula(sheet, `E${row}`, `IF(${cell}="","–",${cell})`, score === null ? '–' : toNumber(score), percent);
    putTrack(sheet, row, barColumn);
    sheet.getRow(row).height = rowHeight([{ text: title, width: widths.name - level * 2 }], isTop ? 24 : 20);
  }
  fillShares(sheet, head + 1, head + groups.length);
  return head + 1 + groups.length;
}

/** Fills the bars by the scores beside them at any time; only nothing looks like nothing, only all like all. */
function fillShares(sheet: Worksheet, first: number, last: number): void {
  const share = `N($E${first})`;
  const between = `MIN(${barCells - 1},MAX(1,ROUND(${barCells}*${share},0)))`;
  const count = `IF(${share}<=0,0,IF(${share}>=1,${barCells},${between}))`;
  sheet.addConditionalFormatting({
    ref: `${bar.from}${first}:${bar.to}${last}`,
    rules: [
      {
        type: 'expression',
        priority: 1,
        formulae: [`COLUMN()-COLUMN($${bar.from}${first})<${count}`],
        style: { fill: filled(colours.accent) },
      },
    ],
  });
}

/** What is not asked of this authority, and why. Returns the row below. */
function putNotAsked({ sheet, report, messages }: Summary, start: number): number {
  const rows = notAskedRows(report, messages);
  if (rows.length === 0) return start;
  const words = messages.formResults.notAsked;
  put(sheet, `B${start}`, words.heading, looks.heading);
  sheet.getRow(start).height = 26;
  putWide(sheet, start + 1, words.intro, looks.subtitle);
  const whyWidth = wide - widths.name - barCells * widths.bar;
  for (const [index, { what, why, counts }] of rows.entries()) {
    const row = start + 2 + index;
    sheet.mergeCells(`C${row}:E${row}`);
    sheet.mergeCells(`${bar.from}${row}:${bar.to}${row}`);
    put(sheet, `B${row}`, what, looks.row);
    put(sheet, `C${row}`, why, looks.rowNote);
    put(sheet, `${bar.from}${row}`, counts, looks.rowNote);
    sheet.getRow(row).height = rowHeight([
      { text: what, width: widths.name },
      { text: why, width: whyWidth, size: 9 },
    ]);
  }
  return start + 3 + rows.length;
}
