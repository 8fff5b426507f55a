import { foldedText } from '../answers/normalise/plain-text.ts';

/** Codes that the list of regions has and that are no country. */
const noCountry = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO']);

/** ISO 3166-1 alpha-2 of a code in any case of letters or of an English name of a country; null for anything else. */
export function countryCode(text: string): string | null {
  const folded = foldedText(text);
  return codes().get(folded) ?? null;
}

/** What an office can choose from: the English names of all countries, and their codes. */
export function countryWords(): string[] {
  const words = new Map<string, string>();
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  for (const code of new Set(codes().values())) words.set(code, names.of(code) ?? code);
  const collator = new Intl.Collator('en');
  return [...[...words.values()].sort(collator.compare), ...[...words.keys()].sort()];
}

let known: Map<string, string> | null = null;

/** By code, by an outdated code (UK), by name. Made at the first use: few runs ask for it. */
function codes(): Map<string, string> {
  if (known !== null) return known;
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  known = new Map();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code);
    if (name === undefined || noCountry.has(code)) continue;
    const current = new Intl.Locale(`und-${code}`).region ?? code;
    known.set(code.toLowerCase(), current);
    known.set(foldedText(name), current);
  }
  return known;
}
