import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insightOf } from '../../../shared/domain/insight/insight.ts';
import { leaveOneOut } from '../../../shared/domain/insight/robustness/leave-one-out.ts';
import { rankInterval } from '../../../shared/domain/insight/robustness/rank-interval.ts';
import { limited, minGroup, ofGroup } from '../../../shared/domain/standings/limited.ts';
import { rankAmong } from '../../../shared/domain/standings/standings.ts';
import { meanPercent } from '../../../shared/domain/standings/tally.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { averagesPage } from '../../../shared/rendering/site/averages-page.ts';
import { roundSite } from '../../../shared/rendering/site/round-site.ts';
import { profile, reportOf, standingsOf } from '../../support/compared.ts';

/** A group of five is the least that the office promised: see docs/security.md. */
const least = 5;
const countries = ['FI', 'SE', 'NO', null];
const anyone = fc.record({
  code: fc.string({ unit: fc.constantFrom('Y', 'N', 'A'), minLength: 41, maxLength: 41 }),
  country: fc.constantFrom(...countries),
  population: fc.constantFrom(10_000, 70_000, 700_000),
});
const anybody = fc.array(anyone, { minLength: 1, maxLength: 14 });
const known = (people: readonly { code: string; country: string | null; population: number }[]) =>
  people.map(({ code, ...about }, index) => profile(`City ${index}`, code, about));

describe('what is known of few together', () => {
  test('is read from five on, and below by no name, no listing and no JSON', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.anything(), (authorities, secret) => {
        const one = limited(authorities, { secret });
        expect(ofGroup(one)).toEqual(authorities < least ? null : { secret });
        expect(Object.keys(one)).toEqual(['authorities']);
        expect(JSON.parse(JSON.stringify({ ...one }))).toEqual({ authorities });
      }),
    );
    expect(minGroup).toBe(least);
  });

  test('is told to no authority: no average, no rank, no interval, nobody who meets a question', () => {
    fc.assert(
      fc.property(anybody, (people) => {
        const all = known(people);
        const [own] = all as [(typeof all)[0]];
        const report = reportOf(own, { published: standingsOf(all), publishesEvidence: true });
        const isGroup = all.length >= least;
        const insight = insightOf(report, catalogue);
        expect(
          [leaveOneOut(report), rankInterval(report), insight.peers, insight.rank].map((one) => one !== null),
        ).toEqual(Array(4).fill(isGroup));
        for (const { metBy, rank } of insight.steps) {
          expect([metBy, rank].map((one) => one !== null)).toEqual([isGroup, isGroup]);
        }
        for (const { group, authorities } of insight.peers?.groups ?? []) {
          const members = all.filter(
            ({ country }) => group === 'all' || !group.startsWith('country:') || group === `country:${country}`,
          );
          expect(authorities, group).toBeGreaterThanOrEqual(least);
          expect(authorities, group).toBeLessThanOrEqual(members.length);
        }
        expect(insight.peers?.bestQuarter.authorities ?? least).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 20 },
    );
  });

  test('is on no page of the site as a group: a country has a row from its fifth authority on', () => {
    fc.assert(
      fc.property(anybody, (people) => {
        const all = known(people);
        const site = roundSite({
          ...{
            standings: standingsOf(all).standings,
            questionnaire: reportOf(all[0] as (typeof all)[0]).questionnaire,
          },
          ...{ language: 'en', showsEvidence: false, rounds: ['2022'] },
        });
        const page = String(averagesPage(site).content);
        for (const [name, id] of [
          ['Finland', 'FI'],
          ['Sweden', 'SE'],
          ['Norway', 'NO'],
        ]) {
          const members = all.filter(({ country }) => country === id);
          expect(page.includes(`>${name}<`), `${members.length} of ${name}`).toBe(members.length >= least);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('is ranked with the own file as the fifth, and not as the fourth', () => {
    const of = (authorities: number) =>
      limited(authorities, { percents: [authorities], categories: {}, pillars: {}, indicators: {} });
    expect(rankAmong(of(3), 50, null)).toBeNull();
    expect(rankAmong(of(4), 50, null)).toEqual({ rank: 1, of: 5 });
    expect(rankAmong(of(4), 0, 0)).toBeNull();
    expect(rankAmong(of(5), 0, 0)).toEqual({ rank: 1, of: 5 });
  });
});

test.each([
  [[], null],
  [[0, 1], 1],
  [[1, 1, 1], 1],
  [[0, 2, 1], 1.3],
  [[0, 1, 2], 1.7],
  [[1, 1], 0.5],
])('the mean of %j that show 0, 1, 2 %% is %s', (percents, mean) => expect(meanPercent(percents)).toBe(mean));
