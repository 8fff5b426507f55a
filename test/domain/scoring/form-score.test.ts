import { describe, expect, test } from 'vitest';
import type { FormAnswer } from '../../../shared/domain/answers/form-codes.ts';
import {
  givenAnswersOf,
  givenOfCodes,
  numberShown,
  scoreFormAnswers,
  scoreFormCodes,
} from '../../../shared/domain/scoring/form-score.ts';
import { defined } from '../../support/defined.ts';

const definition = defined(
  [
    { type: 'select_one', name: 'q1', list: 'yes_no_na', evidence: { rule: 'required', choices: ['yes'] } },
    { type: 'select_multiple', name: 'q2', list: 'sources', mostPoints: '3' },
    { type: 'decimal', name: 'q3', goalposts: { low: '0', high: '4', better: 'more' } },
    { type: 'integer', name: 'q4' },
    { type: 'text', name: 'q5' },
  ],
  { index: { missing: 'left_out', notRelevant: 'left_out' } },
);
const answer = (value: string, evidence = ''): FormAnswer => ({ value, evidence });

describe('answers as they were read are taken by scoring', () => {
  test.each<[string, string, FormAnswer, object | undefined]>([
    ['one choice', 'q1', answer('=yes'), { choices: ['yes'] }],
    ['several choices', 'q2', answer('=solar wind'), { choices: ['solar', 'wind'] }],
    ['a number', 'q3', answer('=2.5'), { number: '2.5' }],
    ['a whole number', 'q4', answer('=7'), { number: '7' }],
    ['a text', 'q5', answer('=In May', 'Report'), { text: 'In May' }],
    ['a text in the column of evidence', 'q5', answer('unanswered', 'In May'), { text: 'In May' }],
    ['no text', 'q5', answer('unanswered'), undefined],
    ['nothing, with evidence', 'q3', answer('unanswered', 'Report'), undefined],
    ['what was not understood', 'q3', answer('unclear'), { doesNotCount: 'not-understood' }],
    ['a text that was not understood', 'q5', answer('unclear', 'Report'), { doesNotCount: 'not-understood' }],
  ])('%s', (_, id, read, given) => {
    const all = givenAnswersOf({ definition, answers: new Map([[id, read]]) });
    expect(all.get(id)).toEqual(given);
    expect(all.size).toBe(given === undefined ? 0 : 1);
  });
});

describe('an answer that needs evidence', () => {
  const shown = (evidence: string) => scoreFormAnswers(definition, new Map([['q1', answer('=yes', evidence)]]));
  test('counts with it alone, and its absence is remarked', () => {
    expect([shown('Report').shown, shown('').shown]).not.toContain(undefined);
    expect(shown('Report').given.get('q1')).toEqual({ choices: ['yes'] });
    expect(shown('').given.get('q1')).not.toEqual({ choices: ['yes'] });
    expect([shown('Report').remarks.length, shown('').remarks.length]).toEqual([0, 1]);
  });

  test.each([
    ['1', '', true],
    ['0', '', false],
    ['0', '1', true],
    ['0', '0', false],
    ['', '', false],
  ])('of codes: evidence %j, verified %j: %s', (evidenceCode, verifiedCode, counts) => {
    const codes = { answerCode: '0||||', evidenceCode, verifiedCode };
    const given = givenOfCodes(definition, codes, {}).get('q1');
    expect(given !== undefined && 'choices' in given).toBe(counts);
  });
});

test('codes and answers of one meaning come to the same', () => {
  const codes = { answerCode: '0|0 1|3|7|t', evidenceCode: '10000', verifiedCode: '' };
  const answers = new Map([
    ...([
      ['q1', answer('=yes', 'Report')],
      ['q3', answer('=3')],
      ['q4', answer('=7')],
      ['q5', answer('=t')],
    ] as const),
    [
      'q2',
      answer(`=${(givenOfCodes(definition, codes, {}).get('q2') as { choices: string[] }).choices.join(' ')}`),
    ] as const,
  ]);
  const { shown, scored } = scoreFormCodes(definition, codes);
  const other = scoreFormAnswers(definition, answers);
  expect([other.shown, other.scored.nodes]).toEqual([shown, scored.nodes]);
  expect(shown).toBeGreaterThan(0);
});

test('where nothing is shown there is no number, and none is below nought by its sign alone', () => {
  expect(numberShown(definition, null)).toBe(null);
  expect(scoreFormCodes(definition, { answerCode: '||||', evidenceCode: '', verifiedCode: '' }).shown).toBe(null);
});
