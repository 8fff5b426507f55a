import { identitySheet, indicators } from '../support/filled-rows.ts';
import { type RawCell, type RawSheet, rawWorkbook } from '../support/raw-workbook.ts';
import { Random } from './random.ts';

/** A workbook out of a seed, and where a person looks for its answers. */
export interface MadeWorkbook {
  readonly seed: number;
  readonly bytes: Buffer;
  /** The sheet of the answers: 1 for the first. */
  readonly sheet: string;
  /** Where each question's answer stands, and whether a person sees the place, whatever the cell shows. */
  readonly places: readonly {
    readonly id: string;
    readonly row: number;
    readonly column: number;
    readonly seen: boolean;
  }[];
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Formats by which a value shows something else than it is, or nothing. */
const codes = [
  'General',
  '0',
  '0.0',
  '0%',
  '@',
  '#,##0',
  '#,##0" points"',
  '[=1]"No";"Yes"',
  '[=1]"Yes";[=0]"No";General',
  '"Yes";;"No"',
  '"No";;"Yes"',
  '"Yes";"No";"NA"',
  '[<1]"No";"Yes"',
  '[>0]"Yes";[<=0]"No"',
  '[Red]"Yes";[Blue]"No"',
  '"Yes"',
  ';;;',
  ';;;@',
  '0;-0;;@',
  '0;0;0;',
  '0_-;-0_-',
  '"Yes"* ;"No"* ;"NA"',
  '\\Y\\e\\s;\\N\\o;\\N\\A',
  '0,',
  '"Answer: "@',
  '[$-409]"Yes";"No"',
] as const;

const escapedCode = (code: string): string =>
  code.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Styles: 0 is plain, then one for each code; after them white letters, letters of one point, white letters on blue. */
const white = codes.length + 1;
const tiny = white + 1;
const onBlue = white + 2;
const styles = `<styleSheet xmlns="${main}"><numFmts count="${codes.length}">${codes
  .map((code, at) => `<numFmt numFmtId="${170 + at}" formatCode="${escapedCode(code)}"/>`)
  .join(
    '',
  )}</numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font><font><sz val="1"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF003366"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${codes.length + 4}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>${codes
  .map((_, at) => `<xf numFmtId="${170 + at}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`)
  .join(
    '',
  )}<xf numFmtId="0" fontId="1" fillId="0" borderId="0" applyFont="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" applyFont="1"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" applyFont="1" applyFill="1"/></cellXfs></styleSheet>`;

/** A cell of an answer, and whether its letters are seen. */
interface MadeCell {
  readonly cell: RawCell;
  readonly seen: boolean;
}

const text = (written: string, style: number): RawCell => ({
  attributes: `s="${style}" t="inlineStr"`,
  xml: `<is><t>${written}</t></is>`,
});

function answerCell(random: Random, style: number): MadeCell {
  const word = random.one(['Yes', 'No', 'NA', 'Yes', 'No']);
  const kind = random.next();
  if (kind < 0.45) return { cell: text(word, random.chance(0.5) ? style : 0), seen: true };
  if (kind < 0.8) {
    const value = random.one([1, 0, 1, 0, -1, 2, 0.6]);
    return { cell: { attributes: `s="${style}"`, xml: `<v>${value}</v>` }, seen: true };
  }
  if (kind < 0.84) return { cell: random.chance(0.5), seen: true };
  if (kind < 0.88) return { cell: null, seen: true };
  if (kind < 0.91) return { cell: text(word, white), seen: false };
  if (kind < 0.93) return { cell: text(word, tiny), seen: false };
  if (kind < 0.95) return { cell: text(word, onBlue), seen: true };
  if (kind < 0.97) return { cell: { attributes: 't="str"', xml: `<f>"${word}"</f><v>${word}</v>` }, seen: true };
  const marked = `<is><r><t>${word}</t></r><r><rPr><vertAlign val="superscript"/><sz val="11"/></rPr><t>1</t></r></is>`;
  return { cell: { attributes: 't="inlineStr"', xml: marked }, seen: true };
}

/** A filled form as an office may have changed it: columns moved, some of them hidden, last year's beside it. */
export function madeWorkbook(seed: number): MadeWorkbook {
  const random = new Random(seed);
  const style = 1 + Math.floor(random.next() * codes.length);
  const roles = shuffled(random, [
    'id',
    'question',
    'answer',
    'evidence',
    ...(random.chance(0.3) ? ['old'] : []),
    ...(random.chance(0.2) ? ['mandatory'] : []),
    ...(random.chance(0.2) ? ['blank'] : []),
  ]);
  const oldHidden = random.chance(0.7);
  const heads: Record<string, RawCell> = {
    id: 'Id',
    question: 'Question',
    answer: random.one(['Answer', 'Vastaus', 'Réponse', 'Your answer']),
    evidence: 'Evidence',
    old: random.one(['Answer', 'Answer 2021', 'Previous answer', 'Draft']),
    mandatory: 'Mandatory',
    blank: null,
  };
  const above = random.one([0, 0, 1, 3]);
  const rows: RawCell[][] = [
    ...Array.from({ length: above }, (): RawCell[] => ['Kysely 2022']),
    roles.map((role) => heads[role] ?? null),
  ];
  const hiddenRows: number[] = [];
  const merges: string[] = [];
  const column = roles.indexOf('answer') + 1;
  const places = indicators.map(({ id, question }) => {
    if (random.chance(0.02)) rows.push([]);
    const made = answerCell(random, random.chance(0.8) ? style : 1 + Math.floor(random.next() * codes.length));
    const cells: Record<string, RawCell> = {
      id: `Q${id}`,
      question,
      answer: made.cell,
      evidence: `The service catalogue, chapter ${id}`,
      old: random.one(['Yes', 'No']),
      mandatory: 'Yes',
      blank: null,
    };
    rows.push(roles.map((role) => cells[role] ?? null));
    const row = rows.length;
    const isHidden = random.chance(0.03);
    if (isHidden) hiddenRows.push(row);
    // The question merged over the answer right of it: the answer is covered.
    const isCovered = roles[column - 2] === 'question' && random.chance(0.03);
    if (isCovered) merges.push(`${letter(column - 1)}${row}:${letter(column)}${row}`);
    return { id, row, column, seen: made.seen && !isHidden && !isCovered };
  });
  const columnHidden = random.chance(0.04);
  const hidden = [
    ...(roles.includes('old') && oldHidden ? [roles.indexOf('old') + 1] : []),
    ...(columnHidden ? [column] : []),
  ];
  const sheet: RawSheet = { name: 'Form', rows, hiddenRows, merges };
  const other: RawSheet[] = random.chance(0.15)
    ? [
        {
          name: 'Copy',
          state: random.one(['hidden', 'veryHidden'] as const),
          rows: [['Id', 'Question', 'Answer'], ...indicators.map(({ id, question }) => [`Q${id}`, question, 'Yes'])],
        },
      ]
    : [];
  const before = random.chance(0.5);
  const sheets = before ? [...other, sheet, identitySheet] : [sheet, ...other, identitySheet];
  const part = `xl/worksheets/sheet${sheets.indexOf(sheet) + 1}.xml`;
  const bytes = rawWorkbook(sheets, (parts) => {
    parts['xl/styles.xml'] = styles;
    parts['xl/_rels/workbook.xml.rels'] = (parts['xl/_rels/workbook.xml.rels'] ?? '').replace(
      '</Relationships>',
      '<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    );
    parts['[Content_Types].xml'] = contentTypes(sheets.length);
    const width = random.one(['hidden="1" width="9"', 'width="0" customWidth="1" hidden="1"']);
    const cols = hidden.sort((a, b) => a - b).map((at) => `<col min="${at}" max="${at}" ${width}/>`);
    parts[part] = (parts[part] ?? '').replace(
      '<sheetData>',
      `${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`,
    );
  });
  return {
    seed,
    bytes,
    sheet: 'Form',
    places: places.map((place) => ({ ...place, seen: place.seen && !columnHidden })),
  };
}

function contentTypes(sheets: number): string {
  const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const overrides = Array.from(
    { length: sheets },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${overrides.join('')}</Types>`;
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

const letter = (column: number): string => String.fromCharCode(64 + column);
