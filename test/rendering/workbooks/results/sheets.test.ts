import type { Workbook } from 'exceljs';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Insight, insightOf } from '../../../../shared/domain/insight/insight.ts';
import { indicatorsOf } from '../../../../shared/domain/questionnaire/questionnaire.ts';
import type { HistoryEntry } from '../../../../shared/domain/submissions/history.ts';
import { catalogue } from '../../../../shared/questionnaires/catalogue.ts';
import { pngOf } from '../../../../shared/rendering/pictures/png.ts';
import { writeResultsWorkbook } from '../../../../shared/rendering/workbooks/results-workbook.ts';
import { indicatorRows } from '../../../../shared/rendering/workbooks/sheets/questionnaire-layout.ts';
import { reportOf, seven, standingsOf, theSeven } from '../../../support/compared.ts';
import { resultsWorkbook } from '../../../support/results-workbook.ts';
import { userCentricity2023 as questionnaire } from '../../../support/user-centricity.ts';
import { alternativeOf, linksOf, open, resultOf, rowLabelled, sheetOf, textsOf } from '../writers/open.ts';

const espoo = seven('Espoo');
const entry = (round: string, receivedAt: string, answerCode: string, method: 'exact' | 'ucdashboard-2022') => ({
  ...{ round, authority: 'espoo', submission: receivedAt, order: `${receivedAt}#1`, answerCode, method },
  questionnaire: 'user-centricity@2023',
  evidenceCode: '',
  verifiedCode: '',
  percent: method === 'exact' ? 57 : 58,
});
const compared = reportOf(espoo, {
  published: standingsOf(theSeven),
  publishesEvidence: true,
  history: [
    entry('2021', '2021-11-02T10:00:00.000Z', espoo.answerCode, 'exact'),
    entry('2022', '2022-11-18T09:12:30.000Z', espoo.answerCode, 'ucdashboard-2022'),
  ],
});

describe('beside the published standings', () => {
  const insight: Insight = insightOf(compared, catalogue);
  let bytes: Uint8Array;
  let workbook: Workbook;
  beforeAll(async () => {
    bytes = await writeResultsWorkbook(compared, insight);
    workbook = await open(bytes);
  });
  /** A table's rows below its heading row, as far as column B goes on. */
  const table = (name: string, head: number, columns: string): unknown[][] => {
    const sheet = sheetOf(workbook, name);
    const rows: unknown[][] = [];
    for (let row = head + 1; sheet.getCell(`B${row}`).value !== null; row += 1) {
      rows.push([...columns].map((column) => resultOf(sheet, `${column}${row}`)));
    }
    return rows;
  };
  const headBelow = (name: string, heading: string): number => rowLabelled(sheetOf(workbook, name), heading) + 1;

  test('the summary tells rank, interval, change and the steps that gain most', () => {
    const summary = sheetOf(workbook, 'Summary');
    expect(summary.getCell('C7').value).toBe('6 of 7');
    expect(summary.getCell('C8').value).toBe(
      `${insight.interval?.best} to ${insight.interval?.worst} in nine of ten ways of weighting the categories and counting NA. As of 1 December 2022.`,
    );
    expect([summary.getCell('G6').value, summary.getCell('G7').value]).toEqual(['Since round 2021', '+1']);
    expect(summary.getCell('G8').value).toBe('in percentage points, from 57%: your answers 0, the method +1');
    expect(resultOf(summary, 'AB8')).toBe(
      'In 3 of 12 categories the authority is above the average of all 7 authorities. Furthest ahead: Ecosystem. Furthest behind: Strategies.',
    );
    const steps = textsOf(summary).filter((text) => /% if the answer is Yes: /.test(text));
    expect(steps.map((text) => text.split(' ')[6])).toEqual(
      insight.steps.slice(0, 3).map(({ indicator }) => indicator),
    );
  });

  test('the chart says in words what it shows, and so does a picture in its place', async () => {
    expect(await alternativeOf(bytes)).toContain('Share of questions answered Yes in each category. Skills: 75%');
    expect(sheetOf(workbook, 'Summary').getImages()).toEqual([]);
    const pictured = await writeResultsWorkbook(compared, insight, { rasterise: pngOf });
    expect(await alternativeOf(pictured)).toContain('Espoo by category. Share of questions answered Yes');
    expect(sheetOf(await open(pictured), 'Summary').getImages()).toHaveLength(1);
    expect(Object.keys(unzipSync(pictured)).filter((name) => name.includes('chart'))).toEqual([]);
  });

  test('each step says what it adds, what is shown then, at which rank, and whom to learn from', async () => {
    const name = 'Next steps';
    const rows = [
      ...table(name, headBelow(name, 'The three most valuable'), 'BEFGHI'),
      ...table(name, headBelow(name, 'All others'), 'BEFGHI'),
    ];
    const names = new Intl.ListFormat('en-GB');
    expect(rows).toEqual(
      insight.steps.map(({ indicator, overallGain, percent, rank, metBy, learnFrom }) => [
        ...[`Q${indicator}`, overallGain / 10, percent / 100, rank?.rank],
        ...[`${metBy?.met} of ${metBy?.total}`, names.format(learnFrom) || null],
      ]),
    );
    const answerRow = indicatorRows(questionnaire).get(insight.steps[0]?.indicator ?? '');
    expect((await linksOf(bytes, 2))[`B${headBelow(name, 'The three most valuable') + 1}`]).toBe(
      `Questionnaire!D${answerRow}`,
    );
  });

  test('quartiles and averages of all groups of five and more, and of each pillar and category', () => {
    const { groups = [], parts = [] } = insight.peers ?? {};
    expect(table('Peers', headBelow('Peers', 'Authorities'), 'BCDEFGH')).toEqual(
      groups.map(({ authorities, average, quartiles, own }, index) => [
        index === 0 ? 'All' : '250,000 to under 500,000 inhabitants',
        ...[authorities, average / 100, quartiles.lower / 100, quartiles.median / 100, quartiles.upper / 100],
        own?.rank,
      ]),
    );
    expect(
      table('Peers', headBelow('Peers', 'Pillars and categories, compared with all authorities'), 'CDFGHI'),
    ).toEqual(
      parts.map(({ own, average, quartiles, bestQuarter }) => [
        ...[own.met / own.total, average.met / average.total],
        ...[quartiles.lower, quartiles.median, quartiles.upper, bestQuarter.met / bestQuarter.total],
      ]),
    );
  });

  test('the interval of the rank, and the rank without each category', () => {
    const { best, median, worst } = insight.interval ?? {};
    const name = 'Robustness';
    expect(table(name, headBelow(name, 'The rank with many ways of scoring') + 1, 'C').flat()).toEqual([
      ...[6, best, median, worst],
    ]);
    expect(table(name, headBelow(name, 'The rank without one category'), 'CDE')).toEqual(
      (insight.withoutCategory ?? []).map(({ percent, rank, shift }) => [percent / 100, rank, 0 - shift]),
    );
  });

  test('all rounds, with what the method changed apart from what the authority did', () => {
    expect(table('Earlier files', 6, 'BCDEFGHJ')).toEqual([
      ['2021', '2 November 2021 at 10:00 UTC', 0.57, '–', '–', '–', '–', 'exact'],
      ['2022', '18 November 2022 at 09:12 UTC', 0.58, 1, 0, 0, 1, 'ucdashboard-2022'],
    ]);
  });

  test('a review is a row of its own, and what it changed is nothing that the authority did', async () => {
    const [, file] = compared.history;
    const reviewedAt = '2022-11-25T08:00:00.000Z';
    const review = { ...(file as HistoryEntry), percent: 54, order: `${file?.order}#review#${reviewedAt}`, reviewedAt };
    const report = { ...compared, history: [...compared.history, review] };
    const sheet = sheetOf(await open(await resultsWorkbook(report)), 'Earlier files');
    expect([...'CDEFGH'].map((column) => sheet.getCell(`${column}9`).value)).toEqual([
      ...['Review by the benchmark office, 25 November 2022 at 08:00 UTC', 0.54, -4, 0, -4, 0],
    ]);
  });

  test('how many of all say Yes stands beside each question', () => {
    const sheet = sheetOf(workbook, 'Questionnaire');
    expect(sheet.getCell('G6').value).toBe('Yes among 7');
    const rows = indicatorRows(questionnaire);
    expect(indicatorsOf(questionnaire).map(({ id }) => sheet.getCell(`G${rows.get(id)}`).value)).toEqual(
      indicatorsOf(questionnaire).map(({ id }) => (insight.peers?.indicators.get(id)?.met ?? -1) / 7),
    );
  });

  test('every sheet is printed on A4 without a cut column, and long ones keep their headings in sight', () => {
    for (const { pageSetup, state, name } of workbook.worksheets) {
      if (state !== 'hidden') expect([name, pageSetup.paperSize, pageSetup.fitToWidth]).toEqual([name, 9, 1]);
    }
    const frozen = workbook.worksheets.filter(({ views }) => views?.[0]?.state === 'frozen').map(({ name }) => name);
    expect(frozen).toEqual(['Questionnaire', 'Background']);
    expect(workbook.definedNames.getRanges('Score').ranges).toEqual(['Summary!$B$7']);
    expect(workbook.definedNames.getRanges('Answers').ranges).toEqual(['Questionnaire!$D$9:$D$62']);
  });
});

describe('of four authorities', () => {
  const four = theSeven.slice(0, 4);
  let workbook: Workbook;
  beforeAll(async () => {
    workbook = await open(await resultsWorkbook(reportOf(espoo, { published: standingsOf(four) })));
  });

  test('there is no sheet that compares: an average of few tells on each, and nothing is printed as a page', () => {
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      ...['Summary', 'Next steps', 'Questionnaire', 'Background', 'Method', '_scorebook'],
    ]);
    expect(sheetOf(workbook, 'Questionnaire').getCell('G6').value).toBeNull();
  });
});

test('nobody is named to learn from where evidence is not published', async () => {
  const report = reportOf(espoo, { published: standingsOf(theSeven), publishesEvidence: false });
  const texts = textsOf(sheetOf(await open(await resultsWorkbook(report)), 'Next steps'));
  expect(texts.filter((text) => /Rotterdam|Madrid|Tallinn|published evidence/.test(text))).toEqual([]);
});
