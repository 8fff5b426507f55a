import { colours, fill, font, line, put } from '../../../spreadsheet/writing/cell-styles.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';

const cells = 40;
/** A gap and the columns of a strip, to the right of the four of the tables. */
export const stripWidths = [2, ...new Array<number>(cells).fill(1.6)];
const firstColumn = 7;

const border = { top: line(colours.white, 'thick'), bottom: line(colours.white, 'thick') };
const stripLooks = {
  track: { fill: fill(colours.track), border },
  between: { fill: fill(colours.accentSoft), border },
  rank: { fill: fill(colours.accent), border },
} as const;

/** All ranks from the best to the last as a line of cells: `rank` dark, those from `best` to `worst` lighter; silent, the numbers stand beside it. */
export function putRankStrip(
  sheet: Worksheet,
  row: number,
  { rank, best, worst, of }: { rank: number; best: number; worst: number; of: number },
): void {
  // Each rank has its share of the cells: several where authorities are few, one for several ranks where they are many.
  const firstOf = (one: number): number => Math.floor(((one - 1) * cells) / of);
  const lastOf = (one: number): number => Math.max(firstOf(one), Math.ceil((one * cells) / of) - 1);
  for (let cell = 0; cell < cells; cell += 1) {
    const within = (first: number, last: number): boolean => cell >= firstOf(first) && cell <= lastOf(last);
    const look = within(rank, rank) ? 'rank' : within(best, worst) ? 'between' : 'track';
    put(sheet, sheet.getCell(row, firstColumn + cell).address, null, stripLooks[look]);
  }
}

/** What the strips below are, and between which ranks they reach. */
export function putStripHead(sheet: Worksheet, row: number, label: string): void {
  const small = { font: font(9, colours.muted), alignment: { vertical: 'bottom' } } as const;
  put(sheet, sheet.getCell(row, firstColumn).address, label, small);
}
