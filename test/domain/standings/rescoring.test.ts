import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerValues, codeOf, decodeAnswers } from '../../../shared/domain/answers/answer.ts';
import { catalogueOf } from '../../../shared/domain/questionnaire/catalogue.ts';
import { mapAnswers } from '../../../shared/domain/questionnaire/mapping.ts';
import { indicatorsOf, questionnaireKey } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { methodIds } from '../../../shared/domain/scoring/methods/methods.ts';
import { score } from '../../../shared/domain/scoring/scoring.ts';
import { countShown } from '../../../shared/domain/scoring/shown-counters.ts';
import { evenSampler } from '../../../shared/domain/standings/even-sample.ts';
import { rescoreBy, sameResult, scoringBasisOf } from '../../../shared/domain/standings/rescoring.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { profile } from '../../support/compared.ts';
import { withOlderVersion } from '../../support/older-questionnaire.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

const lettersOf = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...answerValues.map(codeOf)), { minLength: length, maxLength: length })
    .map((l) => l.join(''));
const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const key = questionnaireKey(questionnaire);

describe('judging answers again', () => {
  test('gives the percentage that scoring gave, by either method', () => {
    fc.assert(
      fc.property(lettersOf(ids.length), fc.constantFrom(...methodIds), (answerCode, method) => {
        const judged = rescoreBy(
          { questionnaire, method },
          catalogue,
        )({
          ...{ questionnaire: key, answerCode, evidenceCode: '1'.repeat(ids.length), verifiedCode: '' },
        });
        const { percent } = score(questionnaire, decodeAnswers(ids, answerCode), method);
        expect(judged).toEqual({
          ...{ answerCode, evidenceCode: '1'.repeat(ids.length), verifiedCode: '' },
          score: { percent, method, questionnaire: key },
        });
      }),
    );
  });

  test('carries answers to an older version over by the mapping, with their evidence', () => {
    const [newer = questionnaire, older = questionnaire] = withOlderVersion.all;
    const olderIds = indicatorsOf(older).map(({ id }) => id);
    const [mapping] = withOlderVersion.mappings;
    if (mapping === undefined) throw new Error('There is no mapping');
    const judge = rescoreBy({ questionnaire: newer, method: 'exact' }, withOlderVersion);
    fc.assert(
      fc.property(lettersOf(olderIds.length), (answerCode) => {
        const evidenceCode = answerCode.replaceAll('Y', '1').replaceAll(/[^1]/g, '0');
        const verifiedCode = answerCode.replaceAll('A', '1').replaceAll(/[^1]/g, '0');
        const judged = judge({ questionnaire: questionnaireKey(older), answerCode, evidenceCode, verifiedCode });
        const values = mapAnswers(mapping, decodeAnswers(olderIds, answerCode));
        const newerIds = indicatorsOf(newer).map(({ id }) => id);
        expect(judged?.answerCode).toBe(newerIds.map((id) => codeOf(values.get(id) ?? 'unanswered')).join(''));
        expect(judged?.score.percent).toBe(score(newer, values, 'exact').percent);
        expect(judged?.evidenceCode).toBe(judged?.answerCode.replaceAll('Y', '1').replaceAll(/[^1]/g, '0'));
        expect(judged?.verifiedCode).toBe(judged?.answerCode.replaceAll('A', '1').replaceAll(/[^1]/g, '0'));
        expect(
          judge({ ...{ questionnaire: questionnaireKey(older), answerCode, evidenceCode }, verifiedCode: '' }),
        ).toEqual({ ...judged, verifiedCode: '' });
      }),
    );
  });

  test('is not done where nothing says what became of the questions, and fails on a code that does not fit', () => {
    const judge = rescoreBy({ questionnaire, method: 'exact' }, catalogueOf([questionnaire], []));
    expect(judge({ questionnaire: 'other@1', answerCode: 'Y', evidenceCode: '1', verifiedCode: '' })).toBeNull();
    expect(() => judge({ questionnaire: key, answerCode: 'Y', evidenceCode: '1', verifiedCode: '' })).toThrow(
      /does not fit/,
    );
  });

  test('is by the method of the round, or else of its questionnaire', () => {
    const round = { id: '2022', questionnaire: key, opensAt: null, closesAt: null, shards: 1 };
    expect(scoringBasisOf(round, catalogue).method).toBe('ucdashboard-2022');
    expect(scoringBasisOf({ ...round, method: 'exact' }, catalogue).method).toBe('exact');
    expect(() => scoringBasisOf({ ...round, questionnaire: 'gone@1' }, catalogue)).toThrow(/gone@1/);
  });
});

describe('an even sample', () => {
  const yes = profile('any', 'Y'.repeat(ids.length));
  const shown = (percents: readonly number[]) =>
    percents.map((percent, index) => ({ ...yes, percent, authority: `a${index}` }));
  const sampleOf = (profiles: ReturnType<typeof shown>, most?: number) => {
    const sampler = evenSampler(countShown(profiles.map(({ percent }) => percent)), most);
    for (const one of profiles) sampler.offer(one);
    return sampler.sample();
  };

  test('is the same whichever order authorities come in, and all of them where they are few', () => {
    const percents = fc.array(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(-2.5, 0.25, 640.75)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(percents, fc.integer({ min: 1, max: 40 }), (given, most) => {
        const sample = sampleOf(shown(given), most);
        expect(sampleOf(shown(given).reverse(), most)).toEqual(sample);
        expect(sample).toHaveLength(Math.min(most, given.length));
        const sorted = [...given].sort((a, b) => a - b);
        const even = sample.map((_, index) => sorted[Math.floor(((index + 0.5) * sorted.length) / sample.length)]);
        expect(sample.map(({ percent }) => percent)).toEqual(even);
      }),
    );
  });

  test('of one percentage is spread over the authorities, not the first of the alphabet', () => {
    const sample = sampleOf(shown(new Array(1000).fill(50)), 100);
    const places = sample.map(({ authority }) => Number(authority.slice(1)));
    expect(places.filter((place) => place < 500).length).toBeGreaterThan(30);
    expect(places.filter((place) => place >= 500).length).toBeGreaterThan(30);
  });
});

test.each([
  [{}, true],
  [{ percent: 59 }, false],
  [{ method: 'exact' as const }, false],
  [{ questionnaire: 'user-centricity@2024' }, false],
])('a result with %j is the same: %s', (other, same) => {
  const shown = { percent: 58, method: 'ucdashboard-2022' as const, questionnaire: 'user-centricity@2023' };
  expect(sameResult(shown, { ...shown, ...other })).toBe(same);
});

test('answers are carried over by the mapping between just these two versions', () => {
  const [newer = questionnaire, older = questionnaire] = withOlderVersion.all;
  const [mapping] = withOlderVersion.mappings;
  const letters = 'Y'.repeat(indicatorsOf(older).length);
  const answered = {
    questionnaire: questionnaireKey(older),
    answerCode: letters,
    evidenceCode: letters,
    verifiedCode: '',
  };
  const judged = (mappings: readonly unknown[], find = withOlderVersion.find) =>
    rescoreBy(
      { questionnaire: newer, method: 'exact' },
      { find, mappings: mappings as typeof withOlderVersion.mappings },
    )(answered);
  expect(judged([mapping])).not.toBeNull();
  expect(judged([])).toBeNull();
  expect(
    judged([
      { ...mapping, from: 'another@1' },
      { ...mapping, to: 'another@1' },
    ]),
  ).toBeNull();
  expect(judged([mapping], () => undefined)).toBeNull();
});
