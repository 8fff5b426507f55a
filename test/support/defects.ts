import { background, type Defect, edit, one, rich, withSharedStrings } from './defect.ts';
import { defectsOfAnswers } from './defects-of-answers.ts';
import { defectsOfFiles } from './defects-of-files.ts';
import { defectsOfLayout } from './defects-of-layout.ts';
import { defectsOfRivals } from './defects-of-rivals.ts';
import { defectsOfSight } from './defects-of-sight.ts';
import {
  evidenceOf,
  filledRows,
  headings,
  identitySheet,
  indicators,
  only,
  questionnaireSheet,
} from './filled-rows.ts';
import { csvOf, mailAround, odsOf, zipAround } from './other-formats.ts';
import type { RawCell, RawSheet } from './raw-workbook.ts';

const sheet = questionnaireSheet();
const full =
  'Service designers work in the digital unit since 2019: two of them, with a team of six researchers and a budget of their own.';
const elsewhere =
  'While there is no position of Chief Digital Officer, there is an ICT-development manager who leads the digital team under the CIO.';
const employees = 'Total number of employees in the city/region administration';

/** Questions with a column for each answer: the first ticked as given, all others Yes. */
function ticked(yes: RawCell, no: RawCell, columns: readonly string[] = ['Yes', 'No']): RawSheet {
  const rows = filledRows((id, [code = '', question = '', , evidence = '']) =>
    id === '1.1.1' ? [code, question, yes, no, evidence] : [code, question, 'x', null, evidence],
  );
  return { name: 'Q', rows: [['Id', 'Question', ...columns, 'Evidence'], ...rows] };
}

const inPolish: RawSheet = { ...identitySheet, rows: [...identitySheet.rows, ['language', 'pl']] };

/** All defects, one row each: the catalogue of spreadsheet defects as facts. */
export const defects: readonly Defect[] = [
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
    problems: ['query answer-conflicting C2', 'query sheets-several '],
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
    except: 2,
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
    problems: ['query hidden-rows-read C2'],
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
  { numbers: '36', what: 'a tick', sheets: one('✓'), first: 'unclear', problems: ['query answer-mark C2'] },
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
    sheets: one('Yes, since 2021 (three consoles)', null),
    first: 'yes',
    evidence: 'since 2021 (three consoles)',
    problems: ['query answer-continued C2'],
  },
  {
    numbers: '43',
    what: 'a comment after the answer that limits it',
    sheets: one('Yes, since 2021 (only web)'),
    first: 'unclear',
    problems: ['query answer-partial C2'],
  },
  {
    numbers: '43',
    what: 'a harmless comment after the answer',
    sheets: one('Yes, since 2021, in all services', null),
    first: 'yes',
    evidence: 'since 2021, in all services',
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
    problems: ['notice answer-by-formula C2'],
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
    round: '2022',
    first: 'yes',
    problems: ['notice identity-missing '],
  },
  {
    numbers: '23',
    what: 'no headings, and every answer the same',
    sheets: [{ name: 'Q', rows: filledRows() }, identitySheet],
    first: 'yes',
    cell: 'Q!C1',
    problems: ['query columns-uniform '],
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
    problems: ['notice macros-ignored '],
  },
  {
    numbers: '2',
    what: 'saved as .ods',
    sheets: [sheet, identitySheet],
    as: (sheets) => odsOf(sheets),
    first: 'yes',
    cell: 'Questionnaire!C2',
  },
  {
    numbers: '2',
    what: 'saved as .csv with semicolons, in the encoding of Western Windows',
    sheets: one('Kyllä'),
    as: ([questions]) => Buffer.from(csvOf(questions, ';'), 'latin1'),
    first: 'yes',
    cell: 'CSV!C2',
    problems: ['notice answer-written-otherwise C2', 'notice identity-missing '],
  },
  {
    numbers: '2',
    what: 'saved as tab-separated text in UTF-16 with a byte-order mark',
    sheets: one('Kyllä'),
    as: ([questions]) => Buffer.from(`\ufeff${csvOf(questions, '\t')}`, 'utf16le'),
    first: 'yes',
    problems: ['notice answer-written-otherwise C2', 'notice identity-missing '],
  },
  {
    numbers: '14',
    what: 'in a zip',
    sheets: [sheet, identitySheet],
    as: (_, xlsx) => zipAround({ 'Vastaus/kysely.xlsx': xlsx, '__MACOSX/Vastaus/._kysely.xlsx': Buffer.from('x') }),
    first: 'yes',
    problems: ['notice file-unwrapped '],
  },
  {
    numbers: '14',
    what: 'attached to a mail that was saved',
    sheets: [sheet, identitySheet],
    as: (_, xlsx) => mailAround([{ name: 'kysely.xlsx', bytes: xlsx }]),
    first: 'yes',
    problems: ['notice file-unwrapped '],
  },
  {
    numbers: '36',
    what: 'ticks in columns Yes and No',
    sheets: [ticked('x', null), identitySheet],
    first: 'yes',
    cell: 'Q!C2',
  },
  {
    numbers: '36',
    what: 'a tick in the column Kyllä',
    sheets: [ticked('✓', null, ['Kyllä', 'Ei']), identitySheet],
    first: 'yes',
  },
  {
    numbers: '36',
    what: 'the tick in the column No',
    sheets: [ticked(null, 'X'), identitySheet],
    first: 'no',
    cell: 'Q!D2',
  },
  {
    numbers: '37',
    what: 'ticks in both columns',
    sheets: [ticked('x', 'x'), identitySheet],
    first: 'unclear',
    problems: ['error answer-double C2'],
  },
  {
    numbers: '36',
    what: 'a word that is no tick',
    sheets: [ticked('maybe', null), identitySheet],
    first: 'unclear',
    problems: ['error answer-unclear C2'],
  },
  {
    numbers: '44',
    what: 'a Yes whose evidence is a plan',
    sheets: one('Yes', 'The position is planned for 2024. The council decides in spring.'),
    first: 'yes',
    evidence: 'The position is planned for 2024. The council decides in spring.',
    problems: ['query evidence-planned D2'],
  },
  {
    numbers: '45',
    what: 'a No beside full evidence',
    sheets: one('No', full),
    first: 'no',
    evidence: full,
    problems: ['query answer-contradicts-evidence C2'],
  },
  {
    numbers: '47',
    what: 'a strategy of 2015 where one of the last three years is asked for',
    sheets: [
      questionnaireSheet(
        only('1.2.1', ([id = '', question = '', answer = '']) => [
          id,
          question,
          answer,
          'Digital strategy 2015, revised 2016',
        ]),
      ),
      identitySheet,
    ],
    first: 'yes',
    problems: ['query evidence-old D6'],
  },
  {
    numbers: '28',
    what: 'evidence that belongs to another question',
    sheets: [
      questionnaireSheet(only('1.2.3', ([id = '', question = '', answer = '']) => [id, question, answer, elsewhere])),
      identitySheet,
    ],
    first: 'yes',
    problems: ['query evidence-elsewhere D8'],
  },
  {
    numbers: '64',
    what: 'more employees than inhabitants',
    sheets: [
      sheet,
      background([
        ['Total population', 5000],
        [employees, 15632],
      ]),
      identitySheet,
    ],
    first: 'yes',
    problems: ['query background-implausible B3'],
  },
  {
    numbers: '60',
    what: 'a part of an inhabitant',
    sheets: [sheet, background([['Total population', 305200.5]]), identitySheet],
    first: 'yes',
    problems: ['error background-not-whole B2'],
  },
  {
    numbers: '59',
    what: 'words where a number is asked for',
    sheets: [sheet, background([['Total population', 'see our annual report']]), identitySheet],
    first: 'yes',
    problems: ['query background-unclear B2'],
  },
  {
    numbers: '53',
    what: 'one group of three after a comma',
    sheets: [sheet, background([['Total population', '305,200']]), identitySheet],
    first: 'yes',
    problems: ['query background-ambiguous B2'],
  },
  {
    numbers: '39',
    what: 'a colloquial "no" (yes) in a Polish workbook',
    sheets: [
      questionnaireSheet(only('1.1.1', ([id = '', question = '', , evidence = '']) => [id, question, 'No', evidence])),
      inPolish,
    ],
    first: 'unclear',
    problems: ['error answer-unclear C2'],
  },
  {
    numbers: '51',
    what: 'a sum with its currency and year',
    sheets: [
      sheet,
      background([
        ['Total annual budget (last year or average of the last three years)', '2 155 345 000 euros in the year 2022'],
      ]),
      identitySheet,
    ],
    first: 'yes',
    figure: ['budget', 2155345000],
    problems: [],
  },
  {
    numbers: '52',
    what: 'a figure with its history',
    sheets: [sheet, background([[employees, '2021: 15 100, 2022: 15 632 (transferred in 2023)']]), identitySheet],
    first: 'yes',
    figure: ['employees', 15632],
    problems: ['query background-history B2'],
  },
  {
    numbers: '54',
    what: 'groups of two',
    sheets: [sheet, background([['Total population', '120’00']]), identitySheet],
    first: 'yes',
    figure: ['population', null],
    problems: ['query background-unclear B2'],
  },
  {
    numbers: '55',
    what: 'a decimal comma where it can be one',
    sheets: [
      sheet,
      background([['Number of ICT specialists employed directly (full-time equivalent)', '12,5']]),
      identitySheet,
    ],
    first: 'yes',
    figure: ['ictSpecialistsDirect', 12.5],
    problems: [],
  },
  {
    numbers: '56',
    what: 'about so many',
    sheets: [sheet, background([['Total population', '~100 000']]), identitySheet],
    first: 'yes',
    figure: ['population', null],
    problems: ['query background-unclear B2'],
  },
  {
    numbers: '56',
    what: 'a range',
    sheets: [sheet, background([[employees, '400-500']]), identitySheet],
    first: 'yes',
    figure: ['employees', null],
    problems: ['query background-unclear B2'],
  },
  {
    numbers: '57',
    what: 'millions of euros, shortened',
    sheets: [
      sheet,
      background([['Total annual budget (last year or average of the last three years)', '2 155 MEUR']]),
      identitySheet,
    ],
    first: 'yes',
    figure: ['budget', 2155000000],
    problems: [],
  },
  {
    numbers: '57',
    what: 'hours where people are asked for',
    sheets: [
      sheet,
      background([['Number of ICT specialists employed directly (full-time equivalent)', '1 600 hours']]),
      identitySheet,
    ],
    first: 'yes',
    figure: ['ictSpecialistsDirect', null],
    problems: ['query background-unclear B2'],
  },
  {
    numbers: '58',
    what: 'sub-totals and their total',
    sheets: [sheet, background([[employees, 'Schools 9 000, care 6 632, TOTAL 15 632']]), identitySheet],
    first: 'yes',
    figure: ['employees', 15632],
    problems: [],
  },
  {
    numbers: '61',
    what: 'a number that became a date',
    sheets: [
      sheet,
      background([['Total population', { attributes: 't="d"', xml: '<v>2024-04-03</v>' }]]),
      identitySheet,
    ],
    first: 'yes',
    figure: ['population', null],
    problems: ['error background-date B2'],
  },
  {
    numbers: '34',
    what: 'an accent as a Mac writes it, decomposed',
    sheets: one('Si\u0301'),
    first: 'yes',
    problems: ['notice answer-written-otherwise C2'],
  },
  {
    numbers: '48',
    what: 'a text box over the cells',
    sheets: [sheet, identitySheet],
    change: (parts) => {
      parts['xl/drawings/drawing1.xml'] =
        '<xdr:wsDr><xdr:sp><xdr:txBody>Yes, all of them</xdr:txBody></xdr:sp></xdr:wsDr>';
    },
    first: 'yes',
    problems: ['notice objects-ignored '],
  },
  {
    numbers: '7',
    what: 'an embedded file and a link to another workbook, neither of which is opened',
    sheets: [sheet, identitySheet],
    change: (parts) => {
      parts['xl/embeddings/oleObject1.bin'] = 'MZ';
      parts['xl/externalLinks/externalLink1.xml'] = '<externalLink/>';
    },
    first: 'yes',
    problems: ['notice objects-ignored '],
  },
  {
    numbers: '35 38',
    what: 'a heading row repeated in the middle',
    sheets: [
      { name: 'Q', rows: [headings, ...filledRows().slice(0, 20), headings, ...filledRows().slice(20)] },
      identitySheet,
    ],
    first: 'yes',
  },
  ...defectsOfFiles,
  ...defectsOfLayout,
  ...defectsOfRivals,
  ...defectsOfSight,
  ...defectsOfAnswers,
];

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
