import { reachable } from '../../shared/domain/registry/reachable.ts';
import { type Authority, type Contact, sameAddress } from '../../shared/domain/registry/registry.ts';
import type { Submission } from '../../shared/domain/submissions/submission.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Letter } from '../../shared/rendering/letters/letter.ts';
import { portalLinkPart } from '../../shared/rendering/letters/portal-link-part.ts';
import type { Messages } from '../../shared/rendering/words/messages.ts';
import type { ContactPages } from '../../shared/use-cases/portal-link.ts';

export interface Recipients {
  readonly to: readonly string[];
  readonly language: string;
  /** Nobody registered could be told: the office is. */
  readonly isOffice: boolean;
  /** It goes to whoever sent the file, and to nobody else: it may answer their mail. */
  readonly isSender: boolean;
}

/**
 * Mail goes to registered people whom it reaches, or else to the office: whoever puts a stranger's address
 * on a file must not make us write to that stranger.
 */
export async function recipientsOf(
  submission: Submission,
  authority: Authority | null,
  registry: Registry,
  office: string,
): Promise<Recipients> {
  const toOffice = officeAlone(office);
  const { sender } = submission.receipt;
  // It came from nobody we know: the authority whose name is on it has nothing to do with it.
  if (submission.problems.some(({ code }) => code === 'sender-missing')) return toOffice;
  if (sender === null) return authority === null ? toOffice : (everybody(reachable(authority)) ?? toOffice);
  if (authority === null) return toSender(sender, registry, toOffice);
  const contact = authority.contacts.find(({ address }) => sameAddress(address, sender));
  // The wrong file was attached: the sender, who has it, hears why it does not count. What a link leads to is not the
  // sender's to see, and the authority hears nothing of a stranger's file. The sender of a file that was scored was a
  // contact then, and has left: its colleagues are told.
  if (contact === undefined && submission.score === null)
    return submission.receipt.channel === 'sheet' ? toOffice : toSender(sender, registry, toOffice);
  const reached = reachable(authority);
  return contact !== undefined && reached.includes(contact) ? alone(contact) : (everybody(reached) ?? toOffice);
}

/** Whom we write to already, for whichever authority; of a stranger the office hears. */
async function toSender(sender: string, registry: Registry, toOffice: Recipients): Promise<Recipients> {
  const known = await reachableAt(sender, registry);
  return known === null ? toOffice : alone(known);
}

/** What is chosen for an authority is told to all its contacts, whoever has chosen it. */
export const allContacts = (authority: Authority | null, office: string): Recipients =>
  (authority === null ? null : everybody(reachable(authority))) ?? officeAlone(office);

const officeAlone = (office: string): Recipients => ({
  ...{ to: [office], language: 'en', isOffice: true, isSender: false },
});

const alone = ({ address, language }: Contact): Recipients => ({
  to: [address],
  language,
  isOffice: false,
  isSender: true,
});

function everybody(contacts: readonly Contact[]): Recipients | null {
  const [first] = contacts;
  if (first === undefined) return null;
  const to = contacts.map(({ address }) => address);
  return { to, language: first.language, isOffice: false, isSender: false };
}

/** A contact of the authority whom mail reaches still. */
export const reachableIn = (authority: Authority, address: string): Contact | null =>
  reachable(authority).find((one) => sameAddress(one.address, address)) ?? null;

/** The contact at an address, of whichever authority; null when there is none to whom mail goes. */
export async function reachableAt(address: string, registry: Registry): Promise<Contact | null> {
  for (const id of await registry.authoritiesOf(address)) {
    const authority = await registry.authority(id);
    const contact = authority && reachableIn(authority, address);
    if (contact) return contact;
  }
  return null;
}

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
