import { expect, test } from 'vitest';
import { OfferedAnswers } from '../../../shared/domain/answers/normalise/answer-words.ts';
import { normaliseOffered } from '../../../shared/domain/answers/normalise/normalise-answer.ts';

/** A scale of four steps, and a fifth answer that says that none of them applies. */
const scale = new OfferedAnswers([
  {
    value: 'full',
    meaning: null,
    labels: { en: 'Fully', de: 'Vollständig', fi: 'Täysin' },
    aliases: ['4', 'fully met'],
  },
  { value: 'large', meaning: null, labels: { en: 'Largely', de: 'Weitgehend', fi: 'Suurelta osin' }, aliases: ['3'] },
  { value: 'part', meaning: null, labels: { en: 'Partly', de: 'Teilweise', fi: 'Osittain' }, aliases: ['2'] },
  { value: 'none', meaning: null, labels: { en: 'Not at all', de: 'Gar nicht', fi: 'Ei lainkaan' }, aliases: ['1'] },
  { value: 'na', meaning: 'na', labels: { en: 'Does not apply', de: 'Trifft nicht zu', fi: 'Ei koske meitä' } },
]);

const told = new Set([null, 'answer-written-otherwise', 'answer-comment-moved']);

/** What a cell of a question of five answers is read as: `ask` where the sender is asked. */
function read(text: string, language: string): string {
  const { value, problem } = normaliseOffered({ kind: 'text', text }, language, scale, { latest: 2022 });
  return told.has(problem) ? value : 'ask';
}

test.each([
  ['en', 'Fully', 'full'],
  ['en', 'largely.', 'large'],
  ['en', 'Partly', 'part'],
  ['en', 'NOT AT ALL', 'none'],
  ['en', 'Does not apply', 'na'],
  ['en', 'n/a', 'na'],
  ['de', 'Teilweise', 'part'],
  ['de', 'Entfällt', 'na'],
  ['fi', 'Suurelta osin', 'large'],
  ['fi', 'taysin', 'full'],
  ['en', '3', 'large'],
  ['en', '"Partly"', 'part'],
  ['en', 'Largley', 'large'],
  ['en', 'Fully / Vollständig', 'full'],
  ['en', '☐ Fully ☒ Largely ☐ Partly ☐ Not at all', 'large'],
  ['en', 'Fully ( ) Largely ( ) Partly (x) Not at all ( )', 'part'],
  ['en', 'Partly (2021), Fully (2022)', 'full'],
  ['en', 'Largely, since 2020', 'large'],
  ['en', 'Partly, see annex 2', 'part'],
  ['en', '', 'unanswered'],
  // Another scale's word, two answers, a plan and a limit are asked about.
  ['en', 'Yes', 'ask'],
  ['en', 'No', 'ask'],
  ['en', 'Fully/Partly', 'ask'],
  ['en', 'Fully, partly', 'ask'],
  ['en', 'Fully, from 2027', 'ask'],
  ['en', 'Largely, except schools', 'ask'],
  ['en', 'Partly?', 'ask'],
  ['en', '5', 'ask'],
  ['en', '0', 'ask'],
  ['en', 'TRUE', 'ask'],
])('of five answers, in %s: %s is %s', (language, text, value) => expect(read(text, language)).toBe(value));
