import { type FinishDependencies, type FinishedRun, finishRun } from '../../functions/rescore-round/finish-run.ts';
import { type PlanDependencies, planRun } from '../../functions/rescore-round/plan-run.ts';
import { type ScoringDependencies, scoreShard } from '../../functions/rescore-round/score-shard.ts';
import { type TellDependencies, tellChanges } from '../../functions/rescore-round/tell-changes.ts';

export type Rescoring = PlanDependencies & ScoringDependencies & FinishDependencies & TellDependencies;

let executions = 0;

/** The steps in the order in which the state machine takes them. */
export async function rescoreRound(round: string, at: Date, to: Rescoring): Promise<FinishedRun> {
  executions += 1;
  const plan = await planRun({ round, execution: `execution-${executions}`, startedAt: at.toISOString() }, to);
  for (const shard of plan.shards) await scoreShard({ ...plan, shard }, to);
  const finished = await finishRun(plan, to);
  for (const shard of finished.toTell) await tellChanges({ ...finished, shard }, to);
  return finished;
}
