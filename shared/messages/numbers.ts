import type { Count } from '../domain/scoring.ts';
import { fill, type Messages } from './messages.ts';

export const percentOf = ({ met, total }: Count): number => (total === 0 ? 0 : (100 * met) / total);

/** `58 %`, `71.6 %`: with at most so many decimals, as the language writes them. */
export function percentText(percent: number, messages: Messages, decimals = 0): string {
  const number = numberText(percent, messages, decimals);
  return fill(messages.page.percent, { number });
}

export function numberText(number: number, { workbook }: Messages, decimals = 0): string {
  return new Intl.NumberFormat(workbook.locale, { maximumFractionDigits: decimals }).format(number);
}

/** `+4`, `−2`, `0`, with a real minus. */
export function signed(number: number): string {
  return number > 0 ? `+${number}` : String(number).replace('-', '−');
}

/** `18 November 2022 at 09:12 UTC`. */
export function instantText(instant: string, { workbook }: Messages): string {
  const format = new Intl.DateTimeFormat(workbook.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(new Date(instant))} UTC`;
}

/** `1 December 2022`. */
export function dayText(instant: string, { workbook }: Messages): string {
  return new Intl.DateTimeFormat(workbook.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(instant));
}
