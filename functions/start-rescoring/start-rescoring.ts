import { goesOn } from '../../shared/domain/registry/goes-on.ts';
import type { Registry } from '../../shared/ports.ts';
import type { parseRescoringMessage } from '../../shared/rescoring-message.ts';
import { executionName, type Rescorings } from '../../shared/rescoring-ports.ts';

export interface StartDependencies {
  readonly registry: Pick<Registry, 'rounds'>;
  readonly rescorings: Pick<Rescorings, 'start'>;
  readonly now: () => Date;
}

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
  const rounds = (await registry.rounds()).filter((round) => goesOn(round, now()));
  for (const { id } of rounds) await rescorings.start(id, executionName(id, `daily ${asked.at}`));
  return rounds.length;
}
