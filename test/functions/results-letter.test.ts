import { expect, test } from 'vitest';
import { resultsLetter } from '../../functions/deliver-results/mail/results-letter.ts';
import { insightOf } from '../../shared/domain/insight.ts';
import { messagesIn } from '../../shared/messages/messages.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { profile, reportOf } from '../support/compared.ts';

/** What the mail says of answers given in a code of 41 letters, in its paragraphs below the score and the rank. */
function said(answerCode: string): string[] {
  const report = reportOf(profile('Espoo', answerCode));
  const page = { address: 'https://example.org', until: '2022-11-25T09:12:30.000Z' };
  const about = { authorityName: 'Espoo', superseded: false, toOffice: false, link: null, rescoring: null, footer: [] };
  const letter = resultsLetter(report, { ...about, page, insight: insightOf(report, catalogue) }, messagesIn('en'));
  return letter.paragraphs.slice(2);
}

test.each([
  ['all Yes or No', 'YN'.padEnd(41, 'Y'), ['Every question has an answer of Yes or No.']],
  ['one that was not understood', '?'.padEnd(41, 'Y'), []],
  ['all NA', 'A'.repeat(41), ['No question was answered with Yes or No.']],
  [
    'some NA and one blank',
    'AA-'.padEnd(41, 'Y'),
    ['Answered NA or left blank: 3. With these left out, the score would be 100 %; with all of them met, 100 %.'],
  ],
])('the mail says what is not answered of %s', (_, answerCode, paragraphs) => {
  expect(said(answerCode)).toEqual(paragraphs);
});
