import type { Answers } from '../../../domain/answers/answer.ts';
import { indicatorsOf, type Questionnaire } from '../../../domain/questionnaire/questionnaire.ts';
import { type Look, put } from '../../../spreadsheet/writing/cell-styles.ts';
import { fixed, placeIn } from '../../../spreadsheet/writing/references.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill } from '../../words/messages.ts';
import type { Words } from './page.ts';
import { answerRange } from './questionnaire-layout.ts';

/** A cell that counts the answered questions as they are filled in: a number, shown as `12 of 41 answered`. */
export function putProgress(
  sheet: Worksheet,
  address: string,
  { questionnaire, answers, words }: { questionnaire: Questionnaire; answers: Answers; words: Words },
  look: Look,
): void {
  const { offered } = questionnaire.answers;
  const range = placeIn(words.sheets.questionnaire, fixed(answerRange(questionnaire)));
  const formula = offered.map((value) => `COUNTIF(${range},"${words.answers[value]}")`).join('+');
  const indicators = indicatorsOf(questionnaire);
  const result = indicators.filter(({ id }) => offered.some((value) => answers.get(id)?.value === value)).length;
  const numFmt = countFormat(words.answered, indicators.length);
  put(sheet, address, null, { ...look, numFmt }).value = { formula, result };
}

/** The format that shows a number as `12 of 41 answered`. */
export const countFormat = (answered: string, total: number): string =>
  fill(answered, { answered: '\u0000', total })
    .split('\u0000')
    .map((words) => (words === '' ? '' : `"${words}"`))
    .join('0');
