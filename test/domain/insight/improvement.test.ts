import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAnswers } from '../../../shared/domain/answers/answer.ts';
import { nextSteps } from '../../../shared/domain/insight/improvement.ts';
import { indicatorsOf } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { methodIds } from '../../../shared/domain/scoring/methods/methods.ts';
import { score } from '../../../shared/domain/scoring/scoring.ts';
import { profile, reportOf, seven, standingsOf, theSeven } from '../../support/compared.ts';
import { plainCounts, plainMethods, plainScore } from '../../support/plain-methods.ts';
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

test.each(methodIds)('any next step is what its score by hand gains, and the greatest comes first: %s', (method) => {
  const byHand = (code: string) => plainScore(plainMethods[method], plainCounts(questionnaire, code));
  const counted = theSeven.map((one) => ({ ...one, percent: byHand(one.answerCode)?.percent ?? Number.NaN }));
  const among = { published: standingsOf(counted, { method }) };
  fc.assert(
    fc.property(anyCode, (code) => {
      const before = byHand(code);
      const own = {
        ...reportOf(profile('Own', code), among),
        score: score(questionnaire, decodeAnswers(ids, code), method),
      };
      const steps = nextSteps(own);
      expect(steps.map(({ indicator }) => indicator).sort()).toEqual(
        ids.filter((_, index) => code.charAt(index) !== 'Y').sort(),
      );
      for (const { indicator, gain, overallGain, percent, rank } of steps) {
        const at = ids.indexOf(indicator);
        const after = byHand(`${code.slice(0, at)}Y${code.slice(at + 1)}`);
        expect([percent, gain]).toEqual([after?.percent, (after?.percent ?? 0) - (before?.percent ?? 0)]);
        expect(overallGain).toBeCloseTo(1000 * ((after?.overall ?? 0) - (before?.overall ?? 0)), 3);
        expect(rank).toEqual({ rank: 1 + counted.filter((one) => one.percent > percent).length, of: 8 });
      }
      const gains = steps.map(({ gain }) => gain);
      expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    }),
    { numRuns: 30 },
  );
});
