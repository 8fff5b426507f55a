import { referenceOf } from '../../domain/submissions/reference.ts';
import { fill, type Messages } from '../words/messages.ts';
import { fromStranger } from './from-stranger.ts';
import { type Letter, letterHtml, letterText } from './letter.ts';

/** What every mail of ours has around what it says. */

export const footerOf = (id: string, office: string, messages: Messages): string[] => [
  fill(messages.mail.footer.automatic, { office }),
  fill(messages.mail.footer.reference, { submission: referenceOf(id) }),
];

/** The outcome comes first; the subject of the mail that is answered stands behind it, to be known again. */
export function answeringSubject(outcome: string, answered: string | null, messages: Messages): string {
  // One `Re:` is enough, however often they have answered each other.
  const subject = fromStranger(
    (answered ?? '').replace(/^(\s*(re|fwd?|aw|wg|vs|sv|tr|rv)\s*:)+/i, '').trim(),
    messages,
  );
  return subject === '' ? outcome : fill(messages.mail.footer.answering, { outcome, subject });
}

export const bodies = (letter: Letter): { html: string; text: string } => ({
  html: letterHtml(letter),
  text: letterText(letter),
});
