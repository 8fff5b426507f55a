import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageOfAnswers } from '../../../shared/domain/answers/normalise/answer-language.ts';
import words from '../../../shared/domain/answers/normalise/answer-words.json' with { type: 'json' };
import { withoutMonths } from '../../../shared/domain/answers/normalise/month-names.ts';
import { normaliseAnswer } from '../../../shared/domain/answers/normalise/normalise-answer.ts';
import { normaliseFigure } from '../../../shared/domain/answers/normalise/normalise-figure.ts';
import { foldedText } from '../../../shared/domain/answers/normalise/plain-text.ts';

const text = (value: string) => normaliseAnswer({ kind: 'text', text: value }, null);

describe('an answer cell', () => {
  test.each([
    ['Yes', 'yes'],
    ['yes ', 'yes'],
    ['YES', 'yes'],
    ['Yes.', 'yes'],
    ['\u00a0Ye\u200bs\u00a0', 'yes'],
    ['Ｙｅｓ', 'yes'],
    ['no', 'no'],
    ['NA', 'na'],
    ['n/a', 'na'],
    ['', 'unanswered'],
    [' \u00a0\u200b ', 'unanswered'],
  ])('%j is %s, silently', (written, value) => {
    expect(text(written)).toEqual({ value, comment: '', problem: null });
  });

  test.each([
    ['Si\u0301', 'yes'],
    ['kylla', 'yes'],
    ['Ναι', 'yes'],
    ['Так', 'yes'],
    ['ні', 'no'],
    ['Nē', 'no'],
    ['hayır', 'no'],
    ['n.a.', 'na'],
    ['Ei sovellu', 'na'],
    ['no procede', 'na'],
    ['.', 'na'],
    ['1', 'yes'],
    ['0', 'no'],
    ['y', 'yes'],
    ['TRUE', 'yes'],
    ['Kyllä / Yes', 'yes'],
    ['Nein/No', 'no'],
  ])('%j is %s, and the sender is told', (written, value) => {
    expect(text(written)).toEqual({ value, comment: '', problem: 'answer-written-otherwise' });
  });

  test.each(['-', '–', ' — '])('%j leaves the question open, and the sender is told', (written) => {
    expect(text(written)).toEqual({ value: 'unanswered', comment: '', problem: 'answer-dash' });
  });

  test.each([
    ['No - not before 2027', 'no', 'not before 2027'],
    ['Kyllä: kaikki palvelut', 'yes', 'kaikki palvelut'],
    ['NA; the region does this', 'na', 'the region does this'],
    ['Yes since 2021', 'yes', 'since 2021'],
    ['Yes\nsince 2021,\nin all services', 'yes', 'since 2021, in all services'],
    ['No\r\n\r\nPlanned for 2027', 'no', 'Planned for 2027'],
    ['No, no such plan', 'no', 'no such plan'],
    ['Yes, no changes since 2021', 'yes', 'no changes since 2021'],
    ['Yes, see No. 4', 'yes', 'see No. 4'],
    ['Yes (100 %)', 'yes', '100 %'],
    ['No (0 of 12)', 'no', '0 of 12'],
    ['No 0 %', 'no', '0 %'],
  ])('%j is %s and a comment', (written, value, comment) => {
    expect(text(written)).toEqual({ value, comment, problem: 'answer-comment-moved' });
  });

  test.each([
    ['Yes, a bird in the hand', 'yes', 'a bird in the hand'],
    ['No - the county has one', 'no', 'the county has one'],
  ])('%j counts as %s for now: what follows is asked about', (written, value, comment) => {
    expect(text(written)).toEqual({ value, comment, problem: 'answer-continued' });
  });

  test.each([
    'partly',
    'In progress',
    'planned 2024',
    'Yes/No',
    'yes, partly',
    'Yes, but not yet',
    'Yes (but only partly)',
    'Yes, not fully',
    'Yes, since 2021 (only web)',
    'Yes (only web)',
    'Yes, but only web',
    'Ja, nur intern',
    'Kyllä, mutta vasta suunnitteilla',
    'Ja, aber noch nicht',
    'Yes (?)',
    'osittain',
    'teilweise',
    '?',
    '50 %',
    'Do not know',
    'don’t know',
  ])('%j is no Yes: it is asked about', (written) =>
    expect(text(written)).toEqual({ value: 'unclear', comment: '', problem: 'answer-partial' }),
  );

  test.each([
    'Yes, No',
    'Yes; no',
    'Yes, No, NA',
    'Yes – No',
    'No. Yes, since 2021',
    'Kyllä (ei)',
    'No, N/A',
    'Yes\nNo',
    'Kyllä / No',
  ])('%j is two answers: neither counts', (written) =>
    expect(text(written)).toEqual({ value: 'unclear', comment: '', problem: 'answer-unclear' }),
  );

  test.each(['x', '✓', '☑', '+'])('%j alone may be either: it is asked about', (written) =>
    expect(text(written)).toEqual({ value: 'unclear', comment: '', problem: 'answer-mark' }),
  );

  test.each(['No data', 'Yes men', 'nothing', 'see mail', '2', 'constructor', '__proto__'])(
    '%j is not understood',
    (written) => expect(text(written)).toEqual({ value: 'unclear', comment: '', problem: 'answer-unclear' }),
  );

  test('that is a ticked box, a formula error or a formula nobody calculated', () => {
    expect(normaliseAnswer({ kind: 'boolean', text: 'true' }, null).value).toBe('yes');
    expect(normaliseAnswer({ kind: 'boolean', text: 'false' }, null).value).toBe('no');
    expect(normaliseAnswer({ kind: 'error', text: '#N/A' }, null).problem).toBe('answer-formula-error');
    expect(normaliseAnswer({ kind: 'uncalculated', text: '' }, null).problem).toBe('answer-uncalculated');
    expect(normaliseAnswer({ kind: 'date', text: '2024-01-01' }, null).value).toBe('unclear');
  });

  test('false friends are not guessed: a Polish "no" and a Greek "ne" are asked about', () => {
    expect(normaliseAnswer({ kind: 'text', text: 'no' }, 'pl').value).toBe('unclear');
    expect(normaliseAnswer({ kind: 'text', text: 'ne' }, 'el').value).toBe('unclear');
    expect(normaliseAnswer({ kind: 'text', text: 'ne' }, 'cs').value).toBe('no');
    expect(normaliseAnswer({ kind: 'text', text: 'constructor' }, 'pl').value).toBe('unclear');
  });

  test.each([
    [['Tak', 'No', 'No', 'No'], 'pl'],
    [['Ναι', 'Ne'], 'el'],
    [['Ano', 'Ne', 'Ne'], 'cs'],
    [['Yes', 'No', 'NA'], 'en'],
    [['Kyllä', 'Ei'], 'fi'],
    [['Ja', 'Nej', 'Nej'], null],
    [['Da', 'Ne'], null],
    [['No', 'NA', '12', ''], null],
    [['constructor', 'valueOf'], null],
  ])('among %j tells the language %s', (written, language) => {
    expect(languageOfAnswers(written)).toBe(language);
  });

  const lists = Object.entries(words).flatMap(([language, byValue]) =>
    Object.entries(byValue).flatMap(([value, list]) => list.map((word) => ({ language, value, word }))),
  );
  test.each(lists)('$language: "$word" is $value, in capitals too', ({ language, value, word }) => {
    expect(normaliseAnswer({ kind: 'text', text: word }, language).value).toBe(value);
    expect(normaliseAnswer({ kind: 'text', text: word.toUpperCase() }, language).value).toBe(value);
  });

  test('any text ends in one of the values, quickly', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000, unit: 'grapheme' }), (any) => {
        expect(['yes', 'no', 'na', 'unanswered', 'unclear']).toContain(text(any).value);
      }),
    );
  });
});

test('months have the names that Intl knows in each of our languages', () => {
  const missing = Object.keys(words).flatMap((language) => {
    const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
    const parts = Array.from({ length: 12 }, (_, month) => format.formatToParts(Date.UTC(2022, month, 1)));
    const months = parts.flatMap((of) => of.filter(({ type }) => type === 'month').map(({ value }) => value));
    return months.filter((month) => /^\p{L}{3,20}$/u.test(month) && withoutMonths(`31 ${month} 2022`) !== '2022');
  });
  expect(missing).toEqual([]);
});

describe('a background figure', () => {
  const figure = (value: number | null, year: number | null = null, unit: string | null = null) => ({
    value,
    unit,
    year,
  });
  test.each([
    ['305 200', 'count', figure(305200), null],
    ['305\u00a0200', 'count', figure(305200), null],
    ['9’843', 'count', figure(9843), null],
    ['1 234 567', 'count', figure(1234567), null],
    ['2022: 15 632 (they were transferred as of 1 January 2023.)', 'count', figure(15632, 2022), 'background-history'],
    ['2022: 15 632', 'count', figure(15632, 2022), null],
    ['31. joulukuuta 2022: 305 200', 'count', figure(305200, 2022), null],
    ['305 200 (1 de enero de 2023)', 'count', figure(305200, 2023), null],
    ['305 200 in soon 2022', 'count', figure(null, 2022), 'background-unclear'],
    ['2020: 10, 2021: 12', 'count', figure(12, 2021), 'background-history'],
    ['2 155 345 000 euros in the year 2022', 'money', figure(2155345000, 2022, 'EUR'), null],
    ['1.234.567,89 €', 'money', figure(1234567.89, null, 'EUR'), null],
    ['10 000 €', 'money', figure(10000, null, 'EUR'), null],
    ['3.2 million', 'money', figure(3200000), null],
    ['1 200 MEUR', 'money', figure(1.2e9, null, 'EUR'), null],
    ['DKK 12.5 bn (2021)', 'money', figure(12.5e9, 2021, 'DKK'), null],
    ['47', 'fullTimeEquivalent', figure(47), null],
    ['12,5', 'fullTimeEquivalent', figure(12.5), null],
    ['47 (2022)', 'fullTimeEquivalent', figure(47, 2022), null],
    ['4.467', 'count', figure(4467), 'background-ambiguous'],
    ['12,288', 'count', figure(12288), 'background-ambiguous'],
    ['1.072', 'fullTimeEquivalent', figure(1072), 'background-ambiguous'],
    ['2.155 billion euros', 'money', figure(null, null, 'EUR'), 'background-unclear'],
    ['1,072 million', 'money', figure(null), 'background-unclear'],
    ['0.305 million', 'count', figure(305000), null],
    ['2155,345 M€', 'money', figure(2155345000, null, 'EUR'), null],
    ['0.750', 'fullTimeEquivalent', figure(0.75), null],
    ['2 500 mil. lei', 'money', figure(null, null, 'RON'), 'background-unclear'],
    ['300 mil euros', 'money', figure(300000, null, 'EUR'), null],
    ['1 250 000 000 Kč', 'money', figure(1250000000, null, 'CZK'), null],
    ['120’00', 'count', figure(null), 'background-unclear'],
    ['~100', 'count', figure(null), 'background-unclear'],
    ['at least 10', 'count', figure(null), 'background-unclear'],
    ['40-50', 'count', figure(null), 'background-unclear'],
    ['hundreds', 'count', figure(null), 'background-unclear'],
    ['-5', 'count', figure(null), 'background-unclear'],
    ['12.5', 'count', figure(null), 'background-not-whole'],
    ['120 hours', 'fullTimeEquivalent', figure(null), 'background-unclear'],
    ['120 in house, 30 outsourced', 'count', figure(null), 'background-unclear'],
    ['Centre 1 200, districts 300, TOTAL: 1 500', 'count', figure(1500), null],
    ['Centre 1 200, districts 300, total 1 600', 'count', figure(null), 'background-unclear'],
    ['', 'count', figure(null), null],
    ['NA', 'count', figure(null), null],
  ] as const)('%j (%s) is %j, %s', (written, kind, expected, problem) => {
    expect(normaliseFigure(written, kind)).toEqual({ ...expected, problem });
  });

  test.each([
    ['EUR', '€ EUR euro Euroa'],
    ['GBP', '£ GBP gbp'],
    ['USD', 'USD US$ us$'],
    ['CHF', 'CHF SFr TCHF'],
    ['DKK', 'DKK tdkk'],
    ['SEK', 'SEK MSEK'],
    ['NOK', 'NOK nok'],
    ['ISK', 'ISK isk'],
    ['PLN', 'PLN zł ZŁ zl'],
    ['CZK', 'CZK Kč KČ kc'],
    ['HUF', 'HUF Ft'],
    ['RON', 'RON lei Lei'],
    ['BGN', 'BGN лв ЛВ.'],
    ['UAH', 'UAH грн ГРН ₴'],
    ['TRY', 'TRY ₺'],
    [null, 'kr $'],
  ])('is of %s by %s', (currency, signs) => {
    const units = signs.split(' ').map((sign) => normaliseFigure(`500 000 ${sign}`, 'money').unit);
    expect(new Set(units)).toEqual(new Set([currency]));
  });

  test('grouped by spaces or apostrophes, any number comes back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e11 - 1 }),
        fc.constantFrom(' ', '\u00a0', '\u202f', '’', "'"),
        (number, separator) => {
          const grouped = String(number).replace(/\B(?=(\d{3})+$)/g, separator);
          expect(normaliseFigure(grouped, 'count').value).toBe(number);
        },
      ),
    );
  });
});

test('the words of all languages are written as cells are compared with them', () => {
  const all = Object.values(words).flatMap((of) => Object.values(of).flat());
  expect(all.length).toBeGreaterThan(400);
  expect(all.filter((word) => foldedText(word) !== word)).toEqual([]);
});
