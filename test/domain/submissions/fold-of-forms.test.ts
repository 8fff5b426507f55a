import { describe, expect, test } from 'vitest';
import type { AnswerCode, KeptAnswers } from '../../../shared/domain/answers/answer.ts';
import { mappingsTo } from '../../../shared/domain/questionnaire/mapping.ts';
import { foldFile } from '../../../shared/domain/submissions/fold.ts';
import { defined, type SaidNodes } from '../../support/defined.ts';

/** The version before asked `a`, `b` and `c`; this one asks `a2`, with `na` called `none`, no longer `b`, and `d`. */
const lists = [
  {
    name: 'list',
    choices: [
      { name: 'yes', label: { en: 'Yes' }, points: '1' },
      { name: 'none', label: { en: 'None' }, points: '0' },
    ],
  },
];
const nodes: SaidNodes = [
  { type: 'select_one', name: 'a2', list: 'list' },
  { type: 'integer', name: 'c' },
  { type: 'select_one', name: 'd', list: 'list' },
];
const newer = defined(nodes, {
  version: '2',
  lists,
  mapping: {
    from: 'made@1',
    questions: [
      { old: 'a', new: 'a2', values: [{ old: 'na', new: 'none' }] },
      { old: 'b', new: null },
      { old: 'c', new: 'c' },
    ],
  },
});
const older = defined(
  [
    ...['a', 'b'].map((name) => ({ type: 'select_one', name, list: 'yes_no_na' }) as const),
    { type: 'integer', name: 'c' },
  ],
  { version: '1' },
);
const mappings = mappingsTo(newer, () => older);
const given = (answers: Readonly<Record<string, AnswerCode>>): KeptAnswers =>
  new Map(Object.entries(answers).map(([id, value]) => [id, { value, raw: value.slice(1), evidence: '', cell: null }]));
const filed = (submission: string, questionnaire: string, answers: Readonly<Record<string, AnswerCode>>) => ({
  ...{ submission, questionnaire, background: new Map() },
  answers: given(answers),
});

describe('answers to the version before count on in this one', () => {
  const folded = (before: Readonly<Record<string, AnswerCode>>) => {
    const state = foldFile(null, filed('one', 'made@1', before), mappings);
    const { questionnaire, answers } = foldFile(state, filed('two', 'made@2', { d: '=yes' }), mappings);
    return [questionnaire, Object.fromEntries([...answers].map(([id, { value }]) => [id, value]))];
  };

  test.each<[string, Readonly<Record<string, AnswerCode>>, Readonly<Record<string, string>>]>([
    ['by the question’s new name', { a: '=yes' }, { a2: '=yes', c: 'unanswered', d: '=yes' }],
    ['by the choice’s new name', { a: '=na' }, { a2: '=none', c: 'unanswered', d: '=yes' }],
    ['not where the choice is gone', { a: '=no' }, { a2: 'unanswered', c: 'unanswered', d: '=yes' }],
    ['not where the question is gone', { b: '=yes' }, { a2: 'unanswered', c: 'unanswered', d: '=yes' }],
    ['as numbers', { c: '=12' }, { a2: 'unanswered', c: '=12', d: '=yes' }],
    ['not where a number is asked for now', { c: '=solar' }, { a2: 'unanswered', c: 'unanswered', d: '=yes' }],
  ])('%s', (_, before, expected) => expect(folded(before)).toEqual(['made@2', expected]));
});

test('a choice that is called like a number is no answer where a number is asked for now', () => {
  const grades = ['1', '2'].map((name) => ({ name, label: { en: `Grade ${name}` }, points: name }));
  const before = defined([{ type: 'select_one', name: 'q', list: 'grades' }], {
    ...{ version: '1', lists: [{ name: 'grades', choices: grades }] },
  });
  const now = defined([{ type: 'integer', name: 'q', goalposts: { low: '0', high: '10', better: 'more' } }], {
    ...{ version: '2', mapping: { from: 'made@1', questions: [{ old: 'q', new: 'q' }] } },
  });
  const state = foldFile(null, filed('one', 'made@1', { q: '=2' }), []);
  const folded = foldFile(
    state,
    filed('two', 'made@2', {}),
    mappingsTo(now, () => before),
  );
  expect(folded.answers.get('q')?.value).toBe('unanswered');
});
