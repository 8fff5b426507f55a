import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import type { AuthorityId, RoundId } from '../ids.ts';

/** What a link to the page of a contact says: whose page, and until when. */
export interface PortalLink {
  readonly authority: AuthorityId;
  /** Registered address of the person it was made for. */
  readonly contact: string;
  readonly round: RoundId;
  /** Seconds since 1970: made then, and of no use from then on. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A secret that links are signed with. */
export interface LinkKey {
  readonly id: number;
  readonly secret: Uint8Array;
}

const claims = v.strictTuple([
  v.literal(1),
  v.pipe(v.number(), v.integer(), v.minValue(1)),
  v.string(),
  v.string(),
  v.string(),
  v.pipe(v.number(), v.integer()),
  v.pipe(v.number(), v.integer()),
]);

/** No link of this service is longer: an address has 254 characters at most, an id 80. */
const maxLength = 2048;
const shape = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;

/** `<claims>.<HMAC-SHA-256 of them>`, both base64url: readable by whoever has it, writable by whoever has the key. */
export function signLink({ authority, contact, round, issuedAt, expiresAt }: PortalLink, key: LinkKey): string {
  const said = JSON.stringify([1, key.id, authority, contact, round, issuedAt, expiresAt]);
  const payload = Buffer.from(said).toString('base64url');
  return `${payload}.${signature(payload, key.secret).toString('base64url')}`;
}

/**
 * What a token says, when one of the keys signed it and it has not ended; null for everything else, whatever is wrong
 * with it: who tries learns nothing.
 */
export function readLink(token: string, keys: readonly LinkKey[], now: Date): PortalLink | null {
  const [, payload = '', signed = ''] = token.length > maxLength ? [] : (shape.exec(token) ?? []);
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), claims), Buffer.from(payload, 'base64url').toString());
  if (!read.success) return null;
  const [, keyId, authority, contact, round, issuedAt, expiresAt] = read.output;
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) return null;
  // Both have 32 bytes: the shape says so of the one that came in.
  if (!timingSafeEqual(signature(payload, key.secret), Buffer.from(signed, 'base64url'))) return null;
  if (expiresAt * 1000 <= now.getTime()) return null;
  return { authority, contact, round, issuedAt, expiresAt };
}

const signature = (payload: string, secret: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`scorebook-portal-link ${payload}`).digest();

/** The address of the page: what is behind `#` stays in the browser and is in no server's log. */
export const linkAddress = (portal: string, token: string): string => `${portal}/#${token}`;

/** Days for which a link opens the page: from a reminder two weeks before a round closes, well past its results. */
export const linkDays = 90;
