import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import { notesTogether } from '../../shared/domain/submissions/said-with-file.ts';
import { type Submission, saysWhoseItIs } from '../../shared/domain/submissions/submission.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { type Announcing, announce } from '../../shared/use-cases/announce.ts';

/**
 * A note to the office: kept with its file, also where that had come in before, and mailed to the office. The same note with
 * the next file of the authority is not mailed again: most who correct a file leave its cover as it is. What strangers write
 * in the name of an authority is kept, and not mailed.
 */
export async function passNoteOn(
  note: string,
  submission: Submission,
  deps: Announcing & { readonly store: Pick<SubmissionStore, 'submission' | 'putNote'> },
): Promise<void> {
  const { id, authority, round } = submission;
  const kept = await deps.store.submission(id);
  const both = notesTogether(kept?.note, note);
  if (both !== undefined && kept !== null && both !== kept.note) await deps.store.putNote(id, both);
  if (authority === null || !saysWhoseItIs(submission)) return;
  await announce({ kind: 'note', submission: id, authority, round, mark: hashedId([note]) }, deps);
}
