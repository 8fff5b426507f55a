import { boundedFetch } from './bounded-fetch.ts';
import { handedOut } from './exported-sheet.ts';
import { GoogleBusy, refuseBusy, refusedWith, secondsIn } from './google-refusal.ts';

export interface RevisionSettings {
  /** Those of a request to the document itself: whoever hands out its file needs none of them. */
  readonly headers: Headers;
  readonly maxBytes: number;
  /** Origin that stands in for all of Google's, for tests; null: Google itself. */
  readonly root: string | null;
  /** Milliseconds until an answer is there whole. */
  readonly timeout: number;
}

/**
 * A state of before as the workbook that Drive names; null where Google does not give it out, such as one that is too large
 * to export, or that we may not have. Throws GoogleBusy where the answer says nothing of it: also a page in place of a workbook.
 */
export async function exportedRevision(link: string, settings: RevisionSettings): Promise<Uint8Array | null> {
  const { headers, maxBytes, root, timeout } = settings;
  const answer = await handedOut(new URL(link), root, (at, isFirst) =>
    boundedFetch(maxBytes)(at, { ...(isFirst ? { headers } : {}), signal: AbortSignal.timeout(timeout) }).catch(() => {
      throw new GoogleBusy('Google could not be asked for a state of before');
    }),
  );
  if (answer === null) return null;
  const seconds = secondsIn(answer.headers.get('retry-after') ?? '');
  refuseBusy(answer.status, seconds);
  if (!answer.ok) {
    // These may be about a quota, or about us: then they say nothing of the state.
    if ([401, 403, 404].includes(answer.status)) {
      refusedWith(answer.status, await answer.json().catch(() => null), seconds);
    }
    return null;
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new GoogleBusy('Google answered 200 with no workbook');
  return bytes;
}
