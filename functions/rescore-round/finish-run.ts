import { questionnaireKey } from '../../shared/domain/questionnaire.ts';
import type { Catalogue } from '../../shared/domain/questionnaire-catalogue.ts';
import { drawRanks } from '../../shared/domain/robustness/rank-draws.ts';
import { evenSampler } from '../../shared/domain/standings/even-sample.ts';
import { addParts, areRanked, countAuthorities, type StandingsPart } from '../../shared/domain/standings/standings.ts';
import type { Run, RunId, RunOutcome, ScoringRuns, ShardResult } from '../../shared/rescoring-ports.ts';
import type { CountedShard, StandingsStore } from '../../shared/standings-ports.ts';
import { yardstickOfRun } from './score-shard.ts';

export interface FinishDependencies {
  readonly runs: Pick<ScoringRuns, 'load' | 'results' | 'finish'>;
  readonly standings: Pick<StandingsStore, 'publication' | 'publish' | 'shard'>;
  readonly catalogue: Catalogue;
  readonly now: () => Date;
}

export interface FinishedRun extends RunId {
  readonly outcome: RunOutcome;
  readonly authorities: number;
  /** Shards with authorities that were told another result than they have now. */
  readonly toTell: readonly number[];
}

/** Counted shards that are held in memory at once. */
const atOnce = 8;

/** Adds up all shards and publishes the standings in one write, or leaves the current ones where nothing is new. */
export async function finishRun(id: RunId, to: FinishDependencies): Promise<FinishedRun> {
  const run = await to.runs.load(id);
  if (run === null) throw new Error(`Run ${id.run} of round ${id.round} is not there`);
  const results = complete(run, await to.runs.results(id));
  const authorities = sumOf(results, 'authorities');
  const outcome = await publish(run, results, to);
  const end = { outcome, at: to.now().toISOString(), authorities };
  await to.runs.finish(id, { ...end, leftOut: sumOf(results, 'leftOut'), toTell: sumOf(results, 'toTell') });
  const told = outcome === 'overtaken' ? [] : results.filter(({ toTell }) => toTell > 0);
  return { ...id, outcome, authorities, toTell: told.map(({ shard }) => shard) };
}

/** Throws when a shard has no result: a part is never published as the whole. */
function complete({ shards, run }: Run, results: readonly ShardResult[]): readonly ShardResult[] {
  const there = new Set(results.map(({ shard }) => shard));
  const missing = Array.from({ length: shards }, (_, shard) => shard).filter((shard) => !there.has(shard));
  if (missing.length > 0)
    throw new Error(`Run ${run} lacks ${missing.length} of ${shards} shards: ${missing.join(' ')}`);
  return results;
}

async function publish(run: Run, results: readonly ShardResult[], to: FinishDependencies): Promise<RunOutcome> {
  const current = await to.standings.publication(run.round);
  if (current?.standings.run === run.run) return 'published';
  if (current !== null && current.standings.run > run.run) return 'overtaken';
  const shards = results.map(({ counted }) => counted);
  const { questionnaire, method } = yardstickOfRun(run, to.catalogue);
  const sameYardstick =
    current?.standings.questionnaire === questionnaireKey(questionnaire) && current.standings.method === method;
  const sameNumber = current?.standings.registered === run.registered;
  if (sameYardstick && sameNumber && current.shards.join() === shards.join()) return 'unchanged';
  let whole: StandingsPart = countAuthorities(questionnaire, method, []);
  for await (const { part } of countedShards(run, shards, to)) whole = addParts(whole, part);
  const sum = sumOf(results, 'authorities');
  if (whole.all.authorities !== sum) {
    throw new Error(`Run ${run.run} counts ${whole.all.authorities} authorities where its shards have ${sum}`);
  }
  const sampler = evenSampler(whole.all.percents);
  for await (const { profiles } of countedShards(run, shards, to)) for (const one of profiles) sampler.offer(one);
  const { registered } = run;
  const about = { round: run.round, run: run.run, cutOff: run.cutOff, method, registered };
  const standings = { ...about, questionnaire: questionnaireKey(questionnaire), ...whole };
  const profiles = sampler.sample();
  const codes = profiles.map(({ answerCode }) => answerCode);
  const draws = areRanked(profiles.length) ? drawRanks(questionnaire, method, codes) : undefined;
  await to.standings.publish({ standings, shards, profiles, draws });
  return 'published';
}

async function* countedShards(
  { round }: Run,
  names: readonly string[],
  { standings }: FinishDependencies,
): AsyncIterable<CountedShard> {
  for (let start = 0; start < names.length; start += atOnce) {
    const batch = await Promise.all(names.slice(start, start + atOnce).map((name) => standings.shard(round, name)));
    for (const counted of batch) {
      if (counted === null)
        throw new Error(`A counted shard of round ${round} is gone: an authority was erased meanwhile`);
      yield counted;
    }
  }
}

const sumOf = (results: readonly ShardResult[], key: 'authorities' | 'leftOut' | 'toTell'): number =>
  results.reduce((sum, result) => sum + result[key], 0);
