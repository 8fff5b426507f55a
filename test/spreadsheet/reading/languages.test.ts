import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { open, sheetOf } from '../../rendering/workbooks/writers/open.ts';
import { rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile, userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

const indicators = indicatorsOf(questionnaire);
const values = ['yes', 'no', 'na'] as const;
/** One answer after the other, and evidence for each. */
const answers = new Map(
  indicators.map(({ id }, index): [string, Answer] => [
    id,
    { value: values[index % 3] ?? 'na', raw: '', evidence: `The service catalogue of 2022, chapter ${id}`, cell: null },
  ]),
);
const background = new Map([
  ['population', '305200'],
  ['employees', '15632'],
  ['budget', '2155345000'],
  ['ictSpecialistsDirect', '47'],
  ['ictSpecialistsIndirect', '153'],
]);
const expected = [...answers].map(([id, { value }]) => [id, value]);
const given = (read: Awaited<ReturnType<typeof assessFile>>) => [...read.answers].map(([id, { value }]) => [id, value]);

describe.each(messageLanguages())('a questionnaire in %s', (language) => {
  const toSend = { questionnaire, language, round: '2022', answers, background };
  const words = messagesIn(language).workbook;

  test('is read back with the same answers and figures, and nothing to ask', async () => {
    const authority = { id: 'espoo', name: 'Espoo' };
    const read = await assessFile(await writeQuestionnaireWorkbook({ ...toSend, authority }));
    expect(given(read)).toEqual(expected);
    expect([...read.background].map(([id, { value }]) => [id, String(value)])).toEqual([...background]);
    expect(read.problems).toEqual([]);
  });

  test('without its hidden sheet it is known by its cover, whose authority is written by hand', async () => {
    const workbook = await open(await writeQuestionnaireWorkbook({ ...toSend, authority: null }));
    workbook.removeWorksheet('_scorebook');
    const cover = sheetOf(workbook, words.sheets.cover);
    cover.eachRow((row) => {
      if (row.getCell('B').value === words.authority) row.getCell('C').value = 'Porto';
    });
    const read = await assessFile(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(read.authority?.name).toBe('Porto');
    expect(given(read)).toEqual(expected);
    expect(read.problems.map(({ code }) => code)).toEqual(['identity-missing']);
  });

  test('as a bare table, without ids, its questions are found by their wording and its answers under its headings', async () => {
    const { question, answer, evidence } = words.columns;
    const asked = indicators.map(({ id, text }) => {
      const given = answers.get(id);
      return [text[language] ?? '', words.answers[given?.value as (typeof values)[number]], given?.evidence ?? ''];
    });
    const read = await assessFile(rawWorkbook([{ name: 'A', rows: [[question, answer, evidence], ...asked] }]));
    expect(given(read)).toEqual(expected);
    expect([...read.answers.values()].map((one) => one.evidence)).toEqual(
      [...answers.values()].map((one) => one.evidence),
    );
    expect(read.problems.map(({ code }) => code).sort()).toEqual(
      ['identity-missing', 'questions-unanswered'].slice(0, 1),
    );
  });
});
