import ExcelJS, { type Workbook } from 'exceljs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AnswerValue, answerValues } from '../../../../shared/domain/answers/answer.ts';
import { comparedWithNothing } from '../../../../shared/domain/insight/results-report.ts';
import { categoriesOf, indicatorsOf } from '../../../../shared/domain/questionnaire/questionnaire.ts';
import { type MethodId, methodIds, scoringMethod } from '../../../../shared/domain/scoring/methods/methods.ts';
import { type Score, score } from '../../../../shared/domain/scoring/scoring.ts';
import { messageLanguages } from '../../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../../shared/rendering/words/messages.ts';
import { indicatorRows } from '../../../../shared/rendering/workbooks/sheets/questionnaire-layout.ts';
import { reportOf, seven, standingsOf, theSeven } from '../../../support/compared.ts';
import { hasLibreOffice, recalculated } from '../../../support/libreoffice.ts';
import { plainMethods, plainScore } from '../../../support/plain-methods.ts';
import { resultsWorkbook } from '../../../support/results-workbook.ts';
import { runs } from '../../../support/tier.ts';
import { assessFile, userCentricity2023 as questionnaire } from '../../../support/user-centricity.ts';
import { espooReport, unclear } from '../writers/espoo.ts';
import { formulaResults, open, resultOf, rowLabelled, sheetOf } from '../writers/open.ts';

type Values = ReadonlyMap<string, AnswerValue>;
const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const rows = indicatorRows(questionnaire);
const dashboard = 'ucdashboard-2022';
/** As people write them: drop-downs offer `Yes`, whoever types may not. */
const written = { yes: ['Yes', 'yes', 'YES'], no: ['No'], na: ['NA', 'na'], unanswered: [null], unclear: ['in part'] };
const randomSets = fc
  .sample(fc.array(fc.constantFrom(...answerValues), { minLength: ids.length, maxLength: ids.length }), {
    numRuns: runs(9, 197),
    seed: 41,
  })
  .map((values): Values => new Map(ids.map((id, index) => [id, values[index] as AnswerValue])));
const alike = (value: AnswerValue): Values => new Map(ids.map((id) => [id, value]));
const sets = [...randomSets, alike('yes'), alike('na'), alike('unclear')];

/** The calculation of a real results workbook, once below the other for each set: answers in columns from D on. */
async function stacked(method: MethodId): Promise<{ bytes: Uint8Array; height: number; real: Workbook }> {
  const report = espooReport();
  const values = new Map([...report.answers].map(([id, { value }]) => [id, value]));
  const real = await open(await resultsWorkbook({ ...report, score: score(questionnaire, values, method) }));
  const from = sheetOf(real, 'Method');
  const height = from.rowCount + 1;
  const workbook = new ExcelJS.Workbook();
  const answers = workbook.addWorksheet('Questionnaire');
  const calculation = workbook.addWorksheet('Method');
  for (const [set, given] of sets.entries()) {
    const column = answers.getColumn(4 + set).letter;
    for (const [place, [id, value]] of [...given].entries()) {
      const spellings = written[value];
      answers.getCell(rows.get(id) ?? 0, 4 + set).value = spellings[place % spellings.length] ?? null;
    }
    from.eachRow((row, number) => {
      row.eachCell((cell) => {
        const at = calculation.getCell(number + set * height, cell.fullAddress.col);
        if (!cell.formula) at.value = cell.value;
        else at.value = { formula: moved(cell.formula, column, set * height), result: 0 };
      });
    });
  }
  return { bytes: Buffer.from(await workbook.xlsx.writeBuffer()), height, real };
}

/** A formula that reads another column of answers and stands so many rows further down. */
const moved = (formula: string, column: string, down: number): string =>
  formula
    .replaceAll('$D$', `$${column}$`)
    .replace(/(?<![$\w])([A-Z])(\d+)\b/g, (_, letter: string, row: string) => `${letter}${Number(row) + down}`);

const counts = Array.from({ length: 60 }, (_, index) => index + 1).flatMap((total) =>
  Array.from({ length: total + 1 }, (_, met) => ({ met, total })),
);

/** A share of each count of up to 60 questions. */
async function shares(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Shares');
  for (const [index, { met, total }] of counts.entries()) {
    sheet.getRow(index + 1).values = [met, total];
    const cells = { met: `A${index + 1}`, total: `B${index + 1}` };
    sheet.getCell(`C${index + 1}`).value = { formula: scoringMethod(dashboard).formulas.share(cells), result: -1 };
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const reports = [
  espooReport({ answers: { '1.2.1': unclear('Yes', 'H77'), '1.2.2': unclear('', 'H78') } }),
  ...theSeven.map((profile) => reportOf(profile)),
];

/**
 * A report and what comes of it when answers change: of each kind some, to each kind some. In one language here and in
 * every one in the long tier, since its sheet names stand in the formulas and its words are counted; alone and beside others.
 */
const changed = messageLanguages()
  .slice(0, runs(1, 99))
  .flatMap((language) =>
    [comparedWithNothing, { published: standingsOf(theSeven) }].map((beside) => {
      const of = (values: Values) => ({
        ...reportOf(espoo, { ...beside, language }),
        score: score(questionnaire, values),
        answers: new Map(ids.map((id) => [id, answerOf(values.get(id) ?? 'unanswered')])),
      });
      return { language, name: `${language}${'published' in beside && beside.published ? ' beside others' : ''}`, of };
    }),
  );
const espoo = seven('Espoo');
const answerOf = (value: AnswerValue) => ({ value, raw: written[value][0] ?? '', evidence: '', cell: null });
const before: Values = new Map(ids.map((id, index) => [id, (['yes', 'no', 'na'] as const)[index % 3] as AnswerValue]));
const after: Values = new Map(
  [...before].map(([id, value], index) => [id, index % 2 === 0 ? value : (answerValues[index % 5] as AnswerValue)]),
);

describe.skipIf(!hasLibreOffice)('recalculated by LibreOffice', () => {
  let sheets: Awaited<ReturnType<typeof stacked>>[];
  let saved: Buffer[];
  const first: Record<string, unknown>[] = [];
  // All in one run: starting LibreOffice costs more than all of its work.
  beforeAll(async () => {
    sheets = await Promise.all(methodIds.map(stacked));
    const results = await Promise.all(reports.map(resultsWorkbook));
    const corrected: Uint8Array[] = [];
    for (const { language, of } of changed) {
      const workbook = await open(await resultsWorkbook(of(before)));
      first.push(formulaResults(workbook));
      corrected.push(await correctedTo(after, workbook, language));
    }
    saved = await recalculated([...sheets.map(({ bytes }) => bytes), await shares(), ...results, ...corrected]);
  }, 400_000);

  test.each(methodIds.map((method, index) => ({ method, index })))(
    `each of ${sets.length} answer sets scores by formulas as in whole numbers: $method`,
    async ({ method, index }) => {
      const sheet = sheetOf(await open(saved[index] as Buffer), 'Method');
      const { height, real } = sheets[index] as (typeof sheets)[number];
      const at = (label: string): number => rowLabelled(sheetOf(real, 'Method'), label);
      const shown = sets.map((_, set) => {
        const cell = (column: string, row: number): unknown => resultOf(sheet, `${column}${row + set * height}`);
        return {
          categories: categoriesOf(questionnaire).map(({ id, title }) => {
            const row = at(`${id}  ${title['en']}`);
            return { met: cell('D', row), total: cell('C', row) };
          }),
          overall: cell('F', at('Average of the categories')),
          readings: ['F', 'H', 'I'].map((column) => whole(cell(column, at('Score')))),
        };
      });
      const expected = sets.map((values) => score(questionnaire, values, method));
      expect(shown.map(({ readings }) => readings)).toEqual(expected.map(readingsOf));
      expect(shown.map(({ categories }) => categories)).toEqual(
        expected.map(({ categories }) => Object.values(categories)),
      );
      for (const [set, { overall, readings, categories }] of shown.entries()) {
        expect(overall).toBeCloseTo(expected[set]?.overall ?? 0, 12);
        const byHand = plainScore(plainMethods[method], categories as { met: number; total: number }[]);
        expect([readings[0], overall]).toEqual([byHand?.percent, expect.closeTo(byHand?.overall ?? 0, 12)]);
      }
    },
  );

  test('a share is rounded alike for every count of up to 60 questions', async () => {
    const sheet = sheetOf(await open(saved[methodIds.length] as Buffer), 'Shares');
    expect(counts.map((_, index) => resultOf(sheet, `C${index + 1}`))).toEqual(
      counts.map((count) => scoringMethod(dashboard).shareOf(count)),
    );
  });

  test('the results of Espoo and the seven say again what was scored, read back they score the same', async () => {
    for (const [index, report] of reports.entries()) {
      const bytes = saved[methodIds.length + 1 + index] as Buffer;
      expect(await summaryOf(bytes)).toEqual(expectedSummary(report.score));
      expect((await assessFile(bytes)).score).toEqual(report.score);
    }
  });

  test.each(changed.map((one, index) => ({ ...one, index })))(
    'changed answers move every formula to what is written for them, and to what they are scored: $name',
    async ({ of, index }) => {
      const bytes = saved.at(index - changed.length) as Buffer;
      const now = formulaResults(await open(bytes));
      const expected = formulaResults(await open(await resultsWorkbook(of(after))));
      expect(now).toEqual(expected);
      expect(Object.keys(now).filter((at) => now[at] !== first[index]?.[at]).length).toBeGreaterThan(50);
      expect((await assessFile(bytes)).score).toEqual(of(after).score);
    },
  );
});

const readingsOf = ({ readings }: Score) => [readings.naNotMet, readings.naExcluded, readings.naMet];
/** A share of 1 as a percentage; null where a formula shows nothing. */
const whole = (share: unknown): number | null =>
  typeof share === 'number' ? Math.round(100 * share * 1e6) / 1e6 : null;

/** The answers typed over those of the workbook, in the words of its language. */
async function correctedTo(values: Values, workbook: Workbook, language: string): Promise<Uint8Array> {
  const { sheets, answers } = messagesIn(language).workbook;
  const words = { ...answers, unanswered: null, unclear: answerOf('unclear').raw };
  const sheet = sheetOf(workbook, sheets.questionnaire);
  for (const [id, value] of values) sheet.getCell(`D${rows.get(id)}`).value = words[value];
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function summaryOf(bytes: Uint8Array) {
  const summary = sheetOf(await open(bytes), 'Summary');
  const percent = (address: string): number | null => whole(resultOf(summary, address));
  const parts = questionnaire.pillars.flatMap((pillar) => [pillar, ...pillar.categories]);
  return {
    percent: percent('B7'),
    readings: [14, 15, 16].map((row) => percent(`C${row}`)),
    words: resultOf(summary, 'AB7'),
    counts: parts.map(({ id, title }) => {
      const row = rowLabelled(summary, `${id}  ${title['en']}`);
      return ['C', 'D', 'F'].map((column) => resultOf(summary, `${column}${row}`));
    }),
  };
}

function expectedSummary(scored: Score) {
  const { percent, met, total, categories, pillars } = scored;
  const parts = questionnaire.pillars.flatMap((pillar) => [
    pillars[pillar.id],
    ...pillar.categories.map(({ id }) => categories[id]),
  ]);
  return {
    percent,
    readings: readingsOf(scored),
    words: `${met} of ${total} answered Yes. The score is the average of the 12 categories, each counting the same.`,
    counts: parts.map((count = { met: 0, total: 1 }) => {
      const share = Math.round((100 * count.met) / count.total);
      return [count.met, count.total, share <= 33 ? '▼ low' : share <= 66 ? '◆ middle' : '● high'];
    }),
  };
}
