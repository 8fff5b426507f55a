import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../shared/spreadsheet/formats/grid.ts';
import { formOfQuestionnaire, yesNoNaWords } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

/** Another object each time, so that nothing is known of it from a test before. */
const form = () => formOfQuestionnaire({ ...userCentricity2023 });
const cell = (text: string): Cell => ({
  ...{ row: 1, column: 1, text, number: null, formula: false, struck: '', invisible: false },
  kind: 'text',
});

test('is made once for a questionnaire', () => {
  const questionnaire = { ...userCentricity2023 };
  expect(formOfQuestionnaire(questionnaire)).toBe(formOfQuestionnaire(questionnaire));
  const made = form();
  expect(made.index()).toBe(made.index());
  expect(made.figures.index()).toBe(made.figures.index());
});

test('knows its questions and figures by their wording in each language, figures by their ids, too', () => {
  const { index, figures, languages, version } = form();
  expect([languages, version]).toEqual([userCentricity2023.languages, '2023']);
  const [question] = userCentricity2023.pillars.flatMap(({ categories }) =>
    categories.flatMap((one) => one.indicators),
  );
  const [figure] = userCentricity2023.background;
  if (question === undefined || figure === undefined) throw new Error('There is nothing to ask');
  for (const text of Object.values(question.text)) expect([text, index().exact(text)?.id]).toEqual([text, question.id]);
  for (const text of [figure.id, ...Object.values(figure.text)]) {
    expect([text, figures.index().exact(text)?.id]).toEqual([text, figure.id]);
  }
  expect(figures.figures).toBe(userCentricity2023.background);
});

describe('numbers of questions', () => {
  test.each<[string, string[] | null]>([
    ['1.1.1', ['1.1.1']],
    ['Q1.1.1', ['1.1.1']],
    ['q 1.1.1.', ['1.1.1']],
    // Numbered as a question is, and none of this questionnaire.
    ['9.9.9', []],
    ['Q10.11.12', []],
    ['1.1', null],
    ['1.1.1.1', null],
    ['see 1.1.1', null],
    ['1.1.1 Is there a plan?', null],
    ['', null],
  ])('%s', (text, ids) => expect(form().coded(text)).toEqual(ids));
});

describe('words of answers', () => {
  test.each<[folded: string, said: string | null]>([
    ['', null],
    ['yes', 'yes'],
    ['kyllä', 'yes'],
    ['nein', 'no'],
    ['ei sovellu', 'na'],
    ['yes, since 2021', 'yes'],
    ['no: planned', 'no'],
    ['non – prévu', 'no'],
    ['sí (desde 2020)', 'yes'],
    ['perhaps', 'perhaps'],
    ['yesterday', 'yesterday'],
    ['well, yes, since 2021', 'well, yes, since 2021'],
  ])('%s says %s', (folded, said) => expect(yesNoNaWords.said(folded)).toBe(said));

  test.each(['yes', 'no', 'na', '0', '1', 'true', 'false'])('%s is an answer', (said) =>
    expect(yesNoNaWords.isAnswer(said)).toBe(true),
  );
  test.each(['', 'yes it is', 'so no', 'maybe', '2', '10'])('%s is none', (said) =>
    expect(yesNoNaWords.isAnswer(said)).toBe(false),
  );

  test.each(['Yes', 'KYLLÄ', '1', '0', 'No, planned', 'N/A', 'Oui – depuis 2021', `Yes, ${'x'.repeat(35)}`])(
    '%s begins with an answer',
    (text) => expect(yesNoNaWords.begins(text)).toBe(true),
  );
  test.each(['', '10', '2', 'Planned', 'Not yet, no', `Yes, ${'x'.repeat(36)}`])('%s does not', (text) =>
    expect(yesNoNaWords.begins(text)).toBe(false),
  );
});

describe('a question', () => {
  const question = () => form().questions.get('1.1.1');

  test('reads a cell, and a blank one', () => {
    const written = { language: 'en', offered: true, latest: 2023 } as const;
    expect(question()?.read(cell('Yes'), written)).toMatchObject({ value: 'yes' });
    expect(question()?.read(cell('Kyllä'), { ...written, language: 'fi' })).toMatchObject({ value: 'yes' });
    expect(question()?.read(undefined, written)).toMatchObject({ value: 'unanswered' });
  });

  test('knows words of its language, and the three meanings', () => {
    expect(question()?.knows('Kyllä', 'fi')).toBe(true);
    expect(question()?.knows('perhaps', 'en')).toBe(false);
    expect(question()?.valueOf('yes')).toBe('yes');
    expect(['yes', 'no', 'na', 'unclear', ''].map((value) => question()?.meaningOf(value) ?? null)).toEqual([
      ...['yes', 'no', 'na', null, null],
    ]);
    expect(question()).toMatchObject({ id: '1.1.1', number: null, rowOf: null, ticked: null });
  });
});
