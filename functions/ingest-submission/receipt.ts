import { isSheetId } from '../../shared/domain/sheet-link.ts';
import { type Channel, channels, type Receipt } from '../../shared/domain/submission.ts';
import type { Upload } from '../../shared/upload.ts';
import { decodedMetadata, fileNameOf } from '../file-name.ts';

/** How a file came in: by its key and its metadata. */
export function receiptOf(upload: Upload, metadata: Readonly<Record<string, string>>, sha256: string): Receipt {
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
    ...(channel === 'sheet' && isSheetId(sheet) ? { sheet } : {}),
  };
}

/** Each way in writes under a prefix of its own; what lies anywhere else came by none, and nobody may be trusted for it. */
export function channelOf({ key }: Upload): Channel {
  const [prefix] = key.split('/', 1);
  const channel = channels.find((one) => one === prefix);
  if (channel === undefined) throw new Error('An object outside the prefixes of the ways in cannot be a submission');
  return channel;
}
