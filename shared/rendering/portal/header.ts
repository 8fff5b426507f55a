import { pluralOf } from '../words/plural.ts';
import type { PortalState } from './api-types.ts';
import { element } from './element.ts';
import { deadline, fill, type Speech } from './words.ts';

const day = 86_400_000;

/** Whose page it is, for which round, and how long there is time. */
export function header({ authority, round }: PortalState, speech: Speech): HTMLElement {
  const words = speech.words.header;
  return element(
    'header',
    { class: 'top' },
    element('p', { class: 'eyebrow' }, `${speech.words.title} · ${fill(words.round, { round: round.id })}`),
    element('h1', { tabindex: -1 }, authority),
    element('p', { class: `window ${round.state}` }, ...windowOf(round, speech)),
  );
}

function windowOf(round: PortalState['round'], speech: Speech): (Node | string)[] {
  const { state, opensAt, closesAt } = round;
  const words = speech.words.header;
  if (state === 'early') return [fill(words.early, { when: deadline(opensAt, round, speech) })];
  if (closesAt === null) return [words.unlimited];
  const when = deadline(closesAt, round, speech);
  if (state === 'closed') return [fill(words.closed, { when })];
  const days = Math.floor((new Date(closesAt).getTime() - Date.now()) / day);
  const left = days < 1 ? words.lastDay : pluralOf(words.left, days, { days }, speech.locale);
  return [fill(words.closes, { when }), ' ', element('span', { class: days < 4 ? 'left soon' : 'left' }, left)];
}
