import type { RoundId } from '../domain/ids.ts';

export type ExecutionState =
  | { readonly state: 'running' | 'ended' }
  | { readonly state: 'failed'; readonly reason: string };

export interface Rescorings {
  /** Starts a re-scoring of a round; the same name again is the same one. Returns the execution's id. */
  start(round: RoundId, name: string): Promise<string>;
  state(execution: string): Promise<ExecutionState>;
}

/** Asks that a round is scored again. Asking twice for the same reason is harmless. */
export interface RescoringQueue {
  request(request: RescoringRequest): Promise<void>;
}

/** In letters that the name of an execution may have, 80 at most; an id of a round has no others, and 40 at most. */
export const executionName = (round: RoundId, when: string): string =>
  `${round} ${when}`.replace(/[^\w.-]+/g, '-').slice(0, 80);

/** One round is to be scored again; the same reason again is the same re-scoring. */
export interface RescoringRequest {
  readonly round: RoundId;
  /** Names what made it necessary: `review 1f3c…`. */
  readonly reason: string;
}
