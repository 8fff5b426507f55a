import type { Count } from '../../domain/scoring.ts';
import { colours, fill, line, put } from './look.ts';
import type { Worksheet } from './spreadsheet.ts';

/**
 * A bar of narrow filled cells: drawn the same by Excel, LibreOffice, Google Sheets and on paper,
 * where data bars are not, and silent in a screen reader, which reads the number beside it.
 */
export const barCells = 20;

/** How many of a bar's cells are filled; only nothing looks like nothing, and only all looks like all. */
function filledCells({ met, total }: Count): number {
  if (met === 0) return 0;
  if (met === total) return barCells;
  return Math.min(barCells - 1, Math.max(1, Math.round((barCells * met) / total)));
}

/** Draws the bar into a row from `firstColumn` (1 for A) on. */
export function putBar(
  sheet: Worksheet,
  { row, firstColumn }: { row: number; firstColumn: number },
  count: Count,
  colour: keyof typeof looks,
): void {
  const filled = filledCells(count);
  for (let index = 0; index < barCells; index += 1) {
    const { address } = sheet.getCell(row, firstColumn + index);
    put(sheet, address, null, index < filled ? looks[colour] : looks.track);
  }
}

// White lines above and below keep the bars of neighbouring rows apart.
const border = { top: line(colours.white, 'thick'), bottom: line(colours.white, 'thick') };
const looks = {
  strong: { fill: fill(colours.accent), border },
  soft: { fill: fill(colours.accentSoft), border },
  track: { fill: fill(colours.track), border },
};
