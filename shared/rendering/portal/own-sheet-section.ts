import type { PortalState } from './api-types.ts';
import { element } from './element.ts';
import { deadline, fill, moment, type Speech } from './words.ts';

/** The online sheet that the office has made for the authority, and until when it is read; nothing where there is none. */
export function ownSheetSection({ ownSheet, round }: PortalState, speech: Speech): HTMLElement | null {
  if (ownSheet === undefined) return null;
  const { heading, intro, open, until, always, closed, last, never } = speech.words.ownSheet;
  const when = round.closesAt === null ? '' : deadline(round.closesAt, round, speech);
  const isRead = when === '' ? always : fill(round.state === 'closed' ? closed : until, { when });
  const state = ownSheet.readAsOf === null ? never : fill(last, { when: moment(ownSheet.readAsOf, speech) });
  return element(
    'section',
    { class: 'card own-sheet', 'aria-labelledby': 'own-sheet' },
    element('h2', { id: 'own-sheet' }, heading),
    element('p', {}, intro),
    element(
      'p',
      {},
      element('a', { class: 'button', href: ownSheet.address, target: '_blank', rel: 'noreferrer' }, open),
    ),
    element('p', { class: 'quiet' }, `${isRead} ${state}`),
  );
}
