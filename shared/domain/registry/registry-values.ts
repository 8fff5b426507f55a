import { knownWord } from '../normalise/answer-words.ts';
import { normaliseFigure } from '../normalise/normalise-figure.ts';
import { foldedText } from '../normalise/plain-text.ts';
import type { ProblemCode } from '../problems.ts';
import { countryCode } from './country-code.ts';
import type { Parse, Parsed } from './registry-rows.ts';

/** Characters of a name. */
export const longestName = 200;
const longestAddress = 254;

function matching(pattern: RegExp, code: ProblemCode): Parse<string> {
  return (text) => (pattern.test(text) ? { value: text } : { code });
}

export const authorityIdValue = matching(/^[\p{Ll}\p{Lo}\p{N}-]{1,80}$/u, 'registry-id-unclear');
/** Dots alone would be another folder in the address of what is kept for the round. */
export const roundIdValue = matching(/^(?!\.+$)[\w.-]{1,40}$/, 'registry-round-id-unclear');

export const nameValue: Parse<string> = (text) =>
  text.length <= longestName
    ? { value: text }
    : { code: 'registry-name-long', facts: { longest: String(longestName) } };

export interface OtherNames {
  readonly aliases: readonly string[];
  readonly withdrawn: readonly string[];
}

/** `Stadt Zürich | Zurich | -Zürihc`: other names, and after a dash the ones that are kept no more. */
export const aliasesValue: Parse<OtherNames> = (text) => {
  const aliases: string[] = [];
  const withdrawn: string[] = [];
  for (const part of text.split('|').map((one) => one.trim())) {
    const [, dash, name = ''] = /^([-–—]?)\s*(.*)$/u.exec(part) ?? [];
    if (name === '') continue;
    const parsed = nameValue(name);
    if (!('value' in parsed)) return parsed;
    (dash === '' ? aliases : withdrawn).push(parsed.value);
  }
  return { value: { aliases, withdrawn } };
};

/** One mailbox and nothing around it: an address goes into mails as a recipient. */
export const addressValue: Parse<string> = (text) =>
  text.length <= longestAddress && /^[^\s@<>()[\]\\,;:"]+@([\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u.test(text)
    ? { value: text }
    : { code: 'registry-address-unclear' };

export const countryValue: Parse<string> = (text) => {
  const value = countryCode(text);
  return value === null ? { code: 'registry-country-unknown' } : { value };
};

export const populationValue: Parse<number> = (text) => {
  const { value, problem } = normaliseFigure(text, 'count');
  return value === null || problem !== null ? { code: 'registry-population-unclear' } : { value };
};

export const yesOrNo: Parse<boolean> = (text) => {
  const word = knownWord(foldedText(text), null)?.value;
  return word === 'yes' || word === 'no' ? { value: word === 'yes' } : { code: 'registry-yes-no-unclear' };
};

/** One of a few words of ours, in any case of letters. */
export function oneOf<T extends string>(words: readonly T[], code: ProblemCode): Parse<T> {
  return (text) => {
    const value = words.find((word) => word.toLowerCase() === text.toLowerCase());
    return value === undefined ? { code, facts: { known: words.join(', ') } } : { value };
  };
}

export function listOf<T extends string>(words: readonly T[], code: ProblemCode): Parse<T[]> {
  const one = oneOf(words, code);
  return (text) => {
    const values: T[] = [];
    for (const part of text.split(/[\s,;]+/).filter((part) => part !== '')) {
      const parsed = one(part);
      if (!('value' in parsed)) return parsed;
      values.push(parsed.value);
    }
    return { value: [...new Set(values)] };
  };
}

export const shardsValue: Parse<number> = (text) => {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= 1000 ? { value } : { code: 'registry-shards-unclear' };
};

/** A day is its first moment where a round opens, and its last where it closes; all times are UTC. */
export const opensValue: Parse<string> = (text) => instantOf(text, 'T00:00:00.000Z');
export const deadlineValue: Parse<string> = (text) => instantOf(text, endOfDay);

const endOfDay = 'T23:59:59.999Z';
const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/;
/** 31.10.2022 is the same day everywhere; 10/11/2022 is not, and is asked about. */
const dottedDay = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
const isoInstant = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?$/;

function instantOf(text: string, timeOfDay: string): Parsed<string> {
  const [, year, month, day] = isoDay.exec(text) ?? [];
  const [, dottedD, dottedM, dottedY] = dottedDay.exec(text) ?? [];
  const [, date, time, zone = 'Z'] = isoInstant.exec(text) ?? [];
  const instants = [
    year === undefined ? null : valid(`${year}-${month}-${day}`, timeOfDay),
    dottedY === undefined
      ? null
      : valid(`${dottedY}-${dottedM?.padStart(2, '0')}-${dottedD?.padStart(2, '0')}`, timeOfDay),
    date === undefined ? null : valid(date, `T${time}${zone}`),
  ];
  const value = instants.find((instant) => instant !== null);
  return value === undefined || value === null ? { code: 'registry-date-unclear' } : { value };
}

/** null for a day that no calendar has, such as 31 February, which `Date` would move into March. */
function valid(day: string, time: string): string | null {
  const midnight = new Date(`${day}T00:00:00.000Z`);
  const instant = new Date(`${day}${time}`);
  if (Number.isNaN(instant.getTime()) || Number.isNaN(midnight.getTime())) return null;
  return midnight.toISOString().startsWith(day) ? instant.toISOString() : null;
}

/** As the workbook shows an instant, so that it is read back as the same one. */
export function shownInstant(instant: string | null, timeOfDay: 'opens' | 'deadline'): string {
  if (instant === null) return '';
  const whole = timeOfDay === 'opens' ? 'T00:00:00.000Z' : endOfDay;
  return instant.endsWith(whole) ? instant.slice(0, 10) : instant;
}
