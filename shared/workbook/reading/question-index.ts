import { foldedText } from '../../domain/normalise/plain-text.ts';

/** What a text stands for: an indicator or a background figure, and how sure that is. */
export type Match =
  | { readonly kind: 'same'; readonly id: string }
  | { readonly kind: 'similar'; readonly id: string }
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

export interface Question {
  readonly id: string;
  /** Its wording in each language. */
  readonly texts: readonly string[];
}

/** Finds questions by their wording in any of their languages. */
export function questionIndex(questions: readonly Question[]): QuestionIndex {
  const exact = new Map<string, string>();
  const pairs: { id: string; pairs: Map<string, number>; count: number }[] = [];
  for (const { id, texts } of questions) {
    for (const text of texts) {
      exact.set(bare(text), id);
      pairs.push({ id, ...pairsOf(bare(text)) });
    }
  }
  return {
    match(text) {
      const wording = bare(text.slice(0, 1000));
      const id = exact.get(wording);
      if (id !== undefined) return { kind: 'same', id };
      if (wording.length < shortest) return null;
      const near = pairs.filter(({ count }) => couldBeLike(wording.length - 1, count));
      return near.length === 0 ? null : closest(pairsOf(wording), near);
    },
  };
}

/** Texts of very different length share too few pairs, whatever they say: most cells are dismissed by this alone. */
function couldBeLike(a: number, b: number): boolean {
  return (2 * Math.min(a, b)) / (a + b) >= doubtfulFrom;
}

function closest(
  read: { pairs: ReadonlyMap<string, number>; count: number },
  questions: readonly { id: string; pairs: ReadonlyMap<string, number>; count: number }[],
): Match | null {
  let best = { id: '', likeness: 0 };
  let second = 0;
  for (const question of questions) {
    const likeness = dice(read, question);
    if (likeness > best.likeness) {
      if (best.id !== question.id) second = best.likeness;
      best = { id: question.id, likeness };
    } else if (question.id !== best.id && likeness > second) second = likeness;
  }
  if (best.likeness >= similarFrom && best.likeness - second >= clearBy) return { kind: 'similar', id: best.id };
  return best.likeness >= doubtfulFrom ? { kind: 'doubtful' } : null;
}

/** Letters and digits only: punctuation, a leading number or a copied line break do not matter. */
function bare(text: string): string {
  return foldedText(text)
    .replace(/^q?\d+(\.\d+)*[.):\s-]*/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function pairsOf(text: string): { pairs: Map<string, number>; count: number } {
  const pairs = new Map<string, number>();
  for (let at = 0; at < text.length - 1; at += 1) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return { pairs, count: Math.max(0, text.length - 1) };
}

function dice(
  a: { pairs: ReadonlyMap<string, number>; count: number },
  b: { pairs: ReadonlyMap<string, number>; count: number },
): number {
  let common = 0;
  for (const [pair, times] of a.pairs) common += Math.min(times, b.pairs.get(pair) ?? 0);
  return a.count + b.count === 0 ? 0 : (2 * common) / (a.count + b.count);
}
