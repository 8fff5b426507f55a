import { expect, test } from 'vitest';
import { isRoundActive } from '../../../shared/domain/registry/is-round-active.ts';

const opensAt = '2022-09-01T00:00:00.000Z';
const closesAt = '2022-10-31T22:59:59.999Z';

test.each([
  ['2022-08-31T23:59:59.999Z', false, 'a moment before it opens'],
  ['2022-09-01T00:00:00.000Z', true, 'when it opens'],
  ['2022-11-30T22:59:59.998Z', true, 'thirty days after it closed, but for a moment'],
  ['2022-11-30T22:59:59.999Z', false, 'thirty days after it closed'],
])('at %s a round is active: %s (%s)', (now, active) =>
  expect(isRoundActive({ opensAt, closesAt }, new Date(now))).toBe(active),
);

test.each([
  [null, null, true],
  [null, closesAt, false],
  [opensAt, null, true],
  ['2023-01-01T00:00:00.000Z', null, false],
])('in December 2022 one that opened %s and closed %s is active: %s', (opens, closes, active) =>
  expect(isRoundActive({ opensAt: opens, closesAt: closes }, new Date('2022-12-24T00:00:00Z'))).toBe(active),
);

test('while an authority has a deadline of its own the round is active thirty days longer', () => {
  const lastDeadline = '2022-12-31T22:59:59.999Z';
  const round = { opensAt, closesAt, lastDeadline };
  expect(isRoundActive(round, new Date('2023-01-30T22:59:59.998Z'))).toBe(true);
  expect(isRoundActive(round, new Date('2023-01-30T22:59:59.999Z'))).toBe(false);
});
