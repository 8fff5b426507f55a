import type { AuthorityId } from '../domain/ids.ts';
import type { Round } from '../domain/registry/registry.ts';
import type { Standing } from '../domain/standings/standing.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';

/** Two writers of one standing in one moment are rare, more than a handful are a fault. */
const maxAttempts = 8;

/**
 * Puts what `change` makes of an authority's standing, in one conditional write; when another writer was faster, of what
 * is there then. `change` gives the next version, or null to leave all as it is. Returns the standing that was written,
 * or null. `read`: what the caller has read of it already.
 */
export async function updateEntry<Next extends Standing | null>(
  { round, authority, read }: { readonly round: Round; readonly authority: AuthorityId; readonly read?: Standing },
  change: (current: Standing | null) => Next | Promise<Next>,
  store: Pick<SubmissionStore, 'standing' | 'putStanding'>,
): Promise<Next> {
  let current = read ?? (await store.standing(round, authority));
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const next = await change(current);
    if (next === null) return next;
    if ((await store.putStanding(round, next)) === 'written') return next;
    current = await store.standing(round, authority);
  }
  throw new Error(`The standing of ${authority} in round ${round.id} was changed by others ${maxAttempts} times`);
}
