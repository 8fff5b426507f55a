import { describe, expect, test } from 'vitest';
import { catalogueOf, withDefinitions } from '../../../shared/domain/questionnaire/catalogue.ts';
import {
  type Definition,
  definitionKeyOf,
  type WrittenDefinition,
} from '../../../shared/domain/questionnaire/definition/definition.ts';
import { findMapping, mappingsTo, type QuestionnaireMapping } from '../../../shared/domain/questionnaire/mapping.ts';
import { carriedForm, judgeForm } from '../../../shared/domain/standings/form-rescoring.ts';
import { foldFile } from '../../../shared/domain/submissions/fold.ts';
import { judgeBy } from '../../../shared/use-cases/scoring-basis.ts';
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
const versions = new Map([['made@1', older]]);
function mappingFrom(key: string, to: Definition): QuestionnaireMapping {
  const mapping = findMapping(
    mappingsTo(to, (one) => versions.get(one)),
    key,
    definitionKeyOf(to),
  );
  if (mapping === undefined) throw new Error(`Nothing leads from ${key}`);
  return mapping;
}
const carried = (answerCode: string, verifiedCode = '') =>
  carriedForm({ answerCode, evidenceCode: '110101', verifiedCode }, older, newer, mappingFrom('made@1', newer));

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
  });
});

describe('answers to a version long before', () => {
  /** After `newer`: `d` is gone, `top` is called otherwise again, and `c2` was asked as choices for one version alone. */
  const newest = defined(
    [
      { type: 'decimal', name: 'c3' },
      { type: 'select_one', name: 'a', list: 'grades' },
      { type: 'select_one', name: 'g', list: 'grades' },
    ],
    {
      ...{ version: '3', lists: lists(['best', 'low']) },
      mapping: {
        from: 'made@2',
        questions: [
          { old: 'a', new: 'a', values: [{ old: 'top', new: 'best' }] },
          { old: 'c2', new: 'c3' },
          { old: 'd', new: null },
          { old: 'f', new: null },
        ],
      },
    },
  );
  const codes = (answerCode: string) => ({ answerCode, evidenceCode: '110101', verifiedCode: '101010' });
  versions.set('made@2', newer);

  test.each([
    ['under the last of their names', '2|0|7|t|1|1', '7|0|'],
    ['not where a choice between was gone', '1||||1|', '||'],
    ['what was not understood stays so', '?||?|||', '?|?|'],
  ])('are carried through each version between: %s', (_, before, after) => {
    const inOne = carriedForm(codes(before), older, newest, mappingFrom('made@1', newest));
    expect(inOne.answerCode).toBe(after);
    const [second, third] = [mappingFrom('made@1', newer), mappingFrom('made@2', newest)];
    expect(inOne).toEqual(carriedForm(carriedForm(codes(before), older, newer, second), newer, newest, third));
  });

  test('are not carried where a version between is not known', () => {
    expect(mappingsTo(newest, (key) => (key === 'made@2' ? undefined : older))).toEqual([]);
    expect(mappingsTo(newest, (key) => (key === 'made@2' ? newer : undefined)).map(({ from }) => from)).toEqual([
      'made@2',
    ]);
  });

  test('go on in no circle', () => {
    const circle = { ...older, mapping: { from: 'made@3', questions: [] } };
    const all = new Map([...versions, ['made@1', circle], ['made@3', newest]]);
    expect(mappingsTo(newest, (key) => all.get(key)).map(({ from }) => from)).toEqual(['made@2', 'made@1']);
  });

  test('judge a round of the newest version', async () => {
    const judge = judgeBy(
      { questionnaire: newest, method: 'definition' },
      { catalogue: catalogueOf([], []), questionnaires: { find: async (key) => versions.get(key) ?? null } },
    );
    const judged = await judge({ ...codes('2|0|7|t|1|1'), questionnaire: 'made@1' }, {});
    expect(judged).toMatchObject({ answerCode: '7|0|', score: { questionnaire: 'made@3', percent: 0 } });
    expect(await judge({ ...codes(''), questionnaire: 'made@0' }, {})).toBeNull();
  });

  test('count on in a file of the newest', () => {
    const { mappings } = withDefinitions(catalogueOf([], []), [newest, newer, older]);
    const answer = (value: `=${string}`) => ({ value, raw: value, evidence: '', cell: null });
    const filed = (submission: string, questionnaire: string, answers: Record<string, `=${string}`>) => ({
      ...{ submission, questionnaire, background: new Map() },
      answers: new Map(Object.entries(answers).map(([id, value]) => [id, answer(value)])),
    });
    const first = foldFile(null, filed('one', 'made@1', { a: '=high', c: '=7', d: '=said' }), mappings);
    const { answers } = foldFile(first, filed('two', 'made@3', { g: '=low' }), mappings);
    expect([...answers].map(([id, { value }]) => `${id}${value}`).sort()).toEqual(['a=best', 'c3=7', 'g=low']);
  });
});

test('what shows nothing by what counts shows 0', () => {
  const sparse = defined([{ type: 'select_one', name: 'q', list: 'yes_no_na' }], { index: { missing: 'left_out' } });
  const codes = { answerCode: '', evidenceCode: '0', verifiedCode: '' };
  const judged = judgeForm({ questionnaire: sparse, method: 'definition' }, codes, {});
  expect([judged.score.percent, judged.counted.shown]).toEqual([0, null]);
});
