import type { Questionnaire } from '../../domain/questionnaire/questionnaire.ts';
import type { Count } from '../../domain/scoring/count.ts';
import { fill } from './fill.ts';
import type { Messages } from './messages.ts';

type Answers = Pick<Questionnaire, 'answers'>;

/** `23 of 41 answered Yes`: where one answer alone counts it is named, else it is points that are counted. */
export const countedWords = (count: Count, of: Answers, messages: Messages): string =>
  fill(countedTemplate(of, messages), { ...count });

/** The same for a sentence that is counted again when an answer changes: `{met}` and `{total}` are left in it. */
export function countedTemplate({ answers }: Answers, { facts, workbook }: Messages): string {
  const [only, ...others] = answers.met;
  if (only === undefined || others.length > 0) return facts.counted.points;
  return fill(facts.counted.answer, { answer: workbook.answers[only] });
}

/** What stands above such counts: `Yes`, or `Points`. */
export function countedHeading({ answers }: Answers, { facts, workbook }: Messages): string {
  const [only, ...others] = answers.met;
  return only === undefined || others.length > 0 ? facts.counted.pointsHeading : workbook.answers[only];
}
