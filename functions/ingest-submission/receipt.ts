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
  return {
    channel: channels.find((channel): channel is Channel => channel === prefix) ?? 'office',
    sender: sender === '' ? null : sender,
    bucket: upload.bucket,
    key: upload.key,
    versionId: upload.versionId,
    fileName: printable(decoded(metadata['filename'] ?? '') || lastPart).slice(0, longestFileName),
    sha256,
    bytes: upload.bytes,
    receivedAt: upload.receivedAt,
    sequencer: upload.sequencer,
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
