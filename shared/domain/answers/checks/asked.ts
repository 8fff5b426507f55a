import type { Indicator } from '../../questionnaire/questionnaire.ts';
import { foldedText } from '../normalise/plain-text.ts';

/** A question beside whose answer evidence stands, in the words of its questionnaire. */
export type Asked = Readonly<Pick<Indicator, 'id' | 'text' | 'withinYears'>>;

const folded = new WeakMap<object, string>();

/** Its texts of all languages, in lower case, for comparing: folded once for all checks. */
export function foldedTexts(question: Pick<Asked, 'text'>): string {
  const known = folded.get(question) ?? foldedText(Object.values(question.text).join('\n'));
  folded.set(question, known);
  return known;
}
