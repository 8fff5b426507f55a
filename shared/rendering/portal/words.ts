import type english from '../words/en/portal.json';
import { fill } from '../words/fill.ts';
import { writtenDate } from '../words/written-date.ts';
import type { PortalState } from './api-types.ts';
import { Refusal } from './refusal.ts';

export type Words = typeof english;

/** What every part of the page needs to speak: the words, and how numbers and days are written. */
export interface Speech {
  readonly words: Words;
  readonly locale: string;
  /** Bytes of the largest file that is taken. */
  readonly maxBytes: number;
  /** Characters of a note to the office. */
  readonly maxNote: number;
}

export { fill };

const moments = new Map<string, Intl.DateTimeFormat>();

/** `31 Oct 2022, 23:59 CET`: where whoever reads it is, or in the zone that is named. The zone always stands there. */
export function moment(instant: string, { locale }: Pick<Speech, 'locale'>, zone?: string): string {
  const key = `${locale} ${zone ?? ''}`;
  const format =
    moments.get(key) ??
    new Intl.DateTimeFormat(locale, {
      ...{ day: 'numeric', month: 'short', year: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone: zone },
    });
  moments.set(key, format);
  return writtenDate(format, new Date(instant));
}

/** When a round opens or closes: in its own zone, and where that is another time for whoever reads it, in theirs as well. */
export function deadline(instant: string | null, { timeZone }: PortalState['round'], speech: Speech): string {
  const [ofRound, own] = [moment(instant ?? '', speech, timeZone), moment(instant ?? '', speech)];
  return ofRound === own ? own : fill(speech.words.header.yourTime, { when: ofRound, yours: own });
}

export function size(bytes: number, { locale }: Speech): string {
  const megabyte = 1024 * 1024;
  const [value, unit] = bytes < megabyte ? [bytes / 1024, 'kilobyte'] : [bytes / megabyte, 'megabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** By its name; what came as a link has none. */
export const fileOf = (fileName: string, { words }: Speech): string =>
  fileName === '' ? words.earlier.sheet : fileName;

export const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

/** What a refusal means to a person; anything that nobody foresaw is our fault. */
export function errorText(error: string, { words, maxBytes }: Speech): string {
  const texts: Readonly<Record<string, string>> = words.errors;
  return fill(texts[error] ?? words.errors.fault, { most: megabytes(maxBytes) });
}

/** Why something was not done. Nobody has answered where nothing of ours says why: that is the connection. */
export function failureText(error: unknown, speech: Speech): string {
  const reason = error instanceof Refusal ? error.reason : error instanceof Error ? error.message : '';
  return reason in speech.words.errors ? errorText(reason, speech) : speech.words.shell.unreachable;
}
