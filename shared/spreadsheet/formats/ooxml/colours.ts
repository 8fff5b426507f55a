type Attributes = Readonly<Record<string, string>>;

/** A colour as red, green and blue from 0 to 255, or by its place in the theme where that would have to be looked up. */
export type Colour = readonly [number, number, number] | string;

export const white: Colour = [255, 255, 255];

/** The first colours of the palette (ECMA-376 part 1, 18.8.27), twice; 64 and 65 are those of the window. */
const palette = ['000000', 'FFFFFF', 'FF0000', '00FF00', '0000FF', 'FFFF00', 'FF00FF', '00FFFF'];

/** null: the program's own choice, which is seen. */
export function colourOf({ rgb, theme, indexed, tint = '0' }: Attributes): Colour | null {
  if (rgb !== undefined) return ofHex(rgb);
  if (theme !== undefined) {
    // The first two are the paper and the ink of nearly every theme.
    if (theme === '0') return grey(255 * (1 + Math.min(0, Number(tint))));
    if (theme === '1') return grey(255 * Math.max(0, Number(tint)));
    return `theme ${theme} ${tint}`;
  }
  if (indexed === undefined) return null;
  if (indexed === '64') return null;
  if (indexed === '65') return white;
  return Number(indexed) < 16 ? ofHex(palette[Number(indexed) % 8] ?? '') : `palette ${indexed}`;
}

/** `FFFFFF`, `#ffffff`, or with its transparency before it `FFFFFFFF`. */
export function ofHex(hex: string): Colour | null {
  const parts = /([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (parts === null) return null;
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => Number.parseInt(part, 16));
  return [red, green, blue];
}

const grey = (value: number): Colour => [value, value, value];

/** Below this contrast nobody sees that something is written (WCAG asks for 4.5). */
const leastContrast = 1.15;

/** Whether letters of a colour stand out from what is behind them. */
export function standsOut(letters: Colour, behind: Colour): boolean {
  if (typeof letters === 'string' || typeof behind === 'string') return letters !== behind;
  const [a, b] = [luminance(letters), luminance(behind)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= leastContrast;
}

/** Relative luminance as WCAG 2 has it. */
function luminance([red, green, blue]: readonly [number, number, number]): number {
  const [r, g, b] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}
