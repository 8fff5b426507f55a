import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessFile } from '../../../functions/ingest-submission/assess-file.ts';
import type { Answer } from '../../../shared/domain/answers/answer.ts';
import { plainText } from '../../../shared/domain/answers/normalise/plain-text.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { indicators } from '../../support/filled-rows.ts';
import { hasLibreOffice, withLibreOffice, xlsx } from '../../support/libreoffice.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

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
