import { expect, test } from 'vitest';
import {
  addAnyParts,
  isPublishedOfForm,
  shownByAll,
  yesNoStandings,
} from '../../../shared/domain/standings/any-standings.ts';
import { countFormAuthorities, type FormStandings } from '../../../shared/domain/standings/form-standings.ts';
import { standingsOf, theSeven } from '../../support/compared.ts';
import { defined } from '../../support/defined.ts';

const definition = defined([{ type: 'select_one', name: 'q1', list: 'yes_no_na' }]);
const authority = { answerCode: '0', evidenceCode: '0', verifiedCode: '', country: null, population: null };
const part = countFormAuthorities(
  definition,
  [100, 50, 100].map((percent) => ({ ...authority, percent })),
);
const form: FormStandings = {
  ...part,
  round: '2026',
  run: 'a',
  cutOff: '2026-05-31T00:00:00.000Z',
  questionnaire: 'made@1',
};
const { standings } = standingsOf(theSeven);

test('what all show is counted alike of either kind', () => {
  expect(shownByAll(part)).toEqual([
    [50, 1],
    [100, 2],
  ]);
  const shown = new Map<number, number>();
  for (const { percent } of theSeven) shown.set(percent, (shown.get(percent) ?? 0) + 1);
  expect(shownByAll(standings)).toEqual([...shown].sort(([a], [b]) => a - b));
});

test('parts of one kind add up, and those of two never do', () => {
  const double = addAnyParts(part, part);
  expect(shownByAll(double)).toEqual([
    [50, 2],
    [100, 4],
  ]);
  expect(addAnyParts(standings, standings).all.authorities).toBe(14);
  expect(() => addAnyParts(part, standings)).toThrow('do not add up');
  expect(() => addAnyParts(standings, part)).toThrow('do not add up');
});

test('standings are known by their method, and those of a form are none of the product', () => {
  expect([
    isPublishedOfForm({ standings: form, profiles: [] }),
    isPublishedOfForm({ standings, profiles: [] }),
  ]).toEqual([true, false]);
  expect(yesNoStandings(standings)).toBe(standings);
  expect(() => yesNoStandings(form)).toThrow('The standings of round 2026 are by made@1');
});
