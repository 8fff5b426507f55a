import { Buffer } from 'node:buffer';
import { beforeAll, describe, expect, test } from 'vitest';
import { problem } from '../../../../shared/domain/answers/problems.ts';
import { catalogue } from '../../../../shared/questionnaires/catalogue.ts';
import { readWorkbook } from '../../../../shared/spreadsheet/reading/read-workbook.ts';
import { resultsWorkbook } from '../../../support/results-workbook.ts';
import { espooReport, indicators, page, partial, unclear } from './espoo.ts';
import { formulasOf, linksOf, open, outsideTargets, resultOf, rowLabelled, sheetOf, textsOf } from './open.ts';

type Opened = Awaited<ReturnType<typeof open>>;

describe('the results of Espoo', () => {
  const report = espooReport();
  let workbook: Opened;
  beforeAll(async () => {
    workbook = await open(await resultsWorkbook(report));
  });
  const summary = () => sheetOf(workbook, 'Summary');

  test('open on the summary, and have no sheet that says nothing; the identity is hidden', () => {
    expect(workbook.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ...['Summary', 'Next steps', 'Questionnaire', 'Background', 'Method'].map((name) => [name, 'visible']),
      ['_scorebook', 'hidden'],
    ]);
    expect(workbook.views[0]?.activeTab).toBe(0);
  });

  test('say 58% first, and what it means', () => {
    expect([resultOf(summary(), 'B7'), summary().getCell('B7').numFmt]).toEqual([0.58, '0%']);
    expect(resultOf(summary(), 'AB7')).toBe(
      '23 of 41 answered Yes. The score is the average of the 12 categories, each counting the same.',
    );
    expect(textsOf(summary())).toContain('Answers: 23 Yes · 9 No · 9 NA · 0 not answered · 0 not understood');
  });

  test('give the three readings, each with a word on it', () => {
    const reading = (label: string) => {
      const row = rowLabelled(summary(), label);
      return [resultOf(summary(), `C${row}`), summary().getCell(`D${row}`).value !== null];
    };
    expect(
      ['NA and not answered as not met', 'NA and not answered left out', 'NA and not answered as met'].map(reading),
    ).toEqual([
      [0.58, true],
      [0.73, true],
      [0.81, true],
    ]);
  });

  test('count each pillar and category as scored, with the word of its band', () => {
    const { pillars } = report.questionnaire;
    const counted = [
      ...pillars.map(({ id, title }) => ({ id, title, count: report.score.pillars[id] })),
      ...pillars.flatMap(({ categories }) =>
        categories.map(({ id, title }) => ({ id, title, count: report.score.categories[id] })),
      ),
    ];
    expect(counted).toHaveLength(15);
    for (const { id, title, count } of counted) {
      const row = rowLabelled(summary(), `${id}  ${title['en']}`);
      const { met, total } = count ?? { met: -1, total: -1 };
      const [c, d, e, f] = ['C', 'D', 'E', 'F'].map((column) => resultOf(summary(), `${column}${row}`));
      expect([c, d]).toEqual([met, total]);
      expect(e).toBeCloseTo(met / total, 12);
      const share = Math.round((100 * met) / total);
      expect(f).toBe(share <= 33 ? '▼ low' : share <= 66 ? '◆ middle' : '● high');
    }
  });

  test('say by which method, from which file, and how to do it again', () => {
    const method = sheetOf(workbook, 'Method');
    const about = (label: string) => method.getCell(`C${rowLabelled(method, label)}`).value;
    expect(['Questionnaire', 'File', 'Received', 'SHA-256 of the file', 'To compute it again'].map(about)).toEqual([
      'user-centricity@2023',
      'espoo.xlsx',
      '18 November 2022 at 09:12 UTC',
      'a'.repeat(64),
      'npm run -s scorebook -- score FILE --method ucdashboard-2022 --json',
    ]);
    expect(about('Method')).toMatch(/^ucdashboard-2022: .* 2 decimals, .* 3,/);
    expect(resultOf(method, `F${rowLabelled(method, 'Average of the categories')}`)).toBe(0.578);
  });

  test('say plainly when there is nothing to check', () => {
    expect(summary().getCell('B10').value).toBe('Nothing to check: we understood every answer.');
    expect(workbook.getWorksheet('Problems')).toBeUndefined();
  });
});

function fillOf(sheet: ReturnType<typeof sheetOf>, row: number, column: number): string | undefined {
  const { fill } = sheet.getCell(row, column);
  return fill?.type === 'pattern' ? fill.fgColor?.argb : undefined;
}

describe('problems', () => {
  const problems = [
    problem('answer-written-otherwise', { read: 'Kyllä', facts: { value: 'Yes' } }),
    partial,
    problem('evidence-weak', { sheet: 'Our answers', cell: 'I90', indicator: '2.1.3', read: 'ok' }),
    problem('background-unclear', { sheet: 'Figures', cell: 'C3', indicator: 'budget', read: 'much' }),
    problem('answer-comment-moved', { indicator: '1.1.2', read: 'Yes, since 2021', facts: { value: 'Yes' } }),
    problem('answer-formula-error', { sheet: 'Our answers', cell: 'H99', indicator: '2.3.1', read: '#N/A' }),
  ];
  const answers = {
    '1.2.1': { ...unclear('planned for 2024', 'Our answers!H77') },
    '2.3.1': { ...unclear('#N/A', 'Our answers!H99') },
  };
  let workbook: Opened;
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await resultsWorkbook(espooReport({ answers, problems }));
    workbook = await open(bytes);
  });
  const sheet = () => sheetOf(workbook, 'Problems');
  const rows = [7, 8, 9, 10, 11, 12];

  test('stand gravest first, by a word', () => {
    expect(rows.map((row) => sheet().getCell(`B${row}`).value)).toEqual([
      'Not understood',
      'Please check',
      'Please check',
      'Please check',
      'For your information',
      'For your information',
    ]);
  });

  test('each lead to the cell of this workbook in which they are corrected', async () => {
    const row = (id: string) => rowLabelled(sheetOf(workbook, 'Questionnaire'), `Q${id}`);
    expect(await linksOf(bytes, 3)).toEqual({
      D7: `Questionnaire!D${row('2.3.1')}`,
      D8: `Questionnaire!D${row('1.2.1')}`,
      D9: `Questionnaire!E${row('2.1.3')}`,
      D10: 'Background!D9',
      D12: `Questionnaire!D${row('1.1.2')}`,
    });
    expect(sheet().getCell('D8').value).toBe('Questionnaire D14');
  });

  test('say what was read, what it means and what to write, naming the cell of this workbook', () => {
    const columns = ['C', 'E', 'F', 'G'].map((column) => String(sheet().getCell(`${column}8`).value));
    expect(columns[0]).toMatch(/^1\.2\.1 {2}Does the local authority have a digital strategy/);
    expect(columns[1]).toBe('planned for 2024');
    expect(columns[2]).toContain('planned for 2024');
    expect(columns[3]).toContain('D14');
    expect(columns.join()).not.toContain('H77');
  });

  test('mark their cells and stand beside them as a remark, which a mere notice does not mark', () => {
    const questionnaire = sheetOf(workbook, 'Questionnaire');
    const mark = fillOf(questionnaire, 14, 4);
    expect(mark).toBeDefined();
    expect(String(questionnaire.getCell('F14').value)).toMatch(/^Please check: .*D14/);
    expect(String(questionnaire.getCell('F10').value)).toMatch(/^For your information: /);
    const marked: string[] = [];
    for (const name of ['Questionnaire', 'Background']) {
      sheetOf(workbook, name).eachRow((row) => {
        row.eachCell((cell) => {
          if (cell.fill?.type === 'pattern' && cell.fill.fgColor?.argb === mark) marked.push(`${name}!${cell.address}`);
        });
      });
    }
    const weak = rowLabelled(questionnaire, 'Q2.1.3');
    const error = rowLabelled(questionnaire, 'Q2.3.1');
    expect(marked).toEqual(['Questionnaire!D14', `Questionnaire!E${weak}`, `Questionnaire!D${error}`, 'Background!D9']);
  });

  test('are counted on the summary by how grave they are', async () => {
    const summary = sheetOf(workbook, 'Summary');
    const count = (label: string) => summary.getCell(`C${rowLabelled(summary, label)}`).value;
    expect(['Not understood', 'Please check', 'For your information'].map(count)).toEqual([1, 3, 2]);
    expect(summary.getCell('B10').value).toBe('To check: 4, in the sheet Problems');
    expect((await linksOf(bytes, 1))['B10']).toBe('Problems!B7');
  });

  test('that are equal share a row once there are more than forty', async () => {
    const many = indicators.map(({ id }) => problem('answer-unclear', { indicator: id, read: 'x' }));
    const grouped = await resultsWorkbook(espooReport({ problems: [...many, partial] }));
    const rows = sheetOf(await open(grouped), 'Problems');
    expect(rows.rowCount).toBe(8);
    expect(rows.getCell('C7').value).toMatch(/^41 questions: 1\.1\.1, 1\.1\.2, .*3\.3\.2$/);
    expect(rows.getCell('D7').value).toBe('Questionnaire D9 and 40 more');
    expect((await linksOf(grouped, 3))['D7']).toBe('Questionnaire!D9');
    const forty = await open(await resultsWorkbook(espooReport({ problems: many.slice(0, 40) })));
    expect(sheetOf(forty, 'Problems').rowCount).toBe(46);
  });
});

test('the results workbook is the next submission: the same answers in the same cells', async () => {
  const report = espooReport({ answers: { '1.2.1': unclear('planned for 2024', 'D14') }, problems: [partial] });
  const read = await readWorkbook(await resultsWorkbook(report), catalogue);
  if ('code' in read) throw new Error(read.code);
  expect([...read.answers].map(([id, { value, evidence }]) => [id, value, evidence])).toEqual(
    [...report.answers].map(([id, { value, evidence }]) => [id, value, evidence]),
  );
  expect(read.answers.get('1.1.1')?.cell).toBe('Questionnaire!D9');
  expect(read.answers.get('1.2.1')?.raw).toBe('planned for 2024');
  expect(read.identity).toMatchObject({ questionnaire: 'user-centricity@2023', authority: 'espoo', round: '2022' });
  expect(new Map([...read.background].map(([id, { raw }]) => [id, raw]))).toEqual(page.background);
});

test('links lead nowhere outside, and no text of the sender becomes a formula', async () => {
  const evil = '=HYPERLINK("https://evil.example","x")';
  const answers = { '1.1.1': { value: 'unclear', raw: evil, evidence: evil, cell: null } } as const;
  const problems = [problem('answer-unclear', { indicator: '1.1.1', read: evil })];
  const report = { ...espooReport({ answers, problems }), fileName: evil, authority: { id: 'x', name: evil } };
  const bytes = await resultsWorkbook(report);
  expect(await outsideTargets(bytes)).toEqual([]);
  const workbook = await open(bytes);
  const formulas = formulasOf(workbook);
  expect(formulas.length).toBeGreaterThan(100);
  expect(formulas.filter((formula) => /HYPERLINK|evil/.test(formula))).toEqual([]);
  expect(sheetOf(workbook, 'Questionnaire').getCell('D9').value).toBe(evil);
  expect(sheetOf(workbook, 'Summary').getCell('B3').value).toBe(evil);
});

test('the same report gives the same bytes, dated when the file was received', async () => {
  const first = Buffer.from(await resultsWorkbook(espooReport({ problems: [partial] })));
  expect(Buffer.from(await resultsWorkbook(espooReport({ problems: [partial] }))).equals(first)).toBe(true);
  expect((await open(first)).created).toEqual(new Date('2022-11-18T09:12:30Z'));
});
