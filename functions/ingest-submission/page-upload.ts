import { uploadIn } from '../../shared/config/object-keys.ts';
import { type Problem, problem } from '../../shared/domain/answers/problems.ts';
import type { SubmissionId } from '../../shared/domain/ids.ts';
import type { Authority } from '../../shared/domain/registry/registry.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import type { PageUpload, PageUploads } from '../../shared/ports/page-uploads.ts';
import type { Registry } from '../../shared/ports/registry.ts';

import { channelOf } from './receipt.ts';

/** What the contacts' page announced of a file, or of the link that a sheet came by; null of every other way in. */
export async function announcedBy(
  upload: InboxObject,
  metadata: Readonly<Record<string, string>>,
  uploads: Pick<PageUploads, 'find'>,
): Promise<PageUpload | null> {
  const channel = channelOf(upload);
  const id = channel === 'page' ? uploadIn(upload.key) : channel === 'sheet' ? metadata['upload'] : null;
  return id ? uploads.find(id) : null;
}

/** How far the upload is by the outcome: whoever has sent it sees it on their page. */
export function progressOf(outcome: IngestOutcome): Pick<PageUpload, 'stage' | 'submission'> {
  // Of several in one file the page shows the one that counts, or else the last; each is answered by mail.
  const all = outcome.outcome === 'opened' ? outcome.inside : [outcome];
  const read = all.filter((one) => 'submission' in one);
  const shown = read.find((one) => one.outcome === 'accepted') ?? read.at(-1);
  if (shown !== undefined) return { stage: 'read', submission: shown.submission };
  return { stage: outcome.outcome === 'forwarded' ? 'following' : 'unusable', submission: null };
}

/** A page sends for its own authority alone, also for somebody who is a contact of another one, too. */
export async function pageProblem(
  authority: Authority | null,
  announced: PageUpload | null,
  registry: Registry,
): Promise<Problem | null> {
  if (announced === null || authority === null || authority.id === announced.authority) return null;
  const expected = (await registry.authority(announced.authority))?.name ?? announced.authority;
  return problem('authority-not-of-page', { facts: { expected } });
}

export type IngestOutcome =
  /**
   * 'forwarded': it only points to a sheet, which comes in by itself.
   * 'erased': it came in before its sender or its authority was erased; nothing of it is kept.
   * 'untouched': a sheet that the office has made for an authority, and nothing is written into it yet.
   */
  | { readonly outcome: 'gone' | 'forwarded' | 'erased' | 'untouched' }
  | {
      readonly outcome: 'accepted' | 'superseded' | 'rejected' | 'repeated';
      readonly submission: SubmissionId;
      readonly codes: readonly string[];
    }
  /** It holds several workbooks: what became of each. */
  | { readonly outcome: 'opened'; readonly inside: readonly IngestOutcome[] };
