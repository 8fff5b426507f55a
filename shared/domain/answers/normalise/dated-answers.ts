import type { OfferedAnswers } from './answer-words.ts';
import { isDating } from './continuation.ts';
import { foldedText } from './plain-text.ts';

/**
 * Answers of several years in one cell, `Yes (2021), No (2022)` or `2021: Yes, 2022: No`: that of the last year counts.
 * Null where the cell holds anything else, or a year later than `latest`: that answer is a plan.
 */
export function datedAnswer<Value extends string>(
  raw: string,
  language: string | null,
  latest: number | null,
  offered: OfferedAnswers<Value>,
): Value | null {
  const items = itemsOf(foldedText(raw).slice(0, 200), language, offered);
  if (items === null || items.length < 2 || items.length % 2 === 1) return null;
  const dated: { value: Value; year: number }[] = [];
  for (let at = 0; at < items.length; at += 2) {
    const [one, other] = [items[at], items[at + 1]];
    const value = [one, other].find((item) => typeof item === 'string');
    const year = [one, other].find((item) => typeof item === 'number');
    if (typeof value !== 'string' || typeof year !== 'number' || typeof one !== typeof items[0]) return null;
    dated.push({ value, year });
  }
  // `Yes (2021)` alone is an answer and a date: what follows an answer is read elsewhere.
  if (dated.length === 1 && typeof items[0] === 'string') return null;
  if (new Set(dated.map(({ year }) => year)).size !== dated.length) return null;
  const last = dated.reduce((newest, one) => (one.year > newest.year ? one : newest));
  return latest !== null && last.year > latest ? null : last.value;
}

/** Answers and years in their order; null when anything else stands among them. */
function itemsOf<Value extends string>(
  text: string,
  language: string | null,
  offered: OfferedAnswers<Value>,
): (Value | number)[] | null {
  const items: (Value | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const between = /^(?:[\s,;:.()[\]/|=→>–—-]|fy(?=\s?\d))+/u.exec(rest)?.[0].length ?? 0;
    const year = /^(?:19|20)\d{2}(?!\d)/.exec(rest)?.[0];
    const word = between > 0 || year !== undefined ? null : offered.leadingWord(rest, language);
    const dating = between > 0 || year !== undefined || word !== null ? 0 : isDating(rest, language);
    if (year !== undefined) items.push(Number(year));
    if (word !== null) items.push(word.found.value);
    const length = Math.max(between, year?.length ?? 0, word?.end ?? 0, dating);
    if (length === 0) return null;
    rest = rest.slice(length);
  }
  return items;
}
