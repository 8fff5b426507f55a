import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authoringWorkbook, soundAuthoring } from '../../support/authoring-workbook.ts';
import { officeWorkbook } from '../../support/office-workbook.ts';
import { typed } from '../../support/typed-command.ts';

let folder: string;
const fileOf = (name: string): string => join(folder, name);
const run = (...parameters: string[]) => typed(['questionnaire', ...parameters], { ...process.env, NO_COLOR: '1' });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  const office = await officeWorkbook([
    {
      name: 'Survey',
      rows: [
        ['Id', 'Question', 'Answer', 'Score'],
        ['1', 'Is there a plan?', null, '=IF(C2="Yes",2,0)'],
        ['2', 'If yes, is it public?', null, '=IF(C3="Yes",1,0)'],
      ],
      bold: [1],
      lists: { 'C2:C3': '"Yes,No"' },
    },
  ]);
  await writeFile(fileOf('Parks 2027.xlsx'), office);
});
afterAll(() => rm(folder, { recursive: true }));

describe('questionnaire draft', () => {
  test('writes an authoring workbook, says what was found, and check asks for each decision by cell', async () => {
    const out = fileOf('draft.xlsx');
    const { status, stdout } = await run('draft', fileOf('Parks 2027.xlsx'), '--out', out);
    expect(status).toBe(0);
    expect(stdout.split('\n').map((line) => line.trim())).toEqual([
      'Parks 2027.xlsx: sheet Survey',
      '2  questions',
      '0  sections',
      '2  questions with a list of answers',
      '2  questions with points from the workbook’s formulas',
      '2  questions that score',
      '0  notes and inner tables, kept as notes',
      '6  decisions for you, in the sheet decisions',
      `Draft: ${out}. Next: scorebook questionnaire check ${out}`,
      '',
    ]);
    const checked = await run('check', out);
    expect(checked.status).toBe(2);
    expect(checked.stdout.match(/decisions!B\d/g)).toEqual(
      ['B2', 'B3', 'B4', 'B5', 'B6', 'B7'].map((cell) => `decisions!${cell}`),
    );
  });

  test.each([
    [
      'fi',
      [
        '14  kysymystä',
        '6  osiota',
        '1  välilehteä ilman kysymyksiä: Lists',
        '13  päätöstä sinulle, välilehdellä decisions',
      ],
    ],
    [
      'de',
      [
        '14  Fragen',
        '6  Abschnitte',
        '1  Blätter ohne Fragen: Lists',
        '13  Entscheidungen für Sie, im Blatt decisions',
      ],
    ],
    [
      null,
      [
        '14  questions',
        '6  sections',
        '1  sheets without questions: Lists',
        '13  decisions for you, in the sheet decisions',
      ],
    ],
  ])('counts in the language that is asked for, or that of the workbook: %s', async (language, expected) => {
    const asked = language === null ? [] : ['--language', language];
    const { status, stdout } = await run(
      ...['draft', 'examples/public-libraries.xlsx', '--out', fileOf('in.xlsx'), ...asked],
    );
    expect(status).toBe(0);
    expect(stdout.split('\n').map((one) => one.trim())).toEqual(expect.arrayContaining(expected));
  });

  test('takes every decision by default when it is told to: the draft can be used', async () => {
    const out = fileOf('taken.xlsx');
    await run('draft', fileOf('Parks 2027.xlsx'), '--out', out, '--take-defaults');
    const { status, stdout } = await run('check', out);
    expect(status).toBe(0);
    expect(stdout).toContain('taken.xlsx: parks@2027 can be used. Questions: 2, scored: 2');
  });

  test('tells machines what it found', async () => {
    const { stdout } = await run('draft', fileOf('Parks 2027.xlsx'), '--out', fileOf('machine.xlsx'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ questions: 2, scored: 2, listed: 2, groups: 0, faults: 0, languages: ['en'], shown: 'points' },
      points: { formulas: 2 },
      decisions: [{ column: 'form_id', default: 'parks' }, {}, {}, {}, {}, { column: 'relevant', rows: ['2'] }],
    });
  });

  test('highlights the cells that a decision is about, freezes the headings and offers what can be decided', async () => {
    const out = fileOf('looks.xlsx');
    await run('draft', fileOf('Parks 2027.xlsx'), '--out', out);
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await readFile(out)).buffer as ArrayBuffer);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      'decisions',
      'settings',
      'survey',
      'choices',
      'scoring',
    ]);
    const [decisions, , survey] = workbook.worksheets;
    expect(decisions?.getCell('B7').dataValidation.formulae).toEqual(['"(blank),${1} = \'yes\'"']);
    expect(survey?.views).toMatchObject([{ state: 'frozen', xSplit: 2, ySplit: 1 }]);
    const fillOf = (cell: string) => JSON.stringify(survey?.getCell(cell).fill);
    expect(fillOf('G3')).toContain('FFFFF2CC');
    expect(fillOf('G2')).not.toContain('FFFFF2CC');
  });

  test('of an authoring workbook, and of one without questions, says so with status 64', async () => {
    await writeFile(fileOf('authoring.xlsx'), authoringWorkbook(soundAuthoring));
    expect(await run('draft', fileOf('authoring.xlsx'), '--out', fileOf('x.xlsx'))).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('is an authoring workbook already'),
    });
    await writeFile(fileOf('prices.csv'), 'apples;1\npears;2\n');
    expect(await run('draft', fileOf('prices.csv'), '--out', fileOf('x.xlsx'))).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('has no sheet in which rows ask questions'),
    });
  });
});
