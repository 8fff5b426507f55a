import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../../shared/domain/answers/answer.ts';
import { plainText } from '../../../shared/domain/answers/normalise/plain-text.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { espooReport } from '../../rendering/workbooks/writers/espoo.ts';
import { indicators } from '../../support/filled-rows.ts';
import { hasLibreOffice, withLibreOffice, xlsx } from '../../support/libreoffice.ts';
import { resultsWorkbook } from '../../support/results-workbook.ts';
import { assessFile, userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

const evidence = fc.oneof(
  fc.constantFrom(
    '',
    '=1+1',
    "'quoted",
    '+358 9 8162 4000',
    '1.1.1',
    '3/4',
    'TRUE',
    '<b>&amp;</b>',
    'one\ntwo',
    '_x000D_',
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
/** Answers and evidence to all questions. */
const filled = fc
  .array(fc.tuple(fc.constantFrom('yes', 'no', 'na', 'unanswered'), evidence), {
    minLength: indicators.length,
    maxLength: indicators.length,
  })
  .filter((answers) => answers.some(([value]) => value !== 'unanswered'))
  .map(
    (answers) =>
      new Map(
        answers.map(([value, text], index): [string, Answer] => [
          indicators[index]?.id ?? '',
          { value, evidence: text, raw: '', cell: null },
        ]),
      ),
  );

/** What counts of a file: each answer, and its evidence but for the spaces in it. */
async function readBack(path: string) {
  const { answers, score } = await assessFile(await readFile(path));
  return { score, answers: [...answers].map(([id, one]) => [id, one.value, plainText(one.evidence)]) };
}

test.skipIf(!hasLibreOffice)(
  'what LibreOffice opens and saves, as .xlsx or by way of .ods, is read the same',
  () =>
    withLibreOffice(async ({ folder, convert }) => {
      // One batch: starting LibreOffice costs more than all of its work.
      await fc.assert(
        fc.asyncProperty(fc.array(filled, { minLength: 5, maxLength: 5 }), async (sets) => {
          await mkdir(join(folder, 'made'), { recursive: true });
          const names = sets.map((_, index) => `set-${index}`);
          const at = (step: string, type: string) => names.map((name) => join(folder, step, `${name}.${type}`));
          for (const [index, answers] of sets.entries()) {
            const toSend = {
              questionnaire,
              language: 'en',
              authority: { id: 'espoo', name: 'Espoo' },
              round: '2022',
              answers,
            };
            await writeFile(at('made', 'xlsx')[index] ?? '', await writeQuestionnaireWorkbook(toSend));
          }
          await convert('ods', 'ods', at('made', 'xlsx'));
          await convert('by-ods', xlsx, at('ods', 'ods'));
          await convert('saved', xlsx, at('made', 'xlsx'));
          for (const [index, made] of at('made', 'xlsx').entries()) {
            const expected = await readBack(made);
            expect(expected.answers.map(([, value]) => value)).toEqual(
              [...(sets[index]?.values() ?? [])].map(({ value }) => value),
            );
            for (const saved of [at('ods', 'ods'), at('by-ods', 'xlsx'), at('saved', 'xlsx')]) {
              expect(await readBack(saved[index] ?? '')).toEqual(expected);
            }
          }
        }),
        { numRuns: 1, endOnFailure: true },
      );
    }),
  60_000,
);

const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;
if (!hasPdftotext) console.log('poppler is not on this machine: what is printed is not read');

/** Yes, No and NA one after the other, as the files of `test/fixtures/sent-before` have them. */
const given = new Map(
  indicators.map(({ id }, index): [string, Answer] => {
    const value = (['yes', 'no', 'na'] as const)[index % 3] ?? 'na';
    return [id, { value, raw: '', evidence: `The service catalogue of 2022, chapter ${id}`, cell: null }];
  }),
);
const translated = messageLanguages().filter((language) => language !== 'en');

/** Writes the form, the results workbook and, where it was worded otherwise, the form of before; their names. */
async function writeEach(folder: string): Promise<string[]> {
  const authority = { id: 'espoo', name: 'Espoo' };
  for (const language of messageLanguages()) {
    const toSend = { questionnaire, language, authority, round: '2022', answers: given };
    await writeFile(join(folder, `form-${language}.xlsx`), await writeQuestionnaireWorkbook(toSend));
    const report = {
      ...espooReport({ answers: Object.fromEntries(given), problems: [] }),
      language,
      background: new Map(),
    };
    await writeFile(join(folder, `results-${language}.xlsx`), await resultsWorkbook(report));
  }
  for (const language of translated) {
    await copyFile(`test/fixtures/sent-before/questionnaire-${language}.xlsx`, join(folder, `before-${language}.xlsx`));
  }
  return [
    ...messageLanguages().flatMap((language) => [`form-${language}`, `results-${language}`]),
    ...translated.map((language) => `before-${language}`),
  ];
}

test.skipIf(!hasLibreOffice)(
  'in every language the form, the results workbook and the form with the wordings of before are opened, printed and read back, 41 of 41',
  () =>
    withLibreOffice(async ({ folder, convert }) => {
      const names = await writeEach(folder);
      const made = names.map((name) => join(folder, `${name}.xlsx`));
      await convert('saved', xlsx, made);
      await convert('printed', 'pdf', made);
      const expected = [...given].map(([id, { value }]) => [id, value]);
      expect(expected).toHaveLength(41);
      for (const name of names) {
        const { answers, problems } = await assessFile(await readFile(join(folder, 'saved', `${name}.xlsx`)));
        expect([name, [...answers].map(([id, { value }]) => [id, value])]).toEqual([name, expected]);
        expect([name, problems]).toEqual([name, []]);
        if (!hasPdftotext) continue;
        const pdf = join(folder, 'printed', `${name}.pdf`);
        const printed = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
        const { yes, no } = messagesIn(name.slice(-2)).workbook.answers;
        const unprinted = [...given.keys(), yes, no].filter((text) => !printed.includes(text));
        expect([name, unprinted]).toEqual([name, []]);
      }
      console.log(`${names.length} workbooks in ${messageLanguages().length} languages, 41 of 41 each`);
    }),
  600_000,
);
