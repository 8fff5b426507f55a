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
    ...(channel === 'mail' ? { receivedAt: receivedAt(metadata, upload) } : {}),
    ...(channel === 'sheet' && isSheetId(sheet) ? { sheet } : {}),
    ...(channel === 'mail' || channel === 'sheet' ? mailOf(metadata) : {}),
  };
}

/** A mail came in when it came, not when its file was taken out of it: that may be tried again days later. */
function receivedAt(metadata: Readonly<Record<string, string>>, upload: Upload): string {
  const received = new Date(textOf(metadata, 'received') ?? upload.receivedAt);
  return Number.isNaN(received.getTime()) ? upload.receivedAt : received.toISOString();
}

/** The mail that a file, or the link to a sheet, came with. */
function mailOf(metadata: Readonly<Record<string, string>>): Pick<Receipt, 'mail'> {
  const [messageId, subject] = [textOf(metadata, 'message-id'), textOf(metadata, 'subject')];
  return messageId === null && subject === null ? {} : { mail: { messageId, subject } };
}

function textOf(metadata: Readonly<Record<string, string>>, name: string): string | null {
  return printable(decoded(metadata[name] ?? '')) || null;
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
