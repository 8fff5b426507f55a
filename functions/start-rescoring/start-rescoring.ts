import { isRoundActive } from '../../shared/domain/registry/is-round-active.ts';
import { isFinalDue } from '../../shared/domain/standings/finality.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import { executionName, type Rescorings } from '../../shared/ports/rescorings.ts';
import type { Finals } from '../../shared/ports/scoring-runs.ts';
import type { StandingsCounters } from '../../shared/ports/standings-store.ts';
import type { parseRescoringMessage } from '../../shared/queues/rescoring-message.ts';

export interface StartDependencies {
  readonly registry: Pick<Registry, 'rounds'>;
  readonly rescorings: Pick<Rescorings, 'start'>;
  readonly standings: StandingsCounters;
  readonly finals: Pick<Finals, 'declared'>;
  readonly now: () => Date;
}

/**
 * The re-scorings that a message asks for: that of a round, one for each round that is open or was lately, or one for each
 * whose results are to become final. A schedule may strike twice, and a request come twice: it is the same re-scoring.
 * Returns how many.
 */
export async function startRescorings(
  asked: ReturnType<typeof parseRescoringMessage>,
  deps: StartDependencies,
): Promise<number> {
  const { registry, rescorings, now } = deps;
  if ('round' in asked) {
    await rescorings.start(asked.round, executionName(asked.round, asked.reason));
    return 1;
  }
  if (asked.finals) return startFinals(asked.at, deps);
  const rounds = (await registry.rounds()).filter((round) => isRoundActive(round, now()));
  for (const { id } of rounds) await rescorings.start(id, executionName(id, `daily ${asked.at}`));
  return rounds.length;
}

/** Begun anew each time until the results are final: one that fails is made up for by the next. */
async function startFinals(
  at: string,
  { registry, rescorings, standings, finals, now }: StartDependencies,
): Promise<number> {
  let started = 0;
  for (const round of await registry.rounds()) {
    const isDeclared = (await finals.declared(round.id)) !== null;
    if (!isFinalDue(round, isDeclared, now())) continue;
    if ((await standings.counters(round.id))?.final !== undefined) continue;
    await rescorings.start(round.id, executionName(round.id, `final ${at}`));
    started += 1;
  }
  return started;
}
