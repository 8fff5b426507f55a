import { hash } from 'node:crypto';
import type { RoundId } from '../../shared/domain/ids.ts';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { questionnaireKey } from '../../shared/domain/questionnaire/questionnaire.ts';
import { scoringBasisOf } from '../../shared/domain/standings/rescoring.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { RunId, ScoringRuns } from '../../shared/ports/scoring-runs.ts';

/** All that tells one execution from another: asked again, the plan is the same. */
export interface RunRequest {
  readonly round: RoundId;
  readonly execution: string;
  /** ISO instant. */
  readonly startedAt: string;
}

export interface RunPlan extends RunId {
  readonly shards: readonly number[];
}

export interface PlanDependencies {
  readonly registry: Pick<Registry, 'round' | 'authorityCount'>;
  readonly runs: Pick<ScoringRuns, 'begin'>;
  readonly catalogue: Catalogue;
}

/** Names the run by its cut-off, the start of the execution, and writes down what it judges by. */
export async function planRun(request: RunRequest, { registry, runs, catalogue }: PlanDependencies): Promise<RunPlan> {
  const { round: id, execution } = request;
  const round = await registry.round(id);
  if (round === null) throw new Error(`Round ${id} is not registered`);
  const { questionnaire, method } = scoringBasisOf(round, catalogue);
  const cutOff = new Date(request.startedAt).toISOString();
  const run = `${cutOff}#${hash('sha256', execution, 'hex').slice(0, 12)}`;
  await runs.begin({
    ...{ round: id, run, cutOff, execution, method },
    questionnaire: questionnaireKey(questionnaire),
    shards: round.shards,
    registered: await registry.authorityCount(),
    end: null,
  });
  return { round: id, run, shards: Array.from({ length: round.shards }, (_, shard) => shard) };
}
