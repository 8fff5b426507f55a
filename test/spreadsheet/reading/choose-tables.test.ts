import { describe, expect, test } from 'vitest';
import { findQuestions } from '../../../shared/spreadsheet/reading/find-questions.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { filledRows, headings, identitySheet } from '../../support/filled-rows.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { type RawCell, type RawSheet, rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile, userCentricity2023 } from '../../support/user-centricity.ts';

/** A sheet of questions by their places in the questionnaire, 0..40, all answered the same. */
const sheetOf = (name: string, from: number, to: number, answer: string) => ({
  name,
  rows: [
    headings,
    ...filledRows((_, [id, question]): RawCell[] => [id ?? '', question ?? '', answer, '']).slice(from, to),
  ],
});

const told = async (...sheets: ReturnType<typeof sheetOf>[]): Promise<string[]> => {
  const { problems } = await assessFile(rawWorkbook([...sheets, identitySheet]));
  return problems.map(({ code }) => code).filter((code) => code === 'sheets-several' || code === 'answer-conflicting');
};

describe('a second sheet is a copy of the first', () => {
  test.each([
    [3, true],
    [2, false],
  ])('where %s of its questions, all that it has, stand there: %s', async (count, isCopy) =>
    expect(await told(sheetOf('A', 0, 41, 'Yes'), sheetOf('B', 0, count, 'No'))).toContain(
      isCopy ? 'sheets-several' : 'answer-conflicting',
    ),
  );

  // The first has the questions 0 to 19, the second as many from a later one on.
  test.each([
    [10, true],
    [11, false],
  ])('where half of its questions stand there, the second beginning with question %s: %s', async (from, isCopy) => {
    const codes = await told(sheetOf('A', 0, 20, 'Yes'), sheetOf('B', from, from + 20, 'No'));
    expect(codes.includes('sheets-several')).toBe(isCopy);
  });

  test('which is not asked about where both say the same', async () =>
    expect(await told(sheetOf('A', 0, 20, 'Yes'), sheetOf('B', 0, 20, 'Yes'))).toEqual([]));
});

/** Where the first answer is read from, what is told of the sheets, and whether anything else is asked. */
async function readFrom(...sheets: RawSheet[]) {
  const read = await assessFile(rawWorkbook([...sheets, identitySheet]));
  const { value, cell } = read.answers.get('1.1.1') ?? {};
  return { value, sheet: cell?.split('!')[0], told: read.problems.map(({ code }) => code) };
}
const blank = (name: string): RawSheet => sheetOf(name, 0, 41, '');

describe('of several sheets with the same questions', () => {
  test('one that was never filled in is left alone, wherever it stands', async () => {
    const filled = sheetOf('B', 0, 41, 'No');
    expect(await readFrom(blank('A'), filled)).toMatchObject({ value: 'no', sheet: 'B' });
    expect((await readFrom(blank('A'), filled)).told).not.toContain('sheets-several');
  });

  test('the first is read where none is filled in', async () =>
    expect(await readFrom(blank('A'), blank('B'))).toMatchObject({ value: 'unanswered', sheet: 'A' }));

  test('that of the round’s year is read in silence beside those of earlier ones', async () => {
    const read = await readFrom(
      sheetOf('2021', 0, 41, 'No'),
      sheetOf('2022', 0, 41, 'Yes'),
      sheetOf('2020', 0, 41, 'No'),
    );
    expect(read).toMatchObject({ value: 'yes', sheet: '2022' });
    expect(read.told).not.toContain('sheets-several');
  });

  test('that of the newest year is read where none is of the round, and asked about', async () => {
    const read = await readFrom(sheetOf('2020', 0, 41, 'No'), sheetOf('2021', 0, 41, 'Yes'));
    expect(read).toMatchObject({ value: 'yes', sheet: '2021' });
    expect(read.told).toContain('sheets-several');
  });

  test('one that is shown is read before one that is hidden', async () => {
    const hidden: RawSheet = { ...sheetOf('A', 0, 41, 'No'), state: 'hidden' };
    expect(await readFrom(hidden, sheetOf('B', 0, 41, 'Yes'))).toMatchObject({ value: 'yes', sheet: 'B' });
  });

  test('one with a heading of answers is read before one without', async () => {
    const bare = { ...sheetOf('A', 0, 41, 'No'), rows: sheetOf('A', 0, 41, 'No').rows.slice(1) };
    expect(await readFrom(bare, sheetOf('B', 0, 41, 'Yes'))).toMatchObject({ value: 'yes', sheet: 'B' });
  });
});

test('questions that begin again further down a sheet are a copy of those above them, named by their place', async () => {
  const [above, below] = [sheetOf('Q', 0, 41, 'Yes'), sheetOf('Q', 0, 41, 'No')];
  const read = await assessFile(rawWorkbook([{ ...above, rows: [...above.rows, ...below.rows] }, identitySheet]));
  const [asked] = read.problems.filter(({ code }) => code === 'sheets-several');
  expect(asked?.read).toMatch(/^Q!A\d+, Q!A\d+$/);
});

/** Rows of the questions by their places in the questionnaire, with these cells behind each. */
const asked = (from: number, to: number, ...cells: readonly string[]): string[][] =>
  filledRows((_, [id, question]) => [id ?? '', question ?? '', ...cells])
    .slice(from, to)
    .map((row) => row.map(String));
const heads = ['Id', 'Question', 'Answer', 'Evidence'];
const table = (name: string, from: number, to: number, ...cells: readonly string[]): MadeSheet => ({
  ...{ name, rows: [heads, ...asked(from, to, ...cells)] },
});

/** How many questions are read of each sheet or, of one sheet, between which rows; and what is told. */
function chosen(sheets: readonly MadeSheet[], round: string | null = '2022') {
  const { rows, problems } = findQuestions(gridOf(...sheets), formOfQuestionnaire(userCentricity2023), round);
  const counts = new Map<string, number>();
  for (const { rows: of } of rows) counts.set(of.sheet.name, (counts.get(of.sheet.name) ?? 0) + 1);
  return {
    read: Object.fromEntries(counts),
    told: problems.map(({ code, sheet, read }) => `${code} ${sheet}: ${read}`),
    rows: rows.map(({ row }) => row),
  };
}

describe('of several sheets is read', () => {
  test.each<[string, readonly MadeSheet[], Record<string, number>]>([
    [
      'what is shown, wherever it stands',
      [{ ...table('A', 0, 41, 'No'), hidden: true }, table('B', 0, 41, 'Yes')],
      { B: 41 },
    ],
    ['what is shown first', [table('A', 0, 41, 'No'), { ...table('B', 0, 41, 'Yes'), hidden: true }], { A: 41 }],
    ['what is hidden, where nothing else is there', [{ ...table('A', 0, 41, 'No'), hidden: true }], { A: 41 }],
    [
      'what is hidden, where what is shown asks and has no place for answers',
      [
        { name: 'A', rows: asked(0, 41) },
        { ...table('B', 0, 41, 'Yes'), hidden: true },
      ],
      { B: 41 },
    ],
    ['nothing, where there is no place for answers', [{ name: 'A', rows: asked(0, 41) }], {}],
    ['the first of two that nobody has filled in', [table('A', 0, 41), table('B', 0, 41)], { A: 41 }],
    [
      'what is filled in part, and no blank copy',
      [table('A', 0, 41), { name: 'B', rows: [heads, ...asked(0, 20, 'Yes'), ...asked(20, 41)] }],
      { B: 41 },
    ],
    ['what is left blank of other questions', [table('A', 0, 20, 'Yes'), table('B', 20, 41)], { A: 20, B: 21 }],
    ['what is left blank of some other questions', [table('A', 0, 20, 'Yes'), table('B', 18, 41)], { A: 20, B: 23 }],
    ['what has a heading of answers', [{ name: 'A', rows: asked(0, 41, 'No') }, table('B', 0, 41, 'Yes')], { B: 41 }],
    [
      'what stands below the headings',
      [{ name: 'A', rows: [...asked(0, 1, 'No'), heads, ...asked(1, 41, 'Yes')] }],
      { A: 40 },
    ],
    [
      'what is ticked',
      [{ name: 'A', rows: [['Id', 'Question', 'Yes', 'No', 'NA'], ...asked(0, 41, '', 'x')] }],
      { A: 41 },
    ],
    [
      'all of what two sheets share between them',
      [table('A', 0, 20, 'Yes'), table('B', 20, 41, 'No')],
      { A: 20, B: 21 },
    ],
    ['two questions of another sheet beside them', [table('A', 0, 41, 'Yes'), table('B', 0, 2, 'No')], { A: 41, B: 2 }],
  ])('%s, in silence', (_, sheets, read) => expect(chosen(sheets)).toMatchObject({ read, told: [] }));
});

describe('of copies that are filled in', () => {
  const [older, newer] = [table('2021', 0, 20, 'No'), table('2022', 0, 20, 'Yes')];
  test.each<[string, readonly MadeSheet[], Record<string, number>, string[]]>([
    ['that of the round and what is no copy', [older, newer, table('Rest', 20, 41, 'Yes')], { 2022: 20, Rest: 21 }, []],
    [
      'the newest, and the others are named',
      [{ ...newer, name: '2020' }, older],
      { 2021: 20 },
      ['sheets-several 2020: 2020, 2021'],
    ],
    [
      'both where nothing tells them apart',
      [table('A', 0, 41, 'Yes'), table('B', 0, 41, 'No')],
      { A: 41, B: 41 },
      ['sheets-several B: A, B'],
    ],
    [
      'the final one',
      [table('A', 0, 41, 'Yes'), table('B final', 0, 41, 'No')],
      { 'B final': 41 },
      ['sheets-several A: A, B final'],
    ],
    [
      'both where their evidence differs',
      [table('A', 0, 41, 'Yes', 'x'), table('B', 0, 41, 'Yes', 'y')],
      { A: 41, B: 41 },
      ['sheets-several B: A, B'],
    ],
    [
      'both where one has evidence alone',
      [
        { name: 'A', rows: [heads, ...asked(0, 40, 'Yes'), ...asked(40, 41)] },
        { name: 'B', rows: [heads, ...asked(0, 40, 'Yes'), ...asked(40, 41, '', 'soon')] },
      ],
      { A: 41, B: 41 },
      ['sheets-several B: A, B'],
    ],
    [
      'the first where both have the same evidence without an answer',
      [0, 1].map((at) => ({
        name: 'AB'[at] ?? '',
        rows: [heads, ...asked(0, 40, 'Yes'), ...asked(40, 41, '', 'soon')],
      })),
      { A: 41 },
      [],
    ],
    [
      'the first where both say the same, whatever one leaves blank',
      [{ name: 'A', rows: [heads, ...asked(0, 40, 'Yes'), ...asked(40, 41)] }, table('B', 0, 40, 'Yes')],
      { A: 41 },
      [],
    ],
  ])('is read %s', (_, sheets, read, told) => expect(chosen(sheets)).toMatchObject({ read, told }));
});

describe('a block that begins again further down a sheet', () => {
  const [above, below] = [asked(0, 41, 'Yes'), asked(0, 41, 'No')];

  test('is a copy, named by its place beside another sheet, which is named alone', () =>
    expect(chosen([{ name: 'Q', rows: [heads, ...above, ...below] }, table('Z', 0, 41, 'NA')])).toMatchObject({
      ...{ read: { Q: 82, Z: 41 }, told: ['sheets-several Q: Q!A2, Q!A43, Z'] },
    }));

  test('has its own title, and is read in silence beside last year’s', () => {
    const rows = [['2021'], heads, ...above, ['2022'], heads, ...below];
    expect(chosen([{ name: 'Q', rows }])).toEqual({
      ...{ read: { Q: 41 }, told: [], rows: Array.from({ length: 41 }, (_, at) => 46 + at) },
    });
  });

  test('is not headed by the questions above it, whatever their evidence says', () => {
    const rows = [heads, ...above.slice(0, -1), ...asked(40, 41, 'Yes', 'final'), ...below];
    expect(chosen([{ name: 'Q', rows }]).read).toEqual({ Q: 82 });
  });

  test.each([
    ['2021', '2022'],
    ['2022', '2021'],
    ['ours', 'theirs'],
  ])('tells what was guessed of its sheet once, whichever is read: %s above %s', (one, other) => {
    const { told } = chosen([{ name: 'Q', rows: [[one], ...mixed(above), [other], ...mixed(below)] }]);
    expect(told.filter((line) => line.startsWith('columns-'))).toHaveLength(1);
  });

  const [first, second] = [asked(0, 1), asked(1, 2)];
  test.each<[string, string[][], number]>([
    [
      'a blank question asked of several departments',
      [...first, ...asked(0, 1, 'Yes'), ...first, ...first, ...asked(1, 41, 'Yes')],
      44,
    ],
    ['a blank question asked twice', [...first, ...asked(0, 41, 'Yes')], 42],
    ['two blank questions asked again at the end', [...above, ...first, ...second], 43],
  ])('is none: %s', (_, rows, count) =>
    expect(chosen([{ name: 'Q', rows: [heads, ...rows] }])).toMatchObject({ read: { Q: count }, told: [] }),
  );
});

/** Answers that differ from row to row, as those that are found without headings do. */
function mixed(rows: readonly string[][]): string[][] {
  return rows.map(([id = '', question = '', answer = ''], at) => [id, question, at % 2 === 0 ? 'Yes' : answer]);
}

describe('a copy is dated by', () => {
  const long = (length: number): string => `final ${'x'.repeat(length - 6)}`;
  const under = (above: readonly string[][], head = heads, name = 'B'): MadeSheet => ({
    ...{ name, rows: [...above, head, ...asked(0, 41, 'No')] },
  });
  const plain = table('A', 0, 41, 'Yes');
  test.each<[string, MadeSheet, Record<string, number>]>([
    ['a title three rows above its questions', under([['final'], []]), { B: 41 }],
    ['none four rows above them', under([['final'], [], []]), { A: 41, B: 41 }],
    ['a title beside another', under([['Answers', 'final']]), { B: 41 }],
    ['a text of 60 characters', under([[long(60)]]), { B: 41 }],
    ['none of 61: it is a sentence', under([[long(61)]]), { A: 41, B: 41 }],
    ['the heading of its answers', under([], ['Id', 'Question', 'Answer (final)', 'Evidence']), { B: 41 }],
    ['none of its evidence', under([], ['Id', 'Question', 'Answer', 'Evidence (final)']), { A: 41, B: 41 }],
  ])('%s', (_, sheet, read) => expect(chosen([plain, sheet]).read).toEqual(read));

  test('its title in a row in which another sheet asks a question', () => {
    const [a, b] = [under([['2022']], heads, 'A'), under([[], [], ['2021']])];
    expect(chosen([{ ...a, rows: [['2022'], heads, ...asked(0, 41, 'Yes')] }, b])).toMatchObject({
      ...{ read: { A: 41 }, told: [] },
    });
  });

  test('the years over its columns to tick, in an office’s own words', () => {
    const ticked = (name: string, year: string, ...cells: string[]): MadeSheet => ({
      name,
      rows: [['Id', 'Question', `Done ${year}`, `Not done ${year}`], ...asked(0, 41, ...cells)],
    });
    expect(chosen([ticked('A', '2021', 'x'), ticked('B', '2022', '', 'x')])).toMatchObject({
      read: { B: 41 },
      told: [],
    });
  });

  test('a title without headings', () => {
    const bare = (name: string, title: string, answers: string[][]): MadeSheet => ({
      name,
      rows: [[title], ...answers],
    });
    const sheets = [bare('A', '2021', mixed(asked(0, 41, 'No'))), bare('B', '2022', mixed(asked(0, 41, 'NA')))];
    expect(chosen(sheets).read).toEqual({ B: 41 });
  });
});

test('a question in a hidden row is read where it stands nowhere else', () => {
  const rows = [heads, ...asked(0, 41, 'Yes'), ...asked(0, 1, 'No')];
  const { rows: read } = chosen([{ name: 'Q', rows, hiddenRows: [2, 3] }]);
  expect(read).toEqual(Array.from({ length: 41 }, (_, at) => 3 + at));
});
