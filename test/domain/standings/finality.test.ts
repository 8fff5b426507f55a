import { describe, expect, test } from 'vitest';
import { finalityOf, isFinalDue } from '../../../shared/domain/standings/finality.ts';

const closed = '2022-10-31T23:59:59.999Z';
const later = '2022-12-01T00:00:00.000Z';
const day = 86_400_000;
const at = (instant: string, days = 0, ms = 0): Date => new Date(new Date(instant).getTime() + days * day + ms);

const round = (finalResults?: string, closesAt: string | null = closed) => ({ closesAt, finalResults });

describe('results become final by themselves', () => {
  test.each<[string, ReturnType<typeof round>, Date, boolean]>([
    ['at the close', round(), at(closed), true],
    ['at the close, when it says so', round('at close'), at(closed), true],
    ['not a moment before', round(), at(closed, 0, -1), false],
    ['within thirty days', round(), at(closed, 30, -1), true],
    ['and not after them', round(), at(closed, 30), false],
    ['at a later moment', round(later), at(later), true],
    ['and not before it', round(later), at(later, 0, -1), false],
    ['but never before the close', round('2022-10-01T00:00:00.000Z'), at('2022-10-02T00:00:00.000Z'), false],
    ['then at the close', round('2022-10-01T00:00:00.000Z'), at(closed), true],
    ['at a moment, without a close', round(later, null), at(later), true],
    ['never without a close', round(undefined, null), at(later), false],
    ['never where the office says so', round('by office'), at(closed, 1), false],
  ])('%s', (_, of, cutOff, expected) => expect(isFinalDue(of, false, cutOff)).toBe(expected));

  test.each([round('by office'), round(), round(undefined, null)])('and whenever the office has said so', (of) =>
    expect(isFinalDue(of, true, at('2020-01-01T00:00:00.000Z'))).toBe(true),
  );
});

test.each<[string, ReturnType<typeof round>, Date, object | null]>([
  ['open until the last moment', round(), at(closed), { state: 'open', registered: 7 }],
  ['open where it never closes', round(undefined, null), at(closed, 999), { state: 'open', registered: 7 }],
  ['awaited within the hour', round(), at(closed, 0, 1), { state: 'awaited', from: null }],
  ['awaited for long', round(), at(closed, 30, -1), { state: 'awaited', from: null }],
  ['nothing is said of one from long ago', round(), at(closed, 30), null],
  ['awaited from a moment on', round(later), at(closed, 1), { state: 'awaited', from: later }],
  ['at that moment within the hour', round(later), at(later), { state: 'awaited', from: null }],
  ['awaited until the office says so', round('by office'), at(closed, 999), { state: 'awaited', from: null }],
])('a round is %s', (_, of, now, expected) => expect(finalityOf(of, { registered: 7 }, now)).toEqual(expected));

test('it is final once its standings say so, and open of nobody knows how many before there are any', () => {
  const final = { since: closed, correctedAt: later };
  expect(finalityOf(round(), { registered: 7, final }, at(closed, -9))).toEqual({ state: 'final', ...final });
  expect(finalityOf(round(), null, at(closed))).toEqual({ state: 'open', registered: null });
  expect(finalityOf(round(), {}, at(closed))).toEqual({ state: 'open', registered: null });
});
