import { expect, test } from 'vitest';
import { problem } from '../../../shared/domain/answers/problems.ts';
import { insightOf } from '../../../shared/domain/insight/insight.ts';
import type { ResultsReport } from '../../../shared/domain/insight/results-report.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import type { Letter } from '../../../shared/rendering/letters/letter.ts';
import { letterHtml, letterText } from '../../../shared/rendering/letters/letter.ts';
import { resultsLetter } from '../../../shared/rendering/letters/results-letter.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { profile, reportOf } from '../../support/compared.ts';

/** What the mail says of answers given in a code of 41 letters, in its paragraphs below the score and the rank. */
const said = (answerCode: string): readonly string[] =>
  letterOf(reportOf(profile('Espoo', answerCode))).paragraphs.slice(2);

function letterOf(report: ResultsReport): Letter {
  const page = { address: 'https://example.org', until: '2022-11-25T09:12:30.000Z' };
  const about = { authorityName: 'Espoo', superseded: false, toOffice: false, link: null, rescoring: null, footer: [] };
  const { language } = report;
  return resultsLetter(report, { ...about, page, insight: insightOf(report, catalogue) }, messagesIn(language));
}

test.each([
  ['all Yes or No', 'YN'.padEnd(41, 'Y'), ['Every question is answered Yes or No.']],
  ['one that was not understood', '?'.padEnd(41, 'Y'), []],
  ['all NA', 'A'.repeat(41), ['No question was answered with Yes or No.']],
  [
    'some NA and one blank',
    'AA-'.padEnd(41, 'Y'),
    ['NA or not answered: 3. If these are left out, the score is 100%; if all of them count as met, it is 100%.'],
  ],
])('the mail says what is not answered of %s', (_, answerCode, paragraphs) => {
  expect(said(answerCode)).toEqual(paragraphs);
});

test.each(messageLanguages())('what a review decided stands before the score and everything else: %s', (language) => {
  const verified = { facts: { verified: 'no', reason: 'Seen on site' } };
  const problems = [
    problem('evidence-missing', { indicator: '1.1.1' }),
    problem('answer-verified', { indicator: '1.2.2', ...verified }),
    problem('answer-as-claimed', { indicator: '1.2.3', facts: { value: 'yes', reason: 'It was found' } }),
  ];
  const letter = letterOf(reportOf(profile('Espoo', 'Y'.repeat(41)), { language, problems }));
  for (const written of [letterText(letter).replace(/[\n ]+/g, ' '), letterHtml(letter).replace(/^.*<body/s, '')]) {
    const places = ['Seen on site', 'It was found', letter.headline, letter.problems?.heading ?? '?'].map((text) =>
      written.indexOf(text),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  }
  expect(letterText(letter).startsWith(messagesIn(language).mail.results.decided)).toBe(true);
  expect(letter.problems?.lines).toHaveLength(1);
  expect(letterOf(reportOf(profile('Espoo', 'Y'.repeat(41)), { language })).decided).toBeNull();
});

test('a heading of plain text has a colon behind it as its language writes one', () => {
  const heading = (language: string): string | undefined =>
    letterText(letterOf(reportOf(profile('Espoo', 'Y'.repeat(41)), { language })))
      .split('\n')
      .find((line) => line.startsWith(messagesIn(language).mail.results.categories));
  expect(heading('en')).toBe('Categories:');
  expect(heading('fr')).toBe('Catégories\u202f:');
});
