import names from './month-names.json' with { type: 'json' };
import { unaccented } from './plain-text.ts';

let made: ReadonlySet<string> | null = null;

/**
 * Months as they are written alone and within a date (`maaliskuu`, `maaliskuuta`, `dec`), without accents, in all our
 * languages. They are kept as data: asking Intl for them takes longer than reading a questionnaire.
 */
function monthNames(): ReadonlySet<string> {
  made ??= new Set(names.split(' '));
  return made;
}

/** `31. joulukuuta 2022`, `December 2022`: a day, a month's name and, not taken, a year. */
const monthAndYear =
  /(?:\b[0-3]?\d(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?)?(?<!\p{L})(\p{L}{3,20})\.?,?\s+(?:de\s+)?(?=(?:19|20)\d{2}(?!\d))/gu;

/** The text with its dates, in any of our languages, cut down to their years: a day of the month is no figure. */
export function withoutMonths(text: string): string {
  return text.replace(monthAndYear, (date: string, month: string) => (monthNames().has(unaccented(month)) ? '' : date));
}
