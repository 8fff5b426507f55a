import { letterPattern } from './letter-pattern.ts';
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

/** Letters that a month's name shares with its other cases at least (`tammikuusta`, `januárja`), and that these may add. */
const [shortestStem, maxEnding] = [5, 4];
let stems: ReadonlySet<string> | null = null;

function isMonth(word: string): boolean {
  const plain = unaccented(word);
  if (monthNames().has(plain)) return true;
  if (plain.length < shortestStem) return false;
  stems ??= new Set(
    [...monthNames()].flatMap((name) => {
      const shortest = Math.max(shortestStem, name.length - 2);
      return name.length < shortest
        ? []
        : [name, name.slice(0, -1), name.slice(0, -2)].filter((stem) => stem.length >= shortest);
    }),
  );
  for (let cut = 1; cut <= maxEnding && plain.length - cut >= shortestStem; cut += 1) {
    if (stems.has(plain.slice(0, -cut))) return true;
  }
  return false;
}

/** `31. joulukuuta 2022`, `December 2022`: a day, a month's name and, not taken, a year. Not the "out" of "carried out". */
const monthAndYear = letterPattern(
  String.raw`(?:\b[0-3]?\d(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?)?(?<!\p{L})(?<!\p{L}ed )(\p{L}{3,20})\.?,?\s+(?:de\s+)?(?=(?:19|20)\d{2}(?!\d))`,
  'gu',
);
/** `2020. január 1.`, `2020 januárja`: what stands after a year. */
const yearAndMonth = letterPattern(
  String.raw`(?<=(?<!\d)(?:19|20)\d{2}\.?\s)(\p{L}{5,20})(?:\s+[0-3]?\d\.)?(?!\p{L})`,
  'gu',
);

/** Without one no date has a month beside it. */
const year = /(?:19|20)\d{2}/;

/** The text with its dates, in any of our languages, cut down to their years: a day of the month is no figure. */
export function withoutMonths(text: string): string {
  if (!year.test(text)) return text;
  const cut = (date: string, month: string): string => (isMonth(month) ? '' : date);
  const before = text.replace(monthAndYear.for(text), cut);
  return before.replace(yearAndMonth.for(before), cut);
}
