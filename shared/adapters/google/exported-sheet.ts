import { readUpTo } from '../read-up-to.ts';
import { GoogleBusy } from './google-refusal.ts';

/** What a sheet is exported as, or why it is not. */
export type ExportedSheet =
  | { readonly outcome: 'read'; readonly bytes: Uint8Array; readonly title: string }
  | { readonly outcome: 'not shared' | 'gone' | 'too large' };

export interface ExportSettings {
  readonly maxBytes: number;
  /** Origin that stands in for all of Google's, for tests; null: Google itself. */
  readonly root: string | null;
}

/** Google answers with the address of the file, which lies elsewhere; where it asks to sign in, nobody else may read. */
const mostSteps = 4;
const filesOf = /(?:^|\.)googleusercontent\.com$/;
const waitsFor = 30_000;

/** Where Google hands out files, to whoever has the address. */
const isFileOfGoogle = (address: URL, root: string | null): boolean =>
  root === null ? filesOf.test(address.hostname) && address.protocol === 'https:' : address.origin === root;

/** The answer at the end of the addresses that Google gives; null: they lead elsewhere, where it asks to sign in. */
export async function handedOut(
  from: URL,
  root: string | null,
  ask: (at: URL, isFirst: boolean) => Promise<Response>,
): Promise<Response | null> {
  let at = from;
  for (let step = 0; step < mostSteps; step += 1) {
    const answer = await ask(at, step === 0);
    const next = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || next === null) return answer;
    await answer.body?.cancel();
    at = new URL(next, at);
    if (!isFileOfGoogle(at, root)) return null;
  }
  throw new GoogleBusy('Google answered with too many addresses');
}

/**
 * A sheet that anyone with its link may read, as Google exports it: with its formulas and drop-downs, which the interface
 * for sheets does not tell in one piece. No credentials are sent. Every address is built here, or is one of Google's files.
 */
export async function exportedSheet(id: string, { maxBytes, root }: ExportSettings): Promise<ExportedSheet> {
  const address = `${root ?? 'https://docs.google.com'}/spreadsheets/d/${encodeURIComponent(id)}/export?format=xlsx`;
  const answer = await handedOut(new URL(address), root, (at) =>
    fetch(at, { redirect: 'manual', signal: AbortSignal.timeout(waitsFor) }),
  );
  if (answer === null) return { outcome: 'not shared' };
  if (answer.status === 404 || answer.status === 410) return { outcome: 'gone' };
  if (answer.status === 401 || answer.status === 403) return { outcome: 'not shared' };
  if (!answer.ok || answer.body === null) throw new Error(`Google answered ${answer.status}`);
  // A page that asks to sign in, or says that the file is no sheet.
  if (/text\/html/.test(answer.headers.get('content-type') ?? '')) return { outcome: 'not shared' };
  const bytes = await readUpTo(maxBytes, answer.body);
  return bytes === null
    ? { outcome: 'too large' }
    : { outcome: 'read', bytes, title: titleOf(answer.headers.get('content-disposition') ?? '') };
}

/** The name of the file that is offered, without its ending: `attachment; filename*=UTF-8''City%20Parks.xlsx`. */
function titleOf(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="([^"]+)"/i.exec(disposition)?.[1] ?? '';
  let name = plain;
  try {
    name = encoded === undefined ? plain : decodeURIComponent(encoded);
  } catch {
    // Broken escapes: the plain name has to do.
  }
  return name.replace(/\.xlsx$/i, '').slice(0, 200);
}
