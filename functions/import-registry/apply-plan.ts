import pMap from 'p-map';
import type { AuthorityId } from '../../shared/domain/ids.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { type RegistryPlan, renamed, updated } from '../../shared/domain/registry/registry-plan.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { updateEntry } from '../../shared/use-cases/update-entry.ts';

export interface ApplyDependencies {
  readonly registry: Registry;
  readonly store: Pick<SubmissionStore, 'standing' | 'putStanding'>;
}

/** Authorities that are written at once: thousands must fit into one run. */
const authoritiesAtOnce = 10;

/** Does what was planned. Done again after a crash at any point it ends the same. */
export async function applyPlan(plan: RegistryPlan, deps: ApplyDependencies): Promise<void> {
  const { registry } = deps;
  await pMap(plan.updates, (update) => registry.changeAuthority(update.id, (current) => updated(current, update)), {
    concurrency: authoritiesAtOnce,
  });
  for (const id of plan.removals) await registry.removeAuthority(id);
  for (const round of plan.rounds) await registry.putRound(round);
  for (const id of plan.goingOn) {
    const round = await registry.round(id);
    if (round !== null)
      await pMap(renamed(plan), (one) => carryName(round, one, deps), { concurrency: authoritiesAtOnce });
  }
}

/** Standings show what an authority was called, and where it is, when its file came in: from now on what is registered. */
async function carryName(round: Round, authority: AuthorityId, { registry, store }: ApplyDependencies): Promise<void> {
  const registered = await registry.authority(authority);
  if (registered === null) return;
  const { name: authorityName, country } = registered;
  const change = (current: Standing | null): Standing | null =>
    current === null || (current.authorityName === authorityName && current.country === country)
      ? null
      : { ...current, authorityName, country, version: current.version + 1 };
  await updateEntry({ round, authority }, change, store);
}
