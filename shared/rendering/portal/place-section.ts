import type { PortalState } from './api-types.ts';
import { element } from './element.ts';
import type { Speech } from './words.ts';

/** The rank of what counts, how settled it is, or why there is none; nothing as long as nothing counts. */
export function placeSection({ place }: PortalState, { words }: Speech): HTMLElement[] {
  if (place === null) return [];
  const { rank, sentences } = place;
  return [
    element(
      'section',
      { class: 'card rank', 'aria-labelledby': 'rank' },
      element('h2', { id: 'rank' }, words.place.heading),
      rank === null ? null : element('p', { class: 'large' }, rank),
      ...sentences.map((sentence) => element('p', {}, sentence)),
    ),
  ];
}
