import { boundedFetch } from './bounded-fetch.ts';
import { isFileOfGoogle, mostSteps } from './exported-sheet.ts';
import { GoogleBusy } from './google-refusal.ts';

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
 * to export. Throws GoogleBusy where the answer says nothing of it: also a page in place of a workbook.
 */
export async function exportedRevision(link: string, settings: RevisionSettings): Promise<Uint8Array | null> {
  const { headers, maxBytes, root, timeout } = settings;
  let address = new URL(link);
  for (let step = 0; step < mostSteps; step += 1) {
    const own = step === 0 ? { headers } : {};
    const request = boundedFetch(maxBytes)(address, { ...own, signal: AbortSignal.timeout(timeout) });
    const answer = await request.catch(() => {
      throw new GoogleBusy('Google could not be asked for a state of before');
    });
    const { status } = answer;
    const next = answer.headers.get('location');
    if (status >= 300 && status < 400 && next !== null) {
      address = new URL(next, address);
      // Anywhere else it asks to sign in.
      if (!isFileOfGoogle(address, root)) return null;
      continue;
    }
    if (status === 429 || status === 408 || status >= 500) {
      throw new GoogleBusy(`Google answered ${status}`, { isQuota: status === 429 });
    }
    if (!answer.ok) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new GoogleBusy('Google answered 200 with no workbook');
    return bytes;
  }
  throw new GoogleBusy('Google answered with too many addresses');
}
