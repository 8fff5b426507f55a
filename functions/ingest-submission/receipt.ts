import { type Channel, channels, type Receipt } from '../../shared/domain/submission.ts';
import type { Upload } from './event.ts';

const longestFileName = 200;

/** How a file came in: the way in is the first part of its key, the rest stands in its metadata. */
export function receiptOf(upload: Upload, metadata: Readonly<Record<string, string>>, sha256: string): Receipt {
  const [prefix] = upload.key.split('/', 1);
  const lastPart = upload.key.split('/').at(-1) ?? '';
  const sender = decoded(metadata['sender'] ?? '')
    .trim()
    .toLowerCase();
  const channel = channels.find((one): one is Channel => one === prefix) ?? 'office';
  return {
    channel,
    sender: sender === '' ? null : sender,
    bucket: upload.bucket,
    key: upload.key,
    versionId: upload.versionId,
    fileName: printable(decoded(metadata['filename'] ?? '') || lastPart).slice(0, longestFileName),
    sha256,
    bytes: upload.bytes,
    receivedAt: upload.receivedAt,
    sequencer: upload.sequencer,
    ...(channel === 'mail' ? mailOf(metadata, upload) : {}),
  };
}

/** A mail came in when it came, not when its file was taken out of it: that may be tried again days later. */
function mailOf(metadata: Readonly<Record<string, string>>, upload: Upload): Pick<Receipt, 'receivedAt' | 'mail'> {
  const text = (name: string): string | null => printable(decoded(metadata[name] ?? '')) || null;
  const received = new Date(text('received') ?? upload.receivedAt);
  return {
    receivedAt: Number.isNaN(received.getTime()) ? upload.receivedAt : received.toISOString(),
    mail: { messageId: text('message-id'), subject: text('subject') },
  };
}

/** Metadata travels in headers, so ways in write it URI-encoded; people at the console write it plain. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function printable(text: string): string {
  return text.replace(/\p{C}/gu, '').trim();
}
