import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAnswers } from '../../../shared/domain/answers/answer.ts';
import { nextSteps } from '../../../shared/domain/insight/improvement.ts';
import { indicatorsOf } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { score } from '../../../shared/domain/scoring/scoring.ts';
import { profile, reportOf, seven, standingsOf, theSeven } from '../../support/compared.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const anyCode = fc.string({ unit: fc.constantFrom('Y', 'N', 'A', '-', '?'), minLength: 41, maxLength: 41 });
const published = standingsOf(theSeven);
const ofEspoo = (about = {}) => nextSteps(reportOf(seven('Espoo'), { published, ...about }));

describe('the next steps of Espoo among the seven published', () => {
  test('are its 18 indicators not met; a half of a category comes first: .578 + .5 / 12 is .619, shown 62 %', () => {
    const steps = ofEspoo();
    expect(steps).toHaveLength(18);
    expect(
      steps.slice(0, 4).map(({ indicator, gain, overallGain, percent }) => [indicator, gain, overallGain, percent]),
    )
      // 3.1, 3.2 and 3.3 have two questions each; 3.1.2 and 3.3.2 are met by four of the seven.
      .toEqual([
        ['3.1.2', 4, 41, 62],
        ['3.3.2', 4, 41, 62],
        ['3.2.1', 4, 41, 62],
        ['3.2.2', 4, 41, 62],
      ]);
  });

  test('tell the rank a Yes would bring: 62 % of the seven is rank 6, alone before Porto', () => {
    expect(ofEspoo()[0]?.rank).toEqual({ rank: 6, of: 7 });
    expect(ofEspoo({ published: null })[0]?.rank).toBeNull();
  });

  test('name authorities that meet it with evidence only where the office publishes evidence', () => {
    expect(ofEspoo().flatMap(({ learnFrom }) => learnFrom)).toEqual([]);
    const first = ofEspoo({ publishesEvidence: true }).find(({ indicator }) => indicator === '3.1.2');
    // All of one population band and of other countries: the best three of those that meet it.
    expect(first?.learnFrom).toEqual(['Rotterdam', 'Tallinn', 'Madrid']);
  });
});

test('those to learn from are first of the same country, then of the same size, then the best; never without evidence', () => {
  const all = 'Y'.repeat(41);
  const own = profile('Own', 'N'.repeat(41), { country: 'FI', population: 300_000 });
  const others = [
    profile('Silent', all, { country: 'FI', population: 300_000, evidenceCode: '0'.repeat(41) }),
    profile('Abroad', all, { country: 'SE', population: 10_000 }),
    profile('Alike', all, { country: 'SE', population: 260_000 }),
    profile('Neighbour', `${'Y'.repeat(40)}N`, { country: 'FI', population: 10_000 }),
    profile('Unmet', `N${'Y'.repeat(40)}`, { country: 'FI', population: 300_000 }),
  ];
  const steps = nextSteps(reportOf(own, { published: standingsOf([own, ...others]), publishesEvidence: true }));
  expect(steps.find(({ indicator }) => indicator === '1.1.1')?.learnFrom).toEqual(['Neighbour', 'Alike', 'Abroad']);
});

test('any next step is what scoring the changed answers gives, and the greatest gain comes first', () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      const before = score(questionnaire, decodeAnswers(ids, code));
      const steps = nextSteps(reportOf(profile('Own', code), { published }));
      expect(steps.map(({ indicator }) => indicator).sort()).toEqual(
        ids.filter((_, index) => code.charAt(index) !== 'Y').sort(),
      );
      for (const { indicator, gain, overallGain, percent, rank } of steps) {
        const after = score(questionnaire, new Map(decodeAnswers(ids, code)).set(indicator, 'yes'));
        expect([percent, gain]).toEqual([after.percent, after.percent - before.percent]);
        expect(overallGain).toBe(Math.round(1000 * after.overall) - Math.round(1000 * before.overall));
        expect(rank).toEqual({ rank: 1 + theSeven.filter((one) => one.percent > percent).length, of: 8 });
      }
      const gains = steps.map(({ gain }) => gain);
      expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    }),
    { numRuns: 30 },
  );
});
