import { describe, expect, test } from 'vitest';
import { limits } from '../../../shared/domain/submissions/limits.ts';
import { Random } from '../../eye/random.ts';
import { filledRows, headings, identitySheet, indicators, questionnaireSheet } from '../../support/filled-rows.ts';
import { escaped, type RawCell, rawWorkbook, zipped } from '../../support/raw-workbook.ts';
import { readApart } from '../../support/read-apart.ts';

const sheet = questionnaireSheet();
const first = 'xl/worksheets/sheet1.xml';
const within =
  (xml: string) =>
  (parts: Record<string, string>): void => {
    parts[first] = (parts[first] ?? '').replace('</sheetData>', () => `${xml}</sheetData>`);
  };
const workbook = (change: (parts: Record<string, string>) => void): Buffer =>
  rawWorkbook([sheet, identitySheet], change);

const random = new Random(15);
/** Letters that no archiver makes short. */
const noise = (length: number): string =>
  Array.from({ length }, () => Math.floor(random.next() * 36).toString(36)).join('');
const many = <Made>(count: number, made: (at: number) => Made): Made[] =>
  Array.from({ length: count }, (_, at) => made(at));

/** As many cells below the questions as are allowed, but for those of the questions themselves. */
const maxCells = limits.cells - 400;
const textRow = (at: number, text: string): string =>
  `<row r="${at + 60}"><c r="B${at + 60}" t="inlineStr"><is><t>${text}</t></is></c></row>`;
const words = indicators.flatMap(({ question }) => question.split(/\W+/)).filter(Boolean);
const sentence = (length: number): string => many(length, () => random.one(words)).join(' ');
const question = escaped(indicators[0]?.question ?? '').slice(0, 60);

const spreadsheet = 'application/vnd.oasis.opendocument.spreadsheet';
const spaces = ['office', 'table', 'text', 'style']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');
const odsCell = (text: string): string =>
  `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
const odsRow = (cells: readonly string[]): string =>
  `<table:table-row>${cells.map(odsCell).join('')}</table:table-row>`;
const odsForm = [headings, ...filledRows()].map((row) => odsRow(row.map((cell) => escaped(String(cell))))).join('');
const odsContent = (rows: string, styles = ''): string =>
  `<office:document-content ${spaces}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Q">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`;
const ods = (rows: string, styles = ''): Buffer =>
  zipped({ mimetype: spreadsheet, 'content.xml': odsContent(`${odsForm}${rows}`, styles) });

const answered = (answer: (at: number) => string): Buffer =>
  rawWorkbook([
    questionnaireSheet((_, [id = '', text = '', , evidence = '']): RawCell[] => [id, text, answer(0), evidence]),
    identitySheet,
  ]);
const mail = (headers: string, body: string): Buffer =>
  Buffer.from(`From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n${headers}\r\n${body}`);
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';

const shapes: readonly (readonly [shape: string, file: () => Buffer])[] = [
  [
    '.xlsx: texts that are alike a question',
    () => workbook(within(many(maxCells, (at) => textRow(at, `${question} ${at}`)).join(''))),
  ],
  [
    '.xlsx: texts of the words of questions',
    () => workbook(within(many(50_000, (at) => textRow(at, sentence(20))).join(''))),
  ],
  [
    '.xlsx: labels of figures',
    () => workbook(within(many(maxCells, (at) => textRow(at, `Total population ${at}, in thousand`)).join(''))),
  ],
  [
    '.xlsx: very many styles with long formats',
    () =>
      workbook((parts) => {
        const formats = many(
          3_000,
          (at) => `<numFmt numFmtId="${at + 170}" formatCode="${'0&quot;x&quot;'.repeat(20)}&quot;${noise(8)}&quot;"/>`,
        );
        const styles = many(60_000, (at) => `<xf numFmtId="${170 + (at % 700)}"/>`);
        parts['xl/styles.xml'] =
          `<styleSheet xmlns="m"><numFmts>${formats.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`;
        const rels = 'xl/_rels/workbook.xml.rels';
        parts[rels] = (parts[rels] ?? '').replace(
          '</Relationships>',
          '<Relationship Id="rIdT" Type="http://x/styles" Target="styles.xml"/></Relationships>',
        );
        within(
          many(
            maxCells,
            (at) => `<row r="${at + 60}"><c r="A${at + 60}" s="${(at * 7919) % 60_000}"><v>${at}.5</v></c></row>`,
          ).join(''),
        )(parts);
      }),
  ],
  [
    '.xlsx: namespaces within each other',
    () => workbook(within(many(5_000, (at) => `<a xmlns:p${at}="u${noise(9)}">`).join('') + '</a>'.repeat(5_000))),
  ],
  [
    '.xlsx: elements within each other',
    () => workbook(within(many(300_000, () => `<a b="${noise(6)}">`).join('') + '</a>'.repeat(300_000))),
  ],
  [
    '.xlsx: links of which each is looked for among very many',
    () =>
      workbook((parts) => {
        const links = many(limits.ranges - 1, (at) => `<hyperlink ref="D${at + 60}" r:id="r${at}"/>`);
        parts[first] = (parts[first] ?? '').replace(
          '</sheetData>',
          `</sheetData><hyperlinks>${links.join('')}</hyperlinks>`,
        );
        const targets = many(
          39_000,
          (at) =>
            `<Relationship Id="r${39_000 - at}" Type="http://x/hyperlink" Target="http://x/${noise(9)}" TargetMode="External"/>`,
        );
        parts['xl/worksheets/_rels/sheet1.xml.rels'] =
          `<Relationships xmlns="${relations}">${targets.join('')}</Relationships>`;
      }),
  ],
  [
    '.xlsx: three thousand columns of answers',
    () =>
      rawWorkbook([
        {
          name: 'Q',
          rows: [
            [...headings, ...many(3_000, () => 'Answer')],
            ...filledRows().map((row, at): RawCell[] => [
              ...row,
              ...many(2_000, (column) => ((column + at) % 3 ? 'Yes' : 'No')),
            ]),
          ],
        },
        identitySheet,
      ]),
  ],
  [
    '.xlsx: columns of answers without headings',
    () =>
      rawWorkbook([
        {
          name: 'Q',
          rows: filledRows().map(([, text = ''], at): RawCell[] => [
            text,
            ...many(2_000, (column) => ((column * at) % 3 ? 'Yes' : 'No')),
          ]),
        },
        identitySheet,
      ]),
  ],
  ['.xlsx: an answer said six thousand times', () => answered(() => `${'Yes, '.repeat(6_000)}${noise(500)}`)],
  [
    '.xlsx: an answer before thousands of words',
    () => answered(() => `Yes, ${many(5_000, () => noise(5)).join(' ')}`.slice(0, limits.text)),
  ],
  [
    '.xlsx: an answer before thousands of dates',
    () => answered(() => `Yes, ${many(2_000, () => `de ${noise(3)} 2020 1/2/2021`).join(' ')}`.slice(0, limits.text)),
  ],
  [
    '.xlsx: shared texts that nobody uses',
    () =>
      workbook((parts) => {
        parts['xl/sharedStrings.xml'] =
          `<sst xmlns="m">${many(600, () => `<si><t>${many(5_000, () => noise(5)).join(' ')}</t></si>`).join('')}</sst>`;
        const rels = 'xl/_rels/workbook.xml.rels';
        parts[rels] = (parts[rels] ?? '').replace(
          '</Relationships>',
          '<Relationship Id="rIdS" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        );
      }),
  ],
  ['.ods: texts that are alike a question', () => ods(many(maxCells, (at) => odsRow([`${question} ${at}`])).join(''))],
  [
    '.ods: hidden rows, each repeated',
    () =>
      ods(
        many(
          300_000,
          () => `<table:table-row table:visibility="collapse" table:number-rows-repeated="50" table:x="${noise(6)}"/>`,
        ).join(''),
      ),
  ],
  [
    '.ods: styles with very many properties',
    () =>
      ods(
        '',
        many(
          40_000,
          () =>
            `<style:style style:name="c${noise(6)}" style:family="table-cell"><style:text-properties ${many(15, (at) => `style:a${at}="${noise(4)}"`).join(' ')}/></style:style>`,
        ).join(''),
      ),
  ],
  [
    '.ods: each column declared, and wide rows',
    () =>
      ods(
        `${many(16_000, (at) => `<table:table-column table:default-cell-style-name="c${at}"/>`).join('')}${many(6, () => odsRow(many(16_000, () => noise(3)))).join('')}`,
      ),
  ],
  [
    '.fods: very many rows',
    () =>
      Buffer.from(
        `<office:document ${spaces} office:mimetype="${spreadsheet}">${odsContent(odsForm + many(80_000, () => odsRow([sentence(5)])).join('')).replace(/^<office:document-content[^>]*>|<\/office:document-content>$/g, '')}</office:document>`,
      ),
  ],
  [
    '.csv: texts that are alike a question',
    () =>
      Buffer.from(
        [headings, ...filledRows(), ...many(8_000, (at) => ['', `${question}${at}`])]
          .map((row) => row.join(';'))
          .join('\n')
          .slice(0, limits.separatedValues),
      ),
  ],
  [
    '.csv: letters of Western Windows alone',
    () => Buffer.concat([Buffer.from(`${headings.join(';')}\n`), Buffer.alloc(900_000, 0xe4)]),
  ],
  ['.csv: quotation marks', () => Buffer.from(`${headings.join(';')}\n${'"a;"b\n'.repeat(100_000)}`)],
  [
    '.mht: six hundred thousand parts',
    () =>
      Buffer.from(
        `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n${'--x\r\nContent-Type: text/html\r\n\r\nabc\r\n'.repeat(500_000)}`,
      ),
  ],
  ['.html: twenty megabytes of rows', () => Buffer.from(`<html><table>${'<tr><td>x</td></tr>'.repeat(1_000_000)}`)],
  [
    '.xls: twenty megabytes',
    () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(24_000_000)]),
  ],
  [
    '.msg: twenty megabytes',
    () =>
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.from('__properties_version1.0', 'utf16le'),
        Buffer.alloc(24_000_000, 0x20),
      ]),
  ],
  [
    '.xlsb: a part of twenty megabytes',
    () => zipped({ '[Content_Types].xml': '<a/>', 'xl/workbook.bin': 'x'.repeat(20_000_000) }),
  ],
  ['.eml: one long line', () => mail('', 'x'.repeat(19_000_000))],
  ['.eml: web page of open tags', () => mail('Content-Type: text/html\r\n', '<a href="'.repeat(1_000_000))],
  [
    '.eml: an attachment in short lines',
    () =>
      mail(
        'Content-Type: multipart/mixed; boundary="x"\r\n',
        `--x\r\nContent-Disposition: attachment; filename="a.xlsx"\r\nContent-Transfer-Encoding: base64\r\n\r\n${'QUFB\r\n'.repeat(2_000_000)}\r\n--x--`,
      ),
  ],
  [
    '.eml: thousands of parts',
    () =>
      mail(
        'Content-Type: multipart/mixed; boundary="x"\r\n',
        '--x\r\nContent-Type: text/html\r\n\r\n<p>a</p>\r\n'.repeat(4_000),
      ),
  ],
  ['.eml: thousands of addresses', () => mail(`To: ${'"a, b" <c@d.example>, '.repeat(40_000)}\r\n`, 'x')],
];

describe('whatever its shape, a file is read or refused within 5 s of CPU and 256 MB', () => {
  test.each(shapes)('%s', async (_, file) => {
    const { cpuSeconds, megabytes } = await readApart(file());
    expect(megabytes).toBeLessThan(256);
    expect(cpuSeconds).toBeLessThan(5);
  });
});
