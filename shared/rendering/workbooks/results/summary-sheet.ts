import { textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { looks, put, putFormula } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import { addChart, addPicture, type Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { radarSvg } from '../../pictures/radar.ts';
import { resultsRadar } from '../../pictures/results-radar.ts';
import { fill } from '../../words/messages.ts';
import { sequelLines } from '../../words/sequel-lines.ts';
import { addPage } from '../sheets/page.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import { calculationOf, categoriesIn } from './method-sheet.ts';
import type { ResultsContent } from './results-content.ts';
import { sentenceFormula } from './sentence-formula.ts';
import { putCategories } from './summary-categories.ts';
import { gloss, pictureSize, plain, putHeading, putTexts, right, strong, summaryWidths } from './summary-layout.ts';
import { putOutcome } from './summary-outcome.ts';
import type { SummaryPart } from './summary-part.ts';
import { putSteps, putToCheck } from './summary-to-do.ts';

const rows = { outcome: 6, readings: 13, categories: 18 } as const;
/** Where the score stands, largest of all. */
export const scoreCell = `B${rows.outcome + 1}`;

/** The first thing seen: how high, beside whom, how it came about, what to check, what to do next. */
export async function addSummarySheet(workbook: Workbook, content: ResultsContent): Promise<void> {
  const { report, messages } = content;
  const words = messages.workbook;
  const title = fill(words.summary.eyebrow, { title: textIn(report.questionnaire.title, report.language) });
  const name = words.sheets.summary;
  const sheet = addPage(
    workbook,
    { name, widths: summaryWidths, orientation: 'landscape', title, onePage: true, activeCell: scoreCell },
    words,
  );
  const part: SummaryPart = { ...content, sheet, cells: calculationOf(content) };
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', title, looks.eyebrow);
  put(sheet, 'B3', report.authority?.name ?? words.authorityUnnamed, looks.nameTitle);
  sheet.getRow(3).height = 36;
  put(sheet, 'B4', report.round === null ? null : `${words.round} ${report.round}`, looks.subtitle);
  putSequel(part, rows.outcome - 1);
  putOutcome(part, rows.outcome);
  putReadings(part, rows.readings);
  const afterCategories = putCategories(part, rows.categories);
  await putPicture(workbook, part);
  putToCheck(part, afterCategories + 1);
  putSteps(part, afterCategories + 1);
}

/** What was kept and what has changed is told before the score: whoever sent a part finds the rest here. */
function putSequel({ sheet, report, messages }: SummaryPart, row: number): void {
  if (report.sequel === null) return;
  const [first = '', ...more] = sequelLines(report.sequel, messages, (fileName) => fileName);
  const text = more.length === 0 ? first : `${first} ${more.join(' ')}`;
  sheet.mergeCells(`B${row}:${right.letter}${row}`);
  put(sheet, `B${row}`, text, { ...looks.body, alignment: { vertical: 'top', horizontal: 'left', wrapText: true } });
  const width = summaryWidths.slice(1).reduce((all, one) => all + one, 0);
  sheet.getRow(row).height = rowHeight([{ text, width }], 20);
}

/** Beside the readings and the categories. */
async function putPicture(workbook: Workbook, part: SummaryPart): Promise<void> {
  const { sheet, report, insight, messages, rasterise } = part;
  const { picture, pictureAlone } = messages.results.summary;
  putHeading(sheet, rows.readings, insight.peers === null ? pictureAlone : picture, right.letter);
  const radar = resultsRadar(report, insight.peers);
  const place = { cell: { column: right.column, row: rows.readings + 1 }, size: pictureSize };
  if (rasterise !== null) {
    const alternative = `${radar.title}. ${radar.description}`;
    addPicture(workbook, sheet, { ...place, png: await rasterise(radarSvg(radar)), alternative });
    return;
  }
  const { labels, series } = categoriesIn(part).charted;
  const told = { title: radar.title, alternative: radar.description, language: messages.workbook.locale };
  addChart(workbook, sheet, {
    percent: percentFormat(sheet),
    ...place,
    ...told,
    kind: 'radar',
    labels,
    series,
  });
}

/** The score, and what it were if what was not answered were left out or met. */
function putReadings({ sheet, report, cells, messages }: SummaryPart, start: number): void {
  const { readings: heading, readingLabels, readingWords, readingEmpty } = messages.workbook.summary;
  putHeading(sheet, start, heading);
  const inOrder = ['naNotMet', 'naExcluded', 'naMet'] as const;
  for (const [index, reading] of inOrder.entries()) {
    const row = start + 1 + index;
    const percent = report.score.readings[reading];
    const look = reading === 'naNotMet' ? strong : plain;
    const number = {
      ...look,
      alignment: { vertical: 'middle', horizontal: 'right' },
      numFmt: percentFormat(sheet),
    } as const;
    put(sheet, `B${row}`, readingLabels[reading], look);
    const result = percent === null ? '' : percent / 100;
    putFormula(sheet, `C${row}`, cells.place(cells.percents[reading]), result, number);
    const meaning = { ...gloss, alignment: { ...gloss.alignment, indent: 1 } } as const;
    const text = percent === null ? readingEmpty : readingWords[reading];
    putTexts(sheet, row, [{ span: 'word', text, look: meaning }]);
    const [told, empty] = [readingWords[reading], readingEmpty].map((words) => sentenceFormula(words, {}, {}).formula);
    putFormula(sheet, `D${row}`, `IF(ISNUMBER(C${row}),${told},${empty})`, text, meaning);
  }
}
