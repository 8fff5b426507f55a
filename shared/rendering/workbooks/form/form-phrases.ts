import type { OwnPhrase } from '../../../spreadsheet/drafting/own-form.ts';
import { definitionLanguages, definitionMessagesIn } from '../../words/definition-words.ts';

/** The sentences that a questionnaire of ours adds to those of its office, in all languages: so a draft tells them apart. */
export function formPhrases(): OwnPhrase[] {
  return definitionLanguages.flatMap((language): OwnPhrase[] => {
    const { form, workbook } = definitionMessagesIn(language);
    const { hints } = workbook.background;
    const number = (kind: string): RegExp =>
      new RegExp(
        `^${plain(kind)}(?: ${withNames(form.unit)})?(?: (?:${[form.between, form.atLeast, form.atMost].map(anything).join('|')}))?$`,
        'u',
      );
    const years = Object.values(form.withinYears).map((text) => ({ says: 'years', pattern: whole(text) }) as const);
    return [
      { says: 'money', pattern: whole(hints.money) },
      { says: 'whole', pattern: whole(hints.count) },
      { says: 'fullTime', pattern: whole(hints.fullTimeEquivalent) },
      { says: 'whole', pattern: number(form.whole) },
      { says: 'decimal', pattern: number(form.decimal) },
      ...years,
      { says: 'evidence', pattern: whole(form.evidenceRequired) },
      { says: 'evidence', pattern: whole(form.evidenceRequiredFor) },
      { says: 'relevant', pattern: whole(form.onlyIf) },
      { says: 'other', pattern: whole(form.several) },
      { says: 'points', pattern: /^(?:.{1,300}: -?\d+(?:\.\d+)?)(?: · .{1,300}: -?\d+(?:\.\d+)?)+$/u },
    ];
  });
}

const plain = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
/** `In {unit}.` with its facts as groups. */
const withNames = (text: string): string =>
  text
    .split(/(\{\w+\})/)
    .map((part) => (/^\{\w+\}$/.test(part) ? `(?<${part.slice(1, -1)}>.+?)` : plain(part)))
    .join('');
const anything = (text: string): string => withNames(text).replace(/\?<\w+>/g, '?:');
const whole = (text: string): RegExp => new RegExp(`^${withNames(text)}$`, 'u');
