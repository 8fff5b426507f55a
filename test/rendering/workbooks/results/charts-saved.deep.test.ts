import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { AnswerValue } from '../../../../shared/domain/answers/answer.ts';
import { categoriesOf, indicatorsOf } from '../../../../shared/domain/questionnaire/questionnaire.ts';
import { score } from '../../../../shared/domain/scoring/scoring.ts';
import { messageLanguages } from '../../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../../shared/rendering/words/messages.ts';
import { indicatorRows } from '../../../../shared/rendering/workbooks/sheets/questionnaire-layout.ts';
import { zipParts } from '../../../../shared/spreadsheet/formats/zip-parts.ts';
import { reportOf, standingsOf, theSeven } from '../../../support/compared.ts';
import { fullReport } from '../../../support/every-workbook.ts';
import { hasLibreOffice, withLibreOffice, xlsx } from '../../../support/libreoffice.ts';
import { resultsWorkbook } from '../../../support/results-workbook.ts';
import { all, partsOf } from '../../../support/rules/parts.ts';
import { assessFile, userCentricity2023 as questionnaire } from '../../../support/user-centricity.ts';

const python = '/usr/bin/python3';
const hasOpenpyxl = spawnSync(python, ['-c', 'import openpyxl']).status === 0;
if (!hasOpenpyxl) console.log('openpyxl is not on this machine: saving by it is skipped');
const saving = `
import sys, openpyxl
for path in sys.argv[2:]: openpyxl.load_workbook(path).save(sys.argv[1] + '/' + path.split('/')[-1])
`;

/** All that counts of a file: answers, score, problems with their places. */
async function readBack(path: string) {
  const { answers, score, problems } = await assessFile(await readFile(path));
  const told = problems.map(({ code, facts }) => JSON.stringify({ code, facts }));
  return { score, problems: told, answers: [...answers].map(([id, { value }]) => [id, value]) };
}

const reports = [
  ...theSeven.map((one) => ({ name: one.authority, report: reportOf(one, { published: standingsOf(theSeven) }) })),
  ...messageLanguages().map((language) => ({ name: `full-${language}`, report: fullReport(language) })),
];

/** What the first series of each chart caches, and its labels. */
function drawn(bytes: Uint8Array): { own: number[]; labels: string[] }[] {
  const { trees } = partsOf(bytes);
  return [...trees]
    .filter(([name]) => /^xl\/charts\/chart\d+\.xml$/.test(name))
    .map(([, chart]) => {
      const [own] = all(chart, 'ser');
      const texts = (element: string): string[] => {
        const [found] = all(own, element);
        return [...all(found, 'v')].map(({ text }) => text);
      };
      return { own: texts('val').map(Number), labels: texts('cat') };
    });
}

describe.skipIf(!hasLibreOffice)('a results workbook with charts', () => {
  test('is read the same after LibreOffice saved it as .xlsx or .ods, and openpyxl: every answer, every problem', async () => {
    await withLibreOffice(async ({ folder, convert }) => {
      const steps = ['made', 'saved', 'ods', 'openpyxl'] as const;
      for (const step of steps) await mkdir(join(folder, step), { recursive: true });
      const at = (step: string, type = 'xlsx') => reports.map(({ name }) => join(folder, step, `${name}.${type}`));
      for (const [index, path] of at('made').entries()) {
        await writeFile(path, await resultsWorkbook((reports[index] as (typeof reports)[number]).report));
      }
      await convert('saved', xlsx, at('made'));
      await convert('ods', 'ods', at('made'));
      if (hasOpenpyxl) execFileSync(python, ['-c', saving, join(folder, 'openpyxl'), ...at('made')]);
      const sent = [at('saved'), at('ods', 'ods'), ...(hasOpenpyxl ? [at('openpyxl')] : [])];
      for (const [index, made] of at('made').entries()) {
        const expected = await readBack(made);
        expect(expected.answers).toHaveLength(41);
        for (const paths of sent) expect(await readBack(paths[index] ?? '')).toEqual(expected);
        for (const paths of [at('saved'), ...sent.slice(2)]) {
          expect(drawn(await readFile(paths[index] ?? ''))).toHaveLength(2);
        }
      }
    });
  });

  test('draws other answers when they are changed, in every language', async () => {
    await withLibreOffice(async ({ folder, convert }) => {
      await mkdir(join(folder, 'changed'), { recursive: true });
      const languages = messageLanguages();
      const at = (step: string) => languages.map((language) => join(folder, step, `${language}.xlsx`));
      for (const [index, language] of languages.entries()) {
        await writeFile(at('changed')[index] ?? '', changed(await resultsWorkbook(fullReport(language)), language));
      }
      await convert('saved', xlsx, at('changed'));
      const scored = score(questionnaire, values);
      for (const [index, language] of languages.entries()) {
        const before = drawn(await resultsWorkbook(fullReport(language)));
        const after = drawn(await readFile(at('saved')[index] ?? ''));
        const shares = categoriesOf(questionnaire).map(({ id }) => {
          const { met, total } = scored.categories[id] ?? { met: 0, total: 1 };
          return met / total;
        });
        expect(after).toHaveLength(2);
        for (const chart of after) expect(chart.own.map((share) => share.toFixed(9))).toEqual(shares.map(nineDecimals));
        expect(before[0]?.own).not.toEqual(after[0]?.own);
        const labels = after.flatMap((chart) => chart.labels).filter((label) => /\d\s?%$/.test(label));
        expect(labels.map((label) => Number(/(\d+)\s?%$/.exec(label)?.[1]))).toEqual(
          shares.map((share) => Math.round(100 * share)),
        );
      }
    });
  });
});

const nineDecimals = (share: number): string => share.toFixed(9);

/** Every third question is met, whatever was answered. */
const values: ReadonlyMap<string, AnswerValue> = new Map(
  indicatorsOf(questionnaire).map(({ id }, index) => [id, index % 3 === 0 ? 'yes' : 'no']),
);

/** The answers alone set anew in the part of their sheet, all that is cached left as it was. */
function changed(bytes: Uint8Array, language: string): Uint8Array {
  const parts = unzipSync(bytes);
  const texts = [...all(partsOf(bytes).trees.get('xl/sharedStrings.xml'), 'si')].map(({ text }) => text);
  const words = messagesIn(language).workbook.answers;
  const part = 'xl/worksheets/sheet4.xml';
  let sheet = strFromU8(parts[part] ?? new Uint8Array());
  for (const [id, row] of indicatorRows(questionnaire)) {
    const word = values.get(id) === 'yes' ? words.yes : words.no;
    const cell = new RegExp(`(<c r="D${row}" s="\\d+")[^>]*>(<v>[^<]*</v></c>)?`);
    if (!cell.test(sheet)) throw new Error(`There is no cell D${row}`);
    sheet = sheet.replace(cell, `$1 t="s"><v>${texts.indexOf(word)}</v></c>`);
  }
  return zipParts({ ...parts, [part]: strToU8(sheet) });
}
