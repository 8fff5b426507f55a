import type { Count } from '../../domain/scoring/count.ts';
import { numberFormat } from './formats.ts';
import { fill, type Messages } from './messages.ts';
import { pluralOf } from './plural.ts';

export const percentOf = ({ met, total }: Count): number => (total === 0 ? 0 : (100 * met) / total);

/** `58 %`, `71.6 %`: with at most so many decimals, as the language writes them. */
export function percentText(percent: number, messages: Messages, decimals = 0): string {
  const number = numberText(percent, messages, decimals);
  return fill(messages.page.percent, { number });
}

export function numberText(number: number, { workbook }: Messages, decimals = 0): string {
  return numberFormat(workbook.locale, { maximumFractionDigits: decimals }).format(number);
}

/** `+4`, `−2`, `0`, with a real minus. */
export function signed(number: number): string {
  return number > 0 ? `+${number}` : String(number).replace('-', '−');
}

/** `+4 percentage points`, `−1 percentage point`. */
export const pointsText = (points: number, { facts, workbook }: Messages): string =>
  pluralOf(facts.percentagePoints, points, { points: signed(points) }, workbook.locale);
