import type { AuthorityId, RoundId, SubmissionId } from '../ids.ts';
import type { RankDraws } from '../insight/robustness/rank-draws.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { type MethodId, scoringMethod } from '../scoring/methods/methods.ts';
import { type PercentCounters, rankOf } from '../scoring/ranking.ts';

import { areRanked, type Limited, limited, ofHoweverFew } from './limited.ts';
import { populationBand } from './population-bands.ts';
import {
  addCounters,
  addEach,
  addEachCounter,
  addTallies,
  byId,
  type CodeMap,
  type Counted,
  type Counters,
  codeMapOf,
  metBy,
  openTally,
  type Tally,
} from './tally.ts';

/** All authorities of a round at one cut-off, as counters: exact at any number of authorities, in one small item. */
export interface Standings {
  readonly round: RoundId;
  /** Names the run that made them; later runs have greater names. */
  readonly run: string;
  /** ISO instant: what was accepted until then is counted. */
  readonly cutOff: string;
  readonly questionnaire: string;
  readonly method: MethodId;
  readonly all: Limited<WholeCounters>;
  /** Tallies by country (`country:FI`) and by population band (`population:100000`, its lower bound). */
  readonly groups: Readonly<Record<string, Tally>>;
  /** How many authorities were registered when the run began; runs of before did not ask. */
  readonly registered?: number | undefined;
  /** Set once results are final; every later run keeps it. */
  readonly final?: FinalResults | undefined;
}

/** What is counted of all authorities together, and of no group. */
export interface WholeCounters extends Counters {
  /** By category id: the percentages that the authorities would show without this category. */
  readonly withoutCategory: Readonly<Record<string, PercentCounters>>;
  /** By category id: indicators met in it by all authorities that show 0 %, 1 %, ... 100 %. */
  readonly metByPercent: Readonly<Record<string, readonly number[]>>;
}

/** What one shard adds to the standings. */
export type StandingsPart = Pick<Standings, 'all' | 'groups'>;

/** One authority as other authorities may see it. */
export interface Profile extends Counted {
  readonly authority: AuthorityId;
  /** Whose answers are counted: what it wrote is found by it. */
  readonly submission: SubmissionId;
  /** Names what it wrote where that stands in several submissions. */
  readonly counted?: string | undefined;
  readonly name: string;
  /** ISO 3166-1 alpha-2, or null. */
  readonly country: string | null;
  readonly population: number | null;
  /** As it is registered: `county`. Not there where it is not. */
  readonly kind?: string | null | undefined;
  /** `1` for each indicator with evidence, `0` for each without, in the order of the questionnaire. */
  readonly evidenceCode: string;
  /** `1` for each answer that counts as the office verified it, in the same order; '' when there is none. */
  readonly verifiedCode: string;
}

/** What was published of a round at one cut-off. */
export interface PublishedStandings {
  readonly standings: Standings;
  /** All authorities, or an even sample of them where there are very many. */
  readonly profiles: readonly Profile[];
  /** What they show in the draws of rank intervals; not kept with publications of before. */
  readonly draws?: RankDraws | undefined;
}

/** The groups that an authority is compared within. */
export function groupsOf({ country, population }: Pick<Profile, 'country' | 'population'>): string[] {
  const band = population === null ? null : populationBand(population);
  return [...(country === null ? [] : [`country:${country}`]), ...(band === null ? [] : [`population:${band}`])];
}

/** Counts the authorities of one shard. */
export function countAuthorities(
  questionnaire: Questionnaire,
  method: MethodId,
  authorities: readonly Pick<Profile, 'percent' | 'answerCode' | 'country' | 'population'>[],
): StandingsPart {
  const map = codeMapOf(questionnaire);
  const all = openTally(map);
  const groups = new Map<string, ReturnType<typeof openTally>>();
  const withoutCategory = map.categories.map(() => new Array<number>(101).fill(0));
  const metByPercent = map.categories.map(() => new Array<number>(101).fill(0));
  for (const one of authorities) {
    const { percent } = one;
    const met = metBy(map, one.answerCode);
    all.count(percent, met);
    for (const group of groupsOf(one)) {
      if (!groups.has(group)) groups.set(group, openTally(map));
      groups.get(group)?.count(percent, met);
    }
    for (const [index, count] of met.categories.entries()) increase(metByPercent[index], percent, count);
    for (const [index, left] of percentsWithout(map, met.categories, method).entries()) {
      increase(withoutCategory[index], left, 1);
    }
  }
  const whole = {
    ...ofHoweverFew(all.tally()),
    withoutCategory: byId(map.categories, withoutCategory),
    metByPercent: byId(map.categories, metByPercent),
  };
  return {
    all: limited(authorities.length, whole),
    groups: Object.fromEntries([...groups].map(([group, { tally }]) => [group, tally()])),
  };
}

/** The percentages that an authority would show if the first category were not asked, if the second were not, ... */
export function percentsWithout({ categories }: CodeMap, met: readonly number[], method: MethodId): number[] {
  return scoringMethod(method).percentsWithoutEach(
    categories.map(({ total }, index) => ({ met: met[index] ?? 0, total })),
  );
}

export function addParts(a: StandingsPart, b: StandingsPart): StandingsPart {
  const [one, other] = [ofHoweverFew(a.all), ofHoweverFew(b.all)];
  const whole = {
    ...addEachCounter(one, other),
    withoutCategory: addEach(one.withoutCategory, other.withoutCategory, addCounters),
    metByPercent: addEach(one.metByPercent, other.metByPercent, addCounters),
  };
  return {
    all: limited(a.all.authorities + b.all.authorities, whole),
    groups: addEach(a.groups, b.groups, addTallies),
  };
}

/** The counters with an authority's own change applied: `before` is the percentage they count it with, null for none. */
export function withOwnChange(counters: PercentCounters, before: number | null, after: number): PercentCounters {
  return counters.map((count, percent) => count + Number(percent === after) - Number(percent === before));
}

/** A place among so many authorities. */
export interface Rank {
  readonly rank: number;
  readonly of: number;
}

/**
 * The rank that is told of an authority that now shows `percent`, among all that are counted. `before`: the percentage
 * that they count it with; null when they do not count it yet. Null where {@link areRanked} says so.
 */
export function rankAmong(tally: Tally, percent: number, before: number | null = percent): Rank | null {
  const of = tally.authorities + Number(before === null);
  if (!areRanked(of)) return null;
  return { rank: rankOf(percent, withOwnChange(ofHoweverFew(tally).percents, before, percent)), of };
}

function increase(counters: number[] | undefined, index: number, by: number): void {
  if (counters !== undefined) counters[index] = (counters[index] ?? 0) + by;
}

/** Results of a round that were declared final. */
export interface FinalResults {
  /** ISO instant: the cut-off of the run that made them final. */
  readonly since: string;
  /** The cut-off of the run that corrected a result last; null: none was. */
  readonly correctedAt: string | null;
}
