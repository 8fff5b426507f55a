import type { Round } from '../../shared/domain/registry/registry.ts';
import type { Registry } from '../../shared/ports.ts';
import { executionName, type Rescorings } from '../../shared/rescoring-ports.ts';

export interface StartDependencies {
  readonly registry: Pick<Registry, 'rounds'>;
  readonly rescorings: Pick<Rescorings, 'start'>;
  readonly now: () => Date;
}

/** After it, what counts in a round changes only when the office does something, and then it starts one by hand. */
const daysAfterClosing = 30;

/** One re-scoring for each round that is open or was lately; `slot`: the time of the schedule, which may strike twice. */
export async function startRescorings(slot: string, { registry, rescorings, now }: StartDependencies): Promise<number> {
  const rounds = (await registry.rounds()).filter((round) => isCurrent(round, now()));
  for (const { id } of rounds) await rescorings.start(id, executionName(id, `daily ${slot}`));
  return rounds.length;
}

function isCurrent({ opensAt, closesAt }: Round, now: Date): boolean {
  const opened = opensAt === null || new Date(opensAt) <= now;
  return opened && (closesAt === null || now.getTime() - new Date(closesAt).getTime() < daysAfterClosing * 86_400_000);
}
