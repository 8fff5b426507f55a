import answerWords from './answer-words.json' with { type: 'json' };
import { unaccented } from './plain-text.ts';

let made: ReadonlySet<string> | null = null;

/** Made when a text first has what may be one: few have, and thirty languages take a moment. */
function monthNames(): ReadonlySet<string> {
  made ??= new Set(Object.keys(answerWords).flatMap(monthsIn));
  return made;
}

/** Months as they are written alone and within a date: `maaliskuu`, `maaliskuuta`. */
function monthsIn(language: string): string[] {
  const forms: Intl.DateTimeFormatOptions[] = [{ month: 'long' }, { month: 'long', day: 'numeric' }];
  return forms.flatMap((form) => {
    const format = new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' });
    const dates = Array.from({ length: 12 }, (_, month) => format.formatToParts(Date.UTC(2022, month, 1)));
    return dates.flatMap((parts) => parts.filter(({ type }) => type === 'month').map(({ value }) => unaccented(value)));
  });
}

/** `31. joulukuuta 2022`, `December 2022`: a day, a month's name and, not taken, a year. */
const monthAndYear =
  /(?:\b[0-3]?\d(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?)?(?<!\p{L})(\p{L}{3,20})\.?,?\s+(?:de\s+)?(?=(?:19|20)\d{2}(?!\d))/gu;

/** The text with its dates, in any of our languages, cut down to their years: a day of the month is no figure. */
export function withoutMonths(text: string): string {
  return text.replace(monthAndYear, (date: string, month: string) => (monthNames().has(unaccented(month)) ? '' : date));
}
