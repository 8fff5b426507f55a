import type { EarlierSubmission, PortalState } from '../api-types.ts';
import { element } from './element.ts';
import { fill, moment, type Speech } from './words.ts';

/** What was scored before, each to be shown again. */
export function earlierSection(
  { submissions, counting }: PortalState,
  speech: Speech,
  show: (id: string) => void,
): HTMLElement {
  const { heading, none, received, round, score } = speech.words.earlier;
  const row = (one: EarlierSubmission) => earlierRow(one, one.id === counting, speech, show);
  const columns = [received, round, score].map((title) => element('th', { scope: 'col' }, title));
  return element(
    'section',
    { class: 'card', 'aria-labelledby': 'earlier' },
    element('h2', { id: 'earlier' }, heading),
    submissions.length === 0
      ? element('p', { class: 'empty' }, none)
      : element(
          'table',
          { class: 'earlier' },
          element('thead', {}, element('tr', {}, ...columns)),
          element('tbody', {}, ...submissions.map(row)),
        ),
  );
}

function earlierRow(
  { id, round, receivedAt, percent }: EarlierSubmission,
  counts: boolean,
  speech: Speech,
  show: (id: string) => void,
): HTMLElement {
  const words = speech.words.earlier;
  const when = moment(receivedAt, speech);
  return element(
    'tr',
    {},
    element(
      'td',
      {},
      element(
        'button',
        { type: 'button', class: 'link', 'aria-label': fill(words.show, { when }), click: () => show(id) },
        when,
      ),
    ),
    element('td', {}, round),
    element('td', { class: 'number' }, `${percent} %`, counts ? element('span', { class: 'tag' }, words.counts) : null),
  );
}
