import type { AuthorityId } from '../domain/ids.ts';
import type { Round } from '../domain/registry/registry.ts';
import type { Standing } from '../domain/standings/standing.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';
import { untilWritten } from '../ports/until-written.ts';

/**
 * Puts what `change` makes of an authority's standing, in one conditional write; when another writer was faster, of what
 * is there then. `change` gives the next version, or null to leave all as it is. Returns the standing that was written,
 * or null. `read`: what the caller has read of it already.
 */
export async function updateEntry<Next extends Standing | null>(
  {
    round,
    authority,
    read,
  }: { readonly round: Round; readonly authority: AuthorityId; readonly read?: Standing | null },
  change: (current: Standing | null) => Next | Promise<Next>,
  store: Pick<SubmissionStore, 'standing' | 'putStanding'>,
): Promise<Next> {
  let known = read;
  return untilWritten(`The standing of ${authority} in round ${round.id}`, async () => {
    const next = await change(known === undefined ? await store.standing(round, authority) : known);
    known = undefined;
    return next === null || (await store.putStanding(round, next)) === 'written' ? next : 'conflict';
  });
}
