import type { Change } from '../../domain/submissions/history-changes.ts';
import { signed } from './numbers.ts';

/**
 * What a change is made of, as the words that tell it and what they name. null: the authority's answers alone have
 * changed, or nobody knows.
 */
export function changeParts({ method, review, real }: Change): {
  readonly words: 'changeSplit' | 'changeSplitReview';
  readonly facts: Readonly<Record<'method' | 'review' | 'real', string>>;
} | null {
  if (method === null || review === null || real === null) return null;
  if (method === 0 && review === 0) return null;
  const facts = { method: signed(method), review: signed(review), real: signed(real) };
  return { words: review === 0 ? 'changeSplit' : 'changeSplitReview', facts };
}
