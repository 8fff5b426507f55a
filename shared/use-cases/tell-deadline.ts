import type { Notice } from '../domain/mail/notice.ts';
import { reachable } from '../domain/registry/reachable.ts';
import { maySendFor, type Round } from '../domain/registry/registry.ts';
import type { Registry } from '../ports/registry.ts';
import { type Announcing, announce } from './announce.ts';

/**
 * Makes the mails due that tell authorities of a deadline of their own, to each contact who may send; the same deadline is told
 * once. `later`: nobody asks for them before that, and then the sweep does. Returns to how many they go.
 */
export async function tellDeadline(
  { round, authorities, closesAt }: Told,
  deps: Announcing & { readonly registry: Pick<Registry, 'authority'> },
  later?: Date,
): Promise<number> {
  let mails = 0;
  for (const id of authorities) {
    const authority = await deps.registry.authority(id);
    if (authority === null) continue;
    for (const { address: to } of reachable(authority).filter(({ address }) => maySendFor(authority, address))) {
      const notice: Notice = { kind: 'deadline', round: round.id, authority: id, closes: closesAt, to };
      if ((await announce(notice, deps, later)) === 'made') mails += 1;
    }
  }
  return mails;
}

interface Told {
  readonly round: Pick<Round, 'id'>;
  readonly authorities: readonly string[];
  /** ISO instant. */
  readonly closesAt: string;
}
