import { addDue, type Deliveries, finalId, rescoredId, withoutSent } from './delivery.ts';
import { type Questionnaire, questionnaireKey } from './questionnaire.ts';
import type { Score } from './scoring.ts';
import type { MethodId } from './scoring-methods.ts';

/** A result as it is shown, and what it was judged by. */
export interface Shown {
  readonly percent: number;
  readonly method: MethodId;
  readonly questionnaire: string;
}

export const shownOf = ({ percent, method }: Pick<Score, 'percent' | 'method'>, of: Questionnaire): Shown => ({
  percent,
  method,
  questionnaire: questionnaireKey(of),
});

/** What an accepted submission makes of its authority in a round. */
export interface Candidate {
  readonly round: string;
  readonly authority: string;
  readonly submission: string;
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
  readonly score: Shown;
  /** What it is compared by, so that re-scoring reads nothing else. */
  readonly authorityName: string;
  /** ISO 3166-1 alpha-2, or null. */
  readonly country: string | null;
  readonly population: number | null;
}

/** An authority's accepted state in a round: all that re-scoring reads. */
export interface Standing extends Candidate {
  /** Counts up with every write; a write names the version it read. */
  readonly version: number;
  /** The result that the last mail made due tells: a re-scoring tells again when it comes to show another. */
  readonly told: Shown;
  /** What was told as final; a later change of it is a correction. Not set before results are final. */
  readonly final?: Shown | undefined;
  readonly deliveries: Deliveries;
}

/**
 * The accept rule: of two files of one authority the one received later counts, in whichever order
 * they are read. The earlier one is kept as history; its sender is answered all the same. A file sent
 * again after another one counts again, and its sender is told again.
 */
export function accept(current: Standing | null, candidate: Candidate): Standing {
  const version = (current?.version ?? 0) + 1;
  const before = current?.deliveries ?? [];
  if (current !== null && current.order > candidate.order) {
    return { ...current, version, deliveries: addDue(before, candidate.submission) };
  }
  const replaces = current !== null && current.submission !== candidate.submission;
  const open = replaces ? withoutSent(before, candidate.submission) : before;
  const deliveries = addDue(open, candidate.submission);
  return { ...candidate, version, told: candidate.score, ...toldAsFinal(current), deliveries };
}

/** What was told as final goes on with what replaces it; a mail that is not out yet will not tell it any more. */
function toldAsFinal(current: Standing | null): Pick<Standing, 'final'> {
  const isOwed = current?.deliveries.some(({ tells, state }) => tells === 'final' && state !== 'sent');
  return current?.final === undefined || isOwed ? {} : { final: current.final };
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
export function shardOf(authority: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(authority)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash % shards;
}
