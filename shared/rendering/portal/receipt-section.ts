import type { PortalState, SubmissionResult } from './api-types.ts';
import { element } from './element.ts';
import { deadline, fill, moment, type Speech } from './words.ts';

/** That a file has come in: what to name it by, and what happens next. */
export function receiptSection(
  { reference, fileName, receivedAt, mailed, sentBy }: SubmissionResult,
  { round }: PortalState,
  speech: Speech,
): HTMLElement {
  const words = speech.words.receipt;
  const mail = sentBy === null ? null : fill(mailed ? words.mailed : words.mailing, { address: sentBy });
  const again =
    round.closesAt === null ? words.again : fill(words.againUntil, { when: deadline(round.closesAt, round, speech) });
  const next = [mail, round.state === 'open' ? again : null, words.ranked].filter((text) => text !== null);
  return element(
    'section',
    { class: 'card receipt', 'aria-labelledby': 'receipt' },
    element(
      'div',
      { class: 'panel' },
      element('h2', { id: 'receipt', tabindex: -1 }, words.heading),
      element('p', {}, words.reference),
      element('p', { class: 'reference' }, reference),
    ),
    element('p', {}, fill(words.file, { file: fileName, when: moment(receivedAt, speech) })),
    element('h3', {}, words.next),
    element('ul', {}, ...next.map((text) => element('li', {}, text))),
  );
}
