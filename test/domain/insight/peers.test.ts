import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { peersOf } from '../../../shared/domain/insight/peers.ts';
import { profile, reportOf, seven, standingsOf, theSeven } from '../../support/compared.ts';

describe('Espoo among the seven published', () => {
  const peers = peersOf(reportOf(seven('Espoo'), { published: standingsOf(theSeven) }));

  test('86 79 75 74 71 58 58: average 71.6, quartiles 58, 74, 79; Espoo shares rank 6', () => {
    expect(peers?.groups).toEqual([
      {
        group: 'all',
        authorities: 7,
        average: 71.6,
        quartiles: { lower: 58, median: 74, upper: 79 },
        own: { rank: 6, of: 7 },
      },
      {
        group: 'population:250000',
        authorities: 7,
        average: 71.6,
        quartiles: { lower: 58, median: 74, upper: 79 },
        own: { rank: 6, of: 7 },
      },
    ]);
  });

  test('a part is pooled: Skills 4 3 3 2 4 3 3 of 4 is 22 of 28; its quartiles are of indicators met', () => {
    expect(peers?.parts.map(({ id }) => id)).toEqual(
      '1 1.1 1.2 1.3 2 2.1 2.2 2.3 2.4 2.5 2.6 3 3.1 3.2 3.3'.split(' '),
    );
    expect(peers?.parts.find(({ id }) => id === '1.1')).toEqual({
      ...{ id: '1.1', level: 'category', own: { met: 3, total: 4 }, average: { met: 22, total: 28 } },
      quartiles: { lower: 3, median: 3, upper: 4 },
      bestQuarter: { met: 16, total: 20 },
    });
    expect(peers?.parts.find(({ id }) => id === '1')?.average).toEqual({ met: 22 + 33 + 20, total: 7 * 13 });
  });

  test('the best quarter of seven is five, never fewer than a group may have', () => {
    expect(peers?.bestQuarter).toEqual({ authorities: 5, fromPercent: 71 });
  });
});

test('fewer than five are never shown: not as a group, not as all', () => {
  const own = seven('Espoo');
  expect(peersOf(reportOf(own, { published: standingsOf(theSeven.slice(3)) }))).toBeNull();
  expect(peersOf(reportOf(own, { published: null }))).toBeNull();
});

test('any groups are the averages and quartiles of those in them, with the own place as it is now', () => {
  const anyone = fc.record({
    code: fc.string({ unit: fc.constantFrom('Y', 'N'), minLength: 41, maxLength: 41 }),
    country: fc.constantFrom('FI', 'SE', null),
    population: fc.constantFrom(10_000, 700_000),
  });
  fc.assert(
    fc.property(fc.array(anyone, { minLength: 5, maxLength: 25 }), anyone, fc.boolean(), (people, now, known) => {
      const all = people.map(({ code, ...about }, index) => profile(`City ${index}`, code, about));
      const own = profile(known ? 'City 0' : 'New', now.code, now);
      const peers = peersOf(reportOf(own, { published: standingsOf(all) }));
      const inGroup = (group: string) => (one: (typeof all)[0]) =>
        group === 'all' ||
        group === `country:${one.country}` ||
        group === `population:${one.population === 10_000 ? 0 : 500_000}`;
      const groups = ['all', 'country:FI', 'country:SE', 'population:0', 'population:500000'];
      const expected = groups
        .map((group) => ({ group, members: all.filter(inGroup(group)) }))
        .filter(({ members }) => members.length >= 5);
      expect(peers?.groups.map(({ group }) => group)).toEqual(expected.map(({ group }) => group));
      for (const [index, { group, members }] of expected.entries()) {
        const percents = members.map(({ percent }) => percent).sort((a, b) => a - b);
        const at = (part: number) => percents[Math.ceil(part * percents.length) - 1];
        const row = peers?.groups[index];
        expect(row?.average).toBeCloseTo(percents.reduce((sum, one) => sum + one, 0) / percents.length, 0);
        expect(row?.quartiles).toEqual({ lower: at(0.25), median: at(0.5), upper: at(0.75) });
        const others = members.filter(({ authority }) => authority !== own.authority);
        const rank = 1 + others.filter(({ percent }) => percent > own.percent).length;
        expect(row?.own).toEqual(inGroup(group)(own) ? { rank, of: others.length + 1 } : null);
      }
    }),
    { numRuns: 60 },
  );
});

test('the best quarter covers at least a quarter, whole percentages at a time, and its counts are of just those', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 41 }), { minLength: 20, maxLength: 40 }), (met) => {
      const all = met.map((count, index) => profile(`City ${index}`, 'Y'.repeat(count).padEnd(41, 'N')));
      const peers = peersOf(reportOf(seven('Espoo'), { published: standingsOf(all) }));
      const { fromPercent = 0, authorities = 0 } = peers?.bestQuarter ?? {};
      const best = all.filter(({ percent }) => percent >= fromPercent);
      expect(authorities).toBe(best.length);
      expect(authorities).toBeGreaterThanOrEqual(all.length / 4);
      expect(all.filter(({ percent }) => percent > fromPercent).length).toBeLessThan(Math.max(5, all.length / 4));
      const skills = best.reduce((sum, { answerCode }) => sum + answerCode.slice(0, 4).replaceAll('N', '').length, 0);
      expect(peers?.parts.find(({ id }) => id === '1.1')?.bestQuarter).toEqual({ met: skills, total: 4 * best.length });
    }),
    { numRuns: 40 },
  );
});
