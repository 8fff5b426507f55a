import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { groupsOf } from '../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { indexOfParts, notAsked, scoreWithParts } from '../../../shared/domain/scoring/engine/score-answers.ts';
import { indexOf } from '../../../shared/domain/scoring/engine/shown.ts';
import { scoreFormCodes } from '../../../shared/domain/scoring/form-score.ts';
import { formScorer } from '../../../shared/domain/scoring/form-scorer.ts';
import { anyDefinition } from '../../support/any-definition.ts';
import { defined } from '../../support/defined.ts';
import { anyAnsweredForms } from '../../support/form-codes.ts';

type Authority = Parameters<ReturnType<typeof formScorer>['score']>[0] & Parameters<typeof scoreFormCodes>[2];

/** The same as the slow way says, of every group, the index, and the index without each of its parts. */
function expectAlike(definition: Definition, one: Authority): void {
  const { given, scored } = scoreFormCodes(definition, one, one);
  const { parts } = scoreWithParts(definition, given, one);
  const scorer = formScorer(definition);
  const fast = scorer.score(one, one);
  expect(fast.index).toEqual(indexOf(scored));
  expect(fast.groups).toEqual(groupsOf(definition).map(({ name }) => scored.nodes.get(name) ?? null));
  expect(fast.parts.map(({ score }) => score)).toEqual(parts.map(({ score }) => score));
  expect(scorer.withoutEach(fast.parts)).toEqual(
    parts.map((_, left) =>
      indexOfParts(
        definition,
        parts.map((part, at) => (at === left ? notAsked : part)),
      ),
    ),
  );
}

test('scores any answers to any questionnaire to the last digit as the engine does', () => {
  fc.assert(
    fc.property(anyAnsweredForms({ minLength: 1, maxLength: 6 }), ({ definition, authorities }) => {
      for (const one of authorities) expectAlike(definition, one);
    }),
    { numRuns: 250 },
  );
});

const evidence = defined(
  [
    { type: 'select_one', name: 'q1', list: 'yes_no_na', evidence: { rule: 'required', choices: ['yes'] } },
    { type: 'select_one', name: 'q2', list: 'yes_no_na', relevant: "${q1} = 'yes' and ${authority.kind} = 'island'" },
    { type: 'decimal', name: 'q3', goalposts: { low: '0', high: '3', better: 'less' }, constraint: '. <= ${q4}' },
    { type: 'integer', name: 'q4' },
    { type: 'select_multiple', name: 'q5', list: 'sources', relevant: '${q4} > 2', mostPoints: '3' },
  ],
  { index: { missing: 'left_out', notRelevant: 'left_out' } },
);

test('what rests on evidence, on what is registered and on other answers is not mistaken for what it was before', () => {
  const answers = fc.tuple(
    fc.constantFrom('0', '1', '2', '', '?'),
    fc.constantFrom('0', '1', ''),
    fc.constantFrom('', '1', '2.5', '4', '?'),
    fc.constantFrom('', '2', '3'),
    fc.constantFrom('', '0 1', '3', '2'),
  );
  const bits = fc.constantFrom('00000', '10000', '11111');
  const kind = fc.constantFrom('island', 'city', null, undefined);
  const authority = fc.record({ answers, evidenceCode: bits, verifiedCode: fc.constantFrom('', '10000'), kind });
  fc.assert(
    fc.property(authority, ({ answers: codes, ...one }) => {
      expectAlike(evidence, { ...one, answerCode: codes.join('|') });
    }),
    { numRuns: 500 },
  );
});

describe('what became of each answer', () => {
  const statesOf = (answers: readonly string[], more: Partial<Authority> = {}) =>
    formScorer(evidence).score(
      { answerCode: answers.join('|'), evidenceCode: '00000', verifiedCode: '', ...more },
      { kind: 'island', ...more },
    ).states;
  const shown = { evidenceCode: '10000' };

  test.each<[string, string[], Partial<Authority>, unknown[]]>([
    // The choices by their places in the list; numbers and texts have none.
    ['given', ['0', '1', '2.5', '3', '0 1'], shown, [[0], [1], 'answered', 'answered', [0, 1]]],
    [
      'by what the office has verified',
      ['0', '0', '', '', ''],
      { verifiedCode: '10000' },
      [[0], [0], 'blank', 'blank', 'blank'],
    ],
    ['without its evidence', ['0', '0', '', '3', '3'], {}, ['notCounted', 'blank', 'blank', 'answered', [3]]],
    ['that needs no evidence', ['1', '0', '', '2', '0'], {}, [[1], 'notAsked', 'blank', 'answered', 'notAsked']],
    ['not understood', ['?', '?', '?', '?', '?'], shown, ['unclear', 'blank', 'unclear', 'unclear', 'blank']],
    ['beyond its constraint', ['1', '', '4', '2', ''], {}, [[1], 'notAsked', 'notCounted', 'answered', 'notAsked']],
    [
      'one of which excludes the others',
      ['', '', '', '3', '0 3'],
      {},
      ['blank', 'blank', 'blank', 'answered', 'notCounted'],
    ],
    [
      'of another kind of authority',
      ['0', '0', '', '', ''],
      { ...shown, kind: 'city' },
      [[0], 'notAsked', 'blank', 'blank', 'blank'],
    ],
    [
      'of a kind that nobody knows',
      ['0', '0', '', '', ''],
      { ...shown, kind: null },
      [[0], 'blank', 'blank', 'blank', 'blank'],
    ],
  ])('%s', (_, answers, more, states) => expect(statesOf(answers, more)).toEqual(states));

  test('is the same whatever was scored before', () => {
    for (const kind of ['city', 'island', null, 'city']) {
      expect([kind, statesOf(['0', '0', '', '', ''], { ...shown, kind })[1]]).toEqual([
        kind,
        kind === 'island' ? [0] : kind === null ? 'blank' : 'notAsked',
      ]);
    }
  });
});

test('a scorer is made once for a questionnaire', () => expect(formScorer(evidence)).toBe(formScorer(evidence)));

test('a group whose points have too many digits for a machine’s whole numbers is scored all the same', () => {
  const digits = ['1.00000000000000000001', '123456789012345.12345678901234567891', '1/999999999999989'];
  const huge = defined([
    ...digits.map((weight, at) => ({ type: 'select_one' as const, name: `q${at}`, list: 'yes_no_na', weight })),
  ]);
  for (const answerCode of ['0|1|1', '0|0|0', '1|1|0']) {
    expectAlike(huge, { answerCode, evidenceCode: '000', verifiedCode: '' });
  }
});

test('a code that does not fit is refused', () => {
  const [definition] = fc.sample(anyDefinition, 1);
  if (definition === undefined) throw new Error('No questionnaire was made');
  const codes = { answerCode: '|'.repeat(99), evidenceCode: '', verifiedCode: '' };
  expect(() => formScorer(definition).score(codes, {})).toThrow('does not fit');
});
