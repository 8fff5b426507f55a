import { describe, expect, test } from 'vitest';
import { scoreAnswers } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { indexOf, shownOf } from '../../../../shared/domain/scoring/engine/shown.ts';
import { whatCounts } from '../../../../shared/domain/scoring/engine/what-counts.ts';
import type { AuthorityFacts, Given } from '../../../../shared/domain/scoring/given.ts';
import { defined } from '../../../support/defined.ts';

const yesNo = { type: 'select_one', list: 'yes_no_na' } as const;
const definition = defined([
  { ...yesNo, name: 'plan', evidence: { rule: 'required', choices: ['yes'] } },
  { ...yesNo, name: 'budget', evidence: { rule: 'asked' } },
  { ...yesNo, name: 'used', relevant: "${plan} = 'yes'" },
  { ...yesNo, name: 'ferry', relevant: "${authority.kind} = 'island'", notRelevant: 'full' },
  { type: 'select_multiple', name: 'sources', list: 'sources' },
  {
    ...{ type: 'decimal', name: 'share', constraint: '. >= 0 and . <= 100' },
    goalposts: { low: '0', high: '100', better: 'more' },
  },
  { type: 'select_multiple', name: 'shown', list: 'sources', evidence: { rule: 'required', choices: ['solar'] } },
  { type: 'integer', name: 'staff' },
  { type: 'integer', name: 'trained', constraint: '. <= ${staff}' },
  { type: 'select_multiple', name: 'said', list: 'yes_no_na', evidence: { rule: 'required' } },
]);

type Row = readonly [given: Given, evidence?: string];
const yes: Given = { choices: ['yes'] };
const told = (answers: Record<string, Row>, authority: AuthorityFacts = { kind: 'city' }) => {
  const read = new Map(Object.entries(answers).map(([name, [given, evidence = '']]) => [name, { given, evidence }]));
  const { answers: counted, remarks } = whatCounts(definition, read, authority);
  const scored = scoreAnswers(definition, counted, authority);
  return {
    remarks: remarks.map(({ question, reason }) => `${question}: ${reason}`),
    points: Object.fromEntries(
      [...scored.nodes].map(([name, node]) => [
        name,
        node === null ? null : Number(node.points.n) / Number(node.points.d),
      ]),
    ),
    shown: shownOf(definition, indexOf(scored)),
  };
};

describe('what counts of the answers that were read', () => {
  test.each<[string, Record<string, Row>, string[], Record<string, number | null>]>([
    ['required evidence is there', { plan: [yes, 'Decision 12/2025'] }, [], { plan: 1, used: 0 }],
    ['required evidence is missing', { plan: [yes, ' '] }, ['plan: evidence-missing'], { plan: 0, used: 0 }],
    ['no evidence is required of No', { plan: [{ choices: ['no'] }] }, [], { plan: 0, used: null }],
    ['evidence is only asked for', { budget: [yes] }, ['budget: evidence-asked'], { budget: 1 }],
    ['nothing is asked of what is not available', { budget: [{ choices: ['na'] }] }, [], { budget: 0 }],
    ['a number keeps to its constraint', { share: [{ number: '37.5' }] }, [], { share: 0.375 }],
    ['a number breaks its constraint', { share: [{ number: '100.01' }] }, ['share: constraint-broken'], { share: 0 }],
    ['an exclusive choice alone', { sources: [{ choices: ['none'] }] }, [], { sources: 0 }],
    [
      'an exclusive choice beside another',
      { sources: [{ choices: ['solar', 'none'] }] },
      ['sources: not-exclusive'],
      { sources: 0 },
    ],
    ['choices that take away', { sources: [{ choices: ['solar', 'coal'] }] }, [], { sources: 1 }],
    ['nothing is chosen', { plan: [{ choices: [] }], said: [{ choices: [] }] }, [], { plan: 0, said: 0 }],
    [
      'evidence is required of one of several choices',
      { shown: [{ choices: ['wind', 'solar'] }] },
      ['shown: evidence-missing'],
      { shown: 0 },
    ],
    ['evidence is required of none of them', { shown: [{ choices: ['wind'] }] }, [], { shown: 2 }],
    ['a choice that counts as not answered among others', { said: [{ choices: ['yes', 'na'] }] }, [], { said: 0 }],
    [
      'a number breaks what another answer sets',
      { staff: [{ number: '3' }], trained: [{ number: '4' }] },
      ['trained: constraint-broken'],
      {},
    ],
    ['a number keeps to what another answer sets', { staff: [{ number: '3' }], trained: [{ number: '3' }] }, [], {}],
    ['what sets it is not known', { trained: [{ number: '4' }] }, [], {}],
    ['a choice that is named twice', { sources: [{ choices: ['solar', 'solar'] }] }, [], { sources: 2 }],
    ['not understood', { plan: [{ doesNotCount: 'not-understood' }] }, ['plan: not-understood'], { plan: 0, used: 0 }],
    [
      'an answer to what is not asked',
      { plan: [{ choices: ['no'] }], used: [yes] },
      ['used: not-relevant'],
      { used: null, ferry: 1 },
    ],
  ])('%s', (_, answers, remarks, points) => {
    const result = told(answers);
    expect(result.remarks).toEqual(remarks);
    expect(result.points).toMatchObject(points);
  });

  test('rests on what is registered of the authority, and where that is not known on nothing', () => {
    expect(told({ ferry: [yes] }, { kind: 'city' })).toMatchObject({
      remarks: ['ferry: not-relevant'],
      points: { ferry: 1 },
    });
    expect(told({ ferry: [{ choices: ['no'] }] }, { kind: 'island' }).points['ferry']).toBe(0);
    expect(told({ ferry: [yes] }, {}).points['ferry']).toBe(0);
  });

  test('a blank file gets nothing, whatever does not apply to it', () => {
    expect(told({}, {})).toEqual({
      remarks: [],
      points: { index: 0, plan: 0, budget: 0, used: 0, ferry: 0, sources: 0, share: 0, shown: 0, said: 0 },
      shown: '0',
    });
  });
});
