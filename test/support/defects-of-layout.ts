import { type Defect, one } from './defect.ts';
import { evidenceOf, filledRows, headings, identitySheet, only, questionnaireSheet } from './filled-rows.ts';
import type { RawCell, RawSheet } from './raw-workbook.ts';

const sheet = questionnaireSheet();
const cells = (row: readonly RawCell[]): RawCell[] => [0, 1, 2, 3].map((at) => row[at] ?? null);
/** A table whose rows are made of id, question, answer and evidence. */
const table = (
  name: string,
  heads: readonly RawCell[],
  row: (id: string, cells: RawCell[]) => RawCell[],
): RawSheet => ({
  name,
  rows: [heads, ...filledRows((id, made) => row(id, cells(made)))],
});

/** What people do to the sheets, rows and columns of a form. */
export const defectsOfLayout: readonly Defect[] = [
  {
    numbers: '22',
    what: 'the empty form kept beside the filled one',
    sheets: [
      { ...questionnaireSheet((_, [id = '', question = '']) => [id, question]), name: 'Template' },
      sheet,
      identitySheet,
    ],
    first: 'yes',
    cell: 'Questionnaire!C2',
  },
  {
    numbers: '22',
    what: "a second city's copy that answers alike, with evidence of its own",
    sheets: [
      sheet,
      table('Vantaa', headings, (id, [code = '', q = '', a = '']) => [code, q, a, `Vantaa, ${id}`]),
      identitySheet,
    ],
    first: 'yes',
    problems: ['query sheets-several '],
  },
  {
    numbers: '22',
    what: "a second city's copy that answers what the first left blank",
    sheets: [
      questionnaireSheet(only('1.1.1', ([id = '', question = '']) => [id, question])),
      { ...sheet, name: 'Vantaa' },
      identitySheet,
    ],
    first: 'unclear',
    problems: ['query sheets-several ', 'query answer-conflicting C2'],
  },
  {
    numbers: '22',
    what: 'the questions on a sheet for each pillar',
    sheets: [
      { name: 'One', rows: [headings, ...filledRows().slice(0, 13)] },
      { name: 'Two and three', rows: [headings, ...filledRows().slice(13)] },
      identitySheet,
    ],
    first: 'yes',
    cell: 'One!C2',
  },
  {
    numbers: '23',
    what: "last year's answers in a column beside this year's",
    sheets: [
      table(
        'Q',
        ['Id', 'Question', 'Answer 2021', 'Evidence', 'Answer 2022'],
        (_, [code = '', q = '', a = '', e = '']) => [code, q, 'No', e, a],
      ),
      identitySheet,
    ],
    first: 'yes',
    cell: 'Q!E2',
  },
  {
    numbers: '23',
    what: 'the headings of answers and evidence exchanged',
    sheets: [table('Q', ['Id', 'Question', 'Evidence', 'Answer'], (_, row) => row), identitySheet],
    first: 'unclear',
    others: 'unclear',
    evidence: 'Yes',
    problems: ['query answer-in-evidence D2'],
  },
  {
    numbers: '23',
    what: 'headings in French, retyped, with a title merged above them',
    sheets: [
      {
        name: 'Questionnaire',
        rows: [
          ['Questionnaire 2022 de la ville'],
          ['N°', 'Question', 'Réponse :', 'Justificatif (lien, document)'],
          ...filledRows(),
        ],
        merges: ['A1:D1'],
      },
      identitySheet,
    ],
    first: 'yes',
    cell: 'Questionnaire!C3',
  },
  {
    numbers: '25',
    what: 'an answer not understood below blank rows: told at its true place',
    sheets: [
      {
        name: 'Q',
        rows: [
          [],
          headings,
          [],
          [],
          ...filledRows(only('1.1.1', ([id = '', q = '', , e = '']) => [id, q, 'perhaps', e])),
        ],
      },
      identitySheet,
    ],
    first: 'unclear',
    cell: 'Q!C5',
    problems: ['error answer-unclear C5'],
  },
  {
    numbers: '26',
    what: 'a row there twice with different answers',
    sheets: [
      { name: 'Q', rows: [headings, ...filledRows(), [...(filledRows()[0] ?? []).slice(0, 2), 'No']] },
      identitySheet,
    ],
    first: 'unclear',
    problems: ['query answer-conflicting C2'],
  },
  {
    numbers: '29',
    what: 'answer and evidence merged into one cell',
    sheets: [{ ...(one('Yes', null)[0] as RawSheet), merges: ['C2:D2'] }, identitySheet],
    first: 'yes',
    evidence: '',
    problems: ['query evidence-missing D2'],
  },
  {
    numbers: '50',
    what: 'all answers drawn from another sheet by formulas',
    sheets: [
      table('Q', headings, (_, [code = '', q = '', , e = '']) => [
        code,
        q,
        { attributes: 't="str"', xml: "<f>'Työversio'!C2</f><v>Yes</v>" },
        e,
      ]),
      identitySheet,
    ],
    first: 'yes',
    problems: ['notice answer-by-formula C2'],
  },
  {
    numbers: '23',
    what: 'the answers one column too far to the right',
    sheets: [
      table('Q', headings, (id, [code = '', q = '', a = '', e = '']) =>
        id === '1.1.1' ? [code, q, a, e] : [code, q, null, a],
      ),
      identitySheet,
    ],
    first: 'yes',
    others: 'unanswered',
    problems: ['query answer-in-evidence C3', 'query questions-unanswered '],
  },
  {
    numbers: '32',
    what: 'the questions translated by the officer, the ids kept',
    sheets: [
      table('Q', headings, (id, [code = '', , a = '']) => [
        code,
        `Galdera luze bat euskaraz, zenbakia ${id}`,
        a,
        evidenceOf(id),
      ]),
      identitySheet,
    ],
    first: 'yes',
    problems: ['query questions-reworded '],
  },
  {
    numbers: '23',
    what: 'a column that repeats what may be answered, headed like the answers',
    sheets: [
      table('Q', ['Id', 'Question', 'Yes/No/NA', 'Answer', 'Evidence'], (_, [code = '', q = '', a = '', e = '']) => [
        code,
        q,
        'Yes/No/NA',
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
    what: 'headings in two languages, with what is offered in brackets',
    sheets: [
      table('Q', ['Nro', 'Kysymys / Question', 'Vastaus / Answer (Kyllä/Ei)', 'Näyttö – Evidence'], (_, row) => row),
      identitySheet,
    ],
    first: 'yes',
  },
  {
    numbers: '23',
    what: 'a column of notes left of the evidence',
    sheets: [
      table('Q', ['Id', 'Question', 'Notes', 'Answer', 'Evidence'], (_, [code = '', q = '', a = '', e = '']) => [
        code,
        q,
        'Ask the ICT department about this',
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
    what: 'evidence in a column of comments, headed in French',
    sheets: [table('Q', ['N°', 'Question', 'Réponse', 'Commentaires'], (_, row) => row), identitySheet],
    first: 'yes',
  },
  {
    numbers: '23',
    what: 'evidence under a heading that nobody knows',
    sheets: [table('Q', ['Id', 'Question', 'Answer', 'Mistä tämän näkee'], (_, row) => row), identitySheet],
    first: 'yes',
    problems: ['notice evidence-recognised '],
  },
  {
    numbers: '32',
    what: 'the question in two languages, the unknown one first',
    sheets: [
      table('Q', ['Id', 'Kysymys', 'Question', 'Answer', 'Evidence'], (id, [code = '', q = '', a = '', e = '']) => [
        code,
        `Suomenkielinen kysymys numero ${id}`,
        q,
        a,
        e,
      ]),
      identitySheet,
    ],
    first: 'yes',
  },
  {
    numbers: '36',
    what: 'boxes ticked in columns Yes and No',
    sheets: [
      table('Q', ['Id', 'Question', 'Yes', 'No', 'Evidence'], (id, [code = '', q = '', , e = '']) => [
        code,
        q,
        id !== '1.1.1',
        id === '1.1.1',
        id === '1.1.1' ? 'None so far' : e,
      ]),
      identitySheet,
    ],
    first: 'no',
    evidence: 'None so far',
    cell: 'Q!D2',
  },
  {
    numbers: '43',
    what: 'all evidence written into the answers',
    sheets: [table('Q', headings, (_, [code = '', q = '', a = '', e = '']) => [code, q, `${a} - ${e}`]), identitySheet],
    first: 'yes',
    problems: ['query answer-continued C2'],
  },
  {
    numbers: '31',
    what: 'a filter that hides every other row, a title merged above',
    sheets: [
      { ...sheet, rows: [['Kysely 2022'], ...sheet.rows], merges: ['A1:D1'], hiddenRows: [3, 5, 7, 9] },
      identitySheet,
    ],
    first: 'yes',
    cell: 'Questionnaire!C3',
    problems: ['query hidden-rows-read C3'],
  },
];
