import { expect, test } from 'vitest';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { readSent } from '../../../shared/spreadsheet/reading/read-sent.ts';
import { gridOf } from '../../support/made-grid.ts';

const label = 'All of these are still right';
const boxWith = (value: string | number | boolean | null, beside = label, language: string | null = 'en') =>
  readSent(gridOf({ rows: [[null, 'Round', '2026'], [], [null, beside, value]] }), language).confirmation;

const yes = [
  'Yes',
  'yes',
  'x',
  'X',
  '✓',
  '✔',
  '☑',
  '☒',
  'v',
  'OK',
  '1',
  'TRUE',
  'Kyllä',
  'ja',
  'Oui',
  'Sí',
  'sì',
  'yes.',
  '[x]',
];
test.each([...yes, true, 1])('%s ticks the box', (value) => {
  expect(boxWith(value).said).toBe('yes');
});

test.each([null, '', ' ', '-', '☐', '0', false])('%s leaves it as it was', (value) => {
  expect(boxWith(value).said).toBe('nothing');
});

test.each(['No', 'nein', 'Ei'])('%s says the contrary', (value) => {
  expect(boxWith(value).said).toBe('no');
});

test.each(['?', 'mostly', '✗', 'Yes, except question 3', 'NA', 'Espoo', 2])(
  '%s is asked about, with its cell',
  (value) => {
    const at = { sheet: 'Sheet1', cell: 'C3', read: String(value) };
    expect(boxWith(value)).toEqual({ said: 'unclear', ...at });
  },
);

test.each(messageLanguages())(
  'it is found by its label in %s, whatever the case, and ticked by its own word',
  (language) => {
    const { prefilled, answers } = messagesIn(language).workbook;
    expect(boxWith(answers.yes, ` ${prefilled.confirm.toUpperCase()} `, language).said).toBe('yes');
  },
);

test('the same words as evidence, or further down, are no box', () => {
  expect(boxWith('Yes', `${label}, says the mayor`).said).toBe('nothing');
  const rows = [...Array.from({ length: 250 }, () => ['a']), [label, 'Yes']];
  expect(readSent(gridOf({ rows }), 'en').confirmation.said).toBe('nothing');
});

test('the hidden sheet says what the workbook was sent with; a code that is too long is none', () => {
  const of = (code: string) =>
    readSent(
      gridOf({
        rows: [
          ['scorebook-identity', '1'],
          ['sent', 'abc'],
          ['sentCode', code],
        ],
      }),
      'en',
    );
  expect(of('v1.abc')).toMatchObject({ isMarked: true, id: 'abc', code: 'v1.abc' });
  expect(of('x'.repeat(40_000))).toMatchObject({ id: 'abc', code: null });
  expect(readSent(gridOf({ rows: [['a', 'b']] }), null)).toMatchObject({ isMarked: false, id: null, code: null });
});
