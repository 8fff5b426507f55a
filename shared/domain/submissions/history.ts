import type { AuthorityId, RoundId, SubmissionId } from '../ids.ts';
import type { ScoredBy } from '../scoring/form-score.ts';
import type { AuthorityFacts } from '../scoring/given.ts';
import type { AcceptedSubmission } from '../standings/standing.ts';

/**
 * What puts an entry into the log of an authority's round:
 * - file: it is laid over what counted before
 * - replace-all: the file it names counts alone from then on
 * - restore: what counted when the file it names came in counts again
 */
export const entryKinds = ['file', 'replace-all', 'restore'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** What an inbox object has put into the log. */
export interface LogMark {
  /** `file` when it is not said. */
  readonly kind?: EntryKind | undefined;
  /** Hash of the inbox object's place: one object is one entry, whenever it is told of. */
  readonly object?: string | undefined;
}

/**
 * One entry in the log of an authority's round, with what counted after it; or what a review has made of that. The
 * history is told from it, and what counts is worked out from it: in the order of receipt, whatever was read first.
 */
export interface HistoryEntry extends LogMark {
  readonly round: RoundId;
  readonly authority: AuthorityId;
  /** The file that came in, or that the act names. */
  readonly submission: SubmissionId;
  /** Names the answers that counted after it; not there when they are the submission's own. */
  readonly counted?: string | undefined;
  /** It changed nothing: the same as before was sent again. */
  readonly unchanged?: boolean | undefined;
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
  readonly method: ScoredBy;
  readonly percent: number;
  /** What was registered of the authority then, where it is by an office's questionnaire: its conditions may rest on it. */
  readonly facts?: AuthorityFacts | undefined;
}

/** Of the submissions to a round that the inbox had at a moment (ISO instant) the one that counted then, if any. */
export function countedAt(history: readonly HistoryEntry[], round: RoundId, moment: string): HistoryEntry | undefined {
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
export function historyEntry(
  of: AcceptedSubmission,
  mark: LogMark & Pick<HistoryEntry, 'unchanged'> = {},
): HistoryEntry {
  const { round, authority, submission, questionnaire, answerCode, evidenceCode, verifiedCode, reviewedAt } = of;
  const { method, percent } = of.score;
  return {
    ...{ round, authority, submission, questionnaire, answerCode, evidenceCode, verifiedCode, method, percent },
    ...(of.score.method === 'definition' ? { facts: factsOf(of) } : {}),
    ...(of.counted === undefined ? {} : { counted: of.counted }),
    ...(mark.kind === undefined || mark.kind === 'file' ? {} : { kind: mark.kind }),
    ...(mark.object === undefined ? {} : { object: mark.object }),
    ...(mark.unchanged === true ? { unchanged: true } : {}),
    ...(reviewedAt === undefined ? { order: of.order } : { order: `${of.order}#review#${reviewedAt}`, reviewedAt }),
  };
}

const factsOf = ({ kind, country, population }: AcceptedSubmission): AuthorityFacts => ({ kind, country, population });

/** The log of a round in the order of receipt: without what reviews have made of its entries. */
export const logOf = (history: readonly HistoryEntry[], round: RoundId): HistoryEntry[] =>
  history
    .filter((entry) => entry.round === round && entry.reviewedAt === undefined)
    .sort((a, b) => (a.order < b.order ? -1 : 1));
