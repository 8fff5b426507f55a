import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { StoredFiles } from '../../../ports/erasures.ts';
import { s3Inbox } from './inbox.ts';
import { verdictOn } from './scanned-inbox.ts';

/** What is held, for whoever erases: malicious files are locked for them, too. `maxBytes`: larger files are not fetched. */
export function s3StoredFiles(client: S3Client, maxBytes: number): StoredFiles {
  const inbox = s3Inbox(client, maxBytes);
  return {
    async fetch(place) {
      try {
        return await inbox.fetch(place);
      } catch (error) {
        const refused = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403;
        // Refused for any other reason it is a fault: nothing may be taken for looked into.
        if (refused && (await verdictOn(client, place)) === 'malicious') return 'locked';
        throw error;
      }
    },
  };
}
