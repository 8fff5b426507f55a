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

/** Of the submissions to a round that the inbox had at a moment (ISO instant) the one that counted then, if any. */
export function countedAt(history: readonly HistoryEntry[], round: string, moment: string): HistoryEntry | undefined {
  return history
    .filter((entry) => entry.round === round && wasThere(entry, moment))
    .reduce<HistoryEntry | undefined>(
      (latest, entry) => (latest === undefined || entry.order > latest.order ? entry : latest),
      undefined,
    );
}

/** Whether the inbox had it at a moment: places in the order of receipt begin with the instant. */
export function wasThere({ order }: Pick<HistoryEntry, 'order'>, moment: string): boolean {
  const until = new Date(moment).toISOString();
  return order.slice(0, until.length) <= until;
}
