import { type Channel, channels, type Receipt } from '../../shared/domain/submission.ts';
import type { Upload } from '../../shared/upload.ts';
import { decodedMetadata, fileNameOf } from '../file-name.ts';

/** How a file came in: the way in is the first part of its key, the rest stands in its metadata. */
export function receiptOf(upload: Upload, metadata: Readonly<Record<string, string>>, sha256: string): Receipt {
  const sender = decodedMetadata(metadata['sender'] ?? '')
    .trim()
    .toLowerCase();
  return {
    channel: channelOf(upload.key),
    sender: sender === '' ? null : sender,
    bucket: upload.bucket,
    key: upload.key,
    versionId: upload.versionId,
    fileName: fileNameOf(upload.key, metadata),
    sha256,
    bytes: upload.bytes,
    receivedAt: upload.receivedAt,
    sequencer: upload.sequencer,
  };
}

/** Each way in writes under a prefix of its own; what lies anywhere else came by none, and nobody may be trusted for it. */
function channelOf(key: string): Channel {
  const [prefix] = key.split('/', 1);
  const channel = channels.find((one) => one === prefix);
  if (channel === undefined) throw new Error('An object outside the prefixes of the ways in cannot be a submission');
  return channel;
}
