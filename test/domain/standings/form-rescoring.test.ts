import { describe, expect, test } from 'vitest';
import type { WrittenDefinition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { carriedForm, judgeForm, mapsFrom } from '../../../shared/domain/standings/form-rescoring.ts';
import { defined } from '../../support/defined.ts';

const lists = (names: readonly string[]): WrittenDefinition['lists'] => [
  { name: 'grades', choices: names.map((name, at) => ({ name, label: { en: name }, points: String(at) })) },
];
const older = defined(
  [
    { type: 'select_one', name: 'a', list: 'grades' },
    { type: 'select_multiple', name: 'b', list: 'grades' },
    { type: 'decimal', name: 'c' },
    { type: 'text', name: 'd' },
    { type: 'select_one', name: 'e', list: 'grades' },
    { type: 'select_one', name: 'f', list: 'grades' },
  ],
  { version: '1', lists: lists(['low', 'middle', 'high']) },
);
/** Its list is in another order, has lost `middle`, and calls `high` otherwise. */
const newer = defined(
  [
    { type: 'text', name: 'd' },
    { type: 'decimal', name: 'c2' },
    { type: 'select_multiple', name: 'b', list: 'grades' },
    { type: 'select_one', name: 'a', list: 'grades', evidence: { rule: 'required', choices: [] } },
    { type: 'decimal', name: 'e' },
    { type: 'select_one', name: 'f', list: 'grades' },
  ],
  {
    ...{ version: '2', lists: lists(['none', 'top', 'low']) },
    mapping: {
      from: 'made@1',
      questions: [
        { old: 'a', new: 'a', values: [{ old: 'high', new: 'top' }] },
        { old: 'b', new: 'b', values: [{ old: 'high', new: 'top' }] },
        { old: 'c', new: 'c2' },
        { old: 'd', new: 'd' },
        { old: 'e', new: 'e' },
        { old: 'f', new: null },
      ],
    },
  },
);
const carried = (answerCode: string, verifiedCode = '') =>
  carriedForm({ answerCode, evidenceCode: '110101', verifiedCode }, older, newer);

describe('answers to the version before', () => {
  test.each([
    ['choices by their names, wherever they are in the list now', '0|0|||', '||2|2||'],
    ['choices that are called otherwise, also several', '2|0 2|||', '||2 1|1||'],
    ['a choice that is no longer there is asked anew, with all beside it', '1|0 1|||', '||||'],
    ['numbers and texts', '||-4.5|t||', 't|-4.5||||'],
    ['what was not understood', '?|?|?|t|?|?', 't|?|?|?||'],
    ['no answer to a question of another kind, or that was dropped', '||||1|2', '|||||'],
  ])('%s', (_, before, after) => {
    const pad = (code: string): string => code.padEnd(code.length + 5 - (code.split('|').length - 1), '|');
    expect(carried(pad(before)).answerCode).toBe(pad(after));
  });

  test('take along what shows them and what was verified', () => {
    expect(carried('0|0|1|t|1|1')).toMatchObject({ evidenceCode: '100101'.replace(/.*/, '101100'), verifiedCode: '' });
    expect(carried('0|0|1|t|1|1', '001111').verifiedCode).toBe('110000');
  });

  test('score as answers to this one', () => {
    // Of a, b and f: 1 of 2, 2 of 3 and 0 of 2.
    const codes = carried('2|0||||');
    const judged = judgeForm({ questionnaire: newer, method: 'definition' }, codes, {});
    expect(judged.score).toEqual({ percent: 43, method: 'definition', questionnaire: 'made@2' });
    expect([mapsFrom(newer, 'made@1'), mapsFrom(newer, 'made@0'), mapsFrom(older, 'made@0')]).toEqual([
      ...[true, false, false],
    ]);
  });
});

test('what shows nothing by what counts shows 0', () => {
  const sparse = defined([{ type: 'select_one', name: 'q', list: 'yes_no_na' }], { index: { missing: 'left_out' } });
  const codes = { answerCode: '', evidenceCode: '0', verifiedCode: '' };
  const judged = judgeForm({ questionnaire: sparse, method: 'definition' }, codes, {});
  expect([judged.score.percent, judged.counted.shown]).toEqual([0, null]);
});
