import type { LinkKey } from '../domain/mail/signed-link.ts';

/** What the contact's page needs beside the ports of all steps. */

export interface LinkKeys {
  /** All that are valid, the newest first; the first one is made when there is none. */
  all(): Promise<readonly LinkKey[]>;
  /** Makes a new one, with which links are signed from now on. Links of the older ones stay valid. */
  rotate(): Promise<LinkKey>;
  /** Takes all but the newest away: their links end at once. Returns how many went. */
  revokeOlder(): Promise<number>;
}
