import type { RoundId } from '../domain/ids.ts';
import type { ScoredBy } from '../domain/scoring/form-score.ts';

/** Names of runs sort as their cut-offs do. */
export interface RunId {
  readonly round: RoundId;
  readonly run: string;
}

/** One re-scoring of a round, from its start on. */
export interface Run extends RunId {
  /** ISO instant: what was accepted until then is counted. */
  readonly cutOff: string;
  readonly questionnaire: string;
  readonly method: ScoredBy;
  readonly shards: number;
  /** How many authorities were registered when it began; runs of before did not ask. */
  readonly registered?: number | undefined;
  /** What works on it: where its progress and its faults are to be seen. */
  readonly execution: string;
  /** null: not finished. */
  readonly end: RunEnd | null;
}

/**
 * - published: its standings are current, or were
 * - unchanged: they would say what the current ones say, which stay
 * - overtaken: a later run was published before it ended
 */
export type RunOutcome = 'published' | 'unchanged' | 'overtaken';

export interface RunEnd {
  readonly outcome: RunOutcome;
  readonly at: string;
  readonly authorities: number;
  readonly leftOut: number;
  readonly toTell: number;
}

/** What came of one shard. */
export interface ShardResult {
  readonly shard: number;
  /** Name of the counted shard. */
  readonly counted: string;
  readonly authorities: number;
  /** Authorities whose answers nothing maps to the questionnaire of the round: they are not counted. */
  readonly leftOut: number;
  /** Authorities that were told another result than they have now. */
  readonly toTell: number;
}

export interface ScoringRuns {
  /** The same run again changes nothing. */
  begin(run: Run): Promise<void>;
  load(id: RunId): Promise<Run | null>;
  finish(id: RunId, end: RunEnd): Promise<void>;
  /** The first result of a shard stays; returns it. */
  putResult(id: RunId, result: ShardResult): Promise<ShardResult>;
  result(id: RunId, shard: number): Promise<ShardResult | null>;
  /** By shard. */
  results(id: RunId): Promise<ShardResult[]>;
  /** Latest first. */
  latest(round: RoundId, most: number): Promise<Run[]>;
}

/** What the office has declared of the results of a round. */
export interface Finals {
  /** ISO instant at which it declared them final; null: it has not. */
  declared(round: RoundId): Promise<string | null>;
  /** The first instant stays; returns it. */
  declare(round: RoundId, at: string): Promise<string>;
}
