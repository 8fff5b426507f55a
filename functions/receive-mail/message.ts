import PostalMime, { type Attachment } from 'postal-mime';
import { isReadableMail } from '../../shared/spreadsheet/formats/mail-work.ts';
import type { MailHeader } from './event.ts';

/** What a hostile message may make of itself; ours have a depth of two and some KB of headers. */
const parsing = { maxNestingDepth: 20, maxHeadersSize: 1024 * 1024, forceRfc822Attachments: true } as const;

export interface Message {
  readonly attachments: readonly { readonly fileName: string; readonly type: string; readonly bytes: Buffer }[];
  /** Both forms of the text, as they are: links are looked for in them. */
  readonly text: string;
}

/** The headers of a message as they came; null when they cannot be read. The body is not looked at. */
export async function headersOf(raw: Uint8Array): Promise<MailHeader[] | null> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const ends = ['\r\n\r\n', '\n\n'].map((blank) => bytes.indexOf(blank)).filter((end) => end >= 0);
  const head = bytes.subarray(0, Math.min(bytes.length, ...ends.map((end) => end + 2)));
  const read = isReadableMail(head) ? await PostalMime.parse(head, parsing).catch(() => null) : null;
  return read?.headers.map(({ key, value }) => ({ name: key, value })) ?? null;
}

/** A message with what is attached to it; null when it cannot be read. A mail attached to it is a file like others. */
export async function messageOf(raw: Uint8Array): Promise<Message | null> {
  const isReadable = isReadableMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  const read = isReadable ? await PostalMime.parse(raw, parsing).catch(() => null) : null;
  if (read === null) return null;
  return {
    attachments: read.attachments.map(({ filename, mimeType, content }) => ({
      fileName: filename ?? '',
      type: mimeType,
      bytes: bytesOf(content),
    })),
    text: `${read.text ?? ''}\n${read.html ?? ''}`,
  };
}

const bytesOf = (content: Attachment['content']): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
