import { describe, expect, test } from 'vitest';
import type { AnswerValue } from '../../../shared/domain/answers/answer.ts';
import { planReview, type Reviewable } from '../../../shared/domain/review/plan-review.ts';
import { evidenceMark, holdsFor, type VerifiedAnswer } from '../../../shared/domain/review/review.ts';
import { reviewedRounds, updatedReview } from '../../../shared/domain/review/review-plan.ts';
import { type ReviewColumn, type ReviewRow, reviewKeyOf } from '../../../shared/domain/review/review-rows.ts';
import { answered } from '../../support/checked.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const at = '2023-01-10T09:00:00.000Z';
const before = '2023-01-09T09:00:00.000Z';
const claims = { '1.1.1': answered('yes', 'page 4'), '1.1.2': answered('no'), '1.1.3': answered('unclear', 'maybe') };
const verified = (value: AnswerValue, about: Partial<VerifiedAnswer> = {}): VerifiedAnswer => ({
  ...{ claimed: 'yes', evidence: evidenceMark(claims['1.1.1']), verified: value as VerifiedAnswer['verified'] },
  ...{ reason: 'Not found', at: before },
  ...about,
});
const row = (cells: Partial<Record<ReviewColumn, string>>): ReviewRow => {
  const all = { round: '2022', authority: 'espoo', submission: 's1', indicator: '1.1.1', ...cells };
  return {
    sheet: 'Review',
    cells: new Map(
      Object.entries(all).map(([column, text], index) => [column as ReviewColumn, { cell: `A${index}`, text }]),
    ),
  };
};
const planned = (rows: readonly ReviewRow[], already: Readonly<Record<string, VerifiedAnswer>> = {}) => {
  const espoo: Reviewable = {
    ...{ round: '2022', authority: 'espoo', authorityName: 'Espoo', submission: 's1' },
    ...{ questionnaire: userCentricity2023, claimed: new Map(Object.entries(claims)), verified: already },
  };
  return planReview(rows, new Map([[reviewKeyOf(row({})), espoo]]), at);
};
const codes = (...of: Parameters<typeof planned>) => planned(...of).report.problems.map(({ code }) => code);

describe('a row decides', () => {
  test('what is verified, with its reason, and tells what counted before and counts now', () => {
    const plan = planned([row({ verified: 'No', reason: ' Not  found ' })]);
    expect(plan).toEqual({
      kind: 'review',
      updates: [{ round: '2022', authority: 'espoo', given: { '1.1.1': verified('no', { reason: 'Not found', at }) } }],
      report: {
        decisions: [
          {
            ...{ round: '2022', authority: 'espoo', authorityName: 'Espoo', indicator: '1.1.1' },
            ...{ claimed: 'yes', before: 'yes', after: 'no', reason: 'Not found' },
          },
        ],
        problems: [],
      },
    });
    expect(reviewedRounds(plan)).toEqual(['2022']);
  });

  test.each(['as claimed', 'As Claimed', 'claimed', '-', '–', '—'])(
    'with "%s" that it counts as claimed again',
    (text) => {
      const plan = planned([row({ verified: text, reason: 'It was found' })], { '1.1.1': verified('no') });
      expect(plan.report.decisions).toMatchObject([{ before: 'no', after: 'yes' }]);
      expect(plan.updates[0]?.given['1.1.1']?.verified).toBeNull();
      // Where nothing was verified there is nothing to take back.
      expect(planned([row({ verified: text })]).updates).toEqual([]);
    },
  );

  test('nothing again: the same answer for the same reason is no decision, another reason is', () => {
    const already = { '1.1.1': verified('no') };
    expect(planned([row({ verified: 'No', reason: 'Not found' })], already)).toMatchObject({
      updates: [],
      report: { decisions: [] },
    });
    expect(planned([row({ verified: 'No', reason: 'Still not' })], already).updates).toHaveLength(1);
    // It was decided of another claim.
    const stale = { '1.1.1': verified('no', { evidence: 'of another text' }) };
    expect(planned([row({ verified: 'No', reason: 'Not found' })], stale).report.decisions).toMatchObject([
      { before: 'yes' },
    ]);
  });

  test('without a reason only what changes nothing', () => {
    expect(planned([row({ verified: 'Yes' })]).updates).toHaveLength(1);
    expect(codes([row({ verified: 'No' })])).toEqual(['review-reason-missing']);
    expect(codes([row({ verified: 'Yes' })], { '1.1.1': verified('no') })).toEqual(['review-reason-missing']);
    expect(codes([row({ verified: 'as claimed' })], { '1.1.1': verified('no') })).toEqual(['review-reason-missing']);
    expect(codes([row({ indicator: '1.1.3', verified: 'No' })])).toEqual(['review-reason-missing']);
  });

  test('for an authority once: two rows of it are one update', () => {
    const rows = [row({ verified: 'No', reason: 'x' }), row({ indicator: '1.1.2', verified: 'Yes', reason: 'y' })];
    expect(planned(rows).updates).toMatchObject([
      { given: { '1.1.1': { verified: 'no' }, '1.1.2': { verified: 'yes' } } },
    ]);
  });
});

test.each<[string, Partial<Record<ReviewColumn, string>>, string[], string | null]>([
  ['an authority that is not known', { authority: 'porto' }, ['review-authority-unknown'], 'A1'],
  ['another round', { round: '2021' }, ['review-authority-unknown'], 'A1'],
  ['another file', { submission: 's0' }, ['review-outdated'], 'A2'],
  [
    'another file and a question that is not there',
    { submission: 's0', indicator: '9.9.9' },
    ['review-outdated'],
    'A2',
  ],
  ['a question that is not there', { indicator: '9.9.9' }, ['review-indicator-unknown'], 'A3'],
  ['no answer', { verified: 'perhaps' }, ['review-answer-unclear'], 'A4'],
  ['a reason of 501 characters', { reason: 'x'.repeat(501) }, ['review-reason-long'], 'A5'],
  [
    'all at once',
    { indicator: '9.9.9', verified: '?', reason: 'x'.repeat(501) },
    ['review-indicator-unknown', 'review-answer-unclear', 'review-reason-long'],
    'A3',
  ],
])('is told at its cell: %s', (_, cells, expected, cell) => {
  const { problems } = planned([row({ verified: 'No', reason: 'Not found', ...cells })]).report;
  expect(problems.map(({ code }) => code)).toEqual(expected);
  expect(problems[0]).toMatchObject({ sheet: 'Review', cell });
});

test('a reason of 500 characters is taken, and of two rows about one answer the second is told', () => {
  expect(codes([row({ verified: 'No', reason: 'x'.repeat(500) })])).toEqual([]);
  const twice = planned([row({ verified: 'No', reason: 'x' }), row({ verified: 'Yes', reason: 'y' })]);
  expect(twice.report.problems).toMatchObject([{ code: 'review-twice', cell: 'A3', facts: { indicator: '1.1.1' } }]);
  expect(twice.updates).toMatchObject([{ given: { '1.1.1': { verified: 'no' } } }]);
});

test('what is verified holds for the claim it was decided of, and for our own results sent back', () => {
  const one = verified('no');
  expect(holdsFor(one, claims['1.1.1'])).toBe(true);
  expect(holdsFor(one, { ...claims['1.1.1'], value: 'no' })).toBe(true);
  expect(holdsFor(one, { ...claims['1.1.1'], value: 'na' })).toBe(false);
  expect(holdsFor(one, { ...claims['1.1.1'], evidence: ' page 4 ' })).toBe(true);
  expect(holdsFor(one, { ...claims['1.1.1'], evidence: 'page 5' })).toBe(false);
});

test('of two decisions about one answer the later stays, in whichever order they are done', () => {
  const [early, late] = [verified('no', { at: before }), verified('na', { at })];
  const update = (one: VerifiedAnswer) => ({ round: '2022', authority: 'espoo', given: { '1.1.1': one } });
  expect(updatedReview({ '1.1.1': late }, update(early))).toEqual({ '1.1.1': late });
  expect(updatedReview({ '1.1.1': early, '1.1.2': early }, update(late))).toEqual({ '1.1.1': late, '1.1.2': early });
  expect(updatedReview({}, update(early))).toEqual({ '1.1.1': early });
  expect(updatedReview({ '1.1.1': early }, update({ ...early, reason: 'the same moment' }))['1.1.1']?.reason).toBe(
    'the same moment',
  );
});
