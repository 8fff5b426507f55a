import { defaultTimeZone, zoneAt } from '../../domain/registry/time-zone.ts';
import { dateFormat } from './formats.ts';
import type { Messages } from './messages.ts';
import { writtenDate } from './written-date.ts';

/**
 * `24 November 2026 at 12:31 UTC`, or `... at 14:31 (Europe/Helsinki, UTC+2)` where times are told in a zone: the month as a
 * word, so that it means the same in every country.
 */
export function readableInstant(instant: string, { workbook, timeZone = defaultTimeZone }: Messages): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const format = dateFormat(workbook.locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const zone = zoneAt(at.toISOString(), timeZone);
  return `${writtenDate(format, at)} ${timeZone === defaultTimeZone ? zone : `(${zone})`}`;
}

const wholeDay = /^\d{4}-\d{2}-\d{2}$/;

/** `24 November 2026` of a day, which is the same everywhere, or of an instant. */
export function readableDay(
  day: string,
  { workbook, timeZone = defaultTimeZone }: Messages,
  dateStyle: 'long' | 'medium' = 'long',
): string {
  const at = new Date(day);
  if (Number.isNaN(at.getTime())) return day;
  const zone = wholeDay.test(day) ? defaultTimeZone : timeZone;
  return writtenDate(dateFormat(workbook.locale, { dateStyle, timeZone: zone }), at);
}
