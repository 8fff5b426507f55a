type Attributes = Readonly<Record<string, string>>;

/** A colour as red, green and blue from 0 to 255, or what names it where nothing says which it is. */
export type Colour = readonly [number, number, number] | string;

export const white: Colour = [255, 255, 255];

/** The palette (ECMA-376 part 1, 18.8.27) from 8 on; 0 to 7 are 8 to 15 again, 64 and 65 those of the window. */
const palette =
  '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333'.split(
    ' ',
  );

/** The colours of a workbook's theme by their number: paper, ink, second paper, second ink, six accents, two of links. */
export type Theme = readonly Colour[];

/** In the order of their numbers, which is not that of the part. */
const themeNames = 'lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink'.split(' ');
const themeColour =
  /<(?:\w+:)?(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)>\s*<(?:\w+:)?(?:srgbClr\s[^<>]*?val|sysClr\s[^<>]*?lastClr)="([0-9A-Fa-f]{6})"/g;
/** Characters within which the colours of a theme stand. */
const maxThemeLength = 64 * 1024;

/** Paper and ink of nearly every theme. */
const usual: Readonly<Record<string, Colour>> = { lt1: white, dk1: [0, 0, 0] };

/** The colours of a theme's part; of what it does not say only paper and ink are known. */
export function themeOf(part: Buffer | undefined): Theme {
  const found = new Map(
    [...(part?.toString('utf8', 0, maxThemeLength) ?? '').matchAll(themeColour)].map(([, name = '', hex = '']) => [
      name,
      ofHex(hex),
    ]),
  );
  return themeNames.map((name) => found.get(name) ?? usual[name] ?? name);
}

/** null: the program's own choice, which is seen. */
export function colourOf({ rgb, theme, indexed, tint = '0' }: Attributes, themed: () => Theme): Colour | null {
  if (rgb !== undefined) return ofHex(rgb);
  if (theme !== undefined) {
    const named = themed()[Number(theme)] ?? `theme ${theme}`;
    return typeof named === 'string' ? `${named} ${tint}` : tinted(named, Number(tint));
  }
  if (indexed === undefined) return null;
  if (indexed === '64') return null;
  if (indexed === '65') return white;
  const at = Number(indexed) < 8 ? Number(indexed) : Number(indexed) - 8;
  return ofHex(palette[at] ?? '') ?? `palette ${indexed}`;
}

/** `FFFFFF`, `#ffffff`, or with its transparency before it `FFFFFFFF`. */
export function ofHex(hex: string): Colour | null {
  const parts = /([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (parts === null) return null;
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => Number.parseInt(part, 16));
  return [red, green, blue];
}

/** Lighter (above 0) or darker (below 0) by a share of what is left to white or black (18.8.19, by lightness). */
function tinted([red, green, blue]: readonly [number, number, number], tint: number): Colour {
  if (!(tint >= -1 && tint <= 1) || tint === 0) return [red, green, blue];
  const lightness = (Math.max(red, green, blue) + Math.min(red, green, blue)) / 510;
  const wanted = tint < 0 ? lightness * (1 + tint) : lightness * (1 - tint) + tint;
  // Towards white or black until the lightness is the wanted one: hue and saturation stay nearly as they are.
  const [to, share] =
    wanted >= lightness
      ? [255, lightness === 1 ? 0 : (wanted - lightness) / (1 - lightness)]
      : [0, lightness === 0 ? 0 : (lightness - wanted) / lightness];
  const moved = (value: number): number => value + (to - value) * share;
  return [moved(red), moved(green), moved(blue)];
}

/** Below this contrast nobody sees that something is written (WCAG asks for 4.5). */
const minContrast = 1.15;

/** Whether letters of a colour stand out from what is behind them. */
export function standsOut(letters: Colour, behind: Colour): boolean {
  if (typeof letters === 'string' || typeof behind === 'string') return letters !== behind;
  const [a, b] = [luminance(letters), luminance(behind)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= minContrast;
}

/** Relative luminance as WCAG 2 has it. */
function luminance([red, green, blue]: readonly [number, number, number]): number {
  const [r, g, b] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}
