import { describe, expect, test } from 'vitest';
import type { AnswerValue } from '../../../../shared/domain/answers/answer.ts';
import { checkClaims } from '../../../../shared/domain/answers/checks/check-claims.ts';
import { answered, checked } from '../../../support/checked.ts';

/** Asks for the last three years; 1.1.1 asks for no years. */
const ofThreeYears = '1.1.2';
const found = (
  evidence: string,
  { indicator = ofThreeYears, value = 'yes' as AnswerValue, round = '2022' as string | null } = {},
) => checkClaims(checked({ [indicator]: answered(value, evidence) }, { identity: { round } }));
const codes = (...of: Parameters<typeof found>) => found(...of).map(({ code }) => code);

describe('years beside a question for the last three', () => {
  test.each([
    ['Trained in 2019.', []],
    ['Trained in 2018.', ['evidence-old']],
    ['Trained in 1998.', ['evidence-old']],
    ['Trained in 2018 and again in 2019.', []],
    ['Trained in 2018, 2017 and 2016.', ['evidence-old']],
    ['Trained all of them.', []],
    // No years: parts of numbers, dates and addresses.
    ['Room 12018 on floor 3, 20181 people', []],
    ['Reference 4/2018', []],
    ['Costs of 3.2018 and 5,2018', []],
    ['Area-2018', []],
    ['Trained 2218 people', []],
  ])('in the round 2022: %s %j', (evidence, expected) => expect(codes(evidence)).toEqual(expected));

  test('say which is the newest and how many years were asked for', () => {
    expect(found('Begun in 2011. Trained in 2018; see the report.')).toMatchObject([
      {
        ...{ code: 'evidence-old', sheet: 'Answers', cell: 'E9', indicator: ofThreeYears, read: 'Begun in 2011.' },
        facts: { years: '3', since: '2019', newest: '2018', answerCell: 'D9', evidenceCell: 'E9' },
      },
    ]);
  });

  test.each([
    ['a question that asks for none', { indicator: '1.1.1' }],
    ['a No', { value: 'no' as const }],
    ['a round that is called otherwise', { round: '2022-pilot' }],
    ['a round of another century', { round: '2122' }],
    ['no round', { round: null }],
  ])('are old beside no other: %s', (_, of) => expect(codes('Trained in 2010.', of)).toEqual([]));

  test('are counted in a round of 1999 as well', () => {
    expect(codes('Trained in 1995.', { round: '1999' })).toEqual(['evidence-old']);
    expect(codes('Trained in 1996.', { round: '1999' })).toEqual([]);
  });
});

describe('a plan beside a Yes', () => {
  test.each([
    ['A strategy is planned.', ['evidence-planned']],
    ['Adopted in 2021; a second one is planned.', []],
    ['Adopted in 2021. A second one is planned.', []],
    ['It will start in 2028.', ['evidence-planned']],
    ['Starts in 2023', ['evidence-planned']],
    ['Starts in 2022', []],
  ])('%s %j', (evidence, expected) => expect(codes(evidence, { indicator: '1.1.1' })).toEqual(expected));

  test('is none beside a No', () => expect(codes('A strategy is planned.', { value: 'no' })).toEqual([]));
});

describe('full evidence beside a No', () => {
  const full = 'Every employee has a service design training in the first year'.padEnd(80, '.');
  const no = (evidence: string) => codes(evidence, { value: 'no', indicator: '1.1.1' });

  test('is asked about from 80 characters on, at the answer', () => {
    expect(no(full.slice(0, 79))).toEqual([]);
    expect(no(full)).toEqual(['answer-contradicts-evidence']);
    expect(found(full, { value: 'no', indicator: '1.1.1' })).toMatchObject([{ cell: 'D9', facts: { value: 'no' } }]);
  });

  test.each(['but', 'not', 'never', 'lacking', 'keine', 'ei', 'aucune', 'geen'])(
    'is none that explains itself: %s',
    (word) => expect(no(`${full} ${word} yet`)).toEqual([]),
  );

  test('is none that stands beside a Yes as well', () => {
    const both = checked({ '1.1.1': answered('no', full), '1.1.3': answered('yes', full, 'Answers!D11') });
    expect(checkClaims(both)).toEqual([]);
    const other = checked({ '1.1.1': answered('no', full), '1.1.3': answered('no', full, 'Answers!D11') });
    expect(checkClaims(other)).toHaveLength(2);
  });

  test('is asked about beside no other answer', () => {
    for (const value of ['na', 'unanswered', 'unclear'] as const)
      expect(codes(full, { value, indicator: '1.1.1' })).toEqual([]);
  });
});

describe('a share below what is asked for', () => {
  test.each([
    // 2.2.2 asks for more than 20 % of the population, 2.2.1 for the majority of services.
    ['2.2.2', 'Downloaded by 20 % of the population', []],
    ['2.2.2', 'Downloaded by 19.9 % of the population', ['evidence-below']],
    ['2.2.1', 'Of services 50 % are online', []],
    ['2.2.1', 'Of services 49,5 % are online', ['evidence-below']],
    ['2.2.2', 'Downloaded by 8 % of the population, of the population of age by 25 %', []],
    ['2.2.2', 'Downloaded often. Prices fell by 8 %. Liked by 25 % of the population.', []],
    ['2.2.2', 'Downloaded by 1008 % of the population', []],
  ])('%s: %s %j', (indicator, evidence, expected) => expect(codes(evidence, { indicator })).toEqual(expected));

  test('is told with its own sentence, the highest of several, and what was asked for', () => {
    const evidence = 'The app is online. Population that downloaded it: 8 %, then 12 %.\nMore next year.';
    expect(found(evidence, { indicator: '2.2.2' })).toMatchObject([
      { read: 'Population that downloaded it: 8 %, then 12 %.', facts: { threshold: '20', found: '12 %' } },
    ]);
  });

  test('is none beside a No', () =>
    expect(codes('Downloaded by 8 % of the population', { indicator: '2.2.2', value: 'no' })).toEqual([]));

  test.each([
    // A part and its whole, which is the greater and no year.
    ['Services online: 29 of 60', ['evidence-below']],
    ['Services online: 30 of 60', []],
    ['Services online: 29 out of the 60', ['evidence-below']],
    ['Online sind 12 von 40 services', ['evidence-below']],
    ['Services online: 60 of 29', []],
    ['Services online: 1 of 1', []],
    ['Services by decree 3 of 2022', []],
    ['Services by decree 3 of 1900', []],
    ['Services by decree 3 of 2099', []],
    ['Services online: 3 of 1899', ['evidence-below']],
    ['Services online: 3 of 2100', ['evidence-below']],
    ['Services online: 10 of 60, and 70 %', []],
    ['Services online: 70 %, of which 10 of 60 in a second language', []],
    ['Services by page 1.3 of 60', []],
  ])('in parts, of the majority: %s %j', (evidence, expected) =>
    expect(codes(evidence, { indicator: '2.2.1' })).toEqual(expected),
  );

  test.each([
    // It stands alone, and is hardly of anything else.
    ['31 % zufrieden', ['evidence-below']],
    ['31 %', ['evidence-below']],
    ['0 %', ['evidence-below']],
    ['31 % alpha bravo charlie deltas echoes', ['evidence-below']],
    ['31 % alpha bravo charlie deltas echoes foxtrot', []],
    ['31 % of the budget', []],
    ['Costs fell by 31 %', []],
    ['31 % zufrieden. Seit Mai.', []],
    // Another sentence talks of what was asked.
    ['The app is liked by 31 % zufrieden. All services are there.', []],
    ['All services are there. Online services make 31 % zufrieden.', ['evidence-below']],
    ['All services are there.\nOnline services: 31 %', ['evidence-below']],
  ])('alone, or beside other sentences: %s %j', (evidence, expected) =>
    expect(codes(evidence, { indicator: '2.2.1' })).toEqual(expected),
  );

  test('is the first of two as high, and stands in the first sentence that names it', () => {
    const evidence = 'All services together: 31,0 %. Services of the city: 31 %, or 31 per cent!';
    expect(found(evidence, { indicator: '2.2.1' })).toMatchObject([
      { read: 'All services together: 31,0 %.', facts: { threshold: '50', found: '31,0 %' } },
    ]);
  });
});

test('what is told names the answer’s cell where that of the evidence is not known, and is cut at 160 characters', () => {
  const long = `Planned: ${'x'.repeat(300)}`;
  const input = checked({ '1.1.1': answered('yes', long, "'It''s ours'!D9") }, { evidenceCells: new Map() });
  expect(checkClaims(input)).toMatchObject([
    { sheet: "It's ours", cell: 'D9', read: long.slice(0, 160), facts: { answerCell: 'D9', evidenceCell: 'D9' } },
  ]);
});

test('an answer in no cell, without evidence, or of no question is not asked about', () => {
  expect(checkClaims(checked({ '1.1.1': answered('yes', 'It is planned.', null) }))).toEqual([]);
  expect(checkClaims(checked({ '1.1.1': answered('yes') }))).toEqual([]);
  expect(checkClaims(checked({ '9.9.9': answered('yes', 'It is planned.') }))).toEqual([]);
});
