import { knownWord } from '../answers/normalise/answer-words.ts';
import { figureIn } from '../answers/normalise/figure-in.ts';
import { foldedText } from '../answers/normalise/plain-text.ts';
import type { ProblemCode } from '../answers/problems.ts';
import { maxSubjectLength, maxTextLength } from '../mail/mail-texts.ts';
import { nameValue, noLongerThan } from './contact-values.ts';
import { countryCode } from './country-code.ts';
import type { Parse } from './registry-rows.ts';
import {
  defaultTimeZone,
  endOfDay,
  instantAt,
  localDay,
  localInstant,
  startOfDay,
  timeZoneNamed,
} from './time-zone.ts';

function matching(pattern: RegExp, code: ProblemCode): Parse<string> {
  return (text) => (pattern.test(text) ? { value: text } : { code });
}

export const authorityIdValue = matching(/^[\p{Ll}\p{Lo}\p{N}-]{1,80}$/u, 'registry-id-unclear');
/** Dots alone would be another folder in the address of what is kept for the round. */
export const roundIdValue = matching(/^(?!\.+$)[\w.-]{1,40}$/, 'registry-round-id-unclear');

/** `city`, `county`: a word of the office's, as its questionnaires have it. */
const maxKindLength = 64;
export const kindValue = noLongerThan(maxKindLength);

export const mailSubjectValue = noLongerThan(maxSubjectLength);
export const mailTextValue = noLongerThan(maxTextLength);

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

export const countryValue: Parse<string> = (text) => {
  const value = countryCode(text);
  return value === null ? { code: 'registry-country-unknown' } : { value };
};

/** An office's own number: with a remark in words beside it, whatever it says, the office is asked. */
export const populationValue: Parse<number> = (text) => {
  const { value, problem } = figureIn(text, 'count', () => true);
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

export const timeZoneValue: Parse<string> = (text) => {
  const value = timeZoneNamed(text);
  return value === null ? { code: 'registry-zone-unknown' } : { value };
};

/** A date as it is written: a whole day, what clocks in the round's zone show, or an instant. */
export type Moment =
  | { readonly day: string }
  /** `2026-10-31T16:00:00.000` */
  | { readonly local: string }
  | { readonly instant: string };

/** Where a whole day begins or ends: a round opens with its first moment and closes with its last. */
export type Edge = 'start' | 'end';

const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/;
/** 31.10.2022 is the same day everywhere; 10/11/2022 is not, and is asked about. */
const dottedDay = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
const isoInstant = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?$/;

export const momentValue: Parse<Moment> = (text) => {
  const [, year, month, day] = isoDay.exec(text) ?? [];
  const [, dottedD = '', dottedM = '', dottedY] = dottedDay.exec(text) ?? [];
  const [, date, time, offset] = isoInstant.exec(text) ?? [];
  const whole =
    year !== undefined
      ? `${year}-${month}-${day}`
      : dottedY !== undefined
        ? `${dottedY}-${dottedM.padStart(2, '0')}-${dottedD.padStart(2, '0')}`
        : null;
  if (whole !== null && isCalendarDay(whole)) return { value: { day: whole } };
  if (date === undefined || !isCalendarDay(date)) return { code: 'registry-date-unclear' };
  const at = new Date(`${date}T${time}${offset ?? 'Z'}`);
  if (Number.isNaN(at.getTime())) return { code: 'registry-date-unclear' };
  return { value: offset === undefined ? { local: at.toISOString().slice(0, -1) } : { instant: at.toISOString() } };
};

/** Results become final when a round closes, when the office says so, or from a day on. */
export const finalWords = ['at close', 'by office'] as const;

export const finalResultsValue: Parse<Moment | (typeof finalWords)[number]> = (text) => {
  const word = finalWords.find((one) => one === text.toLowerCase().replaceAll(/[-_ ]+/g, ' '));
  if (word !== undefined) return { value: word };
  const moment = momentValue(text);
  return 'value' in moment ? moment : { code: 'registry-final-unclear' };
};

/** Not 31 February, which `Date` would move into March. */
function isCalendarDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00.000Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

export function instantOf(moment: Moment, edge: Edge, zone: string): string {
  if ('instant' in moment) return moment.instant;
  return 'local' in moment ? instantAt(moment.local, zone) : edgeOf(moment.day, edge, zone);
}

/** As the workbook shows an instant, so that it is read back as the same one: a whole day in the zone, or a time. */
export function shownInstant(instant: string | null, edge: Edge, zone = defaultTimeZone): string {
  if (instant === null) return '';
  return wholeDay(instant, edge, zone) ?? localInstant(instant, zone);
}

/** An instant that is the edge of a day in one zone as the same edge of that day in another; any other stays. */
export function movedEdge(instant: string | null, edge: Edge, zones: { from: string; to: string }): string | null {
  const day = instant === null ? null : wholeDay(instant, edge, zones.from);
  return day === null ? instant : edgeOf(day, edge, zones.to);
}

const edgeOf = (day: string, edge: Edge, zone: string): string =>
  edge === 'start' ? startOfDay(day, zone) : endOfDay(day, zone);

function wholeDay(instant: string, edge: Edge, zone: string): string | null {
  const day = localDay(instant, zone);
  return edgeOf(day, edge, zone) === instant ? day : null;
}
