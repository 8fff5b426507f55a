import { type Problem, problem } from '../domain/answers/problems.ts';
import type { InboxObject } from '../domain/submissions/inbox-object.ts';
import { limits, megabytes } from '../domain/submissions/limits.ts';
import type { Inbox, StoredFile } from '../ports/inbox.ts';

/** A file of which nothing can be said but why. */
export interface UnopenedFile {
  readonly reason: Problem;
  readonly metadata: StoredFile['metadata'];
}

export async function arrivedFile(upload: InboxObject, inbox: Inbox): Promise<StoredFile | UnopenedFile | 'gone'> {
  const { quarantined } = upload;
  if (quarantined !== undefined) return { reason: problem('file-malicious'), metadata: quarantined.metadata };
  const file = await inbox.fetch(upload);
  if (file !== 'too large') return file;
  return {
    reason: problem('file-too-large', { facts: { limit: 'megabytes', count: String(megabytes(limits.file)) } }),
    metadata: {},
  };
}
