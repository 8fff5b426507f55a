import { type RegistryPlan, updated } from '../../shared/domain/registry/registry-plan.ts';
import type { Registry } from '../../shared/ports.ts';
import { atOnce } from '../at-once.ts';

/** Authorities that are written at once: thousands must fit into one run. */
const authoritiesAtOnce = 10;

/** Does what was planned. Done again after a crash at any point it ends the same. */
export async function applyPlan({ updates, removals, rounds }: RegistryPlan, registry: Registry): Promise<void> {
  await atOnce(updates, authoritiesAtOnce, (update) =>
    registry.changeAuthority(update.id, (current) => updated(current, update)),
  );
  for (const id of removals) await registry.removeAuthority(id);
  for (const round of rounds) await registry.putRound(round);
}
