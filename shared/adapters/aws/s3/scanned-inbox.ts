import { GetObjectTaggingCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { maliciousStatus, readableStatuses, scanTag } from '../../../config/malware-scan.ts';
import type { FilePlace } from '../../../ports/inbox.ts';
import type { ScannedFile, ScannedInbox, ScanVerdict } from '../../../ports/scanned-inbox.ts';
import { isGone } from './inbox.ts';

export function s3ScannedInbox(client: S3Client): ScannedInbox {
  async function lookAt({ bucket, key, versionId }: FilePlace): Promise<ScannedFile> {
    const object = { Bucket: bucket, Key: key, ...(versionId === null ? {} : { VersionId: versionId }) };
    const verdict = await verdictOn(client, { bucket, key, versionId });
    const { Metadata = {}, LastModified, ContentLength, ETag = '' } = await client.send(new HeadObjectCommand(object));
    if (LastModified === undefined || ContentLength === undefined) throw new Error('The object came without its facts');
    // The time of receipt is the inbox's, to the second: a round may close while a file is being scanned.
    const receivedAt = LastModified.toISOString();
    const eTag = ETag.replaceAll('"', '');
    return {
      upload: { bucket, key, versionId, sequencer: '', receivedAt, eTag, bytes: ContentLength },
      metadata: Metadata,
      verdict,
    };
  }
  return { look: (place) => lookAt(place).catch((error: unknown) => (isGone(error) ? 'gone' : Promise.reject(error))) };
}

export async function verdictOn(client: S3Client, { bucket, key, versionId }: FilePlace): Promise<ScanVerdict> {
  const version = versionId === null ? {} : { VersionId: versionId };
  const tagging = new GetObjectTaggingCommand({ Bucket: bucket, Key: key, ...version });
  const { TagSet = [] } = await client.send(tagging);
  const status = TagSet.find(({ Key }) => Key === scanTag)?.Value;
  if (status === maliciousStatus) return 'malicious';
  return readableStatuses.some((one) => one === status) ? 'readable' : 'none';
}
