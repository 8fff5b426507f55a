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
    /** What a person sees of the cell where that is less than what is written in it. */
    readonly shows?: string | undefined;
    /** Its evidence, and whether a person sees that. */
    readonly evidence: string;
    readonly evidenceSeen: boolean;
    /** Its row has no height; and what a person sees where it has one after all. */
    readonly isFlat: boolean;
    readonly unlessFlat: { readonly seen: boolean; readonly evidenceSeen: boolean };
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
/** Letters and fill of one accent of the theme, letters of another accent, and a font of pictures. */
const themed = white + 3;
const accent = white + 4;
const wingdings = white + 5;
const styles = `<styleSheet xmlns="${main}"><numFmts count="${codes.length}">${codes
  .map((code, at) => `<numFmt numFmtId="${170 + at}" formatCode="${escapedCode(code)}"/>`)
  .join(
    '',
  )}</numFmts><fonts count="6"><font><sz val="11"/><name val="Calibri"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font><font><sz val="1"/><name val="Calibri"/></font><font><sz val="11"/><color theme="4" tint="0.4"/><name val="Calibri"/></font><font><sz val="11"/><color theme="5"/><name val="Calibri"/></font><font><sz val="11"/><name val="Wingdings"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF003366"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor theme="4" tint="0.4"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${codes.length + 7}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>${codes
  .map((_, at) => `<xf numFmtId="${170 + at}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`)
  .join(
    '',
  )}<xf numFmtId="0" fontId="1" fillId="0" borderId="0" applyFont="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" applyFont="1"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" applyFont="1" applyFill="1"/><xf numFmtId="0" fontId="3" fillId="3" borderId="0" applyFont="1" applyFill="1"/><xf numFmtId="0" fontId="4" fillId="0" borderId="0" applyFont="1"/><xf numFmtId="0" fontId="5" fillId="0" borderId="0" applyFont="1"/></cellXfs><dxfs count="3"><dxf><font><color rgb="FFFFFFFF"/></font></dxf><dxf><font><color rgb="FF006100"/></font><fill><patternFill><bgColor rgb="FF006100"/></patternFill></fill></dxf><dxf><font><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf></dxfs></styleSheet>`;

/** A rule of conditional formatting over the answers, and the raw values that it holds for; `at`: the first of its cells. */
interface Rule {
  readonly xml: (at: string) => string;
  readonly holds: (value: string | number | boolean) => boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const rules: readonly Rule[] = [
  {
    xml: () => 'type="cellIs" operator="equal"><formula>"No"</formula>',
    holds: (value) => value === 'No',
  },
  {
    xml: () => 'type="cellIs" operator="notEqual"><formula>"Yes"</formula>',
    holds: (value) => value !== 'Yes',
  },
  {
    xml: () => 'type="cellIs" operator="equal"><formula>1</formula>',
    holds: (value) => value === 1,
  },
  {
    xml: () => 'type="cellIs" operator="lessThan"><formula>1</formula>',
    holds: (value) => typeof value === 'number' && value < 1,
  },
  {
    xml: (at) => `type="expression"><formula>${at}="Yes"</formula>`,
    holds: (value) => value === 'Yes',
  },
  {
    xml: (at) => `type="expression"><formula>$${at}="NA"</formula>`,
    holds: (value) => value === 'NA',
  },
  {
    xml: (at) =>
      `type="containsText" operator="containsText" text="e"><formula>NOT(ISERROR(SEARCH("e",${at})))</formula>`,
    holds: (value) => isText(value) && /e/i.test(value),
  },
  {
    xml: (at) => `type="beginsWith" operator="beginsWith" text="N"><formula>LEFT(${at},1)="N"</formula>`,
    holds: (value) => isText(value) && /^n/i.test(value),
  },
];

const drawing = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const themeNames = [
  'dk1',
  'lt1',
  'dk2',
  'lt2',
  'accent1',
  'accent2',
  'accent3',
  'accent4',
  'accent5',
  'accent6',
  'hlink',
];
const themeColours = [
  '000000',
  'FFFFFF',
  '44546A',
  'E7E6E6',
  '4472C4',
  'ED7D31',
  'A5A5A5',
  'FFC000',
  '5B9BD5',
  '70AD47',
  '0563C1',
];
const theme = `<a:theme xmlns:a="${drawing}" name="Office"><a:themeElements><a:clrScheme name="Office">${themeNames
  .map((name, at) => `<a:${name}><a:srgbClr val="${themeColours[at]}"/></a:${name}>`)
  .join('')}<a:folHlink><a:srgbClr val="954F72"/></a:folHlink></a:clrScheme></a:themeElements></a:theme>`;

/** A cell of an answer, and whether its letters are seen. */
interface MadeCell {
  readonly cell: RawCell;
  readonly seen: boolean;
  readonly shows?: string;
  readonly zero?: boolean;
  /** The value itself, where a rule may be about it. */
  readonly raw?: string | number | undefined;
}

const text = (written: string, style: number): RawCell => ({
  attributes: `s="${style}" t="inlineStr"`,
  xml: `<is><t>${written}</t></is>`,
});

/** A text in two runs, the second in white letters or of one point. */
function runs(seen: string, unseen: string): MadeCell {
  const look = '<rPr><sz val="11"/><color rgb="FFFFFFFF"/><rFont val="Calibri"/></rPr>';
  const parts = `<is><r><t>${seen}</t></r><r>${look}<t xml:space="preserve"> ${unseen}</t></r></is>`;
  return { cell: { attributes: 't="inlineStr"', xml: parts }, seen: true, shows: seen };
}

function answerCell(random: Random, style: number): MadeCell {
  const word = random.one(['Yes', 'No', 'NA', 'Yes', 'No']);
  const kind = random.next();
  if (kind < 0.45) return { cell: text(word, random.chance(0.5) ? style : 0), seen: true, raw: word };
  if (kind < 0.8) {
    const value = random.one([1, 0, 1, 0, -1, 2, 0.6]);
    return { cell: { attributes: `s="${style}"`, xml: `<v>${value}</v>` }, seen: true, zero: value === 0, raw: value };
  }
  if (kind < 0.84) return { cell: random.chance(0.5), seen: true };
  if (kind < 0.88) return { cell: null, seen: true };
  if (kind < 0.91) return { cell: text(word, white), seen: false };
  if (kind < 0.93) return { cell: text(word, tiny), seen: false };
  if (kind < 0.935) return { cell: text(word, onBlue), seen: true };
  if (kind < 0.94) return { cell: text(word, themed), seen: false };
  if (kind < 0.945) return { cell: text(word, accent), seen: true };
  if (kind < 0.95) return { cell: text(random.one(['ü', 'û', 'þ', 'o']), wingdings), seen: true };
  if (kind < 0.96) return runs(word, random.one(['No', 'Yes']));
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
  const flatRows: number[] = [];
  const zerosHidden = random.chance(0.08);
  const merges: string[] = [];
  const column = roles.indexOf('answer') + 1;
  const evidenceColumn = roles.indexOf('evidence') + 1;
  // Drawn apart, so that one more thing to draw leaves all others as they are.
  const conditional = new Random(seed * 31 + 7);
  const rule = conditional.chance(0.2) ? conditional.one(rules) : null;
  const format = conditional.one([0, 0, 1, 2]);
  const evidenceHidden = conditional.chance(0.06);
  const evidenceCovered = conditional.chance(0.15);
  // Beside another visible column of answers a hidden one is nobody's.
  const columnHidden = conditional.chance(0.04) && (!roles.includes('old') || oldHidden);
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
    // LibreOffice gives a row without height one again where a text of several sizes stands in it.
    const isFlat = random.chance(0.5) && !JSON.stringify(made.cell).includes('<r>');
    if (isHidden) (isFlat ? flatRows : hiddenRows).push(row);
    // The question merged over the answer right of it: the answer is covered.
    const isCovered = roles[column - 2] === 'question' && random.chance(0.03);
    if (isCovered) merges.push(`${letter(column - 1)}${row}:${letter(column)}${row}`);
    const isNought = zerosHidden && made.zero === true;
    // What a rule says of a cell whose value is not plain (a formula, a text of several parts) is left open.
    const isRuled = rule !== null && format !== 2 && made.raw !== undefined && rule.holds(made.raw);
    const covers = roles[evidenceColumn - 2];
    const isEvidenceCovered = evidenceCovered && (covers === 'question' || covers === 'id') && conditional.chance(0.3);
    if (isEvidenceCovered && !isCovered) {
      merges.push(`${letter(evidenceColumn - 1)}${row}:${letter(evidenceColumn)}${row}`);
    }
    const unlessFlat = {
      seen: made.seen && !isCovered && !isNought && !isRuled && !columnHidden,
      evidenceSeen: !isEvidenceCovered && !evidenceHidden,
    };
    return {
      id,
      row,
      column,
      seen: unlessFlat.seen && !isHidden,
      shows: made.shows,
      open: rule !== null && format !== 2 && made.raw === undefined,
      evidence: String(cells['evidence']),
      evidenceSeen: unlessFlat.evidenceSeen && !isHidden,
      isFlat: isHidden && isFlat,
      unlessFlat,
    };
  });
  const hidden = [
    ...(roles.includes('old') && oldHidden ? [roles.indexOf('old') + 1] : []),
    ...(columnHidden ? [column] : []),
    ...(evidenceHidden ? [evidenceColumn] : []),
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
      '<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" Target="theme/theme1.xml"/></Relationships>',
    );
    parts['xl/theme/theme1.xml'] = theme;
    parts['[Content_Types].xml'] = contentTypes(sheets.length);
    const width = random.one(['hidden="1" width="9"', 'width="0" customWidth="1" hidden="1"']);
    const cols = hidden.sort((a, b) => a - b).map((at) => `<col min="${at}" max="${at}" ${width}/>`);
    for (const row of flatRows) {
      parts[part] = (parts[part] ?? '').replace(`<row r="${row}">`, `<row r="${row}" ht="0" customHeight="1">`);
    }
    const view = zerosHidden ? '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>' : '';
    parts[part] = (parts[part] ?? '').replace(
      '<sheetData>',
      `${view}${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`,
    );
    if (rule !== null) {
      const [first, last] = [places[0]?.row ?? 1, places.at(-1)?.row ?? 1];
      const at = `${letter(column)}${first}`;
      const ruled = `<conditionalFormatting sqref="${at}:${letter(column)}${last}"><cfRule dxfId="${format}" priority="1" ${rule.xml(at)}</cfRule></conditionalFormatting>`;
      parts[part] = (parts[part] ?? '').replace(/(<\/sheetData>(?:<mergeCells>.*?<\/mergeCells>)?)/s, `$1${ruled}`);
    }
  });
  return {
    seed,
    bytes,
    sheet: 'Form',
    places: places.filter(({ open }) => !open),
  };
}

function contentTypes(sheets: number): string {
  const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const overrides = Array.from(
    { length: sheets },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/><Override PartName="/xl/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>${overrides.join('')}</Types>`;
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

const letter = (column: number): string => String.fromCharCode(64 + column);
