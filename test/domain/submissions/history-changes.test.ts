import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAnswers } from '../../../shared/domain/answers/answer.ts';
import { insightOf } from '../../../shared/domain/insight/insight.ts';
import { catalogueOf } from '../../../shared/domain/questionnaire/catalogue.ts';
import { indicatorsOf, type Questionnaire } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { methodIds, methodNamed } from '../../../shared/domain/scoring/methods/methods.ts';
import { score } from '../../../shared/domain/scoring/scoring.ts';
import type { HistoryEntry } from '../../../shared/domain/submissions/history.ts';
import { historyRows } from '../../../shared/domain/submissions/history-changes.ts';
import { profile, reportOf, seven } from '../../support/compared.ts';
import { percentBy, scoredDifferently } from '../../support/scored-differently.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const ids = indicatorsOf(userCentricity2023).map(({ id }) => id);

/** The next version: 1.1.1 is dropped and the others move up, 1.1.4 is new, 1.2.1 is reworded. */
const next: Questionnaire = {
  ...userCentricity2023,
  version: '2025',
  languages: ['en'],
  pillars: userCentricity2023.pillars.map((pillar) => ({
    ...pillar,
    categories: pillar.categories.map((category) => {
      if (category.id === '1.2') {
        const [first, ...others] = category.indicators;
        return { ...category, indicators: [{ ...first, id: '1.2.1', text: { en: 'Reworded?' } }, ...others] };
      }
      if (category.id !== '1.1') return category;
      const moved = category.indicators.slice(1).map((indicator, index) => ({ ...indicator, id: `1.1.${index + 1}` }));
      return { ...category, indicators: [...moved, { id: '1.1.4', text: { en: 'Newly asked?' } }] };
    }),
  })),
};
const moved: Record<string, string> = { '1.1.1': 'dropped', '1.1.2': '1.1.1', '1.1.3': '1.1.2', '1.1.4': '1.1.3' };
const catalogue = catalogueOf(
  [next, userCentricity2023],
  [
    {
      ...{ from: 'user-centricity@2023', to: 'user-centricity@2025', askedAnew: ['1.1.4'] },
      indicators: Object.fromEntries(ids.map((id) => [id, moved[id] ?? id])),
    },
  ],
);

const entry = (
  about: Pick<HistoryEntry, 'round' | 'order' | 'answerCode'> & {
    version?: '2023' | '2025';
    method?: HistoryEntry['method'];
  },
): HistoryEntry => {
  const { version = '2023', method = 'ucdashboard-2022', ...rest } = about;
  const questionnaire = catalogue.find(`user-centricity@${version}`) as Questionnaire;
  const values = decodeAnswers(
    indicatorsOf(questionnaire).map(({ id }) => id),
    about.answerCode,
  );
  return {
    ...{ authority: 'espoo', submission: about.order, questionnaire: `user-centricity@${version}`, method },
    ...{ evidenceCode: '', verifiedCode: '' },
    percent: score(questionnaire, values, methodNamed(method)).percent,
    ...rest,
  };
};
const espoo = seven('Espoo').answerCode;
const changed = (code: string, id: string, letter: string) => {
  const index = ids.indexOf(id);
  return code.slice(0, index) + letter + code.slice(index + 1);
};

describe('the history of an authority', () => {
  test('has all rounds by their first file, each with its files as they came, and the changes between them', () => {
    const rows = historyRows(
      [
        entry({ round: '2024', order: '2024-10-02T00:00:00.000Z#0#c', answerCode: changed(espoo, '3.2.1', 'Y') }),
        entry({ round: '2022', order: '2024-12-01T00:00:00.000Z#0#d', answerCode: espoo }),
        entry({ round: '2022', order: '2022-11-01T00:00:00.000Z#0#a', answerCode: changed(espoo, '1.1.1', 'N') }),
      ],
      catalogue,
    );
    expect(rows.map(({ round, receivedAt, percent, change }) => [round, receivedAt, percent, change])).toEqual([
      // Without 1.1.1 Skills is .5: (6.93 - .25) / 12 is .557.
      ['2022', '2022-11-01T00:00:00.000Z', 56, null],
      ['2022', '2024-12-01T00:00:00.000Z', 58, { total: 2, method: 0, review: 0, real: 2 }],
      ['2024', '2024-10-02T00:00:00.000Z', 62, { total: 4, method: 0, review: 0, real: 4 }],
    ]);
  });

  test('tells a change of the questionnaire from a change of the answers', () => {
    // Dropped 1.1.1 was met, new 1.1.4 is not answered: Skills falls from 3/4 to 2/4, 58 % to 56 %.
    const carried = `${espoo.slice(1, 4)}-${espoo.slice(4)}`;
    const [, row] = historyRows(
      [
        entry({ round: '2022', order: '2022', answerCode: espoo }),
        entry({ round: '2024', order: '2024', answerCode: changed(carried, '3.2.1', 'Y'), version: '2025' }),
      ],
      catalogue,
    );
    expect(row?.percent).toBe(60);
    expect(row?.change).toEqual({ total: 2, method: -2, review: 0, real: 4 });
  });

  test('tells what a review has changed from what the authority has, also when the method is another by then', () => {
    const order = '2022-11-01T00:00:00.000Z#0#a';
    const [reviewedAt, later] = ['2022-11-05T00:00:00.000Z', '2022-11-09T00:00:00.000Z'];
    const review = { order: `${order}#review#${reviewedAt}`, reviewedAt };
    const first = entry({ round: '2022', order, answerCode: scoredDifferently });
    // Judged by the other method it is another percentage already.
    const method = percentBy(scoredDifferently, 'exact') - first.percent;
    const answerCode = scoredDifferently.replace('Y', 'N');
    const second = { ...entry({ round: '2022', order, answerCode, method: 'exact' }), ...review };
    const third = entry({
      ...{ round: '2022', order: `${later}#0#b`, method: 'exact' },
      answerCode: scoredDifferently,
    });
    const rows = historyRows([third, second, first], catalogue);
    const points = third.percent - second.percent;
    expect([method === 0, points > 0]).toEqual([false, true]);
    expect(rows.map(({ receivedAt, change }) => [receivedAt, change])).toEqual([
      ['2022-11-01T00:00:00.000Z', null],
      [reviewedAt, { total: method - points, method, review: -points, real: 0 }],
      [later, { total: points, method: 0, review: 0, real: points }],
    ]);
  });

  test('does not split what it cannot judge any more', () => {
    const [, row] = historyRows(
      [
        { ...entry({ round: '2018', order: '2018', answerCode: espoo }), questionnaire: 'older@2018', percent: 40 },
        entry({ round: '2022', order: '2022', answerCode: espoo }),
      ],
      catalogue,
    );
    expect(row?.change).toEqual({ total: 18, method: null, review: null, real: null });
  });

  test('always adds up: method change and real change are the shown difference, and the same judging changes nothing', () => {
    const anyCode = fc.string({ unit: fc.constantFrom('Y', 'N', 'A', '-', '?'), minLength: 41, maxLength: 41 });
    const anyEntry = fc.record({
      answerCode: anyCode,
      version: fc.constantFrom('2023', '2025'),
      method: fc.constantFrom(...methodIds),
    });
    fc.assert(
      fc.property(anyEntry, anyEntry, (before, now) => {
        const [first, second] = historyRows(
          [entry({ round: '1', order: '1', ...before }), entry({ round: '2', order: '2', ...now })],
          catalogue,
        );
        const { total = Number.NaN, method, review, real } = second?.change ?? {};
        expect(total).toBe((second?.percent ?? 0) - (first?.percent ?? 0));
        // Nothing says what a newer question was in the older version.
        if (before.version > now.version) expect([method, real]).toEqual([null, null]);
        else expect((method ?? 0) + (review ?? 0) + (real ?? 0)).toBe(total);
        if (before.version === now.version && before.method === now.method) expect(method).toBe(0);
        if (before.version === now.version && before.answerCode === now.answerCode) expect(real).toBe(0);
      }),
    );
  });
});

describe('the change on the last round', () => {
  const before = [
    entry({ round: '2020', order: '2020-01-01T00:00:00.000Z#0#a', answerCode: 'N'.repeat(41) }),
    entry({ round: '2020', order: '2020-02-01T00:00:00.000Z#0#b', answerCode: changed(espoo, '1.1.1', 'N') }),
  ];
  const now = entry({ round: '2022', order: '2022-01-01T00:00:00.000Z#0#c', answerCode: espoo });

  test.each([
    ['this file in it', [...before, now]],
    ['this file not in it yet', before],
  ])('is against the last file of the round before, with %s', (_, history) => {
    expect(insightOf(reportOf(seven('Espoo'), { history }), catalogue).change).toEqual({
      ...{ round: '2020', percent: 56, total: 2, method: 0, review: 0, real: 2 },
    });
  });

  test('leaves what a review has made of the file to the office', () => {
    // 3.2 is of two: half a category more is 4 points.
    const answerCode = changed(espoo, '3.2.1', 'Y');
    const reviewedAt = '2022-01-05T00:00:00.000Z';
    const reviewed = { ...now, answerCode, reviewedAt, order: `${now.order}#review#${reviewedAt}` };
    const report = reportOf(profile('Espoo', answerCode), { history: [...before, now, reviewed] });
    expect(insightOf({ ...report, receivedAt: '2022-01-01T00:00:00Z' }, catalogue).change).toEqual({
      ...{ round: '2020', percent: 56, total: 6, method: 0, review: 4, real: 2 },
    });
  });

  test('is none in the first round', () => {
    expect(insightOf(reportOf(seven('Espoo'), { history: [now] }), catalogue).change).toBeNull();
  });
});
