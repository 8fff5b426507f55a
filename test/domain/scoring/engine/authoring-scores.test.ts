import { describe, expect, test } from 'vitest';
import { scoreAnswers } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { shownOf } from '../../../../shared/domain/scoring/engine/shown.ts';
import {
  exactly,
  minus,
  type Rational,
  rounded,
  toNumber,
  written,
} from '../../../../shared/domain/scoring/rational.ts';
import { answersByAuthority, authored, isSharedThere, rowsOfCsv, sharedData } from '../../../support/authored.ts';

const folder = `${sharedData}/authoring`;

/** The reference scores numbers to the last digit, we to 12 decimals; so are sums of them a little off. */
const near = 1e-9;
const isNear = (a: Rational, b: Rational): boolean => Math.abs(toNumber(minus(a, b))) <= near;

describe.skipIf(!isSharedThere)('questionnaires of ../shared score as the reference scorer says', () => {
  test.each([
    ['user-centricity-2023', 17, 17],
    ['odm-2023', 561, 561],
    ['municipal-climate-2026', 165, 152],
    ['asem-coinr', 36, 3],
  ])('%s: %d rows, %d of them to the last digit', async (name, count, exact) => {
    const definition = await authored(`${folder}/${name}.xlsx`);
    const sets = answersByAuthority(definition, rowsOfCsv(`${folder}/${name}.answers.csv`));
    const scored = new Map([...sets].map(([authority, given]) => [authority, scoreAnswers(definition, given).nodes]));
    const expected = rowsOfCsv(`${folder}/${name}.scores.csv`);
    expect(expected).toHaveLength(count);
    let toTheLastDigit = 0;
    for (const row of expected) {
      const node = scored.get(row['authority'] ?? '')?.get(row['node'] ?? '');
      const of = `${row['authority']} ${row['node']}`;
      expect([of, node === undefined]).toEqual([of, false]);
      expect([of, shownOf(definition, node ?? null) ?? '']).toEqual([of, row['shown']]);
      if (node === undefined || node === null) {
        expect([of, row['points'], row['most'], row['score']]).toEqual([of, '', '', '']);
        toTheLastDigit += 1;
        continue;
      }
      const [points, score] = [exactly(row['points'] ?? ''), exactly(row['score'] ?? '')];
      expect([of, written(node.most)]).toEqual([of, row['most']]);
      expect([of, isNear(node.points, points), isNear(node.score ?? exactly('-9'), score)]).toEqual([of, true, true]);
      if (
        written(node.points) === row['points'] &&
        written(rounded(node.score ?? points, 12)) === written(rounded(score, 12))
      )
        toTheLastDigit += 1;
    }
    expect(toTheLastDigit).toBe(exact);
  });
});
