import { pMapIterable } from 'p-map';
import { drawRanks } from '../../shared/domain/insight/robustness/rank-draws.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { scoringMethod } from '../../shared/domain/scoring/methods/methods.ts';
import {
  type AnyStandingsPart,
  addAnyParts,
  isPartOfForm,
  shownByAll,
} from '../../shared/domain/standings/any-standings.ts';
import { evenSampler } from '../../shared/domain/standings/even-sample.ts';
import { isFinalDue } from '../../shared/domain/standings/finality.ts';
import { countFormAuthorities } from '../../shared/domain/standings/form-standings.ts';
import { areRanked } from '../../shared/domain/standings/limited.ts';
import type { FinalResults } from '../../shared/domain/standings/standings.ts';
import { countAuthorities } from '../../shared/domain/standings/standings.ts';
import type { Acts } from '../../shared/ports/acts.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import { executionName } from '../../shared/ports/rescorings.ts';
import type { Finals, Run, RunId, RunOutcome, ScoringRuns, ShardResult } from '../../shared/ports/scoring-runs.ts';
import type { CountedShard, Publication, StandingsStore } from '../../shared/ports/standings-store.ts';
import { type AnyBasis, isFormBasis, type KnownQuestionnaires } from '../../shared/use-cases/scoring-basis.ts';
import { basisOfRun } from './score-shard.ts';

export interface FinishDependencies extends KnownQuestionnaires {
  readonly runs: Pick<ScoringRuns, 'load' | 'results' | 'finish'>;
  readonly registry: Pick<Registry, 'round'>;
  readonly finals: Pick<Finals, 'declared'>;
  readonly standings: Pick<StandingsStore, 'publication' | 'publish' | 'shard'>;
  readonly acts: Pick<Acts, 'append'>;
  readonly now: () => Date;
}

export interface FinishedRun extends RunId {
  readonly outcome: RunOutcome;
  readonly authorities: number;
  /** Shards with authorities that were told another result than they have now, or have to be told that it is final. */
  readonly toTell: readonly number[];
}

/** Counted shards that are held in memory at once. */
const concurrency = 8;

/** Adds up all shards and publishes the standings in one write, or leaves the current ones where nothing is new. */
export async function finishRun(id: RunId, deps: FinishDependencies): Promise<FinishedRun> {
  const [run, parts, current, round, declared] = await Promise.all([
    deps.runs.load(id),
    deps.runs.results(id),
    deps.standings.publication(id.round),
    deps.registry.round(id.round),
    deps.finals.declared(id.round),
  ]);
  if (run === null) throw new Error(`Run ${id.run} of round ${id.round} is not there`);
  const results = complete(run, parts);
  const authorities = sumOf(results, 'authorities');
  const before: Before = { current, round, isDeclared: declared !== null };
  const { outcome, final } = await publish(run, results, before, deps);
  if (outcome === 'published') await remember(run, { authorities, final, isDeclared: before.isDeclared }, deps);
  const end = { outcome, at: deps.now().toISOString(), authorities };
  await deps.runs.finish(id, { ...end, leftOut: sumOf(results, 'leftOut'), toTell: sumOf(results, 'toTell') });
  // Of final results whoever was not told yet is looked for each time, so that a run that broke off leaves nobody out.
  const isToTell = ({ toTell, authorities: counted }: ShardResult): boolean =>
    toTell > 0 || (final !== undefined && counted > 0);
  const told = outcome === 'overtaken' ? [] : results.filter(isToTell);
  return { ...id, outcome, authorities, toTell: told.map(({ shard }) => shard) };
}

/**
 * What was published, when and by whom; and that results became final, where nobody has declared them so. It is about the run, so
 * that after a crash it is the same act.
 */
async function remember(
  run: Run,
  of: Pick<Published, 'final'> & Pick<Before, 'isDeclared'> & { readonly authorities: number },
  deps: FinishDependencies,
): Promise<void> {
  const { authorities, final, isDeclared } = of;
  const { round, cutOff: at } = run;
  const by = isOfSchedule(run, isDeclared) ? 'schedule' : 'office';
  const about = { round, authority: null, at, reason: null };
  const results = final === undefined ? 'provisional' : final.correctedAt === at ? 'corrected' : 'final';
  if (final?.since === at && !isDeclared)
    await deps.acts.append({ ...about, by: 'schedule', what: 'finalise', facts: {} });
  await deps.acts.append({ ...about, by, what: 'publish', facts: { authorities: String(authorities), results } });
}

/** By the name of its execution, which says why it was started. */
function isOfSchedule({ round, execution }: Run, isDeclared: boolean): boolean {
  const name = execution.slice(execution.lastIndexOf(':') + 1);
  const isStartedFor = (reason: string): boolean => name.startsWith(executionName(round, `${reason} `));
  return isStartedFor('daily') || (isStartedFor('final') && !isDeclared);
}

/** Throws when a shard has no result: a part is never published as the whole. */
function complete({ shards, run }: Run, results: readonly ShardResult[]): readonly ShardResult[] {
  const there = new Set(results.map(({ shard }) => shard));
  const missing = Array.from({ length: shards }, (_, shard) => shard).filter((shard) => !there.has(shard));
  if (missing.length > 0)
    throw new Error(`Run ${run} lacks ${missing.length} of ${shards} shards: ${missing.join(' ')}`);
  return results;
}

interface Published {
  readonly outcome: RunOutcome;
  readonly final: FinalResults | undefined;
}

/** What there is when a run ends. */
interface Before {
  readonly current: Publication | null;
  readonly round: Round | null;
  /** Its results were declared final. */
  readonly isDeclared: boolean;
}

async function publish(
  run: Run,
  results: readonly ShardResult[],
  before: Before,
  deps: FinishDependencies,
): Promise<Published> {
  const { current } = before;
  if (current?.standings.run === run.run) {
    return { outcome: 'published', final: current.standings.final };
  }
  if (current !== null && current.standings.run > run.run) return { outcome: 'overtaken', final: undefined };
  const shards = results.map(({ counted }) => counted);
  const basis = await basisOfRun(run, deps);
  const { registered } = run;
  const final = await finalOf(run, before, shards, deps);
  const sameYardstick =
    current?.standings.questionnaire === run.questionnaire && current.standings.method === run.method;
  const sameFacts =
    current?.standings.registered === registered && (current?.standings.final !== undefined) === (final !== undefined);
  if (sameYardstick && sameFacts && current.shards.join() === shards.join()) return { outcome: 'unchanged', final };
  let whole = countNobody(basis);
  for await (const { part } of countedShards(run, shards, deps)) whole = addAnyParts(whole, part);
  const sum = sumOf(results, 'authorities');
  if (whole.all.authorities !== sum) {
    throw new Error(`Run ${run.run} counts ${whole.all.authorities} authorities where its shards have ${sum}`);
  }
  const sampler = evenSampler(shownByAll(whole));
  for await (const { profiles } of countedShards(run, shards, deps)) for (const one of profiles) sampler.offer(one);
  const about = {
    round: run.round,
    run: run.run,
    cutOff: run.cutOff,
    questionnaire: run.questionnaire,
    registered,
    final,
  };
  const profiles = sampler.sample();
  if (isPartOfForm(whole)) {
    await deps.standings.publish({ standings: { ...about, ...whole }, shards, profiles });
    return { outcome: 'published', final };
  }
  if (isFormBasis(basis)) throw new Error(`Run ${run.run} counts by another questionnaire than its own`);
  const { questionnaire, method } = basis;
  const standings = { ...about, method, ...whole };
  const codes = profiles.map(({ answerCode }) => answerCode);
  const draws = areRanked(profiles.length) ? drawRanks(questionnaire, scoringMethod(method), codes) : undefined;
  await deps.standings.publish({ standings, shards, profiles, draws });
  return { outcome: 'published', final };
}

const countNobody = (basis: AnyBasis): AnyStandingsPart =>
  isFormBasis(basis)
    ? countFormAuthorities(basis.questionnaire, [])
    : countAuthorities(basis.questionnaire, basis.method, []);

/** What is final stays final: a result that is another one since is a correction. */
async function finalOf(
  run: Run,
  { current, round, isDeclared }: Before,
  shards: readonly string[],
  deps: FinishDependencies,
): Promise<FinalResults | undefined> {
  const before = current?.standings.final;
  if (current !== null && before !== undefined) {
    return (await isCorrected(run, current, shards, deps)) ? { ...before, correctedAt: run.cutOff } : before;
  }
  const isDue = round !== null && isFinalDue(round, isDeclared, new Date(run.cutOff));
  return isDue ? { since: run.cutOff, correctedAt: null } : undefined;
}

/** Whether somebody's answers or percentage are others than were published: evidence and names correct no result. */
async function isCorrected(
  run: Run,
  current: Publication,
  shards: readonly string[],
  { standings }: FinishDependencies,
): Promise<boolean> {
  const resultsIn = async (name: string | undefined): Promise<string> => {
    const counted = name === undefined ? null : await standings.shard(run.round, name);
    return JSON.stringify(counted?.profiles.map((one) => [one.authority, one.percent, one.answerCode]) ?? null);
  };
  for (const [index, name] of shards.entries()) {
    const before = current.shards[index];
    if (name !== before && (await resultsIn(name)) !== (await resultsIn(before))) return true;
  }
  return false;
}

async function* countedShards(
  { round }: Run,
  names: readonly string[],
  { standings }: FinishDependencies,
): AsyncIterable<CountedShard> {
  for await (const counted of pMapIterable(names, (name) => standings.shard(round, name), { concurrency })) {
    if (counted === null)
      throw new Error(`A counted shard of round ${round} is gone: an authority was erased meanwhile`);
    yield counted;
  }
}

const sumOf = (results: readonly ShardResult[], key: 'authorities' | 'leftOut' | 'toTell'): number =>
  results.reduce((sum, result) => sum + result[key], 0);
