import { describe, expect, test } from 'vitest';
import type { AnswerValue } from '../../../../shared/domain/answers/answer.ts';
import { checkEvidence } from '../../../../shared/domain/answers/checks/check-evidence.ts';
import { checkUnanswered } from '../../../../shared/domain/answers/checks/check-unanswered.ts';
import { answered, checked } from '../../../support/checked.ts';

const codes = (value: AnswerValue, evidence: string) =>
  checkEvidence(checked({ '1.1.1': answered(value, evidence) })).map(({ code }) => code);
const told = 'Service catalogue of 2021, page 4';

test.each<[AnswerValue, string, string[]]>([
  ['yes', told, []],
  ['yes', '', ['evidence-missing']],
  ['yes', '  ', ['evidence-missing']],
  ['yes', 'see above', ['evidence-weak']],
  ['no', '', []],
  ['no', 'see above', []],
  ['na', '', []],
  ['na', 'see above', ['evidence-weak']],
  ['unclear', '', []],
  ['unclear', 'see above', []],
  ['unanswered', '', []],
  ['unanswered', told, ['evidence-without-answer']],
  ['unanswered', 'see above', ['evidence-without-answer']],
  // An answer one column too far to the right.
  ['unanswered', 'Yes', []],
])('%s with "%s": %j', (value, evidence, expected) => expect(codes(value, evidence)).toEqual(expected));

test('is asked at the evidence, and where there is no answer at the answer', () => {
  const [weak] = checkEvidence(checked({ '1.1.1': answered('yes', ' see\u00a0above ') }));
  expect(weak).toMatchObject({ sheet: 'Answers', cell: 'E9', indicator: '1.1.1', read: 'see above' });
  const [blank] = checkEvidence(checked({ '1.1.1': answered('unanswered', told) }));
  expect(blank).toMatchObject({ cell: 'D9', facts: { evidenceCell: 'E9' } });
  const [unplaced] = checkEvidence(checked({ '1.1.1': answered('yes') }, { evidenceCells: new Map() }));
  expect(unplaced).toMatchObject({ cell: 'D9', facts: { evidenceCell: 'D9' } });
});

test('an answer in no cell is not asked about', () =>
  expect(checkEvidence(checked({ '1.1.1': answered('yes', '', null) }))).toEqual([]));

describe('questions left blank', () => {
  test('are one query with their number and their ids, in order', () => {
    const blank = { '1.1.2': answered('unanswered'), '1.1.1': answered('unanswered'), '1.1.3': answered('na') };
    expect(checkUnanswered(checked(blank))).toMatchObject([
      { code: 'questions-unanswered', facts: { count: '2', list: '1.1.1, 1.1.2' } },
    ]);
  });

  test('are none where all is answered, or where the question was not found in the file', () => {
    expect(checkUnanswered(checked({ '1.1.1': answered('no') }))).toEqual([]);
    expect(checkUnanswered(checked({ '1.1.1': answered('unanswered', '', null) }))).toEqual([]);
  });
});
