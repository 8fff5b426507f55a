import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, AnswerValue, KeptValue } from '../../../shared/domain/answers/answer.ts';
import {
  type CountedState,
  type FiledAnswers,
  foldChanges,
  foldFile,
  sameState,
} from '../../../shared/domain/submissions/fold.ts';

const version = 'user-centricity@2023';
const ids = ['1.1.1', '1.1.2', '1.1.3'];
const answer = (value: AnswerValue, evidence = '', raw: string = value === 'unanswered' ? '' : value): Answer => ({
  ...{ value, raw, evidence, cell: 'Questionnaire!D9' },
});
const figure = (raw: string) => ({
  ...{ raw, unit: null, year: null, cell: 'Background!C9' },
  value: /^\d+$/.test(raw) ? Number(raw) : null,
});
const file = (
  submission: string,
  answers: readonly (Answer | null)[],
  population: string | null = null,
): FiledAnswers => ({
  submission,
  questionnaire: version,
  answers: new Map(answers.flatMap((one, index) => (one === null ? [] : [[ids[index] ?? '', one] as const]))),
  background: population === null ? new Map() : new Map([['population', figure(population)]]),
});
const fold = (...files: FiledAnswers[]): CountedState =>
  files.reduce<CountedState | null>((state, one) => foldFile(state, one, []), null) as CountedState;
const valuesOf = ({ answers }: CountedState): (KeptValue | undefined)[] => ids.map((id) => answers.get(id)?.value);

describe('one file laid over another', () => {
  const yes = answer('yes', 'the report of 2022');
  test.each<[string, Answer | null, Answer | null, AnswerValue, string]>([
    ['a blank keeps the answer and its evidence', yes, answer('unanswered'), 'yes', 'the report of 2022'],
    ['a missing row keeps both', yes, null, 'yes', 'the report of 2022'],
    ['a placeholder left standing is a blank', yes, answer('unanswered', '', 'Choose'), 'yes', 'the report of 2022'],
    ['a dash takes it back', yes, answer('unanswered', '', '-'), 'unanswered', ''],
    ['an en dash, too', yes, answer('unanswered', '', ' – '), 'unanswered', ''],
    ['what is not understood takes it back', yes, answer('unclear', '', 'perhaps'), 'unclear', ''],
    ['another answer counts, and the evidence of the first goes with it', yes, answer('no'), 'no', ''],
    ['the same answer without a word keeps the evidence', yes, answer('yes'), 'yes', 'the report of 2022'],
    ['evidence alone is laid beside the answer', yes, answer('unanswered', 'page 4'), 'yes', 'page 4'],
    ['NA is an answer', yes, answer('na'), 'na', ''],
    ['after a dash a blank stays open', answer('unanswered', '', '-'), answer('unanswered'), 'unanswered', ''],
    ['a first answer counts', answer('unanswered'), yes, 'yes', 'the report of 2022'],
  ])('%s', (_, before, after, value, evidence) => {
    const state = fold(file('a', [before]), file('b', [after]));
    expect(state.answers.get('1.1.1')).toMatchObject({ value, evidence });
  });

  test.each([
    ['', 305200],
    ['-', null],
    ['many', null],
    ['300000', 300000],
  ])('a figure of 305200, then %j, is %s', (raw, value) => {
    expect(fold(file('a', [], '305200'), file('b', [], raw)).background.get('population')?.value).toBe(value);
  });

  test('two colleagues with a part each: all of both counts, each answer with its file, whoever is first', () => {
    const [one, two] = [file('a', [yes, answer('unanswered')]), file('b', [null, answer('no'), answer('na')])];
    for (const state of [fold(one, two), fold(two, one)]) {
      expect(valuesOf(state)).toEqual(['yes', 'no', 'na']);
      expect(ids.map((id) => state.answers.get(id)?.source)).toEqual(['a', 'b', 'b']);
    }
  });

  test('an older version is carried over by its mapping, in whichever order; without a mapping a file stands alone', () => {
    const mappings = [
      {
        from: 'user-centricity@2022',
        to: version,
        indicators: { x: '1.1.1', y: 'dropped' },
        askedAnew: ['1.1.2', '1.1.3'],
      },
    ];
    const older = {
      ...file('a', []),
      questionnaire: 'user-centricity@2022',
      answers: new Map([
        ['x', yes],
        ['y', answer('no')],
      ]),
    };
    const newer = file('b', [answer('unanswered'), answer('no')]);
    for (const [first, second] of [
      [older, newer],
      [newer, older],
    ] as const) {
      const state = foldFile(foldFile(null, first, mappings), second, mappings);
      expect(state.questionnaire).toBe(version);
      expect(valuesOf(state)).toEqual(['yes', 'no', 'unanswered']);
    }
    expect(foldFile(fold(newer), older, []).questionnaire).toBe('user-centricity@2022');
  });
});

const someAnswer = fc.oneof(
  fc.constant(null),
  fc
    .record({
      value: fc.constantFrom<AnswerValue>('yes', 'no', 'na', 'unanswered', 'unclear'),
      evidence: fc.constantFrom('', 'a', 'b'),
    })
    .map(({ value, evidence }) => answer(value, evidence)),
  fc.constant(answer('unanswered', '', '-')),
);
const someFile = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c'),
    fc.array(someAnswer, { maxLength: 3 }),
    fc.constantFrom(null, '', '-', '10', '20'),
  )
  .map(([submission, answers, population]) => file(submission, answers, population));

test('the same file once more changes nothing, and a file that says nothing neither', () => {
  fc.assert(
    fc.property(fc.array(someFile, { minLength: 1, maxLength: 4 }), (files) => {
      const state = fold(...files);
      expect(sameState(foldFile(state, files.at(-1) as FiledAnswers, []), state)).toBe(true);
      expect(sameState(foldFile(state, file('z', [answer('unanswered'), null]), []), state)).toBe(true);
    }),
  );
});

test('every answer that counted before is kept, changed, taken back, or the same in the new file: none is untold', () => {
  fc.assert(
    fc.property(fc.array(someFile, { minLength: 1, maxLength: 4 }), someFile, (files, last) => {
      const before = fold(...files);
      const after = foldFile(before, { ...last, submission: 'last' }, []);
      const { kept, gained, changed, takenBack } = foldChanges(before, after, 'last', []);
      const told = new Set([
        ...kept.flatMap((one) => one.ids),
        ...[...gained, ...changed, ...takenBack].map(({ id }) => id),
      ]);
      for (const id of ids) {
        const [was, is] = [before.answers.get(id), after.answers.get(id)];
        const isSame = was?.value === is?.value && was?.evidence === is?.evidence && is?.source === 'last';
        const never = (one: Answer<KeptValue> | undefined) =>
          one === undefined || one.value === 'unanswered' || one.value === 'unclear';
        expect(told.has(id) || isSame || (never(was) && never(is)), id).toBe(true);
      }
    }),
  );
});
