import { expect, test } from 'vitest';
import { versionProblem } from '../../functions/ingest-submission/version-problem.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { withOlderVersion } from '../support/older-questionnaire.ts';

const [newer, older] = ['user-centricity@2023', 'user-centricity@2021'];

test.each([
  [older, newer],
  [newer, older],
])('of %s where %s is expected the sender reads which is older', (read, expected) => {
  const told = versionProblem(read, expected, withOlderVersion);
  expect(told?.severity).toBe('notice');
  const { message } = told === null ? { message: '' } : describeProblem(told, messagesIn('en'));
  expect(message).toContain(`The workbook is ${read}; we expected ${expected} (${older} is older than ${newer}).`);
});

test('the expected version is nothing to tell', () => {
  expect(versionProblem(newer, newer, withOlderVersion)).toBeNull();
});
