import type { PublishedAuthority } from '../shared/dashboard/round-site.ts';
import { countedAt } from '../shared/domain/history.ts';
import type { Profile, Standings } from '../shared/domain/standings/standings.ts';
import type { SubmissionStore } from '../shared/ports.ts';

export type WrittenSources = Pick<SubmissionStore, 'history' | 'submission' | 'answers'>;

/**
 * What an authority wrote in the submission that the standings count, which a later one may have replaced. null when
 * that is gone, or was written for another questionnaire.
 */
export async function writtenBy(
  { authority }: Profile,
  standings: Standings,
  showsEvidence: boolean,
  store: WrittenSources,
): Promise<PublishedAuthority['written']> {
  const counted = countedAt(await store.history(authority), standings.round, standings.cutOff);
  if (counted === undefined || counted.questionnaire !== standings.questionnaire) return null;
  const submission = await store.submission(counted.submission);
  if (submission === null) return null;
  const answers = showsEvidence ? await store.answers(submission.id) : new Map();
  return { answers, background: new Map(Object.entries(submission.background)) };
}
