import type { Submission } from '../../shared/domain/submissions/submission.ts';
import type { Letter } from '../../shared/rendering/letters/letter.ts';
import { portalLinkPart } from '../../shared/rendering/letters/portal-link-part.ts';
import type { Messages } from '../../shared/rendering/words/messages.ts';
import type { ContactPages } from '../../shared/use-cases/portal-link.ts';
import type { Recipients } from './recipients.ts';

/** The reader's own page; nothing in a mail to several, each of whom could open it in the name of another. */
export async function portalLinkOf(
  { authority, round, score }: Submission,
  { to: [contact, ...others], isOffice }: Recipients,
  messages: Messages,
  pages: ContactPages,
): Promise<Pick<Letter, 'portal'>> {
  if (contact === undefined || others.length > 0 || isOffice || authority === null || round === null) return {};
  const address = await pages.addressOf({ authority, contact, round });
  return portalLinkPart(address, score === null ? 'send' : 'open', messages);
}
