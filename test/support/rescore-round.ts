import { type FinishDependencies, type FinishedRun, finishRun } from '../../functions/rescore-round/finish-run.ts';
import { type PlanDependencies, planRun, type RunRequest } from '../../functions/rescore-round/plan-run.ts';
import { scoreShard } from '../../functions/rescore-round/score-shard.ts';
import { tellChanges } from '../../functions/rescore-round/tell-changes.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Reviews } from '../../shared/ports/reviews.ts';
import type { Finals, ScoringRuns } from '../../shared/ports/scoring-runs.ts';
import type { StandingsStore } from '../../shared/ports/standings-store.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import type { Announcing } from '../../shared/use-cases/announce.ts';

export interface Rescoring extends PlanDependencies, FinishDependencies, Announcing {
  readonly registry: Registry;
  readonly store: SubmissionStore;
  readonly reviews: Reviews;
  readonly standings: StandingsStore;
  readonly runs: ScoringRuns;
  readonly finals: Finals;
}

/** The steps in the order in which the state machine takes them. */
export async function rescoreRound(request: RunRequest, to: Rescoring): Promise<FinishedRun> {
  const plan = await planRun(request, to);
  for (const shard of plan.shards) await scoreShard({ ...plan, shard }, to);
  const finished = await finishRun(plan, to);
  for (const shard of finished.toTell) await tellChanges({ ...finished, shard }, to);
  return finished;
}
