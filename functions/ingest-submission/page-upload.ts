import { type Problem, problem } from '../../shared/domain/problems.ts';
import { type PageUpload, type PageUploads, uploadIn } from '../../shared/portal-ports.ts';
import type { Authority, Registry } from '../../shared/ports.ts';
import type { Upload } from '../../shared/upload.ts';
import type { IngestOutcome } from './ingest-submission.ts';
import { channelOf } from './receipt.ts';

/** What the contacts' page announced of a file, or of the link that a sheet came by; null of every other way in. */
export async function announcedBy(
  upload: Upload,
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
