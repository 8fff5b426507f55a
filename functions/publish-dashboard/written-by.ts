import type { PublishedAuthority } from '../../shared/dashboard/round-site.ts';
import type { HistoryEntry } from '../../shared/domain/history.ts';
import type { Profile, Standings } from '../../shared/domain/standings/standings.ts';
import type { SubmissionStore } from '../../shared/ports.ts';

export type WrittenSources = Pick<SubmissionStore, 'history' | 'submission' | 'answers'>;

/**
 * What an authority wrote in the submission that the standings count, which a later one may have replaced. null when
 * that is gone, or was written for another questionnaire.
 */
export async function writtenBy(
  { authority, answerCode }: Profile,
  standings: Standings,
  showsEvidence: boolean,
  store: WrittenSources,
): Promise<PublishedAuthority['written']> {
  const counted = countedEntry(await store.history(authority), standings);
  if (counted === undefined || counted.questionnaire !== standings.questionnaire) return null;
  if (counted.answerCode !== answerCode) return null;
  const submission = await store.submission(counted.submission);
  if (submission === null) return null;
  const answers = showsEvidence ? await store.answers(submission.id) : new Map();
  return { answers, background: new Map(Object.entries(submission.background)) };
}

/** The latest of the round's submissions that the inbox had at the cut-off: places in the order begin with the instant. */
function countedEntry(history: readonly HistoryEntry[], { round, cutOff }: Standings): HistoryEntry | undefined {
  const until = new Date(cutOff).toISOString();
  return history
    .filter((entry) => entry.round === round && entry.order.slice(0, until.length) <= until)
    .reduce<HistoryEntry | undefined>(
      (latest, entry) => (latest === undefined || entry.order > latest.order ? entry : latest),
      undefined,
    );
}
