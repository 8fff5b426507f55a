import { describe, expect, test } from 'vitest';
import { identityMark } from '../../../shared/spreadsheet/formats/identity.ts';
import { readCover } from '../../../shared/spreadsheet/reading/read-cover.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';

type Rows = MadeSheet['rows'];
/** `Espoo A1`, and `, line` behind it where it stands in a line of text: the authority, then the round. */
function read(sheets: readonly Rows[], firstQuestion: Readonly<Record<number, number>> = {}) {
  const grid = gridOf(...sheets.map((rows, at) => ({ name: 'AB'[at] ?? '', rows })));
  const questions = new Map(
    grid.sheets.flatMap((sheet, at) => (firstQuestion[at] === undefined ? [] : [[sheet, firstQuestion[at]] as const])),
  );
  const { authority, round } = readCover(grid, questions);
  const said = (name: string, { cell, isLine }: { cell: string; isLine: boolean }) =>
    `${name} ${cell}${isLine ? ', line' : ''}`;
  return [authority === null ? null : said(authority.name, authority), round === null ? null : said(round.id, round)];
}
const authorityOf = (rows: Rows, firstQuestion?: number) =>
  read([rows], firstQuestion === undefined ? {} : { 0: firstQuestion })[0];
const roundOf = (rows: Rows, firstQuestion?: number) =>
  read([rows], firstQuestion === undefined ? {} : { 0: firstQuestion })[1];
const blank = (rows: number): Rows => Array.from({ length: rows }, () => []);

describe('the name on the cover', () => {
  test.each<[string, Rows, string | null]>([
    ['stands beside its label', [['Authority', 'Espoo']], 'Espoo A!B1'],
    ['whatever the label ends with', [[' City:* ', 'Espoo']], 'Espoo A!B1'],
    ['with blank cells between', [['Ville', null, null, 'Lyon']], 'Lyon A!D1'],
    ['behind other cells', [['1', 'Authority', 'Espoo']], 'Espoo A!C1'],
    ['below its label', [['Authority'], ['Espoo']], 'Espoo A!A2'],
    ['in the cell of its label', [['Authority: Espoo']], 'Espoo A!A1'],
    ['in the cell of its label, after others', [['Welcome', 'Name of city:  Espoo ']], 'Espoo A!B1'],
    ['in one spelling', [['Authority', ' City\u00a0of \u200bEspoo ']], 'City of Espoo A!B1'],
    ['and is no number', [['Authority', 7]], null],
    ['and is no blank', [['Authority', ' ']], null],
    ['which is not the next label', [['Authority'], ['Round'], ['Espoo']], null],
    ['which is not the next label of an authority', [['Authority'], ['City'], ['Espoo']], 'Espoo A!A3'],
    ['which is not the next label with a value', [['Authority'], ['Contact', 'Anna']], null],
    ['also where something stands further right', [['Authority'], ['Espoo', null, 'Anna']], 'Espoo A!A2'],
    ['not two rows below', [['Authority'], [], ['Espoo']], null],
    ['not behind another label', [['Contact: Anna']], null],
    ['not where nothing follows', [['Authority:']], null],
    ['not where there is no colon', [['Authority Espoo']], null],
    ['but in the first row that has one', [['Authority'], [], ['City', 'Espoo']], 'Espoo A!B3'],
  ])('%s', (_, rows, name) => expect(authorityOf(rows)).toBe(name));

  test('is cut where no registered name is as long, and a long text is none', () => {
    expect(authorityOf([['Authority', 'x'.repeat(201)]])).toBe(`${'x'.repeat(200)}… A!B1`);
    const text = (length: number) => `Authority: ${'x'.repeat(length - 11)}`;
    expect(authorityOf([[text(300)]])).toBe(`${'x'.repeat(200)}… A!A1`);
    expect(authorityOf([[text(301)]])).toBeNull();
  });

  test('stands above the questions; below them it is one in a line', () => {
    expect(authorityOf([[], ['Authority', 'Espoo']], 3)).toBe('Espoo A!B2');
    expect(authorityOf([[], ['Authority', 'Espoo']], 2)).toBe('Espoo A!B2, line');
    // Evidence may begin like a label: a name below one, or behind a colon, is none there.
    expect(authorityOf([[], ['Authority: Espoo']], 2)).toBeNull();
    expect(authorityOf([[], ['Authority'], ['Espoo']], 3)).toBeNull();
    expect(authorityOf([[], [], ['Authority', 7], ['City', 'Espoo']], 2)).toBe('Espoo A!B4, line');
    expect(authorityOf([[], [], ['Authority', ' '], ['City', 'Espoo']], 2)).toBe('Espoo A!B4, line');
  });

  test('stands in the first 200 rows of a sheet, with or without questions', () => {
    expect(authorityOf([...blank(198), ['Authority: Espoo']])).toBe('Espoo A!A199');
    expect(authorityOf([...blank(199), ['Authority: Espoo']])).toBeNull();
    expect(authorityOf([...blank(199), ['Authority: Espoo']], 300)).toBeNull();
  });

  test('is that of the first sheet that has one', () => {
    expect(read([[['Town']], [['Authority', 'Espoo']]])[0]).toBe('Espoo B!B1');
    expect(read([[['Authority', 'Turku']], [['Authority', 'Espoo']]])[0]).toBe('Turku A!B1');
    expect(read([[[identityMark], ['Authority', 'Turku']], [['Authority', 'Espoo']]])[0]).toBe('Espoo B!B1');
  });
});

describe('the round on the cover', () => {
  test.each<[string, Rows, string | null]>([
    ['stands beside its label', [['Round', '2022']], '2022 A!B1'],
    ['as a number', [['Round', 2022]], '2022 A!B1'],
    ['as any text', [['Round:', ' Spring  pilot ']], 'Spring pilot A!B1'],
    ['without the word itself', [['Round', 'Round 2022']], '2022 A!B1'],
    ['and is neither blank nor true', [['Round', ' ']], null],
    ['nor true', [['Round', true]], null],
    ['nor nothing', [['Round']], null],
    ['and among more cells only where it is a year', [['Round', '2022', 'Town']], '2022 A!B1'],
    ['else it heads a table', [['Round', 'Points', 'Town']], null],
    ['also of long numbers', [['Round', '20225', 'Town']], null],
    [
      'but is looked for below',
      [
        ['Round', 'Points', 'Town'],
        ['Round', '2022'],
      ],
      '2022 A!B2',
    ],
    [
      'and below a blank one',
      [
        ['Round', ' '],
        ['Edition', '2022'],
      ],
      '2022 A!B2',
    ],
  ])('%s', (_, rows, round) => expect(roundOf(rows)).toBe(round));

  test('is cut like a name, and stands above the questions', () => {
    expect(roundOf([['Round', 'x'.repeat(201)]])).toBe(`${'x'.repeat(200)}… A!B1`);
    expect(roundOf([[], ['Round', '2022']], 3)).toBe('2022 A!B2');
    expect(roundOf([[], ['Round', '2022']], 2)).toBeNull();
    expect(roundOf([...blank(199), ['Round', '2022']])).toBeNull();
  });
});

describe('a line of the cover', () => {
  test.each<[string, string | null, string | null]>([
    ['Espoo · Round 2022', 'Espoo A!A1, line', '2022 A!A1, line'],
    ['Espoo · runde: 2022.', 'Espoo A!A1, line', '2022 A!A1, line'],
    ['City of Espoo · Finland · Round 2022-a', 'City of Espoo · Finland A!A1, line', '2022-a A!A1, line'],
    [' · Round 2022', null, '2022 A!A1, line'],
    ['Our questionnaire (Round 2022)', null, '2022 A!A1, line'],
    ['Questionnaire, round 2022.1', null, '2022.1 A!A1, line'],
    ['Round 2022', null, '2022 A!A1, line'],
    ['Espoo · Round one', null, null],
    ['Espoo · Round 2022 of the benchmark', null, null],
    ['Around 2022', null, null],
    ['Espoo', null, null],
  ])('%j: %s, %s', (line, authority, round) => expect(read([[[line]]], { 0: 9 })).toEqual([authority, round]));

  test('names the authority and the round where no label does', () => {
    const line = ['Espoo · Round 2022'];
    expect(read([[line, ['Authority', 'Turku']]], { 0: 9 })).toEqual(['Turku A!B2', '2022 A!A1, line']);
    expect(read([[line, ['Round', '2023']]], { 0: 9 })).toEqual(['Espoo A!A1, line', '2023 A!B2']);
    expect(read([[line, [], ['Authority', 'Turku']]], { 0: 3 })).toEqual(['Espoo A!A1, line', '2022 A!A1, line']);
  });

  test('is looked for before the questions alone, and on sheets with questions or before them', () => {
    const line = [['Espoo · Round 2022']];
    expect(read([line, [[]]], { 1: 5 })).toEqual(['Espoo A!A1, line', '2022 A!A1, line']);
    expect(read([[[]], line], { 0: 5 })).toEqual([null, null]);
    expect(read([[[]], line], { 0: 5, 1: 5 })).toEqual(['Espoo B!A1, line', '2022 B!A1, line']);
    expect(read([line])).toEqual([null, null]);
    expect(read([line], { 0: 1 })).toEqual([null, null]);
    expect(read([[...blank(199), ...line]], { 0: 900 })).toEqual([null, null]);
  });

  test('is a text of up to 300 characters', () => {
    const line = (length: number) => `${'x'.repeat(length - 13)} · Round 2022`;
    expect(read([[[line(300)]]], { 0: 9 })[1]).toBe('2022 A!A1, line');
    expect(read([[[line(301)]]], { 0: 9 })).toEqual([null, null]);
    expect(read([[[2022, 'Round 2022']]], { 0: 9 })[1]).toBe('2022 A!B1, line');
  });

  test('names no authority that is longer than a registered name', () =>
    expect(read([[[`${'x'.repeat(201)} · Round 2022`]]], { 0: 9 })[0]).toBe(`${'x'.repeat(200)}… A!A1, line`));
});
