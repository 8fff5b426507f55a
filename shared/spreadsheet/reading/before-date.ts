import type { Cell } from '../formats/grid.ts';

/**
 * What was probably written before a program made a date of it. `3.4` and `3/4` become a day of the current year;
 * a number in a cell formatted as dates becomes a day far from it.
 */
export function beforeDate({ text, number }: Cell): string {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? []).map(Number);
  if (number !== null && (year < 2000 || year > 2050 || !Number.isInteger(number))) return String(number);
  return `${day}.${month} (${day}/${month})`;
}
