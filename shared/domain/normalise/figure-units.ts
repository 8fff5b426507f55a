import type { BackgroundFigure } from '../questionnaire.ts';

/** Words and signs of a currency. `kr` and `$` are several currencies: they name none. */
const currencies: Readonly<Record<string, RegExp>> = {
  EUR: /€|\beur\b|\beuros?\b|\beuroa?\b|\b[mk]eur\b|\b[mk]€/i,
  GBP: /£|\bgbp\b/i,
  USD: /\busd\b|us\$/i,
  CHF: /\bchf\b/i,
  DKK: /\bdkk\b/i,
  SEK: /\bsek\b/i,
  NOK: /\bnok\b/i,
  ISK: /\bisk\b/i,
  PLN: /\bpln\b|zł/i,
  CZK: /\bczk\b|kč/i,
  HUF: /\bhuf\b|\bft\b/i,
  RON: /\bron\b|\blei\b/i,
  BGN: /\bbgn\b|лв/i,
  UAH: /\buah\b|грн|₴/i,
  TRY: /\btry\b|₺/i,
};

/** The one currency a text names, or null when it names none or several. */
export function currencyIn(text: string): string | null {
  const named = Object.entries(currencies).filter(([, pattern]) => pattern.test(text));
  return named.length === 1 ? (named[0]?.[0] ?? null) : null;
}

const multipliers: readonly { readonly pattern: RegExp; readonly factor: number }[] = [
  // With a point (`mil. lei`) it is a million to some and a thousand to others.
  { pattern: /\b(thousand|tuhat|tuhatta|tausend|mille|mil(?!\.)|k)\b|\bk(?=€|eur)/i, factor: 1e3 },
  { pattern: /\b(millions?|mln|mio|m|miljoonaa|millionen|millones|milioni|miljoner)\b|\bm(?=€|eur)/i, factor: 1e6 },
  { pattern: /\b(billions?|bn|mrd|miljardia|milliarden|milliards?|miliardi|miljarder)\b/i, factor: 1e9 },
];

/** 1 when nothing multiplies, null when two words do. */
export function multiplierIn(rest: string): number | null {
  const found = multipliers.filter(({ pattern }) => pattern.test(rest));
  return found.length > 1 ? null : (found[0]?.factor ?? 1);
}

/** What may stand beside the number without changing what it says. */
const harmless: Readonly<Record<BackgroundFigure['kind'], RegExp>> = {
  money:
    /[€£$₴₺]|\b(?:[mk]?eur|euros?|euroa?|gbp|usd|chf|dkk|sek|nok|isk|kr|pln|czk|huf|ft|ron|lei|bgn|uah|try|in|the|year|for|per|total|budget|fiscal|of|annual|thousand|tuhatta|tausend|mille|mil(?!\.)|k|m|millions?|mln|mio|miljoonaa|millionen|millones|milioni|miljoner|billions?|bn|mrd|miljardia|milliarden|milliards?|miliardi|miljarder)\b|zł|kč|лв|грн/gi,
  count:
    /\b(?:inhabitants|residents|people|persons|citizens|population|employees|staff|total|in|the|year|of|as|asukasta|henkilöä|einwohner|habitants|habitantes|abitanti|thousand|million|k|m|mln)\b/gi,
  fullTimeEquivalent:
    /\b(?:fte|ftes|full|time|equivalent|equivalents|people|persons|employees|staff|specialists?|total|in|the|year|of|htv|htp|person|years?)\b/gi,
};

/** False when a word remains that may be a unit or a condition we do not know (hours, %, `per inhabitant`...). */
export function unitWords(rest: string, kind: BackgroundFigure['kind']): boolean {
  return !/[\p{L}\d%‰]/u.test(rest.replace(harmless[kind], ' '));
}
