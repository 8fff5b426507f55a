import type { MethodId } from './scoring-methods.ts';

/** One submission that was scored for an authority: what its history is told from. */
export interface HistoryEntry {
  readonly round: string;
  readonly authority: string;
  readonly submission: string;
  /** The submission's place in the order of receipt; it begins with the ISO instant of receipt. */
  readonly order: string;
  readonly questionnaire: string;
  /** All answers, a letter each, in the order of its questionnaire. */
  readonly answerCode: string;
  /** As it was scored then. */
  readonly method: MethodId;
  readonly percent: number;
}
