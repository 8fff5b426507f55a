import { expect, test } from 'vitest';
import type { ReviewColumn } from '../../../shared/domain/review/review-rows.ts';
import { identityMark } from '../../../shared/spreadsheet/formats/identity.ts';
import { readRegistry } from '../../../shared/spreadsheet/reading/read-registry.ts';
import { readReview } from '../../../shared/spreadsheet/reading/read-review.ts';
import { type RawSheet, rawWorkbook } from '../../support/raw-workbook.ts';

/** Tables of a registry workbook, each row as its number and its filled cells. */
async function registry(...sheets: RawSheet[]) {
  const read = await readRegistry(rawWorkbook(sheets));
  if ('code' in read) return read.code;
  const shown = (rows: typeof read.rounds) =>
    rows?.map(
      ({ sheet, row, cells }) =>
        `${sheet} ${row}: ${[...cells].map(([name, { cell, text }]) => `${name} ${cell} ${text}`).join(', ')}`,
    );
  return { authorities: shown(read.authorities), contacts: shown(read.contacts), rounds: shown(read.rounds) };
}
const none = { authorities: undefined, contacts: undefined, rounds: undefined };

test.each<[string, RawSheet['rows'], Partial<typeof none> | Record<string, string[]>]>([
  [
    'authorities, by their names and ids',
    [
      ['Name', 'Id'],
      ['Espoo', 'espoo'],
      ['Turku', null],
    ],
    { authorities: ['One 2: name A2 Espoo, id B2 espoo', 'One 3: name A3 Turku, id B3 '] },
  ],
  [
    'by names and populations',
    [
      ['Name', 'Population'],
      ['Espoo', 305_200],
    ],
    { authorities: ['One 2: name A2 Espoo, population B2 305200'] },
  ],
  [
    'by names and countries',
    [
      ['Name', 'Country'],
      ['Espoo', 'FI'],
    ],
    { authorities: ['One 2: name A2 Espoo, country B2 FI'] },
  ],
  [
    'rounds by their deadlines',
    [
      ['Id', 'Deadline'],
      ['2026', '2026-05-31'],
    ],
    { rounds: ['One 2: id A2 2026, deadline B2 2026-05-31'] },
  ],
  [
    'rounds by their first days',
    [
      ['Id', 'Opens'],
      ['2026', '2026-05-01'],
    ],
    { rounds: ['One 2: id A2 2026, opens B2 2026-05-01'] },
  ],
  [
    'rounds by their questionnaires',
    [
      ['Id', 'Questionnaire'],
      ['2026', 'harbours'],
    ],
    { rounds: ['One 2: id A2 2026, questionnaire B2 harbours'] },
  ],
  [
    'contacts, who have names, too',
    [
      ['Authority', 'Address', 'Name'],
      ['espoo', 'a@b.example', 'A'],
    ],
    { contacts: ['One 2: authority A2 espoo, address B2 a@b.example, name C2 A'] },
  ],
  [
    'below what stands above the headings',
    [['The registry of 2026'], [null], ['Name', 'Id'], ['Espoo', 'espoo']],
    { authorities: ['One 4: name A4 Espoo, id B4 espoo'] },
  ],
  [
    'headings in any case, with marks behind them',
    [
      ['  NAME *', 'id:'],
      ['Espoo', 'espoo'],
    ],
    { authorities: ['One 2: name A2 Espoo, id B2 espoo'] },
  ],
  [
    'of two headings alike the left one',
    [
      ['Name', 'Id', 'Name'],
      ['Espoo', 'espoo', 'Esbo'],
    ],
    { authorities: ['One 2: name A2 Espoo, id B2 espoo'] },
  ],
  [
    'rows with nothing in any of the columns are left out',
    [
      ['Name', 'Id'],
      [null, ' ', 'x'],
      ['Espoo', 'espoo'],
    ],
    { authorities: ['One 3: name A3 Espoo, id B3 espoo'] },
  ],
  ['headings alone', [['Name', 'Id']], { authorities: [] }],
])('a registry is known by its headings: %s', async (_, rows, tables) =>
  expect(await registry({ name: 'One', rows })).toEqual({ ...none, ...tables }),
);

test('tables of one kind are one, wherever they stand; the sheet that says what a workbook was made for is none', async () => {
  const sheets = ['North', 'South'].map((name) => ({
    name,
    rows: [
      ['Name', 'Id'],
      [name, name.toLowerCase()],
    ],
  }));
  const own = {
    name: '_scorebook',
    rows: [
      ['scorebook', 1],
      ['Name', 'Id'],
      ['x', 'y'],
    ],
  };
  expect(await registry(...sheets, { ...own, rows: [[identityMark, 1], ...own.rows.slice(1)] })).toEqual({
    ...none,
    authorities: ['North 2: name A2 North, id B2 north', 'South 2: name A2 South, id B2 south'],
  });
});

test.each<[string, RawSheet['rows']]>([
  ['names alone', [['Name'], ['Espoo']]],
  ['ids alone', [['Id'], ['espoo']]],
  [
    'contacts without addresses',
    [
      ['Authority', 'Language'],
      ['espoo', 'fi'],
    ],
  ],
  [
    'anything else',
    [
      ['Question', 'Answer'],
      ['Is it?', 'Yes'],
    ],
  ],
])('no registry: %s', async (_, rows) => expect(await registry({ name: 'One', rows })).toBe('not-a-registry'));

test('what is no workbook is told as that', async () => {
  expect(await readRegistry(Buffer.from('%PDF-1.7 a document'))).toMatchObject({ code: 'file-unsupported' });
  expect(await readReview(Buffer.from('%PDF-1.7 a document'))).toMatchObject({ code: 'file-unsupported' });
});

const reviewHeadings = ['Round', 'Authority id', 'Question', 'Verified answer', 'Reason', 'Submission'];

async function review(...rows: RawSheet['rows'][]) {
  const read = await readReview(rawWorkbook(rows.map((one, at) => ({ name: `S${at}`, rows: one }))));
  if ('code' in read) return read.code;
  const textOf = (cells: (typeof read)[number]['cells'], name: ReviewColumn): string => cells.get(name)?.text ?? '-';
  return read.map(({ sheet, cells }) => {
    const [authority, verified, reason] = (['authority', 'verified', 'reason'] as const).map((name) =>
      textOf(cells, name),
    );
    return `${sheet} ${authority}: ${verified} ${reason}`;
  });
}

test('of a review the rows that decide something are read, of all sheets', async () => {
  const row = (authority: string, verified: string | null, reason: string | null) => [
    '2026',
    authority,
    '1.1.1',
    verified,
    reason,
    'abc',
  ];
  const rows = [
    ['Review'],
    reviewHeadings,
    row('espoo', 'Yes', null),
    row('turku', null, null),
    row('oulu', null, 'Not so'),
  ];
  expect(await review([['Notes']], rows, [reviewHeadings, row('vaasa', 'No', 'Why')])).toEqual([
    'S1 espoo: Yes ',
    'S1 oulu:  Not so',
    'S2 vaasa: No Why',
  ]);
});

test.each(reviewHeadings.filter((one) => one !== 'Reason'))('without the column %s it is no review', async (missing) =>
  expect(await review([reviewHeadings.filter((one) => one !== missing), ['x', 'x', 'x', 'x', 'x']])).toBe(
    'not-a-review',
  ),
);

test('a review in which nothing is decided is one', async () => expect(await review([reviewHeadings])).toEqual([]));
