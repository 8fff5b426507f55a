import type { Answer } from '../../../domain/answers/answer.ts';
import type { Questionnaire } from '../../../domain/questionnaire/questionnaire.ts';
import type { DataValidation, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill } from '../../words/messages.ts';
import { listOf, type Words } from './page.ts';
import { answerRange } from './questionnaire-layout.ts';

/** The offered words for what was understood, and the sender's own for what was not. */
export function shownAnswer(answer: Answer, words: Words): string {
  if (answer.value === 'unanswered') return '';
  return answer.value === 'unclear' ? doubted(answer.raw, words) : words.answers[answer.value];
}

/** What was not understood stays so: it never stands there as a blank or as an offered word. */
function doubted(raw: string, words: Words): string {
  const text = raw.trim();
  const offered = Object.values(words.answers).map((word) => word.toLowerCase());
  return text === '' || offered.includes(text.toLowerCase()) ? `${text} ?`.trim() : raw;
}

/** The drop-down of an answer cell; it says the rule about blank and NA where the answer is chosen. */
export function answerRule(questionnaire: Questionnaire, words: Words): DataValidation {
  const offered = questionnaire.answers.offered.map((value) => words.answers[value]);
  return {
    type: 'list',
    allowBlank: true,
    formulae: [`"${offered.join(',')}"`],
    showInputMessage: true,
    promptTitle: words.questionnaire.promptTitle,
    prompt: words.blankAndNa,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: words.questionnaire.errorTitle,
    error: fill(words.questionnaire.error, { answers: listOf(offered, words), column: words.columns.evidence }),
  };
}

const answerTints = {
  yes: { text: 'FF1F5F3F', fill: 'FFE2F1E8' },
  no: { text: 'FF7A3A1E', fill: 'FFF8E9E2' },
  na: { text: 'FF4B5563', fill: 'FFECEFF1' },
} as const;

/** The word says it; the tint only helps the eye. */
export function tintAnswers(sheet: Worksheet, questionnaire: Questionnaire, words: Words): void {
  sheet.addConditionalFormatting({
    ref: answerRange(questionnaire),
    rules: questionnaire.answers.offered.map((value, index) => ({
      type: 'cellIs',
      operator: 'equal',
      priority: index + 1,
      formulae: [`"${words.answers[value]}"`],
      style: {
        font: { color: { argb: answerTints[value].text } },
        fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: answerTints[value].fill } },
      },
    })),
  });
}
