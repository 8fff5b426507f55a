import { reachable } from '../../shared/domain/registry/reachable.ts';
import type { Authority } from '../../shared/domain/registry/registry.ts';
import { sameAddress } from '../../shared/domain/registry/registry.ts';
import type { Submission } from '../../shared/domain/submissions/submission.ts';
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
