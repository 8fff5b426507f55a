import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, AnswerValue, LeftPart } from '../../../shared/domain/answers/answer.ts';
import type { BackgroundValue } from '../../../shared/domain/answers/background.ts';
import { type CountedState, type FiledAnswers, foldFile } from '../../../shared/domain/submissions/fold.ts';
import { withOlderVersion } from '../../support/older-questionnaire.ts';

const questionnaire = 'user-centricity@2023';
const fold = (files: readonly FiledAnswers[]): CountedState =>
  files.reduce<CountedState | null>((before, file) => foldFile(before, file, []), null) as CountedState;

type Said = readonly [value: AnswerValue, evidence: string, left?: LeftPart | undefined, raw?: string];
const fileOf = (
  submission: string,
  said: Readonly<Record<string, Said>>,
  figures: Readonly<Record<string, BackgroundValue>> = {},
): FiledAnswers => ({
  ...{ submission, questionnaire, background: new Map(Object.entries(figures)) },
  answers: new Map(
    Object.entries(said).map(
      ([id, [value, evidence, left, raw = value === 'unanswered' ? '' : value]]): [string, Answer] => [
        id,
        { value, raw, evidence, cell: null, ...(left === undefined ? {} : { left }) },
      ],
    ),
  ),
});
const counted = (files: readonly FiledAnswers[], id = 'q') => {
  const { value, evidence, left } = fold(files).answers.get(id) ?? {};
  return [value, evidence, left];
};

/** The workbook was sent with Yes and “since 2019”. */
const untouched = fileOf('untouched', { q: ['yes', 'since 2019', 'both'] });

describe('what a file has left standing', () => {
  const others: readonly [string, FiledAnswers, readonly [AnswerValue, string]][] = [
    ['another answer, the evidence left', fileOf('b', { q: ['no', 'since 2019', 'evidence'] }), ['no', 'since 2019']],
    ['another answer, the evidence taken out', fileOf('b', { q: ['no', ''] }), ['no', '']],
    ['another answer and other evidence', fileOf('b', { q: ['no', 'closed'] }), ['no', 'closed']],
    ['other evidence', fileOf('b', { q: ['yes', 'since 2024', 'answer'] }), ['yes', 'since 2024']],
    ['something not understood', fileOf('b', { q: ['unclear', '', undefined, 'perhaps'] }), ['unclear', '']],
    ['a dash', fileOf('b', { q: ['unanswered', '', undefined, '-'] }), ['unanswered', '']],
    ['a dash with evidence', fileOf('b', { q: ['unanswered', 'gone', undefined, '-'] }), ['unanswered', 'gone']],
    ['nothing at all', fileOf('b', { q: ['unanswered', ''] }), ['yes', 'since 2019']],
    ['the same, as given', fileOf('b', { q: ['yes', 'since 2019'] }), ['yes', 'since 2019']],
    ['the same answer without evidence, as given', fileOf('b', { q: ['yes', ''] }), ['yes', 'since 2019']],
  ];
  test.each(others)('never takes back what another file gives, whichever comes first: %s', (_, other, expected) => {
    expect(counted([untouched, other]).slice(0, 2)).toEqual(expected);
    expect(counted([other, untouched]).slice(0, 2)).toEqual(expected);
    expect(counted([untouched, other, untouched]).slice(0, 2)).toEqual(expected);
  });

  test('evidence that one colleague has written stays beside the answer that another has changed, in both orders', () => {
    const answer = fileOf('a', { q: ['no', 'since 2019', 'evidence'] });
    const evidence = fileOf('b', { q: ['yes', 'since 2024', 'answer'] });
    expect(counted([answer, evidence])).toEqual(['no', 'since 2024', undefined]);
    expect(counted([evidence, answer])).toEqual(['no', 'since 2024', undefined]);
  });

  test('what is given later takes the place of what was left standing, and counts as given from then on', () => {
    const given = fileOf('b', { q: ['no', 'closed'] });
    expect(counted([untouched, given])).toEqual(['no', 'closed', undefined]);
    expect(counted([untouched])).toEqual(['yes', 'since 2019', 'both']);
  });

  test('an answer taken back by a dash stays so when somebody then writes evidence alone', () => {
    const dash = fileOf('a', { q: ['unanswered', '', undefined, '-'] });
    const evidence = fileOf('b', { q: ['yes', 'since 2024', 'answer'] });
    expect(counted([dash, evidence, untouched]).slice(0, 2)).toEqual(['unanswered', 'since 2024']);
  });

  test('a workbook of the older version leaves its answers standing under the questions of the newer one', () => {
    const older = {
      ...fileOf('old', { '1.1.1': ['yes', 'since 2019', 'both'] }),
      questionnaire: 'user-centricity@2021',
    };
    const newer = fileOf('new', { '1.1.4': ['no', 'closed'] });
    const { mappings } = withOlderVersion;
    for (const [first, second] of [
      [older, newer],
      [newer, older],
    ] as const) {
      const { answers } = foldFile(foldFile(null, first, mappings), second, mappings);
      expect(answers.get('1.1.4')).toMatchObject({ value: 'no', evidence: 'closed', source: 'new' });
    }
    const untold = foldFile(foldFile(null, older, mappings), fileOf('new', { '1.1.4': ['unanswered', ''] }), mappings);
    expect(untold.answers.get('1.1.4')).toMatchObject({ value: 'yes', evidence: 'since 2019', left: 'both' });
  });

  test('a figure', () => {
    const figure = (value: number | null, left?: boolean): BackgroundValue => ({
      ...{ value, raw: value === null ? '' : String(value), unit: null, year: null, cell: null },
      ...(left === undefined ? {} : { left }),
    });
    const [sent, other] = [fileOf('a', {}, { p: figure(1, true) }), fileOf('b', {}, { p: figure(2) })];
    const numberOf = (files: readonly FiledAnswers[]) => fold(files).background.get('p')?.value;
    expect([numberOf([sent, other]), numberOf([other, sent])]).toEqual([2, 2]);
    expect(numberOf([sent, fileOf('c', {}, { p: figure(null) })])).toBe(1);
    expect(numberOf([fileOf('c', {}, { p: figure(null) }), sent])).toBe(1);
  });
});

/** What a workbook was sent with, and what each of two colleagues has changed in it: never the same part of a question. */
const ids = ['a', 'b', 'c', 'd'];
const values = ['yes', 'no', 'na'] as const;
const question = fc.record({
  sent: fc.record({ value: fc.constantFrom(...values), evidence: fc.constantFrom('', 'e1', 'e2') }),
  answer: fc.constantFrom('first', 'second', 'nobody'),
  evidence: fc.constantFrom('first', 'second', 'nobody'),
  to: fc.record({ value: fc.constantFrom('no', 'unclear'), evidence: fc.constantFrom('new', 'newer') }),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

function changedBy(who: string, questions: readonly Question[]): FiledAnswers {
  const said = questions.map(({ sent, answer, evidence, to }, at): [string, Said] => {
    const hasAnswer = answer === who && to.value !== sent.value;
    const hasEvidence = evidence === who;
    const left = hasAnswer ? (hasEvidence ? undefined : 'evidence') : hasEvidence ? 'answer' : 'both';
    const value = hasAnswer ? (to.value as AnswerValue) : sent.value;
    return [ids[at] ?? '', [value, hasEvidence ? to.evidence : sent.evidence, left]];
  });
  return fileOf(who, Object.fromEntries(said));
}

test('two colleagues who change different things lose nothing, in both orders, however often the invitation comes again', () => {
  fc.assert(
    fc.property(
      fc.array(question, { minLength: 4, maxLength: 4 }),
      fc.array(fc.constantFrom(0, 1, 2), { minLength: 3, maxLength: 6 }),
      (questions, more) => {
        const files = [
          changedBy('first', questions),
          changedBy('second', questions),
          changedBy('nobody else', questions),
        ];
        const order = [...more, 0, 1].flatMap((at) => files[at] ?? []);
        for (const some of [order, order.toReversed()]) {
          const state = fold(some);
          for (const [at, { sent, answer, evidence, to }] of questions.entries()) {
            const one = state.answers.get(ids[at] ?? '');
            const value = answer === 'nobody' ? sent.value : to.value;
            expect(one?.value).toBe(value);
            if (evidence !== 'nobody') expect(one?.evidence).toBe(to.evidence);
            else if (sent.evidence !== '') expect(one?.evidence).toBe(sent.evidence);
          }
        }
      },
    ),
  );
});
