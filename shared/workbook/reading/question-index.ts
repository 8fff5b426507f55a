import { foldedText } from '../../domain/normalise/plain-text.ts';
import type { TextByLanguage } from '../../domain/questionnaire.ts';

/** What a text stands for: an indicator or a background figure, and how sure that is. */
export type Match =
  | { readonly kind: 'same' | 'similar'; readonly id: string; readonly language: string | null }
  | { readonly kind: 'doubtful' };

export interface QuestionIndex {
  match(text: string): Match | null;
}

/** Shares of common letter pairs (Dice): from here on an edited wording is taken for the question. */
const similarFrom = 0.85;
/** And only if no other question comes closer than this below it. */
const clearBy = 0.05;
/** From here on a text is one of our questions changed too much to be sure: it is asked about. */
const doubtfulFrom = 0.65;
const shortest = 20;

export interface Wording {
  readonly text: string;
  /** null: it is an id, of no language. */
  readonly language: string | null;
}

/** A text as a questionnaire has it, in each of its languages. */
export const wordingsOf = (texts: TextByLanguage): Wording[] =>
  Object.entries(texts).map(([language, text]) => ({ text, language }));

export interface Question {
  readonly id: string;
  readonly texts: readonly Wording[];
}

interface Known {
  readonly id: string;
  readonly language: string | null;
}

/** A wording, by how many pairs of letters it has. */
type Indexed = Known & { readonly count: number };

/** In which wordings a pair of letters stands, by their place in the list, and how often. */
type Postings = ReadonlyMap<string, readonly { readonly at: number; readonly times: number }[]>;

/** Finds questions by their wording in any of their languages. */
export function questionIndex(questions: readonly Question[]): QuestionIndex {
  const exact = new Map<string, Known>();
  const indexed: Indexed[] = [];
  const postings = new Map<string, { at: number; times: number }[]>();
  for (const { id, texts } of questions) {
    for (const { text, language } of texts) {
      const wording = bare(text);
      exact.set(wording, { id, language });
      for (const [pair, times] of pairsOf(wording)) {
        const found = postings.get(pair);
        if (found === undefined) postings.set(pair, [{ at: indexed.length, times }]);
        else found.push({ at: indexed.length, times });
      }
      indexed.push({ id, language, count: pairCount(wording) });
    }
  }
  return {
    match(text) {
      const wording = bare(text.slice(0, 1000));
      const known = exact.get(wording);
      if (known !== undefined) return { kind: 'same', ...known };
      const length = pairCount(wording);
      const near = indexed.some(({ count }) => couldBeLike(length, count));
      return wording.length < shortest || !near ? null : closest(wording, indexed, postings);
    },
  };
}

/** Texts of very different length share too few pairs, whatever they say: most cells are dismissed by this alone. */
function couldBeLike(a: number, b: number): boolean {
  return (2 * Math.min(a, b)) / (a + b) >= doubtfulFrom;
}

/**
 * The wording most like a text, by the pairs both have. Each pair of the text is looked up once for all wordings: a
 * sheet may have very many cells, and there are some hundred wordings in all languages.
 */
function closest(wording: string, indexed: readonly Indexed[], postings: Postings): Match | null {
  const length = pairCount(wording);
  const common = new Uint16Array(indexed.length);
  for (const [pair, times] of pairsOf(wording)) {
    for (const posting of postings.get(pair) ?? []) {
      common[posting.at] = (common[posting.at] ?? 0) + Math.min(times, posting.times);
    }
  }
  let best: Known & { likeness: number } = { id: '', language: null, likeness: 0 };
  let second = 0;
  for (const [at, { id, language, count }] of indexed.entries()) {
    if (!couldBeLike(length, count)) continue;
    const likeness = (2 * (common[at] ?? 0)) / (length + count);
    if (likeness > best.likeness) {
      if (best.id !== id) second = best.likeness;
      best = { id, language, likeness };
    } else if (id !== best.id && likeness > second) second = likeness;
  }
  const { id, language } = best;
  if (best.likeness >= similarFrom && best.likeness - second >= clearBy) return { kind: 'similar', id, language };
  return best.likeness >= doubtfulFrom ? { kind: 'doubtful' } : null;
}

/** Letters and digits only: punctuation, a leading number or a copied line break do not matter. */
function bare(text: string): string {
  return foldedText(text)
    .replace(/^q?\d+(\.\d+)*[.):\s-]*/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** How often each pair of neighbouring letters stands in a text. */
function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at < text.length - 1; at += 1) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

const pairCount = (text: string): number => Math.max(0, text.length - 1);
