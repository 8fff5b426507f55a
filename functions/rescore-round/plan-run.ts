import { hash } from 'node:crypto';
import type { AuthorityId, RoundId } from '../../shared/domain/ids.ts';
import { keyOfAny } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import { isAsked } from '../../shared/domain/registry/participation.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { RunId, ScoringRuns } from '../../shared/ports/scoring-runs.ts';
import { anyBasisOf, type KnownQuestionnaires } from '../../shared/use-cases/scoring-basis.ts';

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

export interface PlanDependencies extends KnownQuestionnaires {
  readonly registry: Pick<Registry, 'round' | 'authorityIds'>;
  readonly participations: Pick<Participations, 'ofRound'>;
  readonly runs: Pick<ScoringRuns, 'begin'>;
}

/** Names the run by its cut-off, the start of the execution, and writes down what it judges by. */
export async function planRun(request: RunRequest, deps: PlanDependencies): Promise<RunPlan> {
  const { registry, runs } = deps;
  const { round: id, execution } = request;
  const [round, ids] = await Promise.all([registry.round(id), registry.authorityIds()]);
  if (round === null) throw new Error(`Round ${id} is not registered`);
  const { questionnaire, method } = await anyBasisOf(round, deps);
  const cutOff = new Date(request.startedAt).toISOString();
  const run = `${cutOff}#${hash('sha256', execution, 'hex').slice(0, 12)}`;
  await runs.begin({
    ...{ round: id, run, cutOff, execution, method },
    questionnaire: keyOfAny(questionnaire),
    shards: round.shards,
    registered: await countAsked(round, ids, deps),
    end: null,
  });
  return { round: id, run, shards: Array.from({ length: round.shards }, (_, shard) => shard) };
}

/** How many are asked: who has declined is not waited for. */
async function countAsked(
  round: Round,
  ids: readonly AuthorityId[],
  { participations }: PlanDependencies,
): Promise<number> {
  if (round.participants !== 'named' && round.left !== true) return ids.length;
  const noted = await participations.ofRound(round.id, ids);
  return ids.filter((id) => isAsked(round, noted.get(id) ?? null)).length;
}
