import { type Indicator, indicatorsOf } from '../../questionnaire/questionnaire.ts';
import type { Answer } from '../answer.ts';
import { knownWord } from '../normalise/answer-words.ts';
import { foldedText, plainText } from '../normalise/plain-text.ts';
import { type Problem, problem } from '../problems.ts';
import { shareAsked } from './check-claims.ts';
import { type CheckInput, splitAddress } from './check-input.ts';
import { isWeak } from './evidence-words.ts';

/** The evidence beside each answer: is there any, and is it any? No finding changes an answer. */
export function checkEvidence({ questionnaire, answers, evidenceCells }: CheckInput): Problem[] {
  const expected = questionnaire.evidence.expectedFor as readonly string[];
  return indicatorsOf(questionnaire).flatMap((indicator): Problem[] => {
    const { id } = indicator;
    const answer = answers.get(id);
    if (answer === undefined || answer.cell === null) return [];
    const code = evidenceProblem(answer, expected.includes(answer.value), indicator);
    if (code === null) return [];
    const [sheet, answerCell] = splitAddress(answer.cell);
    const evidenceCell = evidenceCells.get(id) ?? answerCell;
    const cell = code === 'evidence-without-answer' ? answerCell : evidenceCell;
    return [problem(code, { sheet, cell, indicator: id, read: plainText(answer.evidence), facts: { evidenceCell } })];
  });
}

function evidenceProblem(
  { value, evidence }: Answer,
  expected: boolean,
  indicator: Indicator,
): 'evidence-missing' | 'evidence-weak' | 'evidence-without-answer' | null {
  const text = foldedText(evidence);
  if (text === '') return expected ? 'evidence-missing' : null;
  // An answer one column too far to the right was told where it was read.
  if (value === 'unanswered') return knownWord(text, null) === null ? 'evidence-without-answer' : null;
  if ((value !== 'yes' && value !== 'na') || !isWeak(evidence)) return null;
  // `over 80 %` beside a question for more than 80 % is all that was asked for.
  return /\d\s?%/.test(text) && shareAsked(indicator) !== null ? null : 'evidence-weak';
}
