import { indicatorsOf, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import { type Defect, edit, one, withSharedStrings } from './defect.ts';
import { evidenceOf, headings, identitySheet, questionnaireSheet } from './filled-rows.ts';
import { withOlderVersion } from './older-questionnaire.ts';
import { csvOf, flatOdsOf, odsOf } from './other-formats.ts';
import type { RawSheet } from './raw-workbook.ts';

const sheet = questionnaireSheet();
const first = 'xl/worksheets/sheet1.xml';
const [, older] = withOlderVersion.all;
const olderSheet: RawSheet = {
  name: 'Questionnaire',
  rows: [
    headings,
    ...(older === undefined ? [] : indicatorsOf(older)).map(({ id, text }) => [
      `Q${id}`,
      textIn(text, 'en'),
      id === '1.1.1' ? 'No' : 'Yes',
      evidenceOf(id),
    ]),
  ],
};
const ofOlderVersion: RawSheet = {
  ...identitySheet,
  rows: identitySheet.rows.map(([field = null, value = null]) => [
    field,
    field === 'questionnaire' ? 'user-centricity@2021' : value,
  ]),
};

/** What the program that saved a file did to it, and files of other versions. */
export const defectsOfFiles: readonly Defect[] = [
  {
    numbers: '2',
    what: 'saved as .fods, the flat XML of LibreOffice',
    sheets: [sheet, identitySheet],
    as: (sheets) => flatOdsOf(sheets),
    first: 'yes',
    cell: 'Questionnaire!C2',
  },
  {
    numbers: '2',
    what: 'saved as .csv with the line "sep=;" that Excel understands',
    sheets: one('No', 'None so far'),
    as: ([questions]) => Buffer.from(`sep=;\r\n${csvOf(questions, ';')}`),
    first: 'no',
    evidence: 'None so far',
    cell: 'CSV!C2',
    problems: ['notice identity-missing '],
  },
  {
    numbers: '2',
    what: 'saved as .csv in UTF-16 without a byte-order mark',
    sheets: one('Kyllä'),
    as: ([questions]) => Buffer.from(csvOf(questions, ';'), 'utf16le'),
    first: 'yes',
    problems: ['notice answer-written-otherwise C2', 'notice identity-missing '],
  },
  {
    numbers: '2',
    what: 'saved as .csv in UTF-16, the other byte first',
    sheets: one('Kyllä'),
    as: ([questions]) => Buffer.from(csvOf(questions, '\t'), 'utf16le').swap16(),
    first: 'yes',
    problems: ['notice answer-written-otherwise C2', 'notice identity-missing '],
  },
  {
    numbers: '2',
    what: 'exported by Excel in Germany: semicolons, Western Windows, figures with points and a comma',
    sheets: one('Nein', 'Größe: bisher keine'),
    as: ([questions]) =>
      Buffer.from(
        csvOf(
          {
            name: '',
            rows: [
              ['Id', 'Frage', 'Antwort', 'Nachweis'],
              ...(questions?.rows.slice(1) ?? []),
              [],
              [null, 'Total annual budget (last year or average of the last three years)', '2.155.345.000,50 EUR'],
            ],
          },
          ';',
        ),
        'latin1',
      ),
    first: 'no',
    evidence: 'Größe: bisher keine',
    figure: ['budget', 2155345000.5],
    problems: ['notice answer-written-otherwise C2', 'notice identity-missing '],
  },
  {
    numbers: '3',
    what: 'names whose cells are gone',
    sheets: [sheet, identitySheet],
    change: edit(
      'xl/workbook.xml',
      '</sheets>',
      `</sheets><definedNames><definedName name="answers">#REF!</definedName><definedName name="all">Questionnaire!$A$1:$XFD$1048576</definedName></definedNames>`,
    ),
    first: 'yes',
  },
  {
    numbers: '3',
    what: 'exported by Numbers: a summary in front, sheets renamed, a table name above each',
    sheets: [
      { name: 'Export Summary', rows: [['This document was exported from Numbers. Each table became a worksheet.']] },
      { name: 'Questionnaire - Table 1', rows: [['Table 1'], ...sheet.rows] },
      { name: '_scorebook - Table 1', rows: [['Table 1'], ...identitySheet.rows] },
    ],
    first: 'yes',
    cell: "'Questionnaire - Table 1'!C3",
  },
  {
    numbers: '8 9',
    what: 'a formula whose saved text stands among the shared strings, as Gnumeric writes it',
    sheets: one({ attributes: 't="s"', xml: '<f>A3</f><v>0</v>' }),
    change: withSharedStrings('<si><t>No</t></si>'),
    first: 'no',
    problems: ['notice answer-by-formula C2'],
  },
  {
    numbers: '3',
    what: 'drawings, links and notes that lead nowhere, merges that overlap, a table without a filter',
    sheets: [sheet, identitySheet],
    change: edit(
      first,
      '</sheetData>',
      '</sheetData><mergeCells><mergeCell ref="H1:J3"/><mergeCell ref="I2:K5"/></mergeCells><hyperlinks><hyperlink ref="D2" r:id="rId77"/></hyperlinks><drawing r:id="rId78"/><legacyDrawing r:id="rId79"/><tableParts><tablePart r:id="rId80"/></tableParts>',
    ),
    first: 'yes',
  },
  {
    numbers: '3',
    what: 'validations over full columns and rows, formats that nothing defines',
    sheets: [sheet, identitySheet],
    change: edit(
      first,
      '</sheetData>',
      '</sheetData><conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" dxfId="99" priority="1"><formula>1</formula></cfRule></conditionalFormatting><dataValidations><dataValidation sqref="C1:C1048576 1:1048576" type="list"><formula1>"Yes,No"</formula1></dataValidation></dataValidations>',
    ),
    first: 'yes',
  },
  {
    numbers: '3',
    what: 'a byte-order mark before the XML of each part',
    sheets: [sheet, identitySheet],
    change: (parts) => {
      for (const name of Object.keys(parts)) parts[name] = `\ufeff${parts[name]}`;
    },
    first: 'yes',
  },
  {
    numbers: '11',
    what: 'an older version, read and scored as what it is',
    sheets: [olderSheet, ofOlderVersion],
    questionnaires: withOlderVersion,
    first: 'no',
    cell: 'Questionnaire!C2',
    problems: ['notice questionnaire-other-version '],
  },
  {
    numbers: '11',
    what: 'an older version that lost its identity, known by its wording',
    sheets: [olderSheet],
    questionnaires: withOlderVersion,
    first: 'no',
    problems: ['notice questionnaire-other-version ', 'notice identity-missing '],
  },
  {
    numbers: '11',
    what: 'a version nobody knows under ids we know: read by id, and asked about',
    sheets: [olderSheet],
    first: 'unanswered',
    evidence: '',
    cell: null,
    except: 2,
    problems: [
      'notice identity-missing ',
      'query questions-reworded ',
      'error question-conflicting B2',
      'query question-missing ',
      'query question-missing ',
      'query question-missing ',
    ],
  },
  {
    numbers: '18',
    what: 'the name of the authority in capitals and with an asterisk',
    sheets: [{ name: 'Cover', rows: [['Authority', 'ESPOO*']] }, sheet, identitySheet],
    first: 'yes',
  },
  {
    numbers: '48',
    what: 'a text box over the cells of an .ods',
    sheets: [sheet, identitySheet],
    as: (sheets) =>
      odsOf(
        sheets,
        '<table:shapes><draw:frame draw:name="Box"><draw:text-box><text:p>All of it is planned</text:p></draw:text-box></draw:frame></table:shapes>',
      ),
    first: 'yes',
    problems: ['notice objects-ignored '],
  },
  {
    numbers: '48',
    what: 'a text box within an answer cell of an .ods',
    sheets: one(
      {
        xml: '<table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>Yes</text:p></draw:text-box></draw:frame><text:p>No</text:p></table:table-cell>',
      },
      'None so far',
    ),
    as: (sheets) => odsOf(sheets),
    first: 'no',
    evidence: 'None so far',
    problems: ['notice objects-ignored '],
  },
];
