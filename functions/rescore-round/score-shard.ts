import pMap from 'p-map';
import { keyOfAny } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { openFormTally } from '../../shared/domain/standings/form-standings.ts';
import { countForm } from '../../shared/domain/standings/form-tally.ts';
import { sameResult } from '../../shared/domain/standings/rescoring.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import { countAuthorities, type Profile } from '../../shared/domain/standings/standings.ts';
import { countedAt, wasThere } from '../../shared/domain/submissions/history.ts';
import { begin } from '../../shared/ports/asked-once.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Run, RunId, ScoringRuns, ShardResult } from '../../shared/ports/scoring-runs.ts';
import type { CountedShard, StandingsStore } from '../../shared/ports/standings-store.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import {
  type AnyBasis,
  type AnyJudged,
  anyBasisOf,
  isFormBasis,
  type Judge,
  judgeBy,
  type KnownQuestionnaires,
} from '../../shared/use-cases/scoring-basis.ts';
import { updateEntry } from '../../shared/use-cases/update-entry.ts';

export interface ShardOfRun extends RunId {
  readonly shard: number;
}

export interface ScoringDependencies extends KnownQuestionnaires {
  readonly registry: Pick<Registry, 'round'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'putStanding' | 'history'>;
  readonly standings: Pick<StandingsStore, 'accepted' | 'keepShard'>;
  readonly runs: Pick<ScoringRuns, 'load' | 'result' | 'putResult'>;
}

interface Work {
  readonly run: Run;
  readonly round: Round;
  readonly basis: AnyBasis;
  readonly judge: Judge;
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
  // What a shard that is not done is scored by is read while it is asked whether it is.
  const preparing = workFor(of, deps);
  begin([preparing]);
  const done = await deps.runs.result(of, of.shard);
  if (done !== null) return done;
  const work = await preparing;
  const counting = countingBy(work.basis);
  let leftOut = 0;
  let toTell = 0;
  for await (const page of deps.standings.accepted(work.round, of.shard)) {
    for (const { counted, isLeftOut, isToTell } of await pMap(page, (standing) => scoreStanding(standing, work, deps), {
      concurrency: standingsAtOnce,
    })) {
      if (counted !== null) counting.add(counted);
      leftOut += Number(isLeftOut);
      toTell += Number(isToTell);
    }
  }
  const { part, profiles } = counting.end();
  const counted = await deps.standings.keepShard(of.round, { part, profiles });
  const result = { shard: of.shard, counted, authorities: profiles.length, leftOut, toTell };
  return deps.runs.putResult(of, result);
}

interface Scored {
  /** null: not counted. */
  readonly counted: CountedProfile | null;
  readonly isLeftOut: boolean;
  readonly isToTell: boolean;
}

async function scoreStanding(standing: Standing, work: Work, deps: ScoringDependencies): Promise<Scored> {
  const judged = await work.judge(standing, standing);
  if (judged === null) return { counted: null, isLeftOut: true, isToTell: false };
  const scored = work.mayScore ? await rescore(standing, judged, work, deps) : standing;
  const counted = await profileAt(standing, judged, work, deps);
  return { counted, isLeftOut: false, isToTell: scored !== null && scored.told.percent !== scored.score.percent };
}

async function workFor(of: ShardOfRun, deps: ScoringDependencies): Promise<Work> {
  const { registry, runs } = deps;
  const [run, round] = await Promise.all([runs.load(of), registry.round(of.round)]);
  if (run === null || round === null) throw new Error(`Run ${of.run} of round ${of.round} is not there`);
  const basis = await basisOfRun(run, deps);
  const current = await anyBasisOf(round, deps);
  const mayScore = keyOfAny(current.questionnaire) === keyOfAny(basis.questionnaire) && current.method === basis.method;
  return { run, round, basis, judge: judgeBy(basis, deps), mayScore };
}

/** What a run judges by, whatever the round is judged by since. */
export const basisOfRun = ({ round: id, questionnaire, method }: Run, known: KnownQuestionnaires): Promise<AnyBasis> =>
  anyBasisOf({ id, questionnaire, method }, known);

/** A profile, with what is counted of it where that is known already. */
interface CountedProfile {
  readonly profile: Profile;
  readonly judged: AnyJudged;
}

/** Counts authorities one by one, and keeps their profiles. */
function countingBy(basis: AnyBasis) {
  const profiles: Profile[] = [];
  if (!isFormBasis(basis)) {
    return {
      add: ({ profile }: CountedProfile): void => void profiles.push(profile),
      end: (): CountedShard => ({ part: countAuthorities(basis.questionnaire, basis.method, profiles), profiles }),
    };
  }
  const tally = openFormTally(basis.questionnaire);
  return {
    add({ profile, judged }: CountedProfile): void {
      profiles.push(profile);
      tally.count(profile, judged.counted ?? countForm(basis.questionnaire, profile, profile));
    },
    end: (): CountedShard => ({ part: tally.part(), profiles }),
  };
}

/** Writes the score where it is another one; null when the authority was erased meanwhile. */
async function rescore(
  read: Standing,
  judged: AnyJudged,
  { round, judge }: Work,
  { store }: ScoringDependencies,
): Promise<Standing | null> {
  let seen: Standing | null = read;
  const change = async (current: Standing | null): Promise<Standing | null> => {
    seen = current;
    const now = current === read ? judged : current === null ? null : await judge(current, current);
    if (current === null || now === null || sameResult(current.score, now.score)) return null;
    return { ...current, score: now.score, version: current.version + 1 };
  };
  return (await updateEntry({ round, authority: read.authority, read }, change, store)) ?? seen;
}

/** As it counted at the cut-off; null when it did not count yet. Who it is, is told as it is known now. */
async function profileAt(
  standing: Standing,
  judged: AnyJudged,
  { run, judge, basis }: Work,
  { store }: ScoringDependencies,
): Promise<CountedProfile | null> {
  const { authority, authorityName: name, country, population, kind } = standing;
  const then = wasThere(standing, run.cutOff)
    ? standing
    : countedAt(await store.history(authority), run.round, run.cutOff);
  const judgedThen = then === standing ? judged : then === undefined ? null : await judge(then, standing);
  if (then === undefined || judgedThen === null) return null;
  const { score, answerCode, evidenceCode, verifiedCode } = judgedThen;
  const profile = {
    ...{ authority, submission: then.submission, name, country, population },
    ...(isFormBasis(basis) && kind ? { kind } : {}),
    ...(then.counted === undefined ? {} : { counted: then.counted }),
    ...{ percent: score.percent, answerCode, evidenceCode, verifiedCode },
  };
  return { profile, judged: judgedThen };
}
