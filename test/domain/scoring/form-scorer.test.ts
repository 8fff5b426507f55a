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
      // By a scorer that has scored others before, and by one that has not.
      for (const definition of [evidence, { ...evidence }]) {
        expectAlike(definition, { ...one, answerCode: codes.join('|') });
      }
    }),
    { numRuns: 500 },
  );
});

describe('what became of each answer', () => {
  const statesOf = (answers: readonly string[], more: Partial<Authority> = {}) =>
    formScorer({ ...evidence }).score(
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
    const scorer = formScorer(evidence);
    const codes = { answerCode: '0|0|||', evidenceCode: '10000', verifiedCode: '' };
    for (const kind of ['city', 'island', null, 'city']) {
      expect([kind, scorer.score(codes, { kind }).states[1]]).toEqual([
        kind,
        kind === 'island' ? [0] : kind === null ? 'blank' : 'notAsked',
      ]);
    }
  });
});

test('numbers are not mistaken for others that are written with the same digits in a row', () => {
  const number = (name: string, more: object = {}) => ({ type: 'integer' as const, name, ...more });
  const goalposts = { low: '0', high: '20', better: 'more' };
  const definition = defined([
    number('a', { goalposts, constraint: '. <= ${b}' }),
    number('b'),
    number('d'),
    number('c', { goalposts, relevant: '${b} < ${d}' }),
  ]);
  const states = (answerCode: string) =>
    formScorer(definition).score({ answerCode, evidenceCode: '', verifiedCode: '' }, {}).states;
  const constrained = ['1|12||5', '11|2||5', '1|12||5'].map((codes) => states(codes)[0]);
  expect(constrained).toEqual(['answered', 'notCounted', 'answered']);
  const relevant = ['|1|12|5', '|11|2|5', '|1|12|5', '|11||5'].map((codes) => states(codes)[3]);
  expect(relevant).toEqual(['answered', 'notAsked', 'answered', 'blank']);
});

test('a constraint may rest on what is registered of the authority alone', () => {
  const definition = defined([
    {
      ...{ type: 'integer', name: 'n', constraint: '. <= ${authority.population}' },
      goalposts: { low: '0', high: '10', better: 'more' },
    },
  ]);
  for (const population of [10, 3, null, 10]) {
    expectAlike(definition, { answerCode: '5', evidenceCode: '0', verifiedCode: '', population });
  }
});

test('a question may count into several groups, of which some are shown only', () => {
  const own = (name: string, more: object) => ({ type: 'select_one' as const, name, list: 'yes_no_na', ...more });
  const definition = defined([
    { type: 'group', name: 'theme', countsInto: 'none', aggregate: 'mean', rounding: 1 },
    own('q1', { parent: 'theme', countsInto: 'index', weight: '1/3', mostPoints: '3' }),
    own('q2', { parent: 'theme', countsInto: 'index', mostPoints: '2' }),
    own('q3', { parent: 'theme', weight: '1/7' }),
    { type: 'group', name: 'around', countsInto: 'none' },
    { type: 'group', name: 'within', parent: 'around', missing: 'left_out' },
    own('q4', { parent: 'within' }),
  ]);
  const code = fc.constantFrom('', '0', '1', '2', '?');
  fc.assert(
    fc.property(fc.array(code, { minLength: 4, maxLength: 4 }), (codes) => {
      expectAlike(definition, { answerCode: codes.join('|'), evidenceCode: '', verifiedCode: '' });
    }),
    { numRuns: 100 },
  );
});

test('more answers than are remembered are scored all the same', () => {
  const definition = defined([
    { type: 'integer', name: 'n', goalposts: { low: '0', high: '10000', better: 'more' }, mostPoints: '10000' },
  ]);
  const scorer = formScorer(definition);
  for (const number of [...Array.from({ length: 4_100 }, (_, at) => at), 0, 4_099]) {
    const { index } = scorer.score({ answerCode: String(number), evidenceCode: '', verifiedCode: '' }, {});
    expect(index?.points).toEqual({ n: BigInt(number), d: 1n });
  }
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
