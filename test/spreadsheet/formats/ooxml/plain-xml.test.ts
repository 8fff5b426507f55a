import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { openArchive } from '../../../../shared/spreadsheet/formats/archive.ts';
import { walkPlainXml } from '../../../../shared/spreadsheet/formats/ooxml/plain-xml.ts';
import { readingXml, walkXml, type XmlPart } from '../../../../shared/spreadsheet/formats/ooxml/xml-events.ts';
import { Unreadable } from '../../../../shared/spreadsheet/formats/unreadable.ts';

beforeAll(async () => {
  await readingXml(async () => toldOf([bytes('<a/>')]));
});

/** What a walk tells, and the fault at which it ends. */
function toldOf(part: XmlPart): unknown[] {
  const told: unknown[] = [];
  try {
    walkXml(part, {
      open: (name, attributes) => told.push(['open', name, { ...attributes }]),
      text: (text) => told.push(['text', text]),
      close: (name) => told.push(['close', name]),
    });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    told.push(['fault', error.problem]);
  }
  return told;
}

/** A part that comes in pieces is read by the parser of all XML alone. */
const byTheParser = (part: Buffer): unknown[] => toldOf([part]);

const bytes = (xml: string): Buffer => Buffer.from(xml, 'utf8');

function isPlain(part: Buffer): boolean {
  const nothing = { open: () => undefined, text: () => undefined, close: () => undefined };
  return walkPlainXml(part, nothing) === null;
}

test.each([
  '<a/>',
  '<a></a>',
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a b="c" d="" />\n',
  "<?xml version='1.0' encoding='utf-8'?>\n<a>\n  <b>x</b>\n</a>",
  '\ufeff<a>\ufeffx</a>',
  '<a>1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&apos;&#65;&#x41;&#x1F600;&#13;</a>',
  '<a b="&#10;&lt;&amp;\r\n\t\rx">a\r\nb\rc</a>',
  '<a b="1>2">x > y</a>',
  '<a>Äiti – 💶 漢字</a>',
  '<x:a xmlns:x="urn:x" xmlns:r="http://x/relationships"><x:b r:id="1"/><c>gone</c></x:a>',
  '<a xmlns="urn:a" xmlns:b="urn:b"><b:c><d/>gone</b:c>kept</a>',
])('%j is plain, and told as the parser tells it', (xml) => {
  expect(isPlain(bytes(xml))).toBe(true);
  expect(toldOf(bytes(xml))).toEqual(byTheParser(bytes(xml)));
  expect(toldOf(bytes(xml)).at(-1)).not.toContain('fault');
});

test.each([
  '',
  ' ',
  'x',
  '<',
  '<a',
  '<a>',
  '<a><b></a></b>',
  '<a></b>',
  '</a>',
  '<a/><b/>',
  '<a/>x',
  '<a>x</a>&amp;',
  '<a/><!-- after -->',
  '<!-- before --><a>x</a>',
  '<a>x<!-- within -->y<b/>z</a>',
  '<a><![CDATA[<b>]]>x</a>',
  '<a>]]></a>',
  '<a b="]]>"/>',
  '<!DOCTYPE a><a/>',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  '<a><?b c?></a>',
  ' <?xml version="1.0"?><a/>',
  '<?xml version="1.1"?><a>\u0085</a>',
  '<?xml encoding="UTF-8"?><a/>',
  '<a b=\'c\'>d<e f = "g"/></a>',
  '<a\nb="c"/>',
  '<a  b="c"/>',
  '<a b="c"d="e"/>',
  '<a b="c" b="d"/>',
  '<a b/>',
  '<a b=c/>',
  '<a b="<"/>',
  '<a b="c',
  '<a constructor="x" __proto__="y"/>',
  '<a><toString/></a>',
  '<ä ö="x">y</ä>',
  '<a>x<ä/></a>',
  '<1/>',
  '<a>&b;</a>',
  '<a>& b</a>',
  '<a>&#0;</a>',
  '<a>&#xD800;</a>',
  '<a>&#x110000;</a>',
  '<a>&#00000000065;</a>',
  '<a b="&c;"/>',
  '<a>\u0000</a>',
  '<a>\u0008</a>',
  '<a>\ufffe</a>',
  '<a b="\uffff"/>',
  '<a>\u007f\u0085</a>',
  '<a>x</a >',
  '<a>x</ a>',
  '<a / >',
  '<a>\ufeff<!-- -->\ufeff</a>',
])('%j is told as the parser tells it, faults and all', (xml) => {
  expect(toldOf(bytes(xml))).toEqual(byTheParser(bytes(xml)));
});

test.each(['utf16le', 'latin1'] as const)('a part in %s is told as the parser tells it', (encoding) => {
  const part = Buffer.from('\ufeff<a>é</a>'.slice(encoding === 'latin1' ? 1 : 0), encoding);
  expect(toldOf(part)).toEqual(byTheParser(part));
});

const piece = fc.oneof(
  ...['<a>', '</a>', '<b c="d">', '</b>', '<b/>', '<x:e f:g="h" xmlns:f="urn:f"/>', '<a xmlns="urn:a">'].map(
    fc.constant,
  ),
  ...['<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<', '>', '"', '=', '&', '&amp;', '&#9;', ';'].map(fc.constant),
  ...['\r', '\n', ' ', 'é', '\ufffe', '💶'].map(fc.constant),
  fc.string({ maxLength: 3 }),
);

test('any text is told as the parser tells it', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, isClosed) => {
      const xml = isClosed ? `<a>${pieces.join('')}</a>` : pieces.join('');
      expect(toldOf(bytes(xml))).toEqual(byTheParser(bytes(xml)));
    }),
    { numRuns: 2_000 },
  );
});

const workbooks = readdirSync('examples').filter((name) => name.endsWith('.xlsx'));

test.each(workbooks)('each part of %s is plain, and told as the parser tells it, broken anywhere too', async (name) => {
  const archive = await openArchive(readFileSync(`examples/${name}`));
  for (const part of archive.names.filter((one) => /\.(xml|rels)$/.test(one))) {
    const content = archive.part(part) ?? Buffer.alloc(0);
    expect(isPlain(content), part).toBe(true);
    expect(toldOf(content)).toEqual(byTheParser(content));
    for (let at = 1; at < content.length; at += Math.ceil(content.length / 9)) {
      const broken = Buffer.from(content);
      broken[at] = '<>&"/ x\u0001\u00e4'.charCodeAt(at % 9);
      expect(toldOf(broken)).toEqual(byTheParser(broken));
    }
  }
});

test('the first file of a process that has other XML is read as the same in plain XML', () => {
  const parts = unzipSync(readFileSync('examples/city-parks.brookside.xlsx'));
  const place =
    Object.keys(parts)
      .filter((name) => name.startsWith('xl/worksheets/'))
      .at(-1) ?? '';
  const sheet = strFromU8(parts[place] as Uint8Array).replace('<sheetData>', '<!-- other --><sheetData>');
  const other = zipSync({ ...parts, [place]: strToU8(sheet) });
  const module = new URL('../../../../shared/spreadsheet/formats/read-grid.ts', import.meta.url).href;
  const program = `
    const { readGrid } = await import(${JSON.stringify(module)});
    const files = ${JSON.stringify([other, zipSync(parts)].map((file) => Buffer.from(file).toString('base64')))};
    const grids = [];
    for (const file of files) grids.push(JSON.stringify(await readGrid(Buffer.from(file, 'base64'))));
    console.log(sheet(grids[0]), grids[0] === grids[1]);
    function sheet(grid) { return JSON.parse(grid).sheets.length; }`;
  const read = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(sheet).toContain('<!-- other -->');
  expect(read).toMatch(/^[1-9]\d* true\n$/);
});
