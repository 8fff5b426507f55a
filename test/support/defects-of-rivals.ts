import type { Defect } from './defect.ts';
import { filledRows, headings, identitySheet, questionnaireSheet } from './filled-rows.ts';
import type { RawCell, RawSheet } from './raw-workbook.ts';

const sheet = questionnaireSheet();
/** Yes everywhere but in 1.1.1 and every third row: a column that differs from row to row. */
const mixed = (id: string): string => (id === '1.1.1' || Number(id.at(-1)) % 3 === 0 ? 'No' : 'Yes');

function table(heads: readonly RawCell[], row: (id: string, cells: readonly RawCell[]) => RawCell[]): RawSheet {
  return { name: 'Q', rows: [heads, ...filledRows((id, cells) => row(id, cells))] };
}

/** Something else could as well hold the answers: another column, pair of columns, block, row or sheet. */
export const defectsOfRivals: readonly Defect[] = [
  {
    numbers: '23',
    what: 'corrected answers beside the answers',
    sheets: [
      table(['Id', 'Question', 'Answer', 'Corrected answer', 'Evidence'], (id, [code = '', q = '', , e = '']) => [
        code,
        q,
        mixed(id),
        'Yes',
        e,
      ]),
      identitySheet,
    ],
    first: 'yes',
    problems: ['query columns-several D1'],
  },
  {
    numbers: '23',
    what: 'a draft beside the answers, both saying the same',
    sheets: [
      table(['Id', 'Question', 'Draft', 'Answer', 'Evidence'], (_, [code = '', q = '', a = '', e = '']) => [
        code,
        q,
        a,
        a,
        e,
      ]),
      identitySheet,
    ],
    first: 'yes',
    cell: 'Q!D2',
  },
  {
    numbers: '23',
    what: 'a column that is the same in every row beside the answers',
    sheets: [
      table(
        ['Id', 'Question', 'Mandatory', 'Max. points', 'Answer', 'Evidence'],
        (_, [code = '', q = '', a = '', e]) => [code, q, 'No', 1, a, e ?? ''],
      ),
      identitySheet,
    ],
    first: 'yes',
    cell: 'Q!E2',
  },
  {
    numbers: '23',
    what: 'a column that is the same in every row, where no heading tells the answers',
    sheets: [
      table(['Id', 'Question', 'Mandatory', 'Situation'], (id, [code = '', q = '']) => [
        code,
        q,
        'Yes',
        mixed(id) === 'Yes' ? 'Rosa' : 'Blau',
      ]),
      identitySheet,
    ],
    first: 'unclear',
    others: 'unclear',
    evidence: '',
    problems: ['notice columns-recognised ', 'error answer-unclear D2', 'error answer-unclear D3'],
  },
  {
    numbers: '22',
    what: "this year's sheet beside last year's",
    sheets: [
      { ...questionnaireSheet((_, [id = '', q = '', , e = '']) => [id, q, 'No', e]), name: '2021' },
      { ...sheet, name: '2022' },
      identitySheet,
    ],
    first: 'yes',
    cell: '2022!C2',
  },
  {
    numbers: '22',
    what: "last year's block below this year's",
    sheets: [
      {
        name: 'Q',
        rows: [
          ['Answers 2022'],
          headings,
          ...filledRows(),
          ['Answers 2021'],
          headings,
          ...filledRows((_, [id = '', q = '', , e = '']) => [id, q, 'No', e]),
        ],
      },
      identitySheet,
    ],
    first: 'yes',
    cell: 'Q!C3',
  },
  {
    numbers: '26',
    what: 'one question asked of three departments, of which one answers',
    sheets: [
      {
        name: 'Q',
        rows: [
          headings,
          ...filledRows().slice(0, 1),
          ...filledRows((_, [id = '', q = '']) => [id, q]).slice(0, 1),
          ...filledRows().slice(1),
        ],
      },
      identitySheet,
    ],
    first: 'unclear',
    problems: ['query answer-conflicting C2'],
  },
  {
    numbers: '36',
    what: 'columns Yes, No and NA under one heading',
    sheets: [
      {
        name: 'Q',
        rows: [
          ['Id', 'Question', 'Answer', null, null, 'Evidence'],
          [null, null, 'Yes', 'No', 'NA'],
          ...filledRows((id, [code = '', q = '', , e = '']) =>
            id === '1.1.1' ? [code, q, null, 'x', null, e] : [code, q, 'x', null, null, e],
          ),
        ],
        merges: ['C1:E1'],
      },
      identitySheet,
    ],
    first: 'no',
    cell: 'Q!D3',
  },
  {
    numbers: '36',
    what: 'two years of columns Yes and No',
    sheets: [
      {
        name: 'Q',
        rows: [
          [null, null, '2021', null, '2022', null],
          ['Id', 'Question', 'Yes', 'No', 'Yes', 'No', 'Evidence'],
          ...filledRows((_, [id = '', q = '', , e = '']) => [id, q, null, 'x', 'x', null, e]),
        ],
      },
      identitySheet,
    ],
    first: 'yes',
    cell: 'Q!E3',
  },
  {
    numbers: '22',
    what: 'what may be answered listed under the headings',
    sheets: [
      {
        name: 'Q',
        rows: [headings, ['Answer', 'Yes', 'No', 'NA'], ...filledRows()],
      },
      identitySheet,
    ],
    first: 'yes',
    cell: 'Q!C3',
  },
];
