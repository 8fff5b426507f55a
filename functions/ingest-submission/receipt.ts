import { isSheetId } from '../../shared/domain/sheet-link.ts';
import { type Channel, channels, type Receipt } from '../../shared/domain/submission.ts';
import type { Upload } from './event.ts';

const longestFileName = 200;

/** How a file came in: by its key and its metadata. */
export function receiptOf(upload: Upload, metadata: Readonly<Record<string, string>>, sha256: string): Receipt {
  const channel = channelOf(upload);
  const sheet = metadata['sheet'] ?? '';
  const lastPart = upload.key.split('/').at(-1) ?? '';
  const sender = decoded(metadata['sender'] ?? '')
    .trim()
    .toLowerCase();
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
    ...(channel === 'sheet' && isSheetId(sheet) ? { sheet } : {}),
  };
}

/** The way in is the first part of the key. */
export function channelOf({ key }: Upload): Channel {
  const [prefix] = key.split('/', 1);
  return channels.find((channel): channel is Channel => channel === prefix) ?? 'office';
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
