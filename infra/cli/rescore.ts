import { setTimeout as wait } from 'node:timers/promises';
import { executionName } from '../../shared/ports/rescorings.ts';
import type { Run } from '../../shared/ports/scoring-runs.ts';
import { type CloudOptions, type ReachedCloud, reachCloud } from './reached-cloud.ts';
import { endLine } from './run-lines.ts';
import { UsageError } from './usage-error.ts';
import { whoActs } from './who-acts.ts';

export interface RescoreOptions extends CloudOptions {
  readonly round: string;
  readonly by?: string;
}

const lookMilliseconds = 500;

/** Starts a re-scoring of a round and stays until it has ended. Exit status 1: it failed; what was published stays. */
export async function rescoreCommand({ round: id, by, ...options }: RescoreOptions): Promise<number> {
  const cloud = await reachCloud(options);
  if ((await cloud.registry.round(id)) === null) throw new UsageError(`round ${id} is not registered`);
  const act = { round: id, authority: null, what: 'rescore', facts: {}, reason: null } as const;
  await cloud.acts.append({ ...act, ...(await whoActs(by, cloud.acts)) });
  return runRescoring(id, 'by hand', cloud);
}

/** `why`: in the name of its execution. */
export async function runRescoring(id: string, why: string, cloud: ReachedCloud): Promise<number> {
  const execution = await cloud.rescorings.start(id, executionName(id, `${why} ${new Date().toISOString()}`));
  console.log(`Re-scoring of round ${id} started: ${execution}`);
  let told = '';
  for (;;) {
    const state = await cloud.rescorings.state(execution);
    const run = await runOf(execution, id, cloud);
    const line = run === null ? 'planning' : await progressLine(run, cloud);
    if (line !== told && state.state !== 'failed') console.log(line);
    told = line;
    if (state.state === 'failed') {
      console.error(`The re-scoring failed; the last publication stays. ${state.reason}`);
      return 1;
    }
    if (state.state === 'ended') return 0;
    await wait(lookMilliseconds);
  }
}

/** Others may be running; only a few of the latest are looked at. */
async function runOf(execution: string, round: string, { runs }: ReachedCloud): Promise<Run | null> {
  return (await runs.latest(round, 10)).find((run) => run.execution === execution) ?? null;
}

async function progressLine(run: Run, { runs }: ReachedCloud): Promise<string> {
  if (run.end !== null) return endLine(run.end);
  return `${(await runs.results(run)).length} of ${run.shards} shards scored`;
}
