import { labelled, withColon } from '../words/labelled.ts';
import type { View } from './address.ts';
import type { EarlierSubmission, PortalState } from './api-types.ts';
import { element } from './element.ts';
import { fileOf, fill, moment, type Speech } from './words.ts';

export interface EarlierLinks {
  /** The submission that is shown, if one is. */
  readonly current: string | null;
  readonly addressOf: (view: View) => string;
}

/** All that came in before, each with an address of its own; what could not be used as well. */
export function earlierSection(
  { submissions, counting }: PortalState,
  speech: Speech,
  links: EarlierLinks,
): HTMLElement {
  const { heading, none, file, received, round, score } = speech.words.earlier;
  const row = (one: EarlierSubmission) => earlierRow(one, one.id === counting, speech, links);
  const columns = [file, received, round, score].map((title) => element('th', { scope: 'col' }, title));
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
  { id, upload, fileName, round, receivedAt, percent, told }: EarlierSubmission,
  counts: boolean,
  speech: Speech,
  { current, addressOf }: EarlierLinks,
): HTMLElement {
  const words = speech.words.earlier;
  const when = moment(receivedAt, speech);
  const view: View = upload === null ? { name: 'file', id } : { name: 'sent', id: upload };
  const tag = (text: string, look: string): HTMLElement => element('span', { class: `tag ${look}` }, text);
  const score =
    percent === null
      ? [tag(words.refused, 'bad')]
      : [told ?? fill(speech.words.result.heading, { percent }), counts ? tag(words.counts, 'good') : null];
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      element(
        'a',
        {
          href: addressOf(view),
          'aria-label': labelled(fileOf(fileName, speech), fill(words.show, { when }), speech.locale),
          'aria-current': current !== null && id === current ? 'page' : null,
        },
        fileOf(fileName, speech),
      ),
    ),
    element('td', { 'data-title': withColon(words.received, speech.locale) }, when),
    element('td', { 'data-title': withColon(words.round, speech.locale) }, round ?? '–'),
    element('td', { class: 'number', 'data-title': withColon(words.score, speech.locale) }, ...score),
  );
}
