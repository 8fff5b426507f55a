import type { Messages } from './messages.ts';

/** `24 November 2026 at 12:31 UTC`: the month as a word, so that it means the same in every country. */
export function readableInstant(instant: string, { workbook }: Messages): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const format = new Intl.DateTimeFormat(workbook.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(at)} UTC`;
}

/** `24 November 2026` of a day or an instant. */
export function readableDay(day: string, { workbook }: Messages, dateStyle: 'long' | 'medium' = 'long'): string {
  const at = new Date(day);
  if (Number.isNaN(at.getTime())) return day;
  return new Intl.DateTimeFormat(workbook.locale, { dateStyle, timeZone: 'UTC' }).format(at);
}
