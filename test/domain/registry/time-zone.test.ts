import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  endOfDay,
  instantAt,
  localDay,
  localInstant,
  startOfDay,
  timeZoneNamed,
  zoneAt,
} from '../../../shared/domain/registry/time-zone.ts';

describe('a day in a zone', () => {
  // The ends as the zones' offsets give them, written by hand: no clock of ours is asked.
  test.each([
    ['2026-10-24', 'Europe/Helsinki', '2026-10-24T20:59:59.999Z', 'Europe/Helsinki, UTC+3'],
    ['2026-10-25', 'Europe/Helsinki', '2026-10-25T21:59:59.999Z', 'Europe/Helsinki, UTC+2'],
    ['2026-10-31', 'Europe/Helsinki', '2026-10-31T21:59:59.999Z', 'Europe/Helsinki, UTC+2'],
    ['2026-03-29', 'Europe/Helsinki', '2026-03-29T20:59:59.999Z', 'Europe/Helsinki, UTC+3'],
    ['2026-10-31', 'America/Los_Angeles', '2026-11-01T06:59:59.999Z', 'America/Los_Angeles, UTC−7'],
    ['2026-11-01', 'America/Los_Angeles', '2026-11-02T07:59:59.999Z', 'America/Los_Angeles, UTC−8'],
    ['2026-10-31', 'Asia/Kathmandu', '2026-10-31T18:14:59.999Z', 'Asia/Kathmandu, UTC+5:45'],
    ['2026-10-31', 'UTC', '2026-10-31T23:59:59.999Z', 'UTC'],
    // Put forward at midnight: the day after begins at 01:00; put back at midnight: the hour before it comes twice.
    ['2023-04-27', 'Africa/Cairo', '2023-04-27T21:59:59.999Z', 'Africa/Cairo, UTC+2'],
    ['2023-10-26', 'Africa/Cairo', '2023-10-26T21:59:59.999Z', 'Africa/Cairo, UTC+2'],
  ])('%s in %s ends at %s (%s)', (day, zone, end, named) => {
    expect(endOfDay(day, zone)).toBe(end);
    expect(zoneAt(end, zone)).toBe(named);
    expect(new Date(localInstant(end, zone)).toISOString()).toBe(end);
  });

  test('holds its first and its last millisecond and neither neighbour, in every zone', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    // Pacific/Apia and Kwajalein have left out a day; from 2012 on nobody has.
    const days = fc.date({ min: new Date('2012-01-02'), max: new Date('2036-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), days, (zone, date) => {
        const day = date.toISOString().slice(0, 10);
        const [start, end] = [startOfDay(day, zone), endOfDay(day, zone)];
        const beside = [Date.parse(start) - 1, Date.parse(end) + 1].map((at) => new Date(at).toISOString());
        expect([start, end].map((at) => localDay(at, zone))).toEqual([day, day]);
        for (const other of beside) expect(localDay(other, zone)).not.toBe(day);
      }),
      { numRuns: 300 },
    );
  });

  test('a time that clocks show twice is the earlier one, one that they skip is as late as it would have been', () => {
    expect(instantAt('2026-10-25T03:30:00.000', 'Europe/Helsinki')).toBe('2026-10-25T00:30:00.000Z');
    expect(instantAt('2026-03-29T03:30:00.000', 'Europe/Helsinki')).toBe('2026-03-29T01:30:00.000Z');
  });
});

test.each([
  ['europe/helsinki', 'Europe/Helsinki'],
  ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['utc', 'UTC'],
  ['+02:00', null],
  ['Helsinki', null],
  ['Mars/Olympus', null],
  ['', null],
])('the zone %j is %j', (text, zone) => {
  expect(timeZoneNamed(text)).toBe(zone);
});
