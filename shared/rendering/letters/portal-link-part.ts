import { linkDays } from '../../domain/mail/signed-link.ts';
import { fill, type Messages } from '../words/messages.ts';
import type { Letter } from './letter.ts';

/** The link to a contact's own page, as a part of a letter; of no page nothing is said. */
export function portalLinkPart(
  address: string | null,
  what: 'send' | 'open',
  { portal }: Messages,
): Pick<Letter, 'portal'> {
  if (address === null) return {};
  return { portal: { label: portal.mail[what], address, note: fill(portal.mail.note, { days: linkDays }) } };
}
