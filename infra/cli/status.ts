import type { Round } from '../../shared/domain/registry/registry.ts';
import { finalityOf } from '../../shared/domain/standings/finality.ts';
import { areRanked, minGroup } from '../../shared/domain/standings/limited.ts';
import type { Run } from '../../shared/ports/scoring-runs.ts';
import { type CloudOptions, type ReachedCloud, reachCloud } from './reached-cloud.ts';
import { tellResponses } from './responses.ts';
import { endLine, minuteInZone } from './run-lines.ts';
import { UsageError } from './usage-error.ts';

export interface StatusOptions extends CloudOptions {
  readonly round?: string;
  readonly out?: string;
  readonly results?: string;
}

/** Of how many runs the last published one is looked for. */
const lookedAt = 20;

/** All rounds, a line each. */
export async function roundsCommand(options: CloudOptions): Promise<number> {
  const cloud = await reachCloud(options);
  const rounds = await cloud.registry.rounds();
  if (rounds.length === 0) console.log('No round is registered.');
  for (const round of rounds) {
    console.log(`${round.id}  ${round.questionnaire}  ${windowOf(round)}  ${await standingsLine(round, cloud)}`);
  }
  return 0;
}

/** What is published of a round, what its last re-scoring does, and how far each authority is in it. Exit status 2: the last re-scoring of one failed. */
export async function statusCommand({ round: id, out, results, ...options }: StatusOptions): Promise<number> {
  if (out !== undefined && id === undefined) throw new UsageError('--out takes --round');
  const cloud = await reachCloud(options);
  const rounds = (await cloud.registry.rounds()).filter((round) => id === undefined || round.id === id);
  if (id !== undefined && rounds.length === 0) throw new UsageError(`round ${id} is not registered`);
  let failed = false;
  for (const round of rounds) {
    const [last] = await cloud.runs.latest(round.id, 1);
    const { line, isFailed } = last === undefined ? never : await runLine(last, round, cloud);
    failed ||= isFailed;
    console.log(`Round ${round.id}: ${windowOf(round)}, questionnaire ${round.questionnaire}, ${round.shards} shards`);
    console.log(`  Ranking: ${await standingsLine(round, cloud)}`);
    console.log(`  Results: ${await finalLine(round, cloud)}`);
    console.log(`  Last re-scoring: ${line}`);
  }
  const [round] = rounds;
  if (id !== undefined && round !== undefined) await tellResponses(round, { ...options, out, results });
  return failed ? 2 : 0;
}

/** How settled its results are. */
async function finalLine(round: Round, { standings }: ReachedCloud): Promise<string> {
  const { timeZone } = round;
  const finality = finalityOf(round, await standings.counters(round.id), new Date());
  if (finality === null) return 'closed';
  if (finality.state === 'open') return 'provisional while the round is open';
  if (finality.state === 'awaited') {
    if (finality.from !== null) return `final from ${minuteInZone(finality.from, timeZone)} on`;
    return round.finalResults === 'by office' ? 'not final until `scorebook finalise`' : 'final within the hour';
  }
  const corrected = finality.correctedAt === null ? '' : `, corrected ${minuteInZone(finality.correctedAt, timeZone)}`;
  return `final since ${minuteInZone(finality.since, timeZone)}${corrected}`;
}

const never = { line: 'never', isFailed: false };

function windowOf({ opensAt, closesAt, timeZone }: Round): string {
  const opens = opensAt === null ? 'open' : `open from ${minuteInZone(opensAt, timeZone)}`;
  return closesAt === null ? opens : `${opens} until ${minuteInZone(closesAt, timeZone)}`;
}

async function standingsLine({ id, timeZone }: Round, { runs }: ReachedCloud): Promise<string> {
  const published = (await runs.latest(id, lookedAt)).find(({ end }) => end?.outcome === 'published');
  if (published?.end === undefined || published.end === null) return 'none published recently';
  const { authorities } = published.end;
  const counted = areRanked(authorities)
    ? `${authorities} authorities ranked`
    : `${authorities} ${authorities === 1 ? 'authority' : 'authorities'} counted (ranks are shown for ${minGroup} authorities or more)`;
  const registered = published.registered === undefined ? '' : `; ${published.registered} registered`;
  return `${counted}, accepted until ${minuteInZone(published.cutOff, timeZone)}${registered}`;
}

async function runLine(
  run: Run,
  { timeZone }: Round,
  { runs, rescorings }: ReachedCloud,
): Promise<{ line: string; isFailed: boolean }> {
  const started = `started ${minuteInZone(run.cutOff, timeZone)}`;
  if (run.end !== null) return { line: `${started}. ${endLine(run.end)}`, isFailed: false };
  const state = await rescorings.state(run.execution);
  if (state.state === 'failed') return { line: `${started}, failed: ${state.reason}`, isFailed: true };
  const scored = (await runs.results(run)).length;
  return { line: `${started}, ${scored} of ${run.shards} shards scored`, isFailed: false };
}
