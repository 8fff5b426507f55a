import { describe, expect, test } from 'vitest';
import type { ResultsReport } from '../../../shared/domain/insight/results-report.ts';
import { comparisonOf, rankOfEntry, rankShowing } from '../../../shared/domain/standings/comparison.ts';
import { historyEntry } from '../../../shared/domain/submissions/history.ts';
import { candidateOf } from '../../support/answered.ts';
import { profile, reportOf, seven, standingsOf, theSeven } from '../../support/compared.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

const espoo = seven('Espoo');
const published = standingsOf(theSeven);
/** The counters hold all seven; of their profiles one is missing, as where a sample is published. */
const sampled = standingsOf(theSeven, { shown: theSeven.filter(({ name }) => name !== 'Espoo') });
const nothing = 'N'.repeat(41);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 1 };
const beforeCutOff = '2022-11-18T09:00:00.000Z#a';
const filed = (answerCode: string, about: object = {}) => ({
  ...historyEntry({ ...candidateOf(round, 'espoo', answerCode), order: beforeCutOff }),
  ...about,
});
const compared = (about: Partial<ResultsReport>, of = espoo) => comparisonOf(reportOf(of, { published, ...about }));

describe('a result is compared with the others', () => {
  test('of its standings, without itself', () => {
    const { others, own, counted, standings } = compared({}) ?? {};
    expect(others?.map(({ name }) => name).toSorted()).toEqual(
      theSeven.flatMap(({ name }) => (name === 'Espoo' ? [] : [name])).toSorted(),
    );
    expect(own).toEqual({ percent: 58, answerCode: espoo.answerCode, country: 'FI', population: 300_000 });
    expect(counted).toMatchObject({ percent: 58, groups: ['country:FI', 'population:250000'] });
    expect(standings).toBe(published.standings);
  });

  test('by the method of the standings, whatever its own file was scored by', () => {
    const own = profile('Espoo', `YYY${'NY'.repeat(19)}`);
    const percents = (['ucdashboard-2022', 'exact'] as const).map(
      (method) => compared({ published: standingsOf(theSeven, { method }) }, own)?.own.percent,
    );
    expect(percents).toEqual([54, 53]);
  });

  test('not before any are published, and not with those of another questionnaire', () => {
    expect(compared({ published: null })).toBeNull();
    const other = { ...published.standings, questionnaire: 'user-centricity@2024' };
    expect(compared({ published: { ...published, standings: other } })).toBeNull();
  });

  test('in nobody’s name as one that is not counted: all seven are others', () => {
    const comparison = compared({ authority: null });
    expect(comparison?.others).toHaveLength(7);
    expect(comparison?.counted).toBeNull();
  });

  test.each<[string, Partial<ResultsReport>, number | null]>([
    ['that the file gives', { registeredPopulation: 5 }, 300_000],
    ['that is registered, where the file gives none', { background: new Map(), registeredPopulation: 5 }, 5],
    ['that nobody knows', { background: new Map() }, null],
  ])('by the population %s', (_, about, population) => expect(compared(about)?.own.population).toBe(population));

  test('the first file, which the standings do not count: with all, and one more', () => {
    const first = profile('Turku', nothing);
    const comparison = comparisonOf(reportOf(first, { published, history: [filed(nothing)] }));
    expect(comparison?.counted).toBeNull();
    expect(comparison && rankShowing(0, comparison)).toEqual({ rank: 8, of: 8 });
    expect(comparison && rankShowing(100, comparison)).toEqual({ rank: 1, of: 8 });
  });

  test('once counted: in its own place, which it leaves for a better one', () => {
    const comparison = compared({});
    expect(comparison && rankShowing(58, comparison)).toEqual({ rank: 6, of: 7 });
    expect(comparison && rankShowing(0, comparison)).toEqual({ rank: 7, of: 7 });
  });
});

describe('where a sample of the others is published and the own result is not in it', () => {
  test('its history tells how it is counted', () => {
    const now = profile('Espoo', nothing, { country: 'FI', population: 60_000 });
    const comparison = comparisonOf(reportOf(now, { published: sampled, history: [filed(espoo.answerCode)] }));
    expect(comparison).toMatchObject({
      own: { percent: 0, answerCode: nothing },
      counted: { percent: 58, answerCode: espoo.answerCode, groups: ['country:FI', 'population:50000'] },
    });
    expect(comparison?.others).toHaveLength(6);
    expect(comparison?.standings).toBe(sampled.standings);
  });

  test.each([
    ['has none', []],
    ['is of another questionnaire', [filed(espoo.answerCode, { questionnaire: 'user-centricity@2024' })]],
    ['is of another round', [filed(espoo.answerCode, { round: '2021' })]],
    ['shows what nobody is counted with', [filed(nothing)]],
    ['begins after the cut-off', [filed(espoo.answerCode, { order: '2022-12-02T09:00:00.000Z#a' })]],
  ])('it counts as not counted where its history %s', (_, history) => {
    const comparison = compared({ published: sampled, history });
    expect(comparison).toMatchObject({ counted: null, own: { percent: 58 } });
    expect(comparison?.others).toHaveLength(6);
    expect(comparison && rankShowing(58, comparison)).toEqual({ rank: 6, of: 8 });
  });

  test('all are published where as many are as counted: its history says nothing more', () => {
    const six = theSeven.filter(({ name }) => name !== 'Espoo');
    const other = profile('Turku', espoo.answerCode);
    const comparison = compared({
      published: standingsOf([...six, other]),
      history: [filed(espoo.answerCode)],
    });
    expect(comparison?.counted).toBeNull();
  });
});

describe('the rank that the contact’s page shows', () => {
  const ranked = (history: readonly ReturnType<typeof filed>[], standings = published.standings) =>
    rankOfEntry(candidateOf(round, 'espoo', espoo.answerCode), history, standings, questionnaire);

  test('is none by standings of another questionnaire or another method', () => {
    const { standings } = published;
    expect(ranked([filed(espoo.answerCode)])).toEqual({ rank: 6, of: 7 });
    expect(ranked([], { ...standings, questionnaire: 'user-centricity@2024' })).toBeNull();
    expect(ranked([], { ...standings, method: 'exact' })).toBeNull();
  });

  test('does not hang on what was answered to another version', () =>
    expect(ranked([filed(espoo.answerCode, { questionnaire: 'user-centricity@2022' })])).toEqual({ rank: 6, of: 8 }));

  // Among few the counters are not read, also not to see whether anybody shows that much.
  test('among four is none, and with the own file as the fifth it is one', () => {
    const four = standingsOf(theSeven.slice(0, 4)).standings;
    expect(ranked([], four)).toEqual({ rank: 5, of: 5 });
    expect(ranked([filed(espoo.answerCode)], four)).toBeNull();
  });
});
