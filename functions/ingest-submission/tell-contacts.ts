import { reachable } from '../../shared/domain/registry/reachable.ts';
import type { Authority } from '../../shared/domain/registry/registry.ts';
import { sameAddress } from '../../shared/domain/registry/registry.ts';
import type { Submission } from '../../shared/domain/submissions/submission.ts';
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
  for (const { address } of colleagues) {
    await announce({ kind: 'confirmation', submission: id, order, to: address }, deps);
  }
}

/** The same file as before, and nothing has changed: who has sent it hears that, and nothing more. */
export async function tellUnchanged(
  { id, receipt: { sender, fileName } }: Submission,
  order: string,
  authority: Authority,
  deps: Announcing,
): Promise<void> {
  const addresses = sender === null ? reachable(authority).map(({ address }) => address) : [sender];
  for (const address of addresses)
    await announce({ kind: 'unchanged', submission: id, order, fileName, to: address }, deps);
}
