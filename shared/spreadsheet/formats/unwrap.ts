import type { Email } from 'postal-mime';
import type { Container } from '../../domain/answers/unreadable-facts.ts';
import { limits } from '../../domain/submissions/limits.ts';
import type { Archive } from './archive.ts';
import { hasEnding, isZip } from './file-format.ts';
import { isReadableMail } from './mail-work.ts';
import { Unreadable } from './unreadable.ts';

/** A file inside another one that is no workbook itself. */
export interface Wrapped {
  readonly container: Container;
  readonly bytes: Buffer;
}

/** One of several workbooks in a zip or a saved mail. */
export interface Enclosed {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** Those that are not read too: what they are is told when they are opened. */
const workbookName = /\.(xlsx|xlsm|xltx|xls|xlsb|ods|fods|numbers|csv|tsv)$/i;
const workbookType = /spreadsheet|ms-excel|text\/csv/i;

/** The one workbook in a zip, or null when the zip is something else. */
export function inZip(archive: Archive): Wrapped | null {
  return only(workbookNames(archive), 'zip', (name) => archive.part(name));
}

/** All workbooks in a zip, in the order of its directory. */
export function allInZip(archive: Archive): Enclosed[] {
  return workbookNames(archive).map((name) => ({
    fileName: name.split('/').at(-1) ?? name,
    bytes: archive.part(name) ?? Buffer.alloc(0),
  }));
}

/** Archivers of Macs add a shadow of each file, Excel has a lock beside each open one (`~$Kysely.xlsx`). */
function workbookNames({ names }: Archive): string[] {
  return names.filter((name) => workbookName.test(name) && !/(^|\/)(__macosx|\._|~\$)/.test(name));
}

const mailHeader = /^(received|return-path|delivered-to|from|to|date|subject|mime-version|message-id|x-[\w-]+): ?\S/im;

/** A line of many texts looks like a header; a mail begins with one. */
const firstHeader = /^(?:from .*\r?\n)?[a-z][\w-]*:/i;
/** Bytes within which the headers of a person's mail end: what a dozen servers wrote on its way stands above From. */
const maxHeadersLength = 64 * 1024;

export function isMail(bytes: Buffer): boolean {
  const head = bytes.subarray(0, maxHeadersLength).toString('latin1');
  const headers = head.trimStart().split(/\r?\n\r?\n/, 1)[0] ?? '';
  return firstHeader.test(headers) && mailHeader.test(headers) && /^(from|mime-version): ?/im.test(headers);
}

async function parsed(mail: Buffer): Promise<Email> {
  const tooMuch = new Unreadable('file-unsafe', { cause: 'mail-work' });
  if (mail.length > limits.mail || !isReadableMail(mail)) throw tooMuch;
  // Few files are mails: what reads them is not loaded for the others.
  const { default: PostalMime } = await import('postal-mime');
  // It gives up in words of its own. The file comes back all the same: thrown on, it would lie in the dead letters.
  return PostalMime.parse(mail, { maxNestingDepth: 20, maxHeadersSize: 1024 * 1024 }).catch(() => {
    throw tooMuch;
  });
}

/** What a saved mail says, as plain text and as HTML. */
export async function mailText(bytes: Buffer): Promise<string> {
  const { text = '', html = '' } = await parsed(bytes);
  return `${text}\n${html}`;
}

/** What may hold a workbook, or be one that has lost its name: read where nothing says that it is one. */
const holderName = /\.(zip|eml|msg)$|^(winmail|win)\.dat$/i;
const holderType = /\/zip$|x-zip|message\/rfc822|ms-tnef/i;

/** All workbooks attached to a saved mail; if there are none, what may hold one, so that it is told what it is. */
export async function allInMail(bytes: Buffer): Promise<Enclosed[]> {
  const attachments = (await parsed(bytes)).attachments.map(({ filename, mimeType, content }) => ({
    fileName: filename ?? 'attachment',
    type: mimeType,
    bytes: typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content)),
  }));
  const workbooks = attachments.filter(({ fileName, type }) => workbookName.test(fileName) || workbookType.test(type));
  if (workbooks.length > 0) return workbooks;
  return attachments.filter(
    ({ fileName, type, bytes }) => holderName.test(fileName) || holderType.test(type) || isNamelessZip(fileName, bytes),
  );
}

const isNamelessZip = (fileName: string, bytes: Buffer): boolean => isZip(bytes) && !hasEnding(fileName);

/** The one workbook attached to a saved mail. */
export async function inMail(bytes: Buffer): Promise<Wrapped> {
  const found = only(await allInMail(bytes), 'mail', (enclosed) => enclosed.bytes);
  if (found === null) throw new Unreadable('file-unsupported', { format: 'mail' });
  return found;
}

function only<T>(found: readonly T[], container: Container, bytesOf: (one: T) => Buffer | undefined): Wrapped | null {
  const [first] = found;
  if (first === undefined) return null;
  if (found.length > 1) throw new Unreadable('file-several', { container, count: String(found.length) });
  const bytes = bytesOf(first);
  return bytes === undefined ? null : { container, bytes };
}
