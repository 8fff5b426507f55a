import type { ObjectKey } from '../config/object-keys.ts';
import {
  fileAddress,
  linkAddress,
  linkDays,
  type PortalLink,
  signFileLink,
  signLink,
} from '../domain/mail/signed-link.ts';
import { askedOnce, begin } from '../ports/asked-once.ts';
import type { LinkKeys } from '../ports/link-keys.ts';

export interface LinkMaking {
  readonly keys: Pick<LinkKeys, 'all'>;
  /** Where the page is, without a slash at the end: `https://portal.benchmark.example`. */
  readonly portal: string;
  readonly now: () => Date;
}

/** The address of the page for one contact: signed with the newest key. */
export async function portalLink(
  of: Pick<PortalLink, 'authority' | 'contact' | 'round'>,
  { keys, portal, now }: LinkMaking,
  days = linkDays,
): Promise<string> {
  const [key] = await keys.all();
  if (key === undefined) throw new Error('There is no key to sign links with');
  const issuedAt = Math.floor(now().getTime() / 1000);
  return linkAddress(portal, signLink({ ...of, issuedAt, expiresAt: issuedAt + days * 24 * 3600 }, key));
}

/** An address that leads to what is kept, for as long as it says, and does so by a signature made when it is opened. */
export interface KeptFileUrl {
  readonly address: string;
  /** ISO instant from which it leads nowhere. */
  readonly until: string;
}

async function keptFileUrl(
  key: ObjectKey,
  downloadAs: string | null,
  { keys, portal, now }: LinkMaking,
): Promise<KeptFileUrl> {
  const [by] = await keys.all();
  if (by === undefined) throw new Error('There is no key to sign links with');
  const expiresAt = Math.floor(now().getTime() / 1000) + linkDays * 24 * 3600;
  const address = fileAddress(portal, signFileLink({ key, downloadAs, expiresAt }, by));
  return { address, until: new Date(expiresAt * 1000).toISOString() };
}

/** Where each contact has a page. */
export interface ContactPages {
  /** null: contacts have no pages here. */
  addressOf(of: Pick<PortalLink, 'authority' | 'contact' | 'round'>): Promise<string | null>;
  /** null: nothing signs when a link is opened, so there is none that would last. */
  fileUrl(key: ObjectKey, downloadAs: string | null): Promise<KeptFileUrl | null>;
  /** The same, with what it takes to sign being read from now on, once. */
  readAhead(): ContactPages;
}

/** An empty `portal`: contacts have no pages. */
export const contactPages = (making: LinkMaking): ContactPages => ({
  addressOf: async (of) => (making.portal === '' ? null : portalLink(of, making)),
  fileUrl: async (key, downloadAs) => (making.portal === '' ? null : keptFileUrl(key, downloadAs, making)),
  readAhead() {
    const all = askedOnce(making.keys.all);
    if (making.portal !== '') begin([all()]);
    return contactPages({ ...making, keys: { all } });
  },
});
