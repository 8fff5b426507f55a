import type { Group, Question, Texts } from '../../../domain/questionnaire/definition/definition.ts';
import { groupTitle, textOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import type { FormSite } from './form-site.ts';

/** Letters of a word that fits on a telephone beside a number, and after how many of them it may be parted. */
const maxWord = 20;
const part = 12;

/**
 * With places at which a browser may part words that would be wider than a telephone: an office's own texts are of any
 * length.
 */
export const softened = (text: string): string =>
  text.replace(/[\p{L}\p{N}]+/gu, (word) =>
    word.length <= maxWord ? word : (word.match(new RegExp(`.{1,${part}}`, 'gu')) ?? []).join('\u00ad'),
  );

/** A text of the questionnaire in the language of the site. */
export const labelOf = (texts: Texts, { language, questionnaire }: FormSite): string =>
  softened(textOf(texts, language, questionnaire));

/** `A1  Opening hours` */
export const titleOfGroup = (group: Group, { language, questionnaire }: FormSite): string =>
  softened(groupTitle(group, language, questionnaire));

/** The number that is printed before a question: its name is one where it has digits. '' where there is none. */
export const shownNumberOf = ({ name, number }: Pick<Question, 'name' | 'number'>): string =>
  number ?? (/\d/.test(name) ? name : '');

/** `12a Is a branch open in the evening?` */
export const numbered = (question: Question, site: FormSite): string =>
  `${shownNumberOf(question)} ${labelOf(question.label, site)}`.trim();

/** Letters of a heading that stands upright above a narrow column. */
const maxHeading = 60;

export function shortened(title: string): string {
  if (title.length <= maxHeading) return title;
  const cut = title.slice(0, maxHeading);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), maxHeading - 20))}…`;
}
