import type { OfferedAnswers } from './answer-words.ts';
import { visibleText } from './plain-text.ts';

/**
 * What a mark is to the eye: a tick, a cross (which in a box selects, and beside a tick rejects), a filled or an empty
 * place.
 */
type Mark = 'tick' | 'cross' | 'filled' | 'empty';

const marks: readonly (readonly [Mark, RegExp])[] = [
  ['tick', /^(?:[✓✔☑✅🗹√]\ufe0f?|[([{<]\s*[✓✔√v]\ufe0f?\s*[)\]}>])/u],
  // The Cyrillic and the Greek letter look the same.
  ['cross', /^(?:[☒🗷⊠⊗✗✘✖❌❎]\ufe0f?|[([{<]\s*[xхχ×✗✘]\s*[)\]}>]|_+[xх]_+|[xхχ×](?![\p{L}\p{N}]))/iu],
  ['filled', /^(?:[■▣◼⬛●◉🔘⦿⬤◆▪◾]\ufe0f?|[([{<]\s*[•*●■]\s*[)\]}>])/u],
  ['empty', /^(?:[☐□◻◯○⬜⚪▢❏❑◇▫◽]\ufe0f?|[([{<]\s*[_–—-]*\s*[)\]}>]|_+)/u],
];

/** Alone in an answer cell a mark may mean either. */
export function isMark(text: string): boolean {
  const mark = marks.map(([, pattern]) => pattern.exec(text)?.[0] ?? '').find((found) => found !== '');
  return mark !== undefined && mark === text;
}

type Item<Value> =
  | { readonly kind: 'word'; readonly value: Value }
  | { readonly kind: 'mark'; readonly mark: Mark }
  | { readonly kind: 'between'; readonly parts: boolean };

/** What the marks of a cell select; `none`: places left empty, `several`: more than one, or nobody can tell which. */
export type Marked<Value extends string> = { readonly value: Value } | 'none' | 'several';

/**
 * Answers written out with marks beside them: `Yes ( ) No (x)`, `☒ Yes ☐ No`, `✓ Yes`. Null where the cell is anything
 * else: everything in it must be an answer, a mark or what stands between them.
 */
export function markedAnswer<Value extends string>(
  raw: string,
  language: string | null,
  offered: OfferedAnswers<Value>,
): Marked<Value> | null {
  const items = itemsOf(visibleText(raw).toLowerCase().slice(0, 200), language, offered);
  if (items === null) return null;
  const words = items.filter((item) => item.kind === 'word');
  const found = items.flatMap((item) => (item.kind === 'mark' ? [item.mark] : []));
  if (words.length === 0 || found.length === 0) return null;
  const [word, ...otherWords] = words;
  if (word !== undefined && otherWords.length === 0) {
    return besideOne(word.value, found, /[✗✘✖❌]/u.test(raw) && offered.meaningOf(word.value) !== 'no');
  }
  const beside = pairs(items, words.length, found.length);
  if (beside === null) return 'several';
  const selecting = selects(found);
  const selected = new Set(beside.filter(({ mark }) => mark === selecting).map(({ value }) => value));
  const [only, ...others] = selected;
  if (only === undefined || selecting === null) return 'none';
  return others.length > 0 ? 'several' : { value: only };
}

/**
 * All answers of a written-out list that its marks select, where several may be; null where the cell is no such list,
 * `unclear` where nobody can tell which mark is whose.
 */
export function markedAnswers<Value extends string>(
  raw: string,
  language: string | null,
  offered: OfferedAnswers<Value>,
): readonly Value[] | 'unclear' | null {
  const items = itemsOf(visibleText(raw).toLowerCase().slice(0, 2_000), language, offered);
  const words = items?.filter(({ kind }) => kind === 'word').length ?? 0;
  const found = items?.flatMap((item) => (item.kind === 'mark' ? [item.mark] : [])) ?? [];
  if (items === null || words === 0 || found.length === 0) return null;
  const beside = pairs(items, words, found.length);
  const selecting = selects(found);
  if (beside === null) return 'unclear';
  return beside.flatMap(({ mark, value }) => (mark === selecting ? [value] : []));
}

/** `Yes ✓`, `☒ No`; `Yes ✗` may mean that it is none. */
function besideOne<Value extends string>(value: Value, found: readonly Mark[], rejects: boolean): Marked<Value> {
  const [mark, ...others] = new Set(found);
  if (others.length > 0 || mark === undefined || rejects) return 'several';
  return mark === 'empty' ? 'none' : { value };
}

/** Which of the marks select: ticks before crosses, crosses before filled places. */
const selects = (found: readonly Mark[]): Mark | null =>
  (['tick', 'cross', 'filled'] as const).find((mark) => found.includes(mark)) ?? null;

interface Pair<Value> {
  readonly value: Value;
  readonly mark: Mark;
}

/** Each mark with the answer that it stands beside; null where that cannot be told. */
function pairs<Value>(items: readonly Item<Value>[], words: number, found: number): Pair<Value>[] | null {
  const sequence = items.filter((item) => item.kind !== 'between');
  if (found === 1) {
    const only = single(items);
    return only === null ? null : [only];
  }
  if (found !== words) return null;
  const result: Pair<Value>[] = [];
  for (let at = 0; at < sequence.length; at += 2) {
    const two = [sequence[at], sequence[at + 1]];
    const word = two.find((item) => item?.kind === 'word');
    const mark = two.find((item) => item?.kind === 'mark');
    if (word?.kind !== 'word' || mark?.kind !== 'mark' || two[0]?.kind !== sequence[0]?.kind) return null;
    result.push({ value: word.value, mark: mark.mark });
  }
  return result;
}

/** One mark among several answers: that of the first or last, or of the one from which nothing parts it. */
function single<Value>(items: readonly Item<Value>[]): Pair<Value> | null {
  const at = items.findIndex(({ kind }) => kind === 'mark');
  const mark = items[at];
  if (mark?.kind !== 'mark') return null;
  const near = (step: 1 | -1): { value: Value; parted: boolean } | null => {
    let parted = false;
    for (let other = at + step; other >= 0 && other < items.length; other += step) {
      const item = items[other];
      if (item?.kind === 'word') return { value: item.value, parted };
      if (item?.kind === 'between') parted ||= item.parts;
    }
    return null;
  };
  const [left, right] = [near(-1), near(1)];
  const chosen =
    left === null ? right : right === null ? left : left.parted === right.parted ? null : left.parted ? right : left;
  return chosen === null ? null : { value: chosen.value, mark: mark.mark };
}

function itemsOf<Value extends string>(
  text: string,
  language: string | null,
  offered: OfferedAnswers<Value>,
): Item<Value>[] | null {
  const items: Item<Value>[] = [];
  let rest = text.trim();
  // `O Ja  X Nein`: beside a letter that crosses, one that leaves empty.
  const circles = /(?<![\p{L}\p{N}])[x×](?![\p{L}\p{N}])/u.test(rest) ? /^o(?![\p{L}\p{N}])/u : null;
  while (rest !== '') {
    const between = /^(?:[\s,;:.|/\\]|[-–—](?=\s))+/u.exec(rest)?.[0];
    if (between !== undefined) {
      items.push({ kind: 'between', parts: /[\n,;|/\\]/.test(between) });
      rest = rest.slice(between.length);
      continue;
    }
    const circle = circles?.exec(rest)?.[0];
    if (circle !== undefined) {
      items.push({ kind: 'mark', mark: 'empty' });
      rest = rest.slice(circle.length);
      continue;
    }
    const mark = marks.flatMap(([kind, pattern]) => {
      const length = pattern.exec(rest)?.[0].length ?? 0;
      return length > 0 ? [{ kind, length }] : [];
    })[0];
    if (mark !== undefined) {
      items.push({ kind: 'mark', mark: mark.kind });
      rest = rest.slice(mark.length);
      continue;
    }
    const word = offered.leadingWord(rest, language);
    if (word === null) return null;
    items.push({ kind: 'word', value: word.found.value });
    rest = rest.slice(word.end);
  }
  return items;
}
