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
  return signed(pagePurpose, [1, key.id, authority, contact, round, issuedAt, expiresAt], key);
}

/**
 * What a token says, when one of the keys signed it and it has not ended; null for everything else, whatever is wrong
 * with it: who tries learns nothing.
 */
export function readLink(token: string, keys: readonly LinkKey[], now: Date): PortalLink | null {
  const read = v.safeParse(claims, saidBy(pagePurpose, token, keys));
  if (!read.success) return null;
  const [, , authority, contact, round, issuedAt, expiresAt] = read.output;
  if (expiresAt * 1000 <= now.getTime()) return null;
  return { authority, contact, round, issuedAt, expiresAt };
}

/** What a link to one kept file says. It opens that file and nothing else, for whoever has it. */
export interface FileLink {
  readonly key: string;
  /** The name under which it is downloaded; null: it is shown. */
  readonly downloadAs: string | null;
  readonly expiresAt: number;
}

const fileClaims = v.strictTuple([
  v.literal(1),
  v.pipe(v.number(), v.integer(), v.minValue(1)),
  v.string(),
  v.nullable(v.string()),
  v.pipe(v.number(), v.integer()),
]);

/** A token that is none of a page: what it signs begins otherwise. */
export const signFileLink = ({ key, downloadAs, expiresAt }: FileLink, by: LinkKey): string =>
  signed(filePurpose, [1, by.id, key, downloadAs, expiresAt], by);

/** As {@link readLink}. */
export function readFileLink(token: string, keys: readonly LinkKey[], now: Date): FileLink | null {
  const read = v.safeParse(fileClaims, saidBy(filePurpose, token, keys));
  if (!read.success) return null;
  const [, , key, downloadAs, expiresAt] = read.output;
  return expiresAt * 1000 <= now.getTime() ? null : { key, downloadAs, expiresAt };
}

const pagePurpose = 'scorebook-portal-link';
const filePurpose = 'scorebook-file-link';

function signed(purpose: string, said: readonly (string | number | null)[], key: LinkKey): string {
  const payload = Buffer.from(JSON.stringify(said)).toString('base64url');
  return `${payload}.${signature(purpose, payload, key.secret).toString('base64url')}`;
}

const signedBy = v.pipe(v.string(), v.parseJson(), v.array(v.unknown()));

/** What a token says; null when none of the keys has signed it for this purpose. */
function saidBy(purpose: string, token: string, keys: readonly LinkKey[]): unknown {
  const [, payload = '', mac = ''] = token.length > maxLength ? [] : (shape.exec(token) ?? []);
  const read = v.safeParse(signedBy, Buffer.from(payload, 'base64url').toString());
  const key = read.success ? keys.find(({ id }) => id === read.output[1]) : undefined;
  if (!read.success || key === undefined) return null;
  // Both have 32 bytes: the shape says so of the one that came in.
  return timingSafeEqual(signature(purpose, payload, key.secret), Buffer.from(mac, 'base64url')) ? read.output : null;
}

const signature = (purpose: string, payload: string, secret: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${purpose} ${payload}`).digest();

/** The address that leads to a kept file: what is behind `?` is in no log of ours. */
export const fileAddress = (portal: string, token: string): string => `${portal}/api/open?t=${token}`;

/** The address of the page: what is behind `#` stays in the browser and is in no server's log. */
export const linkAddress = (portal: string, token: string): string => `${portal}/#${token}`;

/** Days for which a link opens the page: from a reminder two weeks before a round closes, well past its results. */
export const linkDays = 90;
