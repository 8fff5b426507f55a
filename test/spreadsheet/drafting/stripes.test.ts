import { describe, expect, test } from 'vitest';
import { draftOf, type OfficeCell, officeWorkbook } from '../../support/office-workbook.ts';

type Row = readonly OfficeCell[];

const head: Row = ['Id', 'Question', 'Answer'];
const numbered = (count: number): Row[] =>
  ['Open data strategy', 'Budget for data', 'Data catalogue', 'Staff trained', 'Licences stated', 'Formats open']
    .slice(0, count)
    .map((text, index) => [`${index + 1}`, text]);
/** Two sections whose titles are in bold, with a row without a number at one place among their questions. */
const withUnnumbered = (place: number): Row[] => {
  const [one, two] = [numbered(6).slice(0, 3), numbered(6).slice(3)];
  return [[null, 'Governance'], ...one, [null, 'Quality'], ...two].toSpliced(place, 0, [null, 'Other measures']);
};
const titles = (rows: readonly Row[]): number[] =>
  rows.flatMap(([, text], index) => (text === 'Governance' || text === 'Quality' ? [index + 2] : []));

/** Groups that are drafted, and what becomes of each row, by its text. */
async function drafted(
  rows: readonly Row[],
  looks: { readonly striped: readonly number[]; readonly filled?: number[]; readonly minor?: number[] },
) {
  const draft = await draftOf(await officeWorkbook([{ name: 'Form', rows: [head, ...rows], ...looks, bold: [1] }]));
  const kinds = draft.rows.flatMap((row) =>
    'label' in row ? [[Object.values(row.label)[0]?.replace(/^\d+ /, ''), row.kind] as const] : [],
  );
  return new Map(kinds);
}

/** Rows of the sheet from the first below the headings on, of which each second, third … has a colour. */
const every = (rows: number, isStriped: (index: number) => boolean): number[] =>
  Array.from({ length: rows }, (_, index) => index + 2).filter((_, index) => isStriped(index));

describe('stripes say nothing: the draft is that of the sheet without them', () => {
  test.each<[stripes: string, isStriped: (index: number) => boolean]>([
    ['every second row, from the first on', (index) => index % 2 === 0],
    ['every second row, from the second on', (index) => index % 2 === 1],
    ['two rows and two rows', (index) => index % 4 < 2],
    ['two rows and two rows, from the third on', (index) => index % 4 > 1],
  ])('%s', async (_, isStriped) => {
    for (const place of [2, 3, 6, 7]) {
      const rows = [
        ...withUnnumbered(place),
        ...numbered(6).map(([id, text]): Row => [`${Number(id) + 6}`, `${text} II`]),
      ];
      const plain = await drafted(rows, { striped: [], minor: titles(rows) });
      const kinds = await drafted(rows, { striped: every(rows.length, isStriped), minor: titles(rows) });
      expect(kinds, `in row ${place + 2}`).toEqual(plain);
      expect([kinds.get('Other measures'), kinds.get('Quality')]).toEqual(['note', 'begin_group']);
    }
  });

  test('two colours in turn', async () => {
    const rows = withUnnumbered(3);
    const looks = { striped: every(9, (index) => index % 2 === 0), filled: every(9, (index) => index % 2 === 1) };
    const kinds = await drafted(rows, { ...looks, minor: titles(rows) });
    expect([kinds.get('Other measures'), kinds.get('Quality')]).toEqual(['note', 'begin_group']);
  });
});

describe('titles in a colour stay titles', () => {
  const sections: readonly Row[] = [
    ...[
      [null, 'Governance'],
      ['1', 'Open data strategy'],
      ['2', 'Budget for data'],
      ['3', 'Staff trained'],
    ],
    ...[
      [null, 'Quality'],
      ['4', 'Data catalogue'],
      ['5', 'Licences stated'],
    ],
    ...[
      [null, 'Impact'],
      ['6', 'Formats open'],
    ],
  ];

  test('over several questions', async () => {
    const kinds = await drafted(sections, { striped: [2, 6, 9] });
    expect(['Governance', 'Quality', 'Impact'].map((title) => kinds.get(title))).toEqual(Array(3).fill('begin_group'));
  });

  test('over one question each', async () => {
    const rows = numbered(6).flatMap((row): Row[] => [[null, `About ${row[1]}`.toLowerCase()], row]);
    const kinds = await drafted(rows, { striped: every(12, (index) => index % 2 === 0) });
    expect([...kinds.values()].filter((kind) => kind === 'begin_group')).toHaveLength(6);
  });

  test('in another colour than the stripes', async () => {
    const kinds = await drafted(sections, { striped: [3, 5, 8, 10], filled: [2, 6, 9] });
    expect(kinds.get('Quality')).toBe('begin_group');
  });
});
