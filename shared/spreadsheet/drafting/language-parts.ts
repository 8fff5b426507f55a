import type { Texts } from '../../domain/questionnaire/definition/definition.ts';
import { clipped } from './clipped.ts';

/** What stands between two languages in one cell. */
const marks = [' / ', '/', ' | ', '\n', ' – ', ' — ', ' - '];

const partsAt = (text: string, mark: string): string[] => text.split(mark).map((part) => part.trim());

/** `Yes / Kyllä`, `No / Ei` as a part for each language; null where they have no mark in common. */
export function splitInto(texts: readonly string[], languages: number): string[][] | null {
  const mark = marks.find((one) => texts.every((text) => isSplitBy(text, one, languages)));
  return mark === undefined || languages < 2 || texts.length === 0 ? null : texts.map((text) => partsAt(text, mark));
}

/** The mark by which most of the texts that stand in one cell tell their languages apart. */
export function commonMark(texts: readonly string[], languages: number): string | null {
  if (languages < 2) return null;
  const found = marks.map((mark) => ({
    mark,
    count: texts.filter((text) => isSplitBy(text, mark, languages)).length,
  }));
  const [best] = found.sort((a, b) => b.count - a.count);
  return best === undefined || best.count === 0 || best.count < texts.length / 2 ? null : best.mark;
}

const isSplitBy = (text: string, mark: string, languages: number): boolean => areWhole(partsAt(text, mark), languages);

const areWhole = (parts: readonly string[], languages: number): boolean =>
  parts.length === languages && parts.every((part) => part !== '');

/** `A.` of `A. Services / Palvelut` stands before both. */
const numbered = /^(?:\d{1,3}(?:\.\d{1,3})*|[A-Z])[.):]?\s+(?=\S)/u;

/** What one cell says in each language, or else the same in all. */
export function textsInCell(text: string, languages: readonly string[], mark: string | null): Texts {
  const parts = mark === null ? [] : partsAt(text, mark);
  if (!areWhole(parts, languages.length)) return Object.fromEntries(languages.map((tag) => [tag, clipped(text)]));
  const [before = ''] = numbered.exec(text) ?? [];
  return Object.fromEntries(
    parts.map((part, index) => [
      languages[index] ?? '',
      clipped(index === 0 || numbered.test(part) ? part : `${before}${part}`),
    ]),
  );
}
