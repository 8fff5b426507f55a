import { currencyIn, type FigureKind, multiplierIn } from './figure-units.ts';
import { normaliseFigure } from './normalise-figure.ts';

/**
 * `2 155 345 k€` as a number's format shows it; `0.3 million` of 305200 is the number itself, scaled. Null where the
 * format shows a share, a bound or a unit that we do not know (`47 hours`, `> 305200`).
 */
export function shownUnit(
  text: string,
  stored: number,
  kind: FigureKind,
): { factor: number; unit: string | null } | null {
  if (/^[-\d.,\s]+$/.test(text) && isScaledDown(text, stored)) return null;
  if (/^[-\d.,\s]*$/.test(text) || /^\d(?:[.,]\d+)?e[+-]?\d+$/i.test(text)) return { factor: 1, unit: null };
  const shown = normaliseFigure(text, kind);
  if (shown.value === null && shown.problem === 'background-unclear') return null;
  const factor = multiplierIn(text.replace(/\d/g, ' ')) ?? 1;
  const scaled = shown.value === null || Math.abs(shown.value / factor - stored) > Math.abs(stored) * 0.001;
  return { factor: scaled ? 1 : factor, unit: kind === 'money' ? currencyIn(text) : null };
}

/** `305` as `#,##0,` shows 305200: thousands, and nothing says so. Rounding is no scale. */
function isScaledDown(shown: string, stored: number): boolean {
  const { value } = normaliseFigure(shown, 'fullTimeEquivalent');
  return (
    value !== null &&
    stored >= 100 &&
    [1_000, 1_000_000].some((scale) => Math.abs(value * scale - stored) <= 0.5 * scale)
  );
}
