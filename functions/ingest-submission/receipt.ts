import {
  decodedMetadata,
  fileNameOf,
  maxFileNameLength,
  printable,
} from '../../shared/domain/submissions/file-name.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { isSheetId } from '../../shared/domain/submissions/sheet-link.ts';
import { type Channel, channels, type Receipt } from '../../shared/domain/submissions/submission.ts';

/** How a file came in: by its key and its metadata. */
export function receiptOf(upload: InboxObject, metadata: Readonly<Record<string, string>>, sha256: string): Receipt {
  const channel = channelOf(upload);
  const sheet = metadata['sheet'] ?? '';
  const sender = decodedMetadata(metadata['sender'] ?? '')
    .trim()
    .toLowerCase();
  return {
    channel,
    sender: sender === '' ? null : sender,
    bucket: upload.bucket,
    key: upload.key,
    versionId: upload.versionId,
    fileName: fileNameOf(upload.key, metadata),
    sha256,
    bytes: upload.bytes,
    receivedAt: upload.receivedAt,
    sequencer: upload.sequencer,
    ...(channel === 'mail' || channel === 'sheet' ? { receivedAt: receivedAt(metadata, upload) } : {}),
    ...(channel === 'sheet' && isSheetId(sheet) ? { sheet, ...stateOf(metadata) } : {}),
    ...(channel === 'mail' || channel === 'sheet' ? mailOf(metadata) : {}),
  };
}

/**
 * Of one of several workbooks in a file. They came in at once: of two of one authority the one that stands later in
 * the file counts.
 */
export function receiptInside(
  container: Receipt,
  { fileName, sha256, place }: { readonly fileName: string; readonly sha256: string; readonly place: number },
): Receipt {
  const name = printable(`${container.fileName} › ${fileName}`).slice(0, maxFileNameLength);
  const sequencer = `${container.sequencer.padEnd(sequencerLength, '0')}${place.toString(16).padStart(placeLength, '0')}`;
  return { ...container, fileName: name, sha256, sequencer };
}

/** Digits of an object's own sequencer, longer than any of S3, and of the place inside behind it. */
const sequencerLength = 28;
const placeLength = 4;

/** Of one of several workbooks in a file the sequencer of the file; of a file by itself its own. */
export const sequencerOfFile = ({ sequencer }: Pick<Receipt, 'sequencer'>): string =>
  sequencer.length === sequencerLength + placeLength ? sequencer.slice(0, sequencerLength) : sequencer;

/**
 * A mail, or a link to a sheet, came in when it came, not when its file was taken out of it or the sheet was read: that
 * may be hours later.
 */
function receivedAt(metadata: Readonly<Record<string, string>>, upload: InboxObject): string {
  const received = new Date(textOf(metadata, 'received') ?? upload.receivedAt);
  return Number.isNaN(received.getTime()) ? upload.receivedAt : received.toISOString();
}

/** Which state of an online sheet it is. */
function stateOf({ revision = '', state }: Readonly<Record<string, string>>): Pick<Receipt, 'changedAt' | 'onlyLater'> {
  const changed = new Date(revision);
  if (Number.isNaN(changed.getTime())) return {};
  return { changedAt: changed.toISOString(), ...(state === 'later' ? { onlyLater: true } : {}) };
}

/** The mail that a file, or the link to a sheet, came with. */
function mailOf(metadata: Readonly<Record<string, string>>): Pick<Receipt, 'mail'> {
  const [messageId, subject] = [textOf(metadata, 'message-id'), textOf(metadata, 'subject')];
  return messageId === null && subject === null ? {} : { mail: { messageId, subject } };
}

function textOf(metadata: Readonly<Record<string, string>>, name: string): string | null {
  return printable(decodedMetadata(metadata[name] ?? '')) || null;
}

/** Each way in writes under a prefix of its own; what lies anywhere else came by none, and nobody may be trusted for it. */
export function channelOf({ key }: InboxObject): Channel {
  const [prefix] = key.split('/', 1);
  const channel = channels.find((one) => one === prefix);
  if (channel === undefined) throw new Error('An object outside the prefixes of the ways in cannot be a submission');
  return channel;
}
