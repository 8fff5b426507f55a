import type { MethodId } from './scoring-methods.ts';
import type { Candidate } from './standing.ts';

/** One submission that was scored for an authority, or what a review has made of it: what its history is told from. */
export interface HistoryEntry {
  readonly round: string;
  readonly authority: string;
  readonly submission: string;
  /**
   * The submission's place in the order of receipt; it begins with the ISO instant of receipt. What a review has made of
   * it stands right behind it: a file received later counts in its place, whenever it was read.
   */
  readonly order: string;
  /** ISO instant of that review. */
  readonly reviewedAt?: string | undefined;
  readonly questionnaire: string;
  /** All answers, a letter each, in the order of its questionnaire. */
  readonly answerCode: string;
  readonly evidenceCode: string;
  readonly verifiedCode: string;
  /** As it was scored then. */
  readonly method: MethodId;
  readonly percent: number;
}

/** Of the submissions to a round that the inbox had at a moment (ISO instant) the one that counted then, if any. */
export function countedAt(history: readonly HistoryEntry[], round: string, moment: string): HistoryEntry | undefined {
  return history
    .filter((entry) => entry.round === round && wasThere(entry, moment))
    .reduce<HistoryEntry | undefined>(
      (latest, entry) => (latest === undefined || entry.order > latest.order ? entry : latest),
      undefined,
    );
}

/** Whether the inbox had it at a moment, and its review if one made it: places in the order of receipt begin with the instant. */
export function wasThere(
  { order, reviewedAt = '' }: Pick<HistoryEntry, 'order' | 'reviewedAt'>,
  moment: string,
): boolean {
  const until = new Date(moment).toISOString();
  return order.slice(0, until.length) <= until && reviewedAt <= until;
}

/** How a standing came to count, for the history of its authority. */
export function historyEntry(of: Candidate): HistoryEntry {
  const { round, authority, submission, questionnaire, answerCode, evidenceCode, verifiedCode, reviewedAt } = of;
  const { method, percent } = of.score;
  return {
    ...{ round, authority, submission, questionnaire, answerCode, evidenceCode, verifiedCode, method, percent },
    ...(reviewedAt === undefined ? { order: of.order } : { order: `${of.order}#review#${reviewedAt}`, reviewedAt }),
  };
}
