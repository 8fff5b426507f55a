import type { ShareBand } from '../../../domain/scoring/share-band.ts';
import { colours, fill, line, put } from '../../../spreadsheet/writing/cell-styles.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';

/**
 * A bar of narrow filled cells: drawn the same by Excel, LibreOffice, Google Sheets and on paper,
 * where data bars are not, and silent in a screen reader, which reads the number beside it.
 */
export const barCells = 20;

/** As the dashboard colours shares; dark enough for text on white. */
export const bandColours = { low: 'FFB3261E', middle: 'FFA65A00', high: 'FF2B7D46' } as const satisfies Record<
  ShareBand,
  string
>;

const border = { top: line(colours.white, 'thick'), bottom: line(colours.white, 'thick') };
const track = { fill: fill(colours.track), border };

/** The cells whose counts a bar shows. */
export interface BarRows {
  readonly first: number;
  readonly last: number;
  readonly met: string;
  readonly total: string;
  /** Column letters of the bar. */
  readonly from: string;
  readonly to: string;
}

/** The empty bar of one row: cells with lines of white above and below, silent in a screen reader. */
export function putTrack(sheet: Worksheet, row: number, firstColumn: number): void {
  for (let index = 0; index < barCells; index += 1)
    put(sheet, sheet.getCell(row, firstColumn + index).address, null, track);
}

/** Fills the bars by what their rows count at any time, in the colour of the band; only nothing looks like nothing, only all like all. */
export function fillBars(sheet: Worksheet, { first, last, met, total, from, to }: BarRows): void {
  const share = `$${met}${first}/$${total}${first}`;
  const between = `MIN(${barCells - 1},MAX(1,ROUND(${barCells}*${share},0)))`;
  const filled = `IF($${met}${first}=0,0,IF($${met}${first}=$${total}${first},${barCells},${between}))`;
  const isFilled = `COLUMN()-COLUMN($${from}${first})<${filled}`;
  const bands = bandTests(`$${met}${first}`, `$${total}${first}`);
  sheet.addConditionalFormatting({
    ref: `${from}${first}:${to}${last}`,
    rules: bandOrder.map((band, index) => ({
      type: 'expression',
      priority: index + 1,
      formulae: [`AND(${isFilled},${bands[band]})`],
      style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: bandColours[band] } } },
    })),
  });
}

const bandOrder = ['low', 'middle', 'high'] as const;

/** Conditions on a count, by the dashboard's limits on whole hundredths. */
function bandTests(met: string, total: string): Record<ShareBand, string> {
  const hundredths = hundredthsFormula(met, total);
  return { low: `${hundredths}<=33`, middle: `AND(${hundredths}>33,${hundredths}<=66)`, high: `${hundredths}>66` };
}

/** A count as a whole number of hundredths, halves upward. */
export const hundredthsFormula = (met: string, total: string): string => `INT((200*${met}+${total})/(2*${total}))`;

/** The word of the band that a count is in, whatever the count comes to. */
export function bandFormula(met: string, total: string, words: Readonly<Record<ShareBand, string>>): string {
  const text = (band: ShareBand): string => `"${words[band].replaceAll('"', '""')}"`;
  const hundredths = hundredthsFormula(met, total);
  return `IF(${hundredths}<=33,${text('low')},IF(${hundredths}<=66,${text('middle')},${text('high')}))`;
}

/** Colours the words of {@link bandFormula}: the word says it, the colour helps the eye. */
export function colourBands(sheet: Worksheet, rows: Pick<BarRows, 'first' | 'last' | 'met' | 'total'>, column: string) {
  const bands = bandTests(`$${rows.met}${rows.first}`, `$${rows.total}${rows.first}`);
  sheet.addConditionalFormatting({
    ref: `${column}${rows.first}:${column}${rows.last}`,
    rules: bandOrder.map((band, index) => ({
      type: 'expression',
      priority: 10 + index,
      formulae: [bands[band]],
      style: { font: { color: { argb: bandColours[band] } } },
    })),
  });
}
