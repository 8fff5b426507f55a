import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../shared/domain/answers/answer.ts';
import { withEarlierTexts } from '../../../shared/domain/questionnaire/catalogue.ts';
import {
  type Indicator,
  indicatorsOf,
  loadQuestionnaire,
  questionnaireKey,
} from '../../../shared/domain/questionnaire/questionnaire.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { readingCatalogue } from '../../../shared/questionnaires/reading-catalogue.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile, userCentricity2023 } from '../../support/user-centricity.ts';

const indicators = indicatorsOf(userCentricity2023);
const values = ['yes', 'no', 'na'] as const;
const answerAt = (index: number) => values[index % 3] ?? 'na';
const expected = indicators.map(({ id }, index) => [id, answerAt(index)]);
const answers = new Map(
  indicators.map(({ id }, index): [string, Answer] => [
    id,
    { value: answerAt(index), raw: '', evidence: `The service catalogue of 2022, chapter ${id}`, cell: null },
  ]),
);
const given = (read: Awaited<ReturnType<typeof assessFile>>) => [...read.answers].map(([id, { value }]) => [id, value]);
const key = questionnaireKey(userCentricity2023);
const { earlierTexts = [] } = readingCatalogue.find(key) ?? {};
/** A question as it was worded in a language before its text was mended, or as it still is. */
const wordedBefore = ({ id, text }: Indicator, language: string): string =>
  earlierTexts.find((one) => one.of === id && one.language === language)?.text ?? text[language] ?? '';
const translated = userCentricity2023.languages.filter((language) => language !== 'en');

describe.each(translated)('a file in %s with the wordings from before they were mended', (language) => {
  test('as it was written then is read whole, and nothing is asked', async () => {
    const sent = new URL(`../../fixtures/sent-before/questionnaire-${language}.xlsx`, import.meta.url);
    const read = await assessFile(await readFile(sent));
    expect(given(read)).toEqual(expected);
    expect(read.background.get('employees')?.value).toBe(15632);
    expect(read.problems).toEqual([]);
  });

  test('without ids, as a bare table, is read whole', async () => {
    const words = messagesIn(language).workbook;
    const rows = indicators.map((indicator, index) => [
      wordedBefore(indicator, language),
      words.answers[answerAt(index)],
      `The service catalogue of 2022, chapter ${indicator.id}`,
    ]);
    const { question, answer, evidence } = words.columns;
    const read = await assessFile(rawWorkbook([{ name: 'A', rows: [[question, answer, evidence], ...rows] }]));
    expect(given(read)).toEqual(expected);
    expect(read.problems.map(({ code }) => code)).toEqual(['identity-missing']);
  });

  test('is worded otherwise than what is sent out today', async () => {
    const mended = indicators.filter((indicator) => wordedBefore(indicator, language) !== indicator.text[language]);
    expect(mended.length).toBeGreaterThan(7);
    const sent = await writeQuestionnaireWorkbook({
      questionnaire: userCentricity2023,
      language,
      authority: { id: 'espoo', name: 'Espoo' },
      round: '2022',
      answers,
    });
    expect((await assessFile(sent)).problems).toEqual([]);
  });
});

test('English is worded as it was sent out: it has no earlier wording', () => {
  expect(earlierTexts.filter(({ language }) => language === 'en')).toEqual([]);
});

test.each([
  ['that is another question', { of: '1.1.1', language: 'de', text: wordedBefore(indicators[1] as Indicator, 'de') }],
  ['of a question that is not asked', { of: '9.9.9', language: 'de', text: 'Gibt es in der Kommune etwas anderes?' }],
])('an earlier text %s is refused', (_, earlier) => {
  expect(() => withEarlierTexts(catalogue, { [key]: [...earlierTexts, earlier] }).all.map(loadQuestionnaire)).toThrow(
    'the earlier text',
  );
});

test('earlier texts of a version that is not defined are refused', () => {
  expect(() => withEarlierTexts(catalogue, { 'user-centricity@1999': [] })).toThrow('user-centricity@1999');
});

test('only what reads files carries the earlier texts', () => {
  expect(earlierTexts.length).toBe(82);
  expect(userCentricity2023.earlierTexts).toBeUndefined();
});
