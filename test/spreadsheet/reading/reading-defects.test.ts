import { expect, test } from 'vitest';
import { describeProblem } from '../../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { fileOf } from '../../support/defect.ts';
import { defects } from '../../support/defects.ts';
import {
  evidenceOf,
  filledRows,
  headings,
  identitySheet,
  only,
  questionnaireSheet,
} from '../../support/filled-rows.ts';
import { flatOdsOf, mailAround, zipAround } from '../../support/other-formats.ts';
import { escaped, type RawCell, type RawSheet, rawWorkbook, zipped } from '../../support/raw-workbook.ts';
import { assessFile } from '../../support/user-centricity.ts';

const sheet = questionnaireSheet();

test.each(defects)('$numbers: $what', async (defect) => {
  const { first, others = 'yes', except = 0, evidence, cell, round, figure, problems = [] } = defect;
  const read = await assessFile(fileOf(defect), defect.questionnaires);
  const answer = read.answers.get('1.1.1');
  expect({ value: answer?.value, evidence: answer?.evidence }).toEqual({
    value: first,
    evidence: evidence ?? evidenceOf('1.1.1'),
  });
  if (cell !== undefined) expect(answer?.cell).toBe(cell);
  if (figure !== undefined) expect(read.background.get(figure[0])?.value).toBe(figure[1]);
  expect(read.problems.map(({ severity, code, cell: at }) => `${severity} ${code} ${at ?? ''}`).sort()).toEqual(
    [...problems].sort(),
  );
  const rest = [...read.answers].filter(([id, { value }]) => id !== '1.1.1' && value === others);
  expect(rest).toHaveLength(40 - except);
  const lost = problems.some((text) => text.includes('identity-missing'));
  expect(read.round).toBe(round ?? (lost ? null : '2022'));
});

const word = zipped({ 'word/document.xml': '<w/>' });
const rejected: readonly (readonly [what: string, file: Buffer, code: string, says: string])[] = [
  ['an empty file', Buffer.alloc(0), 'file-empty', ''],
  ['a PDF', Buffer.from('%PDF-1.7 ...'), 'file-unsupported', 'a PDF document'],
  ['a winmail.dat of Outlook', Buffer.from('789f3e220000', 'hex'), 'file-unsupported', 'winmail.dat'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'file-unsupported', 'a picture (PNG)'],
  ['a Word document', word, 'file-unsupported', 'a Word document (.docx)'],
  [
    'an .odt',
    zipped({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<o/>' }),
    'file-unsupported',
    'an OpenDocument text or drawing',
  ],
  [
    'an .ods with a password',
    zipped({
      mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
      'META-INF/manifest.xml': '<m:encryption-data/>',
    }),
    'file-encrypted',
    '',
  ],
  [
    'a zip of two workbooks',
    zipAround({ 'a.xlsx': Buffer.from('a'), 'b.xlsx': Buffer.from('b') }),
    'file-several',
    'a zip archive',
  ],
  ['a zip in a zip', zipAround({ 'a.csv': zipAround({ 'b.csv': Buffer.from('x') }) }), 'file-unsupported', 'inside'],
  [
    'a mail without a workbook',
    mailAround([{ name: 'photo.jpg', bytes: Buffer.from('x') }]),
    'file-unsupported',
    'a mail without a workbook',
  ],
  [
    'a mail with a zip',
    mailAround([{ name: 'q.zip', bytes: zipAround({ 'q.xlsx': rawWorkbook([sheet]) }) }]),
    'file-unsupported',
    'a zip archive inside a saved mail',
  ],
  [
    'a mail with a winmail.dat',
    mailAround([{ name: 'winmail.dat', bytes: Buffer.from('789f3e220000', 'hex') }]),
    'file-unsupported',
    'winmail.dat of Outlook',
  ],
  [
    'a link to a Google Sheet',
    Buffer.from('{"url":"https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit"}'),
    'sheet-link',
    '1AbCdEfGhIjKlMnOpQrStUvWxYz',
  ],
  [
    'a link to a document of Google Drive',
    Buffer.from('https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit'),
    'file-unsupported',
    'a link to something other than a Google Sheet',
  ],
  ['an .xlsb', zipped({ 'xl/workbook.bin': '' }), 'file-unsupported', 'a binary Excel workbook (.xlsb)'],
  ['an old .xls', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'file-unsupported', 'an old Excel workbook (.xls)'],
  [
    'a mail saved by Outlook',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('__properties_version1.0', 'utf16le')]),
    'file-unsupported',
    'a mail as Outlook saves it (.msg',
  ],
  [
    'a workbook with a password',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    'file-encrypted',
    '',
  ],
  [
    'an XML spreadsheet of 2003',
    Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    'file-unsupported',
    'an XML spreadsheet of Excel 2003',
  ],
  [
    'a Numbers document',
    zipAround({ 'Index/Document.iwa': Buffer.from('x') }),
    'file-unsupported',
    'a Numbers document (.numbers)',
  ],
  [
    'an old .xls in a zip',
    zipAround({ 'kysely.xls': Buffer.from('d0cf11e0a1b11ae100000000', 'hex') }),
    'file-unsupported',
    'an old Excel workbook (.xls)',
  ],
  [
    'a saved mail with a link to an online sheet',
    Buffer.from(
      `From: a@b.example\r\nMIME-Version: 1.0\r\n\r\nhttps://docs.google.com/spreadsheets/d/${'x'.repeat(44)}/edit\r\n`,
    ),
    'sheet-link',
    'x'.repeat(44),
  ],
  ['headings and nothing below them', rawWorkbook([{ name: 'Q', rows: [headings] }]), 'not-a-questionnaire', ''],
  [
    'two cities in one table',
    rawWorkbook([
      {
        name: 'Q',
        rows: [
          ['Id', 'Question', 'Espoo', 'Evidence', 'Vantaa'],
          ...filledRows((_, [id = '', q = '', a = '', e = '']) => [id, q, a, e, 'No']),
        ],
      },
    ]),
    'columns-alike',
    'C,E',
  ],
  [
    'two columns of answers headed alike',
    rawWorkbook([
      {
        name: 'Q',
        rows: [
          ['Id', 'Question', 'Answer', 'Answer', 'Evidence'],
          ...filledRows((_, [id = '', q = '', a = '', e = '']) => [id, q, 'No', a, e]),
        ],
      },
    ]),
    'columns-alike',
    'C,D',
  ],
  [
    'the answers below each question instead of beside it',
    rawWorkbook([
      {
        name: 'Q',
        rows: filledRows().flatMap(([id = '', q = '', a = '']) => [
          [id, q],
          [null, null, a],
        ]),
      },
    ]),
    'answers-not-found',
    'Q',
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
  const told = reason === undefined ? '' : describeProblem(reason, messagesIn('en')).message;
  expect(told + Object.values(reason?.facts ?? {}).join()).toContain(says);
});

const background = (name: string, population: string, evidence = '', state?: 'hidden'): RawSheet => ({
  name,
  ...(state === undefined ? {} : { state }),
  rows: [
    ['Figure', 'Value', 'Evidence'],
    ['Total population', population, evidence],
  ],
});

test.each([
  [
    'a copy that was filled in',
    [background('Background', ''), background('Background (2)', '305 200')],
    "'Background (2)'!B2",
  ],
  [
    'this year, not the hidden one',
    [background('Old', '290 000', '', 'hidden'), background('New', '305 200')],
    'New!B2',
  ],
  ['the first of two alike', [background('One', '305 200'), background('Two', '305 300')], 'One!B2'],
] as const)('of several sheets of background figures is read: %s', async (_, sheets, cell) => {
  const read = await assessFile(rawWorkbook([sheet, ...sheets, identitySheet]));
  expect(read.background.get('population')).toMatchObject({ value: 305200, cell });
});

test('a figure in the column of evidence is asked about', async () => {
  const read = await assessFile(rawWorkbook([sheet, background('Background', '', '305 200'), identitySheet]));
  expect(read.background.get('population')?.value).toBe(null);
  expect(read.problems).toMatchObject([
    { code: 'background-unclear', sheet: 'Background', cell: 'B2', read: '305 200' },
  ]);
});

const years = ['Id', 'Question', 'Answer 2021', 'Evidence 2021', 'Answer 2022', 'Evidence 2022'];
const earlierFirst = filledRows((_, [id = '', q = '', a = '', e = '']) => [id, q, 'No', 'Of the year before', a, e]);
const onlyLast = filledRows((_, [id = '', q = '', a = '', e = '']) => [id, q, a, e, '', '']);

test.each([
  ['of the newest year', years, earlierFirst],
  ['of the only year that is filled', years, onlyLast],
  ['right of the answers', ['Id', 'Question', 'Evidence', 'x', 'Answer', 'Evidence'], earlierFirst],
])('the evidence read is that of the answers read: %s', async (_, first, rows) => {
  const read = await assessFile(rawWorkbook([{ name: 'Q', rows: [first, ...rows] }, identitySheet]));
  expect(read.answers.get('1.1.1')).toMatchObject({ value: 'yes', evidence: evidenceOf('1.1.1') });
});

test('evidence goes on in rows put in below the question, up to the next row that says something else', async () => {
  const [first = [], ...rest] = filledRows();
  const below = [
    ['', '', '', 'Plan of 2022'],
    ['', '', '', 'Report of 2023'],
    ['1.1 Skills'],
    ['', '', '', 'A footnote'],
  ];
  const read = await assessFile(
    rawWorkbook([{ name: 'Q', rows: [headings, first, ...below, ...rest] }, identitySheet]),
  );
  expect(read.answers.get('1.1.1')?.evidence).toBe(`${evidenceOf('1.1.1')}\nPlan of 2022\nReport of 2023`);
  expect(read.score?.met).toBe(41);
});

/** Texts as an office writes them that knows no Unicode: by its table of the upper half. */
const tables = {
  'windows-1250': { ź: 0x9f, ó: 0xf3, ł: 0xb3, ż: 0xbf },
  'windows-1251': { В: 0xc2, ъ: 0xfa, п: 0xef, р: 0xf0, о: 0xee, с: 0xf1, Д: 0xc4, а: 0xe0 },
  'windows-1252': { ö: 0xf6, ä: 0xe4, Ä: 0xc4 },
  macintosh: { é: 0x8e },
} as const;

test.each([
  ['windows-1250', ['Id', 'Pytanie', 'Odpowiedź', 'Dowód'], 'Tak', 'Wdrożono dla całego miasta'],
  ['windows-1251', ['Id', 'Въпрос', 'Answer', 'Evidence'], 'Да', 'Доп'],
  ['windows-1252', ['Id', 'Kysymys', 'Vastaus', 'Näyttö'], 'Yes', 'Ähtäri'],
  ['macintosh', ['Id', 'Question', 'Réponse', 'Preuve'], 'Oui', 'Télé-service de 2021'],
] as const)('separated values in %s', async (encoding, first, yes, evidence) => {
  const upper: Readonly<Record<string, number>> = tables[encoding];
  const rows = filledRows((_, [id = '', q = '']) => [id, String(q).replace(/[^ -~]/g, ' '), yes, evidence]);
  const text = [first, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n');
  const bytes = Buffer.from([...text].map((letter) => upper[letter] ?? letter.charCodeAt(0)));
  expect((await assessFile(bytes)).answers.get('1.1.1')).toMatchObject({ value: 'yes', raw: yes, evidence });
});

test.each([
  '[Threaded comment]\n\nYour version of Excel allows you to read it.\n\nComment:\n    Plan of 2021',
  '[Kommentarthread]\n\nWeitere: https://go.microsoft.com/fwlink/?linkid=870924\n\nKommentar:\n    Plan of 2021',
  '[Commentaire]\n\nSuite : https://go.microsoft.com/fwlink/?linkid=870924\n\nCommentaire :\n    Plan of 2021',
])('of a threaded comment only what was written is evidence: %j', async (note) => {
  const asked = {
    ...questionnaireSheet(only('1.1.1', ([id = '', q = '', a = '']) => [id, q, a, ''])),
    notes: { D2: note },
  };
  const read = await assessFile(rawWorkbook([asked, identitySheet]));
  expect(read.answers.get('1.1.1')?.evidence).toBe('Plan of 2021');
});

test.each([
  ['in the second of two columns', ['Evidence (link)', 'Evidence (document)'], ['', 'Plan'], 'Plan'],
  [
    'in both of two columns',
    ['Evidence (link)', 'Evidence (document)'],
    ['https://a.example', 'Plan'],
    'https://a.example\nPlan',
  ],
  ['in the column of comments, its own left blank', ['Evidence', 'Comments'], ['', 'Plan'], 'Plan'],
  ['in its own column, with a comment beside it', ['Evidence', 'Comments'], ['Plan', 'ask Pekka'], 'Plan'],
])('evidence %s', async (_, besides, written, evidence) => {
  const rows = filledRows((_, [id = '', q = '', a = '']) => [id, q, a, ...written]);
  const read = await assessFile(
    rawWorkbook([{ name: 'Q', rows: [['Id', 'Question', 'Answer', ...besides], ...rows] }, identitySheet]),
  );
  expect(read.answers.get('1.1.1')).toMatchObject({ value: 'yes', evidence });
});

test.each([
  ['beside its id and its wording, under no known heading', ['Code', 'What', 'Our number'], '305 200', 'C2'],
  ['blank, beside its id and its wording', ['Code', 'What', 'Our number'], '', 'C2'],
  ['of the newest year', ['Figure', 'Value 2021', 'Value 2022'], '305 200', 'C2'],
])('a background figure %s', async (_, first, written, cell) => {
  const row = ['population', first[1] === 'What' ? 'Total population' : '290 000', written];
  const read = await assessFile(rawWorkbook([sheet, { name: 'Figures', rows: [first, row] }, identitySheet]));
  const value = written === '' ? null : 305200;
  expect(read.background.get('population')).toMatchObject({ value, cell: `Figures!${cell}` });
  expect(read.problems).toEqual([]);
});

test('a folder zipped while its workbook was open holds one workbook', async () => {
  const files = {
    'Espoo/Kysely.xlsx': rawWorkbook([sheet, identitySheet]),
    'Espoo/~$Kysely.xlsx': Buffer.alloc(165, 32),
  };
  const read = await assessFile(zipAround(files));
  expect(read.score?.met).toBe(41);
});

test('a workbook in a saved mail is read though its name has lost its ending', async () => {
  const mail = mailAround([
    { name: 'logo.png', bytes: Buffer.from('x') },
    { name: 'Kysely 2022', bytes: rawWorkbook([sheet, identitySheet]) },
  ]);
  expect((await assessFile(mail)).score?.met).toBe(41);
});

test('the link that a formula makes is evidence with the text it shows', async () => {
  const formula = 'HYPERLINK("https://espoo.example/plan?a=1&b=2","Plan of 2021")';
  const holding = (cell: RawCell): RawSheet[] => [
    questionnaireSheet(only('1.1.1', ([id = '', q = '', a = '']) => [id, q, a, cell])),
    identitySheet,
  ];
  const files = [
    rawWorkbook(holding({ attributes: 't="str"', xml: `<f>${escaped(formula)}</f><v>Plan of 2021</v>` })),
    flatOdsOf(
      holding({
        xml: `<table:table-cell table:formula="of:=${escaped(formula)}" office:value-type="string"><text:p>Plan of 2021</text:p></table:table-cell>`,
      }),
    ),
  ];
  for (const file of files) {
    const read = await assessFile(file);
    expect(read.answers.get('1.1.1')?.evidence).toBe('Plan of 2021\nhttps://espoo.example/plan?a=1&b=2');
  }
});

test('a share is read as it is shown: no 100 % is a Yes', async () => {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const shares = (answer: RawCell, evidence: RawCell): RawSheet[] => [
    questionnaireSheet(only('1.1.1', ([id = '', q = '']) => [id, q, answer, evidence])),
    identitySheet,
  ];
  const share = (value: number, style: number): RawCell => ({ attributes: `s="${style}"`, xml: `<v>${value}</v>` });
  const odsShare = (value: number): RawCell => ({
    xml: `<table:table-cell office:value-type="percentage" office:value="${value}"><text:p>${value === 1 ? '100%' : '7.0 %'}</text:p></table:table-cell>`,
  });
  const xlsx = rawWorkbook(shares(share(1, 1), share(0.07, 2)), (parts) => {
    parts['xl/styles.xml'] =
      `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="170" formatCode="0.0\\ %"/></numFmts><cellXfs><xf/><xf numFmtId="9"/><xf numFmtId="170"/></cellXfs></styleSheet>`;
    const relations = 'xl/_rels/workbook.xml.rels';
    const styles = '<Relationship Id="rIdT" Type="http://x/styles" Target="styles.xml"/></Relationships>';
    parts[relations] = (parts[relations] ?? '').replace('</Relationships>', styles);
  });
  for (const file of [xlsx, flatOdsOf(shares(odsShare(1), odsShare(0.07)))]) {
    const read = await assessFile(file);
    expect(read.answers.get('1.1.1')).toMatchObject({ value: 'unclear', raw: '100%', evidence: '7.0 %' });
    expect(read.problems).toMatchObject([{ code: 'answer-partial', cell: 'C2' }]);
  }
});

test('a legend between the questions does not say where the answers are', async () => {
  const [first, ...rest] = filledRows();
  const rows = [headings, first ?? [], ['', '', '', 'Yes', 'No', 'NA'], ...rest];
  const read = await assessFile(rawWorkbook([{ name: 'Q', rows }, identitySheet]));
  expect(read.problems).toEqual([]);
  expect(read.score?.met).toBe(41);
});

test('a mail is known as one however many servers have written above its sender, a text that quotes one is not', async () => {
  const workbook = rawWorkbook([sheet, identitySheet]);
  const hops = Array.from(
    { length: 40 },
    (_, hop) => `Received: from mail${hop}.example by mx.example; ${'x'.repeat(200)}\r\n`,
  );
  const forwarded = Buffer.concat([Buffer.from(hops.join('')), mailAround([{ name: 'kysely.xlsx', bytes: workbook }])]);
  expect((await assessFile(forwarded)).score?.met).toBe(41);

  const rows = filledRows((_, [id = '', q = '', a = '', e = '']) => [id, q, a, `${e}\nFrom: 2021 on`]);
  const csv = [headings, ...rows].map((row) => row.map((text) => `"${text}"`).join(',')).join('\r\n');
  expect((await assessFile(Buffer.from(csv))).score?.met).toBe(41);
});

test('forty answers in another language are one notice; in its own language they are as offered', async () => {
  const finnish = questionnaireSheet((id, [code = '', q = '', , e = '']) => [
    code,
    q,
    id.startsWith('1.') ? 'Kyllä' : 'Ei',
    e,
  ]);
  const made = (...language: string[]) => ({
    ...identitySheet,
    rows: [...identitySheet.rows, ['language', ...language]],
  });
  const read = await assessFile(rawWorkbook([finnish, made('en')]));
  expect(read.score?.met).toBe(13);
  expect(read.problems.map(({ code, read: written, facts }) => [code, written, facts['value']])).toEqual([
    ['answer-written-otherwise', 'Kyllä', 'yes'],
    ['answer-written-otherwise', 'Ei', 'no'],
  ]);
  for (const own of [made('fi'), made()]) {
    expect((await assessFile(rawWorkbook([finnish, own]))).problems.map(({ code }) => code)).toEqual([]);
  }
});

test('a name on the cover that differs from the hidden one is asked about; the hidden one counts', async () => {
  const cover: RawSheet = { name: 'Cover', rows: [['Authority', escaped('Porto')]] };
  const read = await assessFile(rawWorkbook([cover, sheet, identitySheet]));
  expect(read.authority).toEqual({ id: 'espoo', name: 'Espoo' });
  expect(read.problems).toMatchObject([{ code: 'identity-conflicting', sheet: 'Cover', cell: 'B1', read: 'Porto' }]);
});
