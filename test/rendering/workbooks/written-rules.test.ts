import { strFromU8, strToU8 } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { everyWorkbook } from '../../support/every-workbook.ts';
import { type Parts, partsOf, withPart } from '../../support/rules/parts.ts';
import { brokenRules, brokenRulesIn } from '../../support/workbook-rules.ts';

/** Of each kind one, and each text of people at its worst; all languages are in the long tier. */
const some = everyWorkbook().filter(({ name }) => !/-(fi|fr|de|es|it|nl)$/.test(name));

test.each(some)('nothing in $name is mended, refused or misread by Excel', async ({ write }) => {
  expect(brokenRules(await write())).toEqual([]);
});

/** What is planted where: a workbook, a part of it, what stands there and what is put in its place, and what is told. */
type Planted = readonly [what: string, workbook: string, part: string, from: RegExp | string, to: string, told: RegExp];
const results = 'results-full-en';
const radar = 'xl/charts/chart1.xml';
const bars = 'xl/charts/chart2.xml';
const tab = (number: number): string => `xl/worksheets/sheet${number}.xml`;

/** Microsoft's own validator lets each of these pass, and Excel mends or misreads the file. */
const inCharts: readonly Planted[] = [
  [
    'a plot of an axis that is not there',
    results,
    radar,
    '<c:axId val="111111111"/>',
    '<c:axId val="3"/>',
    /names an axis/,
  ],
  [
    'an axis that crosses none',
    results,
    bars,
    '<c:crossAx val="111111111"/>',
    '<c:crossAx val="3"/>',
    /crosses one that is not/,
  ],
  ['a decimal comma in a cache', results, radar, '<c:v>0.75</c:v>', '<c:v>0,75</c:v>', /no number is cached: 0,75/],
  ['NaN in a cache', results, radar, '<c:v>0.75</c:v>', '<c:v>NaN</c:v>', /no number is cached: NaN/],
  ['a wrong count of points', results, radar, '<c:ptCount val="12"/>', '<c:ptCount val="13"/>', /as many points/],
  ['a sheet that is not there', results, radar, '<c:f>Method!', '<c:f>Methods!', /sheet Methods, which is not there/],
  ['a sheet without its quotes', results, radar, '<c:f>Method!', '<c:f>Next steps!', /sheet Next steps without quotes/],
  ['an equals sign', results, radar, '<c:f>', '<c:f>=', /begins with =/],
  [
    'labels where bars take none',
    results,
    bars,
    'dLblPos val="outEnd"',
    'dLblPos val="bestFit"',
    /labels stand at bestFit/,
  ],
  [
    'https in the name of what a frame holds',
    results,
    'xl/drawings/drawing1.xml',
    'uri="http:',
    'uri="https:',
    /a frame is of https/,
  ],
  ['two series of one idx', results, radar, '<c:idx val="1"/>', '<c:idx val="0"/>', /two series have one idx/],
  // Beside those eleven.
  ['two series of one order', results, radar, '<c:order val="1"/>', '<c:order val="0"/>', /two series have one order/],
  ['two points of one idx', results, radar, '<c:pt idx="1">', '<c:pt idx="0">', /two cached points/],
  ['a point of no cell', results, radar, '<c:pt idx="11">', '<c:pt idx="12">', /of no cell/],
  [
    'a cache that says something else',
    results,
    radar,
    '<c:v>0.75</c:v>',
    '<c:v>0.8</c:v>',
    /does not say what the cells hold/,
  ],
  ['a cache that is lost', results, radar, /<c:numCache>.*?<\/c:numCache>/, '', /nothing is cached/],
  [
    'two axes of one id',
    results,
    radar,
    '<c:valAx><c:axId val="222222222"/>',
    '<c:valAx><c:axId val="111111111"/>',
    /two axes have one id/,
  ],
  [
    'a chart that says nothing to who does not see it',
    results,
    'xl/drawings/drawing2.xml',
    /descr="[^"]*"/,
    '',
    /does not say what it shows/,
  ],
  ['a chart without a size', results, 'xl/drawings/drawing1.xml', /cx="\d+"/, 'cx="0"', /without a size/],
  [
    'a chart in no column',
    results,
    'xl/drawings/drawing1.xml',
    /<xdr:col>\d+/,
    '<xdr:col>16384',
    /anchor out of range/,
  ],
  [
    'a drawing of another kind',
    results,
    'xl/worksheets/_rels/sheet1.xml.rels',
    '/relationships/drawing"',
    '/relationships/image"',
    /drawing refers to rId1, which is image/,
  ],
  [
    'a chart that is lost',
    results,
    'xl/drawings/_rels/drawing1.xml.rels',
    'chart1.xml',
    'chart9.xml',
    /nothing is at xl\/charts\/chart9/,
  ],
  [
    'a chart without its content type',
    results,
    '[Content_Types].xml',
    /<Override PartName="\/xl\/charts\/chart1.xml"[^>]*>/,
    '',
    /chart1.xml has no content type/,
  ],
];

const elsewhere: readonly Planted[] = [
  ['overlapping drop-downs', results, tab(4), 'sqref="D9:D12"', 'sqref="D9:D15"', /drop-downs overlap/],
  ['a drop-down without a formula', results, tab(4), /<formula1>.*?<\/formula1>/, '', /a drop-down has no formula/],
  ['a long list', results, tab(4), 'Yes,No,NA', 'x'.repeat(256), /longer than 255/],
  ['a long prompt', results, tab(4), 'errorTitle="', `errorTitle="${'x'.repeat(33)}`, /errorTitle is too long/],
  [
    'a filter without its name',
    'review-full',
    'xl/workbook.xml',
    '_xlnm._FilterDatabase',
    '_xlnm.Filter',
    /filter has no name/,
  ],
  ['a font in another order', results, 'xl/styles.xml', /(<sz [^>]*>)(<color [^>]*>)/, '$2$1', /a font has/],
  ['a size that no font has', results, 'xl/styles.xml', '<sz val="10"/>', '<sz val="410"/>', /no size/],
  ['no colour', results, 'xl/styles.xml', 'rgb="FF0B5563"', 'rgb="0B5563"', /no colour/],
  ['another first fill', results, 'xl/styles.xml', 'gray125', 'solid', /first two fills/],
  ['two number formats of one id', results, 'xl/styles.xml', 'numFmtId="165"', 'numFmtId="164"', /two number formats/],
  [
    'a number format that is lost',
    results,
    'xl/styles.xml',
    /<numFmt numFmtId="164"[^>]*>/,
    '',
    /number format 164, not there/,
  ],
  ['no number format', results, 'xl/styles.xml', 'formatCode="+0;', 'formatCode=";;;+0;', /no number format/],
  ['a font that is lost', results, 'xl/styles.xml', /fontId="1"/, 'fontId="999"', /a font that is not there/],
  ['a shape twice', 'snapshot', 'xl/drawings/vmlDrawing2.vml', /_x0000_s\d+/, '_x0000_s1025', /two shapes/],
  [
    'a shape of another block',
    'snapshot',
    'xl/drawings/vmlDrawing2.vml',
    /_x0000_s\d+/,
    '_x0000_s9999',
    /in none of its blocks/,
  ],
  [
    'a note without a place',
    'snapshot',
    'xl/drawings/vmlDrawing2.vml',
    /<x:Anchor>[^<]*<\/x:Anchor>/,
    '',
    /without a place/,
  ],
  [
    'a note as narrow as nothing',
    'snapshot',
    'xl/drawings/vmlDrawing2.vml',
    /<x:Anchor>1, 15, 0, 2, 4/,
    '<x:Anchor>1, 15, 0, 2, 1',
    /without a place/,
  ],
  ['a note without its shape', results, 'xl/comments4.xml', /ref="D9"/, 'ref="D10"', /different cells/],
  ['a note of nobody', results, 'xl/comments4.xml', /authorId="0"/, 'authorId="7"', /a note of nobody/],
  ['notes without a drawing', results, tab(4), /<legacyDrawing [^>]*>/, '', /notes without their drawing/],
  ['a tab with a slash', results, 'xl/workbook.xml', 'name="Summary"', 'name="A/B"', /a tab is called/],
  ['a tab too long', results, 'xl/workbook.xml', 'name="Summary"', `name="${'x'.repeat(32)}"`, /a tab is called/],
  ['two tabs of one name', results, 'xl/workbook.xml', 'name="Summary"', 'name="peers"', /two tabs are called/],
  ['two tabs of one id', results, 'xl/workbook.xml', 'sheetId="2"', 'sheetId="1"', /two tabs have the id/],
  ['a hidden first tab', 'snapshot', 'xl/workbook.xml', /activeTab="\d"/, 'activeTab="0"', /shown first is hidden/],
  ['no name', results, 'xl/workbook.xml', 'name="Score"', 'name="B7"', /B7 is no name/],
  ['a name twice', results, 'xl/workbook.xml', 'name="Score"', 'name="Answers"', /is defined twice/],
  [
    'a name of a sheet not there',
    results,
    'xl/workbook.xml',
    'localSheetId="1"',
    'localSheetId="99"',
    /sheet that is not there/,
  ],
  ['other print titles', results, 'xl/workbook.xml', '$7:$7', '$B$7', /print titles are/],
  ['an address with blanks', 'snapshot', 'xl/worksheets/_rels/sheet1.xml.rels', 'a%20b', 'a b', /no address/],
  [
    'a relationship twice',
    'snapshot',
    'xl/worksheets/_rels/sheet1.xml.rels',
    /Id="link1"/,
    'Id="link0"',
    /two relationships link0/,
  ],
  ['a link to no place', results, tab(1), 'location="Problems!B7"', 'location="Problem!B7"', /sheet Problem, which/],
  ['a long formula', 'snapshot', tab(1), '<f>', `<f>${'1+'.repeat(5000)}`, /a formula of/],
  ['a long text in a formula', 'snapshot', tab(1), '<f>', `<f>"${'x'.repeat(256)}"&amp;`, /more than 255/],
  ['an open bracket', results, tab(1), '<f>IF(', '<f>IF((', /brackets or quotes/],
  ['; between arguments', results, tab(1), '<f>IF(', '<f>IF(1;', /; between arguments/],
  ['a function of later years', results, tab(1), '<f>IF(', '<f>IFS(', /a formula calls IFS/],
  ['a name that is not defined', results, tab(1), '<f>IF(', '<f>IF(Nowhere+', /names Nowhere/],
  ['a sheet that is lost', results, tab(1), '<f>Method!', '<f>Methode!', /sheet Methode, which/],
  ['rows out of order', results, tab(1), '<row r="8"', '<row r="6"', /row 6 is out of order/],
  ['cells out of order', results, tab(1), '<c r="C7"', '<c r="A7"', /the cell A7 is out of order/],
  ['a format that is lost', results, tab(1), /(<c r="C7") s="\d+"/, '$1 s="9999"', /no format 9999/],
  ['a shared text that is lost', results, tab(1), /(<c r="B3" [^>]*><v>)\d+/, '$199999', /no shared text/],
  ['no number', results, tab(1), /(<c r="B7"[^>]*>.*?<v>)[^<]*/, '$1NaN', /no number: NaN/],
  ['a merged range of one cell', results, tab(6), 'ref="B4:I4"', 'ref="B4"', /merged range of one cell/],
  [
    'merged ranges that overlap',
    results,
    tab(6),
    '<mergeCell ref="B4:I4"/>',
    '<mergeCell ref="B4:I4"/><mergeCell ref="C4:D5"/>',
    /merged ranges overlap/,
  ],
  ['columns that overlap', results, tab(6), 'min="3" max="9"', 'min="2" max="9"', /columns: order/],
  ['two conditional formats of one priority', results, tab(1), 'priority="2"', 'priority="1"', /of one priority/],
  ['a conditional format without a formula', results, tab(1), /<formula>.*?<\/formula>/, '', /has no formula/],
  ['a conditional format that is lost', results, tab(1), 'dxfId="0"', 'dxfId="99"', /priority or format/],
  ['a long footer', results, tab(1), '<oddFooter>', `<oddFooter>${'x'.repeat(256)}`, /more than 255 characters/],
  [
    'a size that runs into digits',
    results,
    tab(1),
    '&amp;8Results',
    '&amp;82022 Results',
    /a size that runs into digits/,
  ],
  [
    'a pane that begins above its split',
    results,
    tab(4),
    'topLeftCell="A7"',
    'topLeftCell="A6"',
    /a pane begins at A6/,
  ],
  ['a pane that is not there', results, tab(4), 'activePane="bottomLeft"', 'activePane="topRight"', /a pane: split/],
  [
    'an active cell outside of what is selected',
    results,
    tab(4),
    'activeCell="D9"',
    'activeCell="D8"',
    /active cell D8/,
  ],
  ['a character XML has not', results, 'xl/sharedStrings.xml', '<t', '<t>\u0000</t><t', /sharedStrings/],
  ['a long text', results, 'xl/sharedStrings.xml', '<si>', `<si><t>${'x'.repeat(32_768)}</t></si><si>`, /a text of/],
  ['a part that is lost', results, 'xl/_rels/workbook.xml.rels', 'Target="styles', 'Target="style', /nothing is at/],
  [
    'a part that nothing refers to',
    results,
    'xl/_rels/workbook.xml.rels',
    /<Relationship [^>]*theme[^>]*>/,
    '',
    /nothing refers to xl\/theme/,
  ],
  [
    'a content type of nothing',
    results,
    '[Content_Types].xml',
    '/xl/styles.xml',
    '/xl/style.xml',
    /a content type is of xl\/style.xml/,
  ],
  ['two content types', results, '[Content_Types].xml', 'Extension="vml"', 'Extension="xml"', /two content types/],
  ['a picture that is none', 'results-picture', 'xl/media/image1.png', /PNG/, 'GIF', /is no PNG/],
  ['no date', results, 'docProps/core.xml', /Z<\/dcterms:created>/, '</dcterms:created>', /no date/],
  [
    '1980',
    'review-full',
    'docProps/core.xml',
    '<cp:lastModifiedBy>',
    '<dcterms:created>1980-01-01</dcterms:created>$&',
    /1980/,
  ],
];

describe('a planted defect is found', () => {
  const made = new Map<string, Parts>();
  beforeAll(async () => {
    for (const { name, write } of everyWorkbook()) {
      const isPlanted = [results, 'review-full', 'snapshot', 'results-picture'].includes(name);
      if (isPlanted) made.set(name, partsOf(await write()));
    }
  });

  test.each([...inCharts, ...elsewhere])('%s', (_, name, part, from, to, told) => {
    const parts = made.get(name) as Parts;
    const before = strFromU8(parts.files[part] ?? new Uint8Array(), true);
    const broken = before.replace(from, to);
    expect(broken).not.toBe(before);
    const rules = brokenRulesIn(withPart(parts, part, strToU8(broken, true)));
    expect(rules.filter((one) => told.test(one)).length).toBeGreaterThan(0);
  });

  test('two parts of one name', () => {
    const parts = made.get(results) as Parts;
    expect(brokenRulesIn({ ...parts, names: [...parts.names, 'XL/styles.xml'] })).toEqual([
      'two parts are called xl/styles.xml',
    ]);
  });
});
