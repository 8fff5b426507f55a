import pMap from 'p-map';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import {
  type Judged,
  rescoreBy,
  type ScoringBasis,
  sameResult,
  scoringBasisOf,
} from '../../shared/domain/standings/rescoring.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import { countAuthorities, type Profile } from '../../shared/domain/standings/standings.ts';
import { countedAt, wasThere } from '../../shared/domain/submissions/history.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Run, RunId, ScoringRuns, ShardResult } from '../../shared/ports/scoring-runs.ts';
import type { StandingsStore } from '../../shared/ports/standings-store.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { updateEntry } from '../../shared/use-cases/update-entry.ts';

export interface ShardOfRun extends RunId {
  readonly shard: number;
}

export interface ScoringDependencies {
  readonly registry: Pick<Registry, 'round'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'putStanding' | 'history'>;
  readonly standings: Pick<StandingsStore, 'accepted' | 'keepShard'>;
  readonly runs: Pick<ScoringRuns, 'load' | 'result' | 'putResult'>;
  readonly catalogue: Catalogue;
}

interface Work {
  readonly run: Run;
  readonly round: Round;
  readonly judge: ReturnType<typeof rescoreBy>;
  /** False when the round is judged otherwise by now: a later run scores it, this one only counts. */
  readonly mayScore: boolean;
}

/** Standings of one shard that are worked on at once: each waits for the table most of the time. */
export const standingsAtOnce = 16;

/**
 * Scores one shard from its standings alone and counts it as it was at the cut-off, whatever came in since and
 * however late this is. A score that stays is not written.
 */
export async function scoreShard(of: ShardOfRun, deps: ScoringDependencies): Promise<ShardResult> {
  const done = await deps.runs.result(of, of.shard);
  if (done !== null) return done;
  const work = await workFor(of, deps);
  const profiles: Profile[] = [];
  let leftOut = 0;
  let toTell = 0;
  for await (const page of deps.standings.accepted(work.round, of.shard)) {
    for (const { profile, isLeftOut, isToTell } of await pMap(page, (standing) => scoreStanding(standing, work, deps), {
      concurrency: standingsAtOnce,
    })) {
      if (profile !== null) profiles.push(profile);
      leftOut += Number(isLeftOut);
      toTell += Number(isToTell);
    }
  }
  const { questionnaire, method } = scoringBasisOfRun(work.run, deps.catalogue);
  const part = countAuthorities(questionnaire, method, profiles);
  const counted = await deps.standings.keepShard(of.round, { part, profiles });
  const result = { shard: of.shard, counted, authorities: profiles.length, leftOut, toTell };
  return deps.runs.putResult(of, result);
}

interface Scored {
  /** null: not counted. */
  readonly profile: Profile | null;
  readonly isLeftOut: boolean;
  readonly isToTell: boolean;
}

async function scoreStanding(standing: Standing, work: Work, deps: ScoringDependencies): Promise<Scored> {
  const judged = work.judge(standing);
  if (judged === null) return { profile: null, isLeftOut: true, isToTell: false };
  const scored = work.mayScore ? await rescore(standing, judged, work, deps) : standing;
  const profile = await profileAt(standing, judged, work, deps);
  return { profile, isLeftOut: false, isToTell: scored !== null && scored.told.percent !== scored.score.percent };
}

async function workFor(of: ShardOfRun, { registry, runs, catalogue }: ScoringDependencies): Promise<Work> {
  const run = await runs.load(of);
  const round = await registry.round(of.round);
  if (run === null || round === null) throw new Error(`Run ${of.run} of round ${of.round} is not there`);
  const basis = scoringBasisOfRun(run, catalogue);
  const current = scoringBasisOf(round, catalogue);
  const mayScore = current.questionnaire === basis.questionnaire && current.method === basis.method;
  return { run, round, judge: rescoreBy(basis, catalogue), mayScore };
}

/** What a run judges by, whatever the round is judged by since. */
export function scoringBasisOfRun({ round, questionnaire, method }: Run, catalogue: Catalogue): ScoringBasis {
  return scoringBasisOf({ id: round, questionnaire, method, opensAt: null, closesAt: null, shards: 0 }, catalogue);
}

/** Writes the score where it is another one; null when the authority was erased meanwhile. */
async function rescore(
  read: Standing,
  judged: Judged,
  { round, judge }: Work,
  { store }: ScoringDependencies,
): Promise<Standing | null> {
  let seen: Standing | null = read;
  const change = (current: Standing | null): Standing | null => {
    seen = current;
    const now = current === read ? judged : current === null ? null : judge(current);
    if (current === null || now === null || sameResult(current.score, now.score)) return null;
    return { ...current, score: now.score, version: current.version + 1 };
  };
  return (await updateEntry({ round, authority: read.authority, read }, change, store)) ?? seen;
}

/** As it counted at the cut-off; null when it did not count yet. Who it is, is told as it is known now. */
async function profileAt(
  standing: Standing,
  judged: Judged,
  { run, judge }: Work,
  { store }: ScoringDependencies,
): Promise<Profile | null> {
  const { authority, authorityName: name, country, population } = standing;
  const then = wasThere(standing, run.cutOff)
    ? standing
    : countedAt(await store.history(authority), run.round, run.cutOff);
  const judgedThen = then === standing ? judged : then === undefined ? null : judge(then);
  if (then === undefined || judgedThen === null) return null;
  const { score, answerCode, evidenceCode, verifiedCode } = judgedThen;
  return {
    ...{ authority, submission: then.submission, name, country, population },
    ...(then.counted === undefined ? {} : { counted: then.counted }),
    ...{ percent: score.percent, answerCode, evidenceCode, verifiedCode },
  };
}
