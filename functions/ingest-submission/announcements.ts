import { reachable } from '../../shared/domain/registry/reachable.ts';
import { type Authority, sameAddress } from '../../shared/domain/registry/registry.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import { notesTogether } from '../../shared/domain/submissions/said-with-file.ts';
import { type Submission, saysWhoseItIs } from '../../shared/domain/submissions/submission.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { together } from '../../shared/ports/together.ts';
import { type Announcing, announce } from '../../shared/use-cases/announce.ts';

/** The other contacts of an authority hear that a questionnaire of theirs counts, each in a mail of their own. */
export async function tellColleagues(
  { id, receipt: { sender } }: Submission,
  order: string,
  authority: Authority,
  deps: Announcing,
): Promise<void> {
  // Without a sender the results themselves go to all contacts.
  if (sender === null) return;
  const colleagues = reachable(authority).filter(({ address }) => !sameAddress(address, sender));
  await together(
    colleagues.map(({ address }) => announce({ kind: 'confirmation', submission: id, order, to: address }, deps)),
  );
}

/** The same file as before, and nothing has changed: who has sent it hears that, and nothing more. */
export async function tellUnchanged(
  { id, receipt: { sender, fileName } }: Submission,
  order: string,
  authority: Authority,
  deps: Announcing,
): Promise<void> {
  const addresses = sender === null ? reachable(authority).map(({ address }) => address) : [sender];
  await together(addresses.map((to) => announce({ kind: 'unchanged', submission: id, order, fileName, to }, deps)));
}

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
