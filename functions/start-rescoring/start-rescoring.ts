import type { Round } from '../../shared/domain/registry/registry.ts';
import type { Registry } from '../../shared/ports.ts';
import type { parseRescoringMessage } from '../../shared/rescoring-message.ts';
import { executionName, type Rescorings } from '../../shared/rescoring-ports.ts';

export interface StartDependencies {
  readonly registry: Pick<Registry, 'rounds'>;
  readonly rescorings: Pick<Rescorings, 'start'>;
  readonly now: () => Date;
}

/** After it, what counts in a round changes only when the office does something, and that asks for one itself. */
const daysAfterClosing = 30;

/**
 * The re-scorings that a message asks for: that of a round, or one for each round that is open or was lately. The
 * schedule may strike twice, and a request come twice: it is the same re-scoring. Returns how many.
 */
export async function startRescorings(
  asked: ReturnType<typeof parseRescoringMessage>,
  { registry, rescorings, now }: StartDependencies,
): Promise<number> {
  if ('round' in asked) {
    await rescorings.start(asked.round, executionName(asked.round, asked.reason));
    return 1;
  }
  const rounds = (await registry.rounds()).filter((round) => isCurrent(round, now()));
  for (const { id } of rounds) await rescorings.start(id, executionName(id, `daily ${asked.at}`));
  return rounds.length;
}

function isCurrent({ opensAt, closesAt }: Round, now: Date): boolean {
  const opened = opensAt === null || new Date(opensAt) <= now;
  return opened && (closesAt === null || now.getTime() - new Date(closesAt).getTime() < daysAfterClosing * 86_400_000);
}
