import { addDue, type Deliveries } from './delivery.ts';
import type { Score } from './scoring.ts';

/** An authority's accepted state in a round: all that re-scoring reads. */
export interface Standing {
  readonly round: string;
  readonly authority: string;
  /** Counts up with every write; a write names the version it read. */
  readonly version: number;
  readonly submission: string;
  /** The accepted submission's place in the order of receipt. */
  readonly order: string;
  readonly questionnaire: string;
  /** All answers, a letter each, in the order of the questionnaire. */
  readonly answerCode: string;
  readonly score: Score;
  readonly deliveries: Deliveries;
}

export interface Candidate {
  readonly submission: string;
  readonly order: string;
  readonly round: string;
  readonly authority: string;
  readonly questionnaire: string;
  readonly answerCode: string;
  readonly score: Score;
}

/**
 * The accept rule: of two files of one authority the one received later counts, in whichever order
 * they are read. The earlier one is kept as history; its sender is answered all the same.
 */
export function accept(current: Standing | null, candidate: Candidate): Standing {
  const deliveries = addDue(current?.deliveries ?? [], candidate.submission);
  const version = (current?.version ?? 0) + 1;
  if (current !== null && current.order > candidate.order) return { ...current, version, deliveries };
  return { ...candidate, version, deliveries };
}

/** Shard of an authority: FNV-1a over its id, so that neighbours in the alphabet spread. */
export function shardOf(authority: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(authority)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash % shards;
}
