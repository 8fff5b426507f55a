import { type RegistryPlan, updated } from '../../shared/domain/registry/registry-plan.ts';
import type { Registry } from '../../shared/ports.ts';

/** Authorities that are written at once: thousands must fit into one run. */
const atOnce = 10;

/** Does what was planned. Done again after a crash at any point it ends the same. */
export async function applyPlan({ updates, removals, rounds }: RegistryPlan, registry: Registry): Promise<void> {
  for (let start = 0; start < updates.length; start += atOnce) {
    const batch = updates.slice(start, start + atOnce);
    await Promise.all(
      batch.map((update) => registry.changeAuthority(update.id, (current) => updated(current, update))),
    );
  }
  for (const id of removals) await registry.removeAuthority(id);
  for (const round of rounds) await registry.putRound(round);
}
