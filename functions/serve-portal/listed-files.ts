import type { AuthorityId, SubmissionId } from '../../shared/domain/ids.ts';

/**
 * Which files the page of an authority listed last, in this instance: ids alone. Their names can be read again at the same time
 * as the log that says which files there are now.
 */
export interface ListedFiles {
  of(authority: AuthorityId): readonly SubmissionId[];
  note(authority: AuthorityId, files: readonly SubmissionId[]): void;
}

const maxAuthorities = 1000;

export function listedFiles(): ListedFiles {
  const listed = new Map<AuthorityId, readonly SubmissionId[]>();
  return {
    of: (authority) => listed.get(authority) ?? [],
    note(authority, files) {
      listed.delete(authority);
      listed.set(authority, files);
      const [oldest] = listed.keys();
      if (listed.size > maxAuthorities && oldest !== undefined) listed.delete(oldest);
    },
  };
}
