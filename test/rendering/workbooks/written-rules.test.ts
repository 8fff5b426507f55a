import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { everyWorkbook } from '../../support/every-workbook.ts';
import { brokenRules } from '../../support/workbook-rules.ts';

/** Of each kind one, and each text of people at its worst; all languages are in the long tier. */
const some = everyWorkbook().filter(({ name }) => !/-(fi|fr|de|es|it|nl)$/.test(name));

test.each(some)('nothing in $name is mended, refused or misread by Excel', async ({ write }) => {
  expect(brokenRules(await write())).toEqual([]);
});

describe('a planted defect is found', () => {
  const made = new Map<string, Uint8Array>();
  beforeAll(async () => {
    for (const { name, write } of everyWorkbook()) {
      if (['results-full-en', 'review-full', 'snapshot'].includes(name)) made.set(name, await write());
    }
  });

  test.each([
    [
      'overlapping drop-downs',
      'results-full-en',
      'xl/worksheets/sheet4.xml',
      /sqref="D9:D12"/,
      'sqref="D9:D15"',
      /drop-downs overlap/,
    ],
    [
      'a filter without its name',
      'review-full',
      'xl/workbook.xml',
      /_xlnm._FilterDatabase/,
      '_xlnm.Filter',
      /filter has no name/,
    ],
    [
      'a font in another order',
      'results-full-en',
      'xl/styles.xml',
      /(<sz [^>]*>)(<color [^>]*>)/,
      '$2$1',
      /a font has/,
    ],
    ['a shape twice', 'snapshot', 'xl/drawings/vmlDrawing2.vml', /_x0000_s\d+/, '_x0000_s1025', /two shapes/],
    ['a tab with a slash', 'results-full-en', 'xl/workbook.xml', /name="Summary"/, 'name="A/B"', /a tab is called/],
    [
      'a tab too long',
      'results-full-en',
      'xl/workbook.xml',
      /name="Summary"/,
      `name="${'x'.repeat(32)}"`,
      /a tab is called/,
    ],
    ['a hidden first tab', 'snapshot', 'xl/workbook.xml', /activeTab="\d"/, 'activeTab="0"', /shown first is hidden/],
    ['an address with blanks', 'snapshot', 'xl/worksheets/_rels/sheet1.xml.rels', /a%20b/, 'a b', /no address/],
    ['a long formula', 'snapshot', 'xl/worksheets/sheet1.xml', /<f>/, `<f>${'1+'.repeat(5000)}`, /a formula of/],
    [
      'a long text in a formula',
      'snapshot',
      'xl/worksheets/sheet1.xml',
      /<f>/,
      `<f>"${'x'.repeat(256)}"&amp;`,
      /more than 255/,
    ],
    ['a character XML has not', 'results-full-en', 'xl/sharedStrings.xml', /<t/, '<t>\u0000</t><t', /sharedStrings/],
    [
      'a long text',
      'results-full-en',
      'xl/sharedStrings.xml',
      /<si>/,
      `<si><t>${'x'.repeat(32_768)}</t></si><si>`,
      /a text of/,
    ],
    [
      'a part that is lost',
      'results-full-en',
      'xl/_rels/workbook.xml.rels',
      /Target="styles/,
      'Target="style',
      /nothing is at/,
    ],
    [
      '1980',
      'review-full',
      'docProps/core.xml',
      /<cp:lastModifiedBy>/,
      '<dcterms:created>1980-01-01</dcterms:created>$&',
      /1980/,
    ],
  ] as const)('%s', (_, name, part, from, to, says) => {
    const parts = unzipSync(made.get(name) ?? new Uint8Array());
    const before = strFromU8(parts[part] ?? new Uint8Array());
    const broken = before.replace(from, to);
    expect(broken).not.toBe(before);
    const rules = brokenRules(zipSync({ ...parts, [part]: strToU8(broken) }));
    expect(rules.filter((one) => says.test(one)).length).toBeGreaterThan(0);
  });
});
