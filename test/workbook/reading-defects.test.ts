import { expect, test } from 'vitest';
import { assessFile } from '../../functions/ingest-submission/assess-file.ts';
import type { AnswerValue } from '../../shared/domain/answer.ts';
import {
  evidenceOf,
  filledRows,
  headings,
  identitySheet,
  indicators,
  only,
  questionnaireSheet,
} from '../support/filled-rows.ts';
import { escaped, type RawCell, type RawSheet, rawWorkbook, zipped } from '../support/raw-workbook.ts';

interface Defect {
  /** Numbers of the defect in the catalogue of spreadsheet defects. */
  readonly numbers: string;
  readonly what: string;
  readonly sheets: readonly RawSheet[];
  readonly change?: (parts: Record<string, string>) => void;
  /** What 1.1.1 must be; all other questions must be Yes with their evidence unless `others` says otherwise. */
  readonly first: AnswerValue;
  readonly others?: AnswerValue;
  readonly evidence?: string;
  readonly cell?: string | null;
  /** Problems expected, as `severity code cell`; nothing else may be reported. */
  readonly problems?: readonly string[];
}

const one = (answer: RawCell, evidence: RawCell = evidenceOf('1.1.1')): RawSheet[] => [
  questionnaireSheet(only('1.1.1', ([id = '', question = '']) => [id, question, answer, evidence])),
  identitySheet,
];
const sheet = questionnaireSheet();
const rich = (xml: string): RawCell => ({ attributes: 't="inlineStr"', xml: `<is>${xml}</is>` });

const defects: readonly Defect[] = [
  { numbers: '-', what: 'nothing wrong', sheets: [sheet, identitySheet], first: 'yes', cell: 'Questionnaire!C2' },
  {
    numbers: '4',
    what: 'a boolean written as Excel does',
    sheets: one(true),
    first: 'yes',
    problems: ['notice answer-written-otherwise C2'],
  },
  {
    numbers: '4',
    what: 'a boolean written as LibreOffice has done',
    sheets: one({ attributes: 't="b"', xml: '<v>false</v>' }),
    first: 'no',
    problems: ['notice answer-written-otherwise C2'],
  },
  {
    numbers: '5',
    what: 'a wrong dimension',
    sheets: [sheet, identitySheet],
    change: edit('xl/worksheets/sheet1.xml', '<sheetData>', '<dimension ref="A1:B2"/><sheetData>'),
    first: 'yes',
  },
  {
    numbers: '6',
    what: 'an empty formatted row at the very end',
    sheets: [sheet, identitySheet],
    change: edit(
      'xl/worksheets/sheet1.xml',
      '</sheetData>',
      '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>',
    ),
    first: 'yes',
  },
  {
    numbers: '8',
    what: 'a shared string that mixes a bare text with runs',
    sheets: one({ attributes: 't="s"', xml: '<v>0</v>' }),
    change: withSharedStrings('<si><t>Y</t><r><t>es</t></r></si>'),
    first: 'yes',
  },
  {
    numbers: '9',
    what: 'a formula without a saved value',
    sheets: one({ xml: '<f>A3</f>' }),
    first: 'unclear',
    problems: ['error answer-uncalculated C2'],
  },
  {
    numbers: '20',
    what: 'a sheet renamed and moved behind another',
    sheets: [identitySheet, { name: 'Notizen', rows: [['Hallo']] }, { ...sheet, name: 'Fragen 2022' }],
    first: 'yes',
    cell: "'Fragen 2022'!C2",
  },
  {
    numbers: '21',
    what: 'a very hidden sheet in front',
    sheets: [
      { ...identitySheet, state: 'veryHidden' },
      {
        name: 'x',
        state: 'veryHidden',
        rows: [
          ['Question', 'Answer'],
          [indicators[0]?.question ?? '', 'No'],
        ],
      },
      sheet,
    ],
    first: 'yes',
    cell: 'Questionnaire!C2',
  },
  {
    numbers: '22',
    what: "a second city's copy of the sheet with another answer",
    sheets: [
      sheet,
      { ...questionnaireSheet(only('1.1.1', ([id = '', q = '']) => [id, q, 'No', evidenceOf('1.1.1')])), name: 'Copy' },
      identitySheet,
    ],
    first: 'unclear',
    problems: ['query answer-conflicting C2'],
  },
  {
    numbers: '23',
    what: 'columns in another order',
    sheets: [
      { name: 'Q', rows: [[...headings].reverse(), ...filledRows().map((row) => [...row].reverse())] },
      identitySheet,
    ],
    first: 'yes',
    cell: 'Q!B2',
  },
  {
    numbers: '24 25',
    what: 'a blank column and blank rows in between',
    sheets: [
      { name: 'Q', rows: [[], [], [null, ...headings], ...filledRows().flatMap((row) => [[], [null, ...row]])] },
      identitySheet,
    ],
    first: 'yes',
    cell: 'Q!D5',
  },
  {
    numbers: '26',
    what: 'rows sorted the other way round',
    sheets: [{ name: 'Q', rows: [headings, ...filledRows().reverse()] }, identitySheet],
    first: 'yes',
    cell: 'Q!C42',
  },
  {
    numbers: '26',
    what: 'a row deleted',
    sheets: [{ name: 'Q', rows: [headings, ...filledRows().slice(1)] }, identitySheet],
    first: 'unanswered',
    evidence: '',
    cell: null,
    problems: ['query question-missing '],
  },
  {
    numbers: '26',
    what: 'a row there twice with the same answer',
    sheets: [{ name: 'Q', rows: [headings, ...filledRows(), filledRows()[0] ?? []] }, identitySheet],
    first: 'yes',
  },
  {
    numbers: '27',
    what: 'ids of one row beside the question of another',
    sheets: [
      {
        name: 'Q',
        rows: [
          headings,
          ...filledRows((id, [code = '', q = '', a = '', e = '']) =>
            id === '1.1.1' ? [code, indicators[4]?.question ?? '', a, e] : [code, q, a, e],
          ),
        ],
      },
      identitySheet,
    ],
    first: 'unanswered',
    evidence: '',
    cell: null,
    problems: ['error question-conflicting B2', 'query question-missing '],
  },
  {
    numbers: '29',
    what: 'one merged cell over three questions',
    sheets: [
      {
        ...questionnaireSheet((id, [code = '', q = '', a = '', e = '']) => [
          code,
          q,
          id === '1.1.2' || id === '1.1.3' ? null : a,
          e,
        ]),
        merges: ['C2:C4'],
      },
      identitySheet,
    ],
    first: 'yes',
    others: 'yes',
    problems: [
      'query answer-spans-questions C2',
      'query answer-spans-questions C3',
      'query answer-spans-questions C4',
      'query questions-unanswered ',
      'query evidence-without-answer C3',
      'query evidence-without-answer C4',
    ],
  },
  {
    numbers: '31',
    what: 'hidden rows',
    sheets: [{ ...sheet, hiddenRows: [2, 3] }, identitySheet],
    first: 'yes',
    problems: ['notice hidden-rows-read '],
  },
  {
    numbers: '32',
    what: 'a question whose wording was edited, without its id',
    sheets: [
      questionnaireSheet(
        only('1.1.1', ([, q = '', a = '', e = '']) => [
          null,
          `${String(q).replace('Does the local authority have', 'Does your local authority have')}`,
          a,
          e,
        ]),
      ),
      identitySheet,
    ],
    first: 'yes',
  },
  {
    numbers: '32',
    what: 'a question rewritten beyond recognition',
    sheets: [
      questionnaireSheet(
        only('1.1.1', ([, , a = '', e = '']) => [
          null,
          'Does the authority internally have some service designers, or user researchers and experts?',
          a,
          e,
        ]),
      ),
      identitySheet,
    ],
    first: 'unanswered',
    evidence: '',
    cell: null,
    problems: ['query question-unknown B2', 'query question-missing '],
  },
  { numbers: '33', what: 'spaces, capitals and a full stop', sheets: one(' YES.\u00a0'), first: 'yes' },
  {
    numbers: '35',
    what: 'the number 0',
    sheets: one(0),
    first: 'no',
    problems: ['notice answer-written-otherwise C2'],
  },
  { numbers: '36', what: 'a tick', sheets: one('✓'), first: 'unclear', problems: ['error answer-unclear C2'] },
  {
    numbers: '40',
    what: 'the error #N/A',
    sheets: one({ attributes: 't="e"', xml: '<f>NA()</f><v>#N/A</v>' }),
    first: 'unclear',
    problems: ['error answer-formula-error C2'],
  },
  {
    numbers: '41',
    what: 'a blank',
    sheets: one(null, null),
    first: 'unanswered',
    evidence: '',
    problems: ['query questions-unanswered '],
  },
  {
    numbers: '43',
    what: 'a comment after the answer',
    sheets: one('Yes, since 2021 (only web)', null),
    first: 'yes',
    evidence: 'since 2021 (only web)',
    problems: ['notice answer-comment-moved C2'],
  },
  { numbers: '44', what: 'partly', sheets: one('Partly'), first: 'unclear', problems: ['query answer-partial C2'] },
  {
    numbers: '45',
    what: 'a Yes without evidence',
    sheets: one('Yes', null),
    first: 'yes',
    evidence: '',
    problems: ['query evidence-missing D2'],
  },
  {
    numbers: '45',
    what: 'an NA with the evidence "ok"',
    sheets: one('NA', 'ok'),
    first: 'na',
    evidence: 'ok',
    problems: ['query evidence-weak D2'],
  },
  {
    numbers: '46',
    what: 'a bare link as evidence',
    sheets: one('Yes', 'https://www.example.org/plan'),
    first: 'yes',
    evidence: 'https://www.example.org/plan',
    problems: ['query evidence-weak D2'],
  },
  {
    numbers: '48',
    what: 'evidence in a note only',
    sheets: [{ ...(one('Yes', null)[0] as RawSheet), notes: { C2: 'Council decision 12/2021' } }, identitySheet],
    first: 'yes',
    evidence: 'Council decision 12/2021',
  },
  {
    numbers: '49',
    what: 'the old answer struck through beside the new',
    sheets: one(rich('<r><rPr><strike/></rPr><t>No</t></r><r><t> Yes</t></r>')),
    first: 'yes',
    problems: ['query text-struck C2'],
  },
  {
    numbers: '50',
    what: 'rich text in runs',
    sheets: one(rich('<r><rPr><b/></rPr><t>Y</t></r><r><t>es</t></r>')),
    first: 'yes',
  },
  {
    numbers: '50',
    what: 'a link on the evidence',
    sheets: [
      { ...(one('Yes', 'our strategy')[0] as RawSheet), links: { D2: 'https://espoo.example/s' } },
      identitySheet,
    ],
    first: 'yes',
    evidence: 'our strategy\nhttps://espoo.example/s',
  },
  {
    numbers: '50',
    what: 'a link that is no address of the web',
    sheets: [{ ...(one('Yes', 'our strategy')[0] as RawSheet), links: { D2: 'file:///c:/secret' } }, identitySheet],
    first: 'yes',
    evidence: 'our strategy',
  },
  {
    numbers: '50',
    what: 'a formula with its saved result',
    sheets: one({ attributes: 't="str"', xml: '<f>A3</f><v>Yes</v>' }),
    first: 'yes',
  },
  {
    numbers: '61',
    what: 'a date where the answer belongs',
    sheets: one({ attributes: 't="d"', xml: '<v>2024-04-03</v>' }),
    first: 'unclear',
    problems: ['error answer-unclear C2'],
  },
  {
    numbers: '3 30',
    what: 'the hidden sheet lost',
    sheets: [sheet],
    first: 'yes',
    problems: ['notice identity-missing '],
  },
  {
    numbers: '3',
    what: 'the hidden sheet lost, the line on the cover kept',
    sheets: [{ name: 'Cover', rows: [['Form reference: user-centricity@2023 · espoo · 2022']] }, sheet],
    first: 'yes',
    problems: ['notice identity-missing '],
  },
  {
    numbers: '23',
    what: 'no headings',
    sheets: [{ name: 'Q', rows: filledRows() }, identitySheet],
    first: 'yes',
    cell: 'Q!C1',
    problems: ['notice columns-recognised '],
  },
  {
    numbers: '38',
    what: 'a heading in Finnish',
    sheets: [{ name: 'Q', rows: [['Nro', 'Kysymys', 'Vastaus', 'Perustelut'], ...filledRows()] }, identitySheet],
    first: 'yes',
  },
  {
    numbers: '-',
    what: 'cells and rows without their addresses',
    sheets: [sheet, identitySheet],
    change: (parts) => {
      parts['xl/worksheets/sheet1.xml'] = (parts['xl/worksheets/sheet1.xml'] ?? '').replace(/ r="[A-Z]*\d+"/g, '');
    },
    first: 'yes',
  },
  {
    numbers: '-',
    what: 'prefixed names in another namespace, as strict writers do',
    sheets: [sheet, identitySheet],
    change: prefixed,
    first: 'yes',
  },
  { numbers: '-', what: 'parts of other names', sheets: [sheet, identitySheet], change: renamed, first: 'yes' },
  {
    numbers: '7',
    what: 'macros beside the sheets, which are ignored',
    sheets: [sheet, identitySheet],
    change: (parts) => {
      parts['xl/vbaProject.bin'] = 'Sub AutoOpen()';
    },
    first: 'yes',
  },
];

function edit(part: string, from: string, to: string) {
  return (parts: Record<string, string>): void => {
    parts[part] = (parts[part] ?? '').replace(from, to);
  };
}

function withSharedStrings(items: string) {
  return (parts: Record<string, string>): void => {
    parts['xl/sharedStrings.xml'] =
      `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${items}</sst>`;
    const relations = 'xl/_rels/workbook.xml.rels';
    parts[relations] = (parts[relations] ?? '').replace(
      '</Relationships>',
      '<Relationship Id="rIdS" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    );
  };
}

function prefixed(parts: Record<string, string>): void {
  for (const name of ['xl/workbook.xml', 'xl/worksheets/sheet1.xml']) {
    parts[name] = (parts[name] ?? '')
      .replace(/<(\/?)([a-zA-Z])/g, '<$1x:$2')
      .replaceAll('xmlns=', 'xmlns:x=')
      .replace(
        'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        'http://purl.oclc.org/ooxml/spreadsheetml/main',
      );
  }
}

function renamed(parts: Record<string, string>): void {
  for (const name of Object.keys(parts)) {
    const text = (parts[name] ?? '')
      .replaceAll('xl/workbook.xml', 'book/main.xml')
      .replaceAll('worksheets/sheet1.xml', '/data/first.xml');
    delete parts[name];
    const other = name
      .replace('xl/_rels/workbook.xml.rels', 'book/_rels/main.xml.rels')
      .replace('xl/workbook.xml', 'book/main.xml')
      .replace('xl/worksheets/sheet1.xml', 'data/first.xml')
      .replace('xl/worksheets/', 'book/worksheets/');
    parts[other] = text;
  }
}

test.each(defects)(
  '$numbers: $what',
  async ({ sheets, change, first, others = 'yes', evidence, cell, problems = [] }) => {
    const read = await assessFile(rawWorkbook(sheets, change));
    const answer = read.answers.get('1.1.1');
    expect({ value: answer?.value, evidence: answer?.evidence }).toEqual({
      value: first,
      evidence: evidence ?? evidenceOf('1.1.1'),
    });
    if (cell !== undefined) expect(answer?.cell).toBe(cell);
    expect(read.problems.map(({ severity, code, cell: at }) => `${severity} ${code} ${at ?? ''}`).sort()).toEqual(
      [...problems].sort(),
    );
    const blank = problems.filter((text) => text.includes('evidence-without-answer')).length;
    const rest = [...read.answers].filter(([id, { value }]) => id !== '1.1.1' && value === others);
    expect(rest).toHaveLength(40 - blank);
    expect(read.round).toBe(
      sheets.includes(identitySheet) ||
        sheets.some(({ rows }) => rows[0]?.[0] === 'scorebook-identity') ||
        sheets[0]?.name === 'Cover'
        ? '2022'
        : null,
    );
  },
);

const word = zipped({ 'word/document.xml': '<w/>' });
const rejected: readonly (readonly [what: string, file: Buffer, code: string, says: string])[] = [
  ['an empty file', Buffer.alloc(0), 'file-empty', ''],
  ['a PDF', Buffer.from('%PDF-1.7 ...'), 'file-unsupported', 'a PDF document'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'file-unsupported', 'a picture (PNG)'],
  ['a Word document', word, 'file-unsupported', 'a Word document (.docx)'],
  ['an .ods', zipped({ 'content.xml': '<o/>' }), 'file-unsupported', 'an OpenDocument file (.ods)'],
  ['an .xlsb', zipped({ 'xl/workbook.bin': '' }), 'file-unsupported', 'a binary Excel workbook (.xlsb)'],
  ['an old .xls', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'file-unsupported', 'an old Excel workbook (.xls)'],
  [
    'a workbook with a password',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    'file-encrypted',
    '',
  ],
  ['a web page', Buffer.from('<!DOCTYPE html><html>'), 'file-unsupported', 'a web page (HTML)'],
  ['a text', Buffer.from('hello'), 'file-unsupported', 'a text file'],
  ['a zip with no workbook', zipped({ 'a.txt': 'x' }), 'file-unsupported', 'a zip archive without a workbook in it'],
  [
    'another workbook',
    rawWorkbook([
      {
        name: 'Budget',
        rows: [
          ['Item', 'Amount'],
          ['Paper', 12],
        ],
      },
    ]),
    'not-a-questionnaire',
    '',
  ],
  [
    'a form of another programme',
    rawWorkbook([
      {
        ...identitySheet,
        rows: [
          ['scorebook-identity', 1],
          ['questionnaire', 'other@1'],
        ],
      },
    ]),
    'questionnaire-unknown',
    'other@1',
  ],
  [
    'a blank questionnaire',
    rawWorkbook([questionnaireSheet((_, [id = '', q = '']) => [id, q]), identitySheet]),
    'nothing-answered',
    '',
  ],
];

test.each(rejected)('%s is rejected by its name', async (_, file, code, says) => {
  const read = await assessFile(file);
  const [reason] = read.problems;
  expect(read.score).toBeNull();
  expect(reason).toMatchObject({ code, severity: 'reject' });
  expect(Object.values(reason?.facts ?? {}).join()).toContain(says);
});

test('forty answers in another language are one notice', async () => {
  const finnish = questionnaireSheet((id, [code = '', q = '', , e = '']) => [
    code,
    q,
    id.startsWith('1.') ? 'Kyllä' : 'Ei',
    e,
  ]);
  const read = await assessFile(rawWorkbook([finnish, identitySheet]));
  expect(read.score?.met).toBe(13);
  expect(read.problems.map(({ code, read: written, facts }) => [code, written, facts['value']])).toEqual([
    ['answer-written-otherwise', 'Kyllä', 'yes'],
    ['answer-written-otherwise', 'Ei', 'no'],
  ]);
});

test('a name on the cover that differs from the hidden one is asked about; the hidden one counts', async () => {
  const cover: RawSheet = { name: 'Cover', rows: [['Authority', escaped('Porto')]] };
  const read = await assessFile(rawWorkbook([cover, sheet, identitySheet]));
  expect(read.authority).toEqual({ id: 'espoo', name: 'Espoo' });
  expect(read.problems).toMatchObject([{ code: 'identity-conflicting', sheet: 'Cover', cell: 'B1', read: 'Porto' }]);
});
