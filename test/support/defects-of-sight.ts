import { type Defect, edit, one } from './defect.ts';
import { filledRows, headings, identitySheet, only, questionnaireSheet } from './filled-rows.ts';
import { changedOds, odsOf } from './other-formats.ts';
import type { RawCell, RawSheet } from './raw-workbook.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const sheet = questionnaireSheet();
const first = 'xl/worksheets/sheet1.xml';

type Change = (parts: Record<string, string>) => void;
const all =
  (...changes: readonly Change[]): Change =>
  (parts) => {
    for (const change of changes) change(parts);
  };

/** A part of styles in which style 1 is what the case is about. */
function withStyles(lists: string): Change {
  return all(
    (parts) => {
      parts['xl/styles.xml'] = `<styleSheet xmlns="${main}">${lists}</styleSheet>`;
    },
    edit(
      'xl/_rels/workbook.xml.rels',
      '</Relationships>',
      '<Relationship Id="rIdT" Type="http://x/styles" Target="styles.xml"/></Relationships>',
    ),
  );
}

const withFormat = (code: string, after = ''): Change =>
  withStyles(
    `<numFmts><numFmt numFmtId="170" formatCode="${code.replaceAll('"', '&quot;')}"/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs>${after}`,
  );

const styled = (value: number): RawCell => ({ attributes: 's="1"', xml: `<v>${value}</v>` });
const styledText = (text: string): RawCell => ({
  attributes: 's="1" t="inlineStr"',
  xml: `<is><t>${text}</t></is>`,
});

const columns = (xml: string): Change => edit(first, '<sheetData>', `<cols>${xml}</cols><sheetData>`);
const twoAnswers: RawSheet = {
  name: 'Q',
  rows: [
    ['Id', 'Question', 'Answer 2021', 'Answer', 'Evidence'],
    ...filledRows((_, [id = '', q = '', a = '', e = '']) => [id, q, 'No', a, e]),
  ],
};

const odsCell = (attributes: string, text: string): RawCell => ({
  xml: `<table:table-cell ${attributes}>${text}</table:table-cell>`,
});

/** What is shown is not what is kept: formats, hidden and covered cells, marks of footnotes. */
export const defectsOfSight: readonly Defect[] = [
  {
    numbers: '31',
    what: 'a 1 that its format shows as No',
    sheets: one(styled(1), 'None so far'),
    change: withFormat('[=1]"No";"Yes"'),
    first: 'no',
    evidence: 'None so far',
  },
  {
    numbers: '31',
    what: 'a 0 that its format shows as Yes',
    sheets: one(styled(0)),
    change: withFormat('"No";;"Yes"'),
    first: 'yes',
  },
  {
    numbers: '31',
    what: 'an answer whose format shows nothing',
    sheets: one(styledText('Yes')),
    change: withFormat(';;;'),
    first: 'yes',
    problems: ['query hidden-rows-read C2'],
  },
  {
    numbers: '31',
    what: 'a format of conditional formatting beside that of the cell',
    sheets: one(styled(1)),
    change: withFormat('0', '<dxfs><dxf><numFmt numFmtId="170" formatCode="&quot;No&quot;"/></dxf></dxfs>'),
    first: 'yes',
    problems: ['notice answer-written-otherwise C2'],
  },
  {
    numbers: '31',
    what: 'an answer in white letters',
    sheets: one(styledText('Yes')),
    change: withStyles(
      '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>',
    ),
    first: 'yes',
    problems: ['query hidden-rows-read C2'],
  },
  {
    numbers: '31',
    what: 'white letters on blue, which are seen',
    sheets: one(styledText('Yes')),
    change: withStyles(
      '<fonts><font/><font><color theme="0"/></font></fonts><fills><fill/><fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill></fills><cellXfs><xf/><xf fontId="1" fillId="1"/></cellXfs>',
    ),
    first: 'yes',
  },
  {
    numbers: '31',
    what: 'letters and fill in the same tint of an accent of the theme',
    sheets: one(styledText('Yes')),
    change: all(
      withStyles(
        '<fonts><font/><font><color theme="4" tint="0.4"/></font></fonts><fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FF8FAADC"/></patternFill></fill></fills><cellXfs><xf/><xf fontId="1" fillId="1"/></cellXfs>',
      ),
      (parts) => {
        parts['xl/theme/theme1.xml'] =
          '<a:theme xmlns:a="a"><a:clrScheme><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:theme>';
      },
      edit(
        'xl/_rels/workbook.xml.rels',
        '</Relationships>',
        '<Relationship Id="rIdC" Type="http://x/theme" Target="theme/theme1.xml"/></Relationships>',
      ),
    ),
    first: 'yes',
    problems: ['query hidden-rows-read C2'],
  },
  {
    numbers: '31',
    what: 'a second answer in white letters behind the one that is seen',
    sheets: one({
      attributes: 't="inlineStr"',
      xml: '<is><r><t>Yes</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t xml:space="preserve"> No</t></r></is>',
    }),
    first: 'yes',
  },
  {
    numbers: '31',
    what: 'an answer that a conditional format shows in white letters',
    sheets: one('Yes'),
    change: all(
      withStyles('<cellXfs><xf/></cellXfs><dxfs><dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs>'),
      edit(
        first,
        '</sheetData>',
        '</sheetData><conditionalFormatting sqref="C2:C42"><cfRule type="cellIs" operator="equal" dxfId="0" priority="1"><formula>"Yes"</formula></cfRule></conditionalFormatting>',
      ),
    ),
    first: 'yes',
    problems: ['query hidden-rows-read C2'],
  },
  {
    numbers: '31',
    what: 'a conditional format that hides, and does not hold',
    sheets: one('Yes'),
    change: all(
      withStyles('<cellXfs><xf/></cellXfs><dxfs><dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs>'),
      edit(
        first,
        '</sheetData>',
        '</sheetData><conditionalFormatting sqref="C2:C42"><cfRule type="cellIs" operator="equal" dxfId="0" priority="1"><formula>"No"</formula></cfRule></conditionalFormatting>',
      ),
    ),
    first: 'yes',
  },
  {
    numbers: '36',
    what: 'ticks and boxes in a font of pictures',
    sheets: [
      {
        name: 'Q',
        rows: [
          ['Id', 'Question', 'Yes', 'No', 'Evidence'],
          ...filledRows((id, [code = '', q = '', , e = '']) =>
            id === '1.1.1'
              ? [code, q, styledText('o'), styledText('þ'), e]
              : [code, q, styledText('þ'), styledText('o'), e],
          ),
        ],
      },
      identitySheet,
    ],
    change: withStyles(
      '<fonts><font/><font><name val="Wingdings"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>',
    ),
    first: 'no',
  },
  {
    numbers: '31',
    what: "last year's answers shown, this year's in a hidden column",
    sheets: [twoAnswers, identitySheet],
    change: columns('<col min="4" max="4" width="12" hidden="1"/>'),
    first: 'no',
    others: 'no',
    cell: 'Q!C2',
    problems: ['query columns-several C1'],
  },
  {
    numbers: '31',
    what: 'an answer in letters of one point',
    sheets: one(styledText('Yes')),
    change: withStyles('<fonts><font/><font><sz val="1"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'),
    first: 'yes',
    problems: ['query hidden-rows-read C2'],
  },
  {
    numbers: '31',
    what: "last year's answers in a hidden column beside this year's",
    sheets: [twoAnswers, identitySheet],
    change: columns('<col min="3" max="3" width="12" hidden="1"/>'),
    first: 'yes',
    cell: 'Q!D2',
  },
  {
    numbers: '31',
    what: 'a column of answers without width beside an empty one',
    sheets: [
      {
        name: 'Q',
        rows: [
          ['Id', 'Question', 'Answer', 'Answer', 'Evidence'],
          ...filledRows((id, [code = '', q = '', a = '', e = '']) => [code, q, a, id === '1.1.1' ? 'No' : null, e]),
        ],
      },
      identitySheet,
    ],
    change: columns('<col min="3" max="3" width="0" customWidth="1"/>'),
    first: 'no',
    others: 'unanswered',
    problems: [
      'query questions-unanswered ',
      ...Array.from({ length: 40 }, (_, at) => `query evidence-without-answer D${at + 3}`),
    ],
  },
  {
    numbers: '31',
    what: 'the only column of answers hidden',
    sheets: [sheet, identitySheet],
    change: columns('<col min="3" max="3" hidden="1"/>'),
    first: 'yes',
    problems: ['query hidden-rows-read C2'],
  },
  {
    numbers: '21 31',
    what: 'a very hidden sheet with headings, and a visible one without',
    sheets: [
      { ...sheet, name: 'Better', state: 'veryHidden' },
      {
        name: 'Q',
        rows: filledRows((id, [code = '', q = '', , e = '']) => [code, q, id === '1.1.1' ? 'Yes' : 'No', e]),
      },
      identitySheet,
    ],
    first: 'yes',
    others: 'no',
    cell: 'Q!C1',
    problems: ['notice columns-recognised '],
  },
  {
    numbers: '31',
    what: 'a question in a hidden row and in a shown one',
    sheets: [
      {
        name: 'Q',
        rows: [headings, ...filledRows(), [...(filledRows()[0] ?? []).slice(0, 2), 'No']],
        hiddenRows: [43],
      },
      identitySheet,
    ],
    first: 'yes',
  },
  {
    numbers: '53',
    what: 'the mark of a footnote behind a figure',
    sheets: [
      sheet,
      {
        name: 'Background',
        rows: [
          ['Figure', 'Value'],
          [
            'Total population',
            {
              attributes: 't="inlineStr"',
              xml: '<is><r><t>305200</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></is>',
            },
          ],
        ],
      },
      identitySheet,
    ],
    first: 'yes',
    figure: ['population', 305200],
  },
  {
    numbers: '31',
    what: 'an .ods whose 1 is shown as No',
    sheets: one(odsCell('office:value-type="float" office:value="1"', '<text:p>No</text:p>'), 'None so far'),
    as: (sheets) => odsOf(sheets),
    first: 'no',
    evidence: 'None so far',
  },
  {
    numbers: '31',
    what: 'an .ods whose answer is kept and not shown',
    sheets: one(odsCell('office:value-type="string" office:string-value="Yes"', '<text:p/>')),
    as: (sheets) => odsOf(sheets),
    first: 'yes',
    problems: ['query hidden-rows-read C2'],
  },
  {
    numbers: '40',
    what: 'an .ods whose answer a conditional format shows in white letters',
    sheets: one('No'),
    as: (sheets) =>
      changedOds(odsOf(sheets), {
        'content.xml': (content) =>
          content
            .replace(
              '</office:automatic-styles>',
              '<style:style style:name="Gone_20_1" style:display-name="Gone 1" style:family="table-cell"><style:text-properties xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" fo:color="#ffffff"/></style:style></office:automatic-styles>',
            )
            .replace(
              '</table:table>',
              '<calcext:conditional-formats xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><calcext:conditional-format calcext:target-range-address="Questionnaire.C2:Questionnaire.C42"><calcext:condition calcext:apply-style-name="Gone 1" calcext:value="=&quot;No&quot;" calcext:base-cell-address="Questionnaire.C2"/></calcext:conditional-format></calcext:conditional-formats></table:table>',
            ),
      }),
    first: 'no',
    problems: ['query hidden-rows-read C2'],
  },
  {
    numbers: '40',
    what: 'an .ods with icons in place of the answers 1 and 0',
    sheets: one(odsCell('office:value-type="float" office:value="0"', '<text:p>0</text:p>')),
    as: (sheets) =>
      changedOds(odsOf(sheets), {
        'content.xml': (content) =>
          content.replace(
            '</table:table>',
            '<calcext:conditional-formats xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><calcext:conditional-format calcext:target-range-address="Questionnaire.C2:Questionnaire.C42"><calcext:icon-set calcext:icon-set-type="3Symbols2"><calcext:formatting-entry calcext:show-value="false" calcext:value="0" calcext:type="number"/><calcext:formatting-entry calcext:value="1" calcext:type="number"/></calcext:icon-set></calcext:conditional-format></calcext:conditional-formats></table:table>',
          ),
      }),
    first: 'no',
    problems: ['notice answer-written-otherwise C2', 'query hidden-rows-read C2'],
  },
  {
    numbers: '40',
    what: 'an .ods that shows no noughts, and whose answer is one',
    sheets: one(odsCell('office:value-type="float" office:value="0"', '<text:p>No</text:p>')),
    as: (sheets) =>
      changedOds(odsOf(sheets), {
        'settings.xml': () =>
          '<office:document-settings><config:config-item config:name="ShowZeroValues" config:type="boolean">false</config:config-item></office:document-settings>',
      }),
    first: 'no',
    problems: ['query hidden-rows-read C2'],
  },
  {
    numbers: '40',
    what: 'an .ods of Excel, in which an error is the number 0',
    sheets: one(odsCell('office:value-type="float" office:value="0"', '<text:p>#N/A</text:p>')),
    as: (sheets) => odsOf(sheets),
    first: 'unclear',
    problems: ['error answer-formula-error C2'],
  },
  {
    numbers: '61',
    what: 'a setting of another vocabulary that is named like the one of dates',
    sheets: one('Yes', { attributes: 's="1"', xml: '<v>44562</v>' }),
    change: all(
      withStyles('<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'),
      edit(
        'xl/workbook.xml',
        '</workbook>',
        '<extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:workbookPr date1904="1"/></ext></extLst></workbook>',
      ),
    ),
    first: 'yes',
    evidence: '2022-01-01',
  },
  {
    numbers: '8',
    what: 'the same content for two kinds of readers',
    sheets: [sheet, identitySheet],
    change: edit(
      first,
      '</sheetData>',
      '</sheetData><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:z="http://example.org/z"><mc:Choice Requires="z"><mergeCells><mergeCell ref="C2:C3"/></mergeCells></mc:Choice><mc:Fallback/></mc:AlternateContent>',
    ),
    first: 'yes',
  },
  {
    numbers: '6',
    what: 'a row numbered 0 before the first',
    sheets: [sheet, identitySheet],
    change: edit(first, '<sheetData>', '<sheetData><row r="0" s="1"/>'),
    first: 'yes',
  },
  {
    numbers: '6',
    what: 'rows formatted to the end of the sheet',
    sheets: [sheet, identitySheet],
    change: edit(
      first,
      '</sheetData>',
      `${Array.from({ length: 200_000 }, (_, at) => `<row r="${at + 60}" ht="15" customHeight="1"/>`).join('')}</sheetData>`,
    ),
    first: 'yes',
  },
  {
    numbers: '8',
    what: 'a relationship to styles that are not there',
    sheets: [sheet, identitySheet],
    change: edit(
      'xl/_rels/workbook.xml.rels',
      '</Relationships>',
      '<Relationship Id="rIdT" Type="http://x/styles" Target="styles.xml"/><Relationship Id="rIdS" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    ),
    first: 'yes',
  },
  {
    numbers: '2',
    what: 'bytes behind the end of the zip',
    sheets: [sheet, identitySheet],
    as: (_, xlsx) => Buffer.concat([xlsx, Buffer.alloc(100_000, '\r\n--part--')]),
    first: 'yes',
  },
  {
    numbers: '2',
    what: 'an .ods without the part that says what it is',
    sheets: one('No', 'None so far'),
    as: (sheets) => withoutMimetype(odsOf(sheets)),
    first: 'no',
    evidence: 'None so far',
  },
  {
    numbers: '2',
    what: 'separated values with a mark of inches in the evidence',
    sheets: one('No', 'x'),
    as: () =>
      Buffer.from(
        [headings, ...filledRows(only('1.1.1', ([id = '', q = '']) => [id, q, 'No', '"None so far']))]
          .map((row) => row.join(';'))
          .join('\r\n'),
      ),
    first: 'no',
    evidence: '"None so far',
    problems: ['query quotes-odd ', 'notice identity-missing '],
  },
  {
    numbers: '2',
    what: 'separated values of which each row is in quotes',
    sheets: one('No', 'x'),
    as: () =>
      Buffer.from(
        [headings, ...filledRows(only('1.1.1', ([id = '', q = '']) => [id, q, '="No"', 'None so far']))]
          .map((row) => `"${row.map((cell) => `""${String(cell).replaceAll('"', '""""')}""`).join(',')}"`)
          .join('\r\n'),
      ),
    first: 'no',
    evidence: 'None so far',
    problems: ['notice identity-missing '],
  },
  {
    numbers: '2',
    what: 'separated values in UTF-8 with one byte that is none',
    sheets: one('No', 'x'),
    as: () => {
      const rows = [headings, ...filledRows(only('1.1.1', ([id = '', q = '']) => [id, q, 'No', 'Ei vielä näyttöä §']))];
      const bytes = Buffer.from(rows.map((row) => row.join(';')).join('\r\n'));
      return Buffer.from(bytes.toString('latin1').replace('Â§', '§'), 'latin1');
    },
    first: 'no',
    evidence: 'Ei vielä näyttöä §',
    problems: ['notice identity-missing '],
  },
];

/** The zip with its first part renamed: what says the kind of a document is not found. */
function withoutMimetype(ods: Buffer): Buffer {
  return Buffer.from(
    ods.toString('latin1').replaceAll('mimetype', 'mimetipo').replaceAll(`office:mimetipo`, 'office:mimetype'),
    'latin1',
  );
}
