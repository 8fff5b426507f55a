import type { AuthorityId, DeliveryId, RoundId, SubmissionId } from '../ids.ts';
import {
  addDue,
  type Deliveries,
  finalId,
  firstDelivery,
  rescoredId,
  submissionOf,
  withoutSent,
} from '../mail/delivery.ts';
import type { ScoreSummary } from '../scoring/score-summary.ts';

/** What the log of an authority's round comes to. */
export interface AcceptedSubmission {
  readonly round: RoundId;
  readonly authority: AuthorityId;
  /** The submission that came last, or that was made to count again. */
  readonly submission: SubmissionId;
  /** Names the answers that count, each with the submission it was given in; not there when all are of this submission. */
  readonly counted?: string | undefined;
  /** The submission's place in the order of receipt. */
  readonly order: string;
  /** What it answers. */
  readonly questionnaire: string;
  /** All answers, a letter each, in the order of the questionnaire. */
  readonly answerCode: string;
  /** `1` for each indicator with evidence, in the same order. */
  readonly evidenceCode: string;
  /** `1` for each answer that counts as the office verified it, in the same order; '' when there is none. */
  readonly verifiedCode: string;
  /** ISO instant of the review that changed what counts of it, if one did after it was received. */
  readonly reviewedAt?: string | undefined;
  readonly score: ScoreSummary;
  /** What it is compared by, so that re-scoring reads nothing else. */
  readonly authorityName: string;
  /** ISO 3166-1 alpha-2, or null. */
  readonly country: string | null;
  readonly population: number | null;
  /** What kind of authority it is, as it is registered; conditions of an office's questionnaire may rest on it. */
  readonly kind?: string | null | undefined;
}

/** An authority's accepted state in a round: all that re-scoring reads. */
export interface Standing extends AcceptedSubmission {
  /** Counts up with every write; a write names the version it read. */
  readonly version: number;
  /** The result that the last mail made due tells: a re-scoring tells again when it comes to show another. */
  readonly told: ScoreSummary;
  /** What was told as final; a later change of it is a correction. Not set before results are final. */
  readonly final?: ScoreSummary | undefined;
  readonly deliveries: Deliveries;
}

/** What an entry of the log owes. */
export interface EntryMail {
  /** Id of the delivery. */
  readonly delivery: DeliveryId;
  /** Its place in the order of receipt. */
  readonly order: string;
  /** The same as before was sent again: nobody is told a result. */
  readonly unchanged: boolean;
}

/**
 * The accept rule: what counts is the fold of the log, in the order of receipt, in whichever order its files are read.
 * `folded`: what it comes to with this entry in it. The entry's own sender is told, also where a later one was read
 * first; a file sent again that counts otherwise than what was there is told again.
 */
export function accept(
  current: Standing | null,
  folded: AcceptedSubmission,
  mail: EntryMail = { delivery: firstDelivery(folded.submission), order: folded.order, unchanged: false },
): Standing {
  const version = (current?.version ?? 0) + 1;
  const before = current?.deliveries ?? [];
  const final = toldAsFinal(current, folded);
  if (current !== null && mail.unchanged)
    return { ...folded, version, told: current.told, ...final, deliveries: before };
  const isNext = current !== null && current.order < mail.order;
  const open = isNext ? withoutSent(before, mail.delivery) : before;
  return { ...folded, version, told: folded.score, ...final, deliveries: addDue(open, mail.delivery) };
}

/** What was told as final goes on with what replaces it; a mail of the replaced file that is not out yet goes no more. */
function toldAsFinal(current: Standing | null, { submission }: AcceptedSubmission): Pick<Standing, 'final'> {
  const isDropped = current?.deliveries.some(
    ({ tells, state, id: of }) => tells === 'final' && state !== 'sent' && submissionOf(of) !== submission,
  );
  return current?.final === undefined || isDropped ? {} : { final: current.final };
}

/** Makes a mail due that tells of the score as it is now, beside what was told before. */
export function tellAgain(standing: Standing, run: string): Standing {
  const { submission, told, score, deliveries } = standing;
  return {
    ...standing,
    version: standing.version + 1,
    told: score,
    deliveries: addDue(deliveries, rescoredId(submission, run), told),
  };
}

/** Makes the mail due that tells the score as final, for each authority once. */
export function tellFinal(standing: Standing, run: string): Standing {
  const { submission, score, deliveries } = standing;
  return {
    ...standing,
    version: standing.version + 1,
    told: score,
    final: score,
    deliveries: addDue(deliveries, finalId(submission, run), undefined, 'final'),
  };
}

/** Shard of an authority: FNV-1a over its id, so that neighbours in the alphabet spread. */
export function shardOf(authority: AuthorityId, shards: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(authority)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash % shards;
}
