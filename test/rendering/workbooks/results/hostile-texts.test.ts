import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { problem } from '../../../../shared/domain/answers/problems.ts';
import { indicatorsOf } from '../../../../shared/domain/questionnaire/questionnaire.ts';
import { openArchive } from '../../../../shared/spreadsheet/formats/archive.ts';
import { readingXml, walkXml } from '../../../../shared/spreadsheet/formats/ooxml/xml-events.ts';
import { profile, reportOf, standingsOf, theSeven } from '../../../support/compared.ts';
import { resultsWorkbook } from '../../../support/results-workbook.ts';
import { userCentricity2023 as questionnaire } from '../../../support/user-centricity.ts';
import { alternativeOf, formulasOf, open, outsideTargets, textsOf } from '../writers/open.ts';

const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const texts = [
  ['a formula', '=HYPERLINK("https://evil.example","x")'],
  ['a sum', '+1+cmd|" /C calc"!A0'],
  ['a difference', '-2+3+cmd|" /C calc"!A0'],
  ['an old formula', '@SUM(1+1)*cmd|" /C calc"!A0'],
  ['a tab before a formula', '\t=1+1'],
  ['markup', '<script>alert(1)</script>&amp;<b>"\'</b>]]>'],
  ['an end of an attribute', '"/><c r="A1"><f>1+1</f></c>'],
  ['a code of the footer', '&P&[File]&"Arial,Bold"'],
  ['an escape', '_x003D_1+1'],
  ['control characters', 'a\u0000b\u0007c\u001fd\ufffe'],
  ['half a character', 'x\ud800y'],
  ['a text from right to left', '\u202eevil\u202c عربى'],
  ['a very long text', 'x'.repeat(40_000)],
] as const;

/** Everywhere where a text of people goes: names, answers, evidence, problems, files, figures. */
const reportWith = (text: string) => {
  const own = profile(text, 'N'.repeat(41), { country: text, population: 300_000 });
  const others = theSeven.map((one) => ({ ...one, name: `${one.name} ${text}` }));
  const answers = new Map(ids.map((id) => [id, { value: 'unclear', raw: text, evidence: text, cell: null } as const]));
  return {
    ...reportOf(own, { published: standingsOf(others), publishesEvidence: true, fileName: text }),
    ...{ authority: { id: 'own', name: text }, round: text, answers },
    background: new Map([['budget', { value: null, raw: text, unit: null, year: null, cell: null }]]),
    problems: [
      problem('answer-unclear', { indicator: '1.1.1', read: text, sheet: text, cell: 'D9' }),
      problem('evidence-weak', { indicator: '1.1.2', read: text }),
      problem('background-unclear', { indicator: 'budget', read: text }),
      problem('question-unknown', { sheet: text, cell: 'Z1', read: text }),
    ],
  };
};

const python = '/usr/bin/python3';
const opened = `
import sys, warnings, openpyxl
warnings.simplefilter('error')
for path in sys.argv[1:]:
    sheets = openpyxl.load_workbook(path)
    assert len(sheets.worksheets) == 9, path
`;
const hasOpenpyxl = spawnSync(python, ['-c', 'import openpyxl']).status === 0;
if (!hasOpenpyxl) console.log('openpyxl is not on this machine: opening by it is skipped');

describe('a text of people', () => {
  let made: Uint8Array[];
  beforeAll(async () => {
    made = await Promise.all(texts.map(([, text]) => resultsWorkbook(reportWith(text))));
  });

  test.each(texts.map(([name, text], index) => ({ name, text, index })))(
    'that is $name stays a text',
    async ({ text, index }) => {
      const bytes = made[index] as Uint8Array;
      const workbook = await open(bytes);
      expect(formulasOf(workbook).filter((formula) => /evil|cmd|HYPERLINK|1\+1/.test(formula))).toEqual([]);
      expect(await outsideTargets(bytes)).toEqual([]);
      const archive = await openArchive(Buffer.from(bytes));
      for (const name of archive.names.filter((one) => /\.(xml|rels|vml)$/.test(one))) {
        const part = archive.part(name) as Buffer;
        // Each part is well-formed, and no text became an element of ours.
        await readingXml(async () =>
          walkXml(part, { open: () => undefined, text: () => undefined, close: () => undefined }),
        );
        expect(part.includes('<script') || part.includes('<f>1+1')).toBe(false);
      }
      expect(await alternativeOf(bytes)).toContain('Share of questions answered Yes');
      // What XML cannot hold is left out or replaced; the rest stands there as written.
      const [starts = ''] = text.split(/[\p{Cc}\ufffe\ud800]/u).filter((piece) => piece !== '');
      const written = workbook.worksheets.flatMap((sheet) => (sheet.state === 'hidden' ? [] : textsOf(sheet)));
      expect(written.filter((one) => one.includes(starts.slice(0, 12))).length).toBeGreaterThan(0);
    },
  );

  test.skipIf(!hasOpenpyxl)('in any place lets openpyxl open the workbook without a warning', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
    try {
      const paths = texts.map((_, index) => join(folder, `${index}.xlsx`));
      for (const [index, path] of paths.entries()) await writeFile(path, made[index] as Uint8Array);
      const { status, stderr } = spawnSync(python, ['-c', opened, ...paths], { encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
