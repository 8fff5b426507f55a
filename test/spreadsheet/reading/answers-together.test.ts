import { describe, expect, test } from 'vitest';
import { assessmentJson } from '../../../infra/cli/assessment-json.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { problemMarks, toldProblems } from '../../../shared/rendering/workbooks/sheets/problem-rows.ts';
import { espooReport } from '../../rendering/workbooks/writers/espoo.ts';
import { headings, identitySheet, indicators, questionnaireSheet } from '../../support/filled-rows.ts';
import { type RawCell, type RawSheet, rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile } from '../../support/user-centricity.ts';

/** All 41 questions answered in turn by the words given, each Yes with evidence. */
const answered = (...words: readonly RawCell[]): RawSheet => ({
  ...questionnaireSheet(),
  rows: [
    headings,
    ...indicators.map(({ id, question }, at): RawCell[] => [
      `Q${id}`,
      question,
      words[at % words.length] ?? null,
      `The report of 2021 on it, part ${id}`,
    ]),
  ],
});

const assess = (sheet: RawSheet, ...more: readonly RawSheet[]) =>
  assessFile(rawWorkbook([sheet, ...more, identitySheet]));

/** Values of the first answers, and what is asked about the answers. */
async function read(words: readonly RawCell[], ...more: readonly RawSheet[]) {
  const { answers, problems } = await assess(answered(...words), ...more);
  const asked = problems.filter(({ code, severity }) => code.startsWith('answer') && severity !== 'notice');
  return {
    values: indicators.slice(0, words.length).map(({ id }) => answers.get(id)?.value),
    asked: asked.map(({ code, cells }) => `${code} ${cells?.length ?? 1}`),
  };
}

describe("a sheet's own words", () => {
  test.each([
    ['✓', '✗'],
    ['✔️', '❌'],
    ['●', '○'],
    ['☒', '☐'],
    ['+', '-'],
    ['OK', 'NOK'],
    ['erfüllt', 'nicht erfüllt'],
    ['umgesetzt', 'nicht umgesetzt'],
    ['Cumple', 'No cumple'],
    ['Toteutuu', 'Ei toteudu'],
    ['Toteutunut', 'ei toteutunut'],
    ['presente', 'assente'],
    ['Implemented', 'Not implemented'],
    ['splněno', 'nesplněno'],
    ['spełnione', 'niespełnione'],
    ['ispunjeno', 'nije ispunjeno'],
    ['täidetud', 'ei ole täidetud'],
    ['teljesül', 'nem teljesül'],
    ['изпълнено', 'неизпълнено'],
    ['πληρούται', 'δεν πληρούται'],
  ])('%s and %s are Yes and No, asked about once', async (yes, no) => {
    expect(await read([yes, no])).toEqual({ values: ['yes', 'no'], asked: ['answer-own-words 41'] });
  });

  test('a third word is none of the pair', async () => {
    expect(await read(['erfüllt', 'nicht erfüllt', 'in Klärung'])).toEqual({
      values: ['yes', 'no', 'unclear'],
      asked: ['answer-unclear 13', 'answer-own-words 28'],
    });
  });

  test.each([['high', 'low'], ['erfüllt'], ['A', 'B', 'C']])(
    '%s %s are not understood, and asked about once each',
    async (...words) => {
      const { values, asked } = await read(words);
      expect(new Set(values)).toEqual(new Set(['unclear']));
      expect(asked).toHaveLength(words.length);
    },
  );

  test('a dash where no answer is No may be a No', async () => {
    expect(await read(['Yes', '-'])).toEqual({ values: ['yes', 'unanswered'], asked: ['answers-without-no 20'] });
    expect(await read(['Yes', 'No', '-'])).toEqual({ values: ['yes', 'no', 'unanswered'], asked: [] });
  });
});

describe('numbers', () => {
  const note = (...rows: RawCell[][]): RawSheet => ({ name: 'Notes', rows });

  test('1 and 0 are Yes and No', async () => {
    expect(await read([1, 0])).toEqual({ values: ['yes', 'no'], asked: [] });
    expect(await read([1, null])).toEqual({ values: ['yes', 'unanswered'], asked: [] });
    expect(await read([1, 0], note(['1 = Yes, 0 = No']))).toEqual({ values: ['yes', 'no'], asked: [] });
    expect(await read([1, 0], note(['1 = fulfilled, 0 = not fulfilled']))).toEqual({
      values: ['yes', 'no'],
      asked: [],
    });
  });

  test.each([
    ['a legend', note(['0 = Yes, 1 = No'])],
    ['a legend in two columns', note([0, 'Yes'], [1, 'No'])],
    ['a scale', note(['1: not at all, 2: partly, 3: fully'])],
    ['a scale of words', note(['0 = in preparation; 1 = adopted'])],
  ])('unless %s says otherwise', async (_, sheet) => {
    expect(await read([1, 0], sheet)).toEqual({ values: ['unclear', 'unclear'], asked: ['answer-numbers 41'] });
  });

  test('of a scale are no answers, its 1 neither', async () => {
    expect(await read([1, 2, 3])).toEqual({
      values: ['unclear', 'unclear', 'unclear'],
      asked: ['answer-numbers 41'],
    });
  });
});

describe('the same doubt in several cells', () => {
  test('is one problem with its cells and questions', async () => {
    const assessment = await assess(answered('Yes', 'Partly', 'Maybe'));
    const problems = assessmentJson(assessment)['problems'] as Record<string, unknown>[];
    const partly = problems.filter(({ read: text }) => text === 'Partly');
    expect(partly).toHaveLength(1);
    expect(partly[0]).toMatchObject({ code: 'answer-partial', cell: 'C3', indicator: '1.1.2' });
    expect(partly[0]?.['cells']).toHaveLength(14);
    expect(partly[0]?.['indicators']).toHaveLength(14);
    expect(partly[0]?.['remedy']).toContain('C3, C6, C9');
  });

  test('is marked at each of them in the results workbook', async () => {
    const { problems } = await assess(answered('Yes', 'Partly'));
    const { cells } = problemMarks('questionnaire', toldProblems(espooReport({ problems })), messagesIn('en'));
    expect(cells.size).toBe(20);
  });
});
