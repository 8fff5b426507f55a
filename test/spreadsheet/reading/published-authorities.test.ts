import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../../shared/domain/answers/answer.ts';
import { readCityPage } from '../../../shared/domain/questionnaire/city-page.ts';
import { countPercents, rankOf } from '../../../shared/domain/scoring/ranking.ts';
import { authorityId } from '../../../shared/domain/submissions/submission.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { publishedRanking, valuesFor } from '../../support/published-ranking.ts';
import { assessFile, userCentricity2023 as questionnaire, type ScoredFile } from '../../support/user-centricity.ts';

const named = (name: string) => ({
  questionnaire,
  language: 'en',
  authority: { id: authorityId(name), name },
  round: '2022',
});

describe('the seven published authorities, each from a workbook of its own', () => {
  let read: ScoredFile[];
  beforeAll(async () => {
    read = await Promise.all(
      publishedRanking.map(async ({ authority, counts }) => {
        const answers = new Map(
          [...valuesFor(questionnaire, counts)].map(([id, value]): [string, Answer] => [
            id,
            { value, evidence: `Report on ${id}`, raw: '', cell: null },
          ]),
        );
        return assessFile(await writeQuestionnaireWorkbook({ ...named(authority), answers }));
      }),
    );
  });

  test.each(publishedRanking.map((published, index) => ({ ...published, index })))(
    '$authority: $percent %, its twelve counts, nothing to correct',
    ({ authority, percent, counts, index }) => {
      const assessed = read[index];
      expect(assessed?.authority?.name).toBe(authority);
      expect(assessed?.score?.percent).toBe(percent);
      expect(Object.values(assessed?.score?.categories ?? {})).toEqual(counts);
      expect(assessed?.problems).toEqual([]);
    },
  );

  test('ranked together they stand in the published order, with the published tie', () => {
    const percents = read.map(({ score }) => score?.percent ?? -1);
    const counters = countPercents(percents);
    const ranks = percents.map((percent) => rankOf(percent, counters));
    // Where the published ranks differ by how many others lie between, order and ties stay the same.
    const published = publishedRanking.map(({ rank }) => rank);
    for (const [a] of published.entries()) {
      for (const [b] of published.entries()) {
        expect(Math.sign((ranks[a] ?? 0) - (ranks[b] ?? 0))).toBe(Math.sign((published[a] ?? 0) - (published[b] ?? 0)));
      }
    }
  });
});

describe("Espoo's own page, turned into a workbook and read back", () => {
  const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), questionnaire);
  let read: ScoredFile;
  beforeAll(async () => {
    read = await assessFile(await writeQuestionnaireWorkbook({ ...named('Espoo'), ...page }));
  });

  test('gives 58%, 23 of 41, and all three readings', () => {
    expect(read.score).toMatchObject({
      percent: 58,
      overall: 0.578,
      met: 23,
      total: 41,
      pillars: { '1': { met: 9, total: 13 }, '2': { met: 12, total: 22 }, '3': { met: 2, total: 6 } },
      readings: { naNotMet: 58, naExcluded: 73, naMet: 81 },
    });
  });

  test('gives all 41 answers and every evidence text whole', () => {
    const expected = [...page.answers].map(([id, { value, evidence }]) => [id, value, evidence]);
    expect(expected).toHaveLength(41);
    expect([...read.answers].map(([id, { value, evidence }]) => [id, value, evidence])).toEqual(expected);
    expect(read.answers.get('1.1.1')?.cell).toBe('Questionnaire!D9');
  });

  test('gives the background figures as numbers', () => {
    expect(
      Object.fromEntries([...read.background].map(([id, { value, unit, year }]) => [id, [value, unit, year]])),
    ).toEqual({
      population: [305200, null, null],
      employees: [15632, null, 2022],
      budget: [2155345000, 'EUR', 2022],
      ictSpecialistsDirect: [47, null, null],
      ictSpecialistsIndirect: [153, null, null],
    });
  });

  test('asks about the one figure with a history and the one NA with "ok"', () => {
    expect(read.problems.map(({ severity, code, indicator, cell }) => [severity, code, indicator, cell])).toEqual([
      ['query', 'background-history', 'employees', 'D8'],
      ['query', 'evidence-weak', '2.1.3', 'E28'],
    ]);
  });
});
