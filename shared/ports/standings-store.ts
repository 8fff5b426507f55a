import type { RoundId } from '../domain/ids.ts';
import type { RankDraws } from '../domain/insight/robustness/rank-draws.ts';
import type { Round } from '../domain/registry/registry.ts';
import type { AnyPublishedStandings, AnyStandings, AnyStandingsPart } from '../domain/standings/any-standings.ts';
import type { Standing } from '../domain/standings/standing.ts';
import type { Profile } from '../domain/standings/standings.ts';

/** What re-scoring needs, and whoever reads what it published. */

/** One shard as a run counted it. */
export interface CountedShard {
  readonly part: AnyStandingsPart;
  /** All authorities that are counted, by id. */
  readonly profiles: readonly Profile[];
}

/** Standings as they are published: immutable, and complete from the moment they are seen. */
export interface Publication {
  readonly standings: AnyStandings;
  /** Names of the counted shards, as `keepShard` gave them, in their order. */
  readonly shards: readonly string[];
  /** All authorities, or an even sample of them where there are very many. */
  readonly profiles: readonly Profile[];
  /** What these show in the draws of rank intervals; read with `current` alone. Of a form they are drawn when they are asked for. */
  readonly draws?: RankDraws | undefined;
}

export interface StandingsCounters {
  /** What was published of a round last, counters alone; null before the first time. */
  counters(round: RoundId): Promise<AnyStandings | null>;
}

export interface StandingsStore {
  /** What was published of a round last, by the name of the run; null before the first time. */
  current(round: RoundId): Promise<AnyPublishedStandings | null>;
  /** The same with the names of its shards. */
  publication(round: RoundId): Promise<Publication | null>;
  /** Adds it beside what is published already; one of the same run stays as it is. */
  publish(publication: Publication): Promise<void>;
  /** Keeps a counted shard under a name made of its content: the same content is not written again. */
  keepShard(round: RoundId, counted: CountedShard): Promise<string>;
  /** null: taken away since, because an authority in it was erased. */
  shard(round: RoundId, name: string): Promise<CountedShard | null>;
  /** The accepted states in one shard, page by page and by id. What was accepted within the last second may be missing. */
  accepted(round: Pick<Round, 'id'>, shard: number): AsyncIterable<readonly Standing[]>;
}
