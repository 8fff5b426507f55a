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

/** How often each pair of letters stands in a text, and how many pairs it has. */
interface Pairs {
  readonly pairs: ReadonlyMap<string, number>;
  readonly count: number;
}

/** Finds questions by their wording in any of their languages. */
export function questionIndex(questions: readonly Question[]): QuestionIndex {
  const exact = new Map<string, Known>();
  const pairs: (Known & Pairs)[] = [];
  for (const { id, texts } of questions) {
    for (const { text, language } of texts) {
      exact.set(bare(text), { id, language });
      pairs.push({ id, language, ...pairsOf(bare(text)) });
    }
  }
  return {
    match(text) {
      const wording = bare(text.slice(0, 1000));
      const known = exact.get(wording);
      if (known !== undefined) return { kind: 'same', ...known };
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

function closest(read: Pairs, questions: readonly (Known & Pairs)[]): Match | null {
  let best: Known & { likeness: number } = { id: '', language: null, likeness: 0 };
  let second = 0;
  for (const question of questions) {
    const likeness = dice(read, question);
    if (likeness > best.likeness) {
      if (best.id !== question.id) second = best.likeness;
      best = { id: question.id, language: question.language, likeness };
    } else if (question.id !== best.id && likeness > second) second = likeness;
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

function pairsOf(text: string): Pairs {
  const pairs = new Map<string, number>();
  for (let at = 0; at < text.length - 1; at += 1) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return { pairs, count: Math.max(0, text.length - 1) };
}

function dice(a: Pairs, b: Pairs): number {
  let common = 0;
  for (const [pair, times] of a.pairs) common += Math.min(times, b.pairs.get(pair) ?? 0);
  return a.count + b.count === 0 ? 0 : (2 * common) / (a.count + b.count);
}
