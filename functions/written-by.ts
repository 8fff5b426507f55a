import type { PublishedAuthority } from '../shared/dashboard/round-site.ts';
import type { Profile, Standings } from '../shared/domain/standings/standings.ts';
import type { SubmissionStore } from '../shared/ports.ts';

export type WrittenSources = Pick<SubmissionStore, 'submission' | 'answers'>;

/**
 * What an authority wrote in the submission that the standings count, which a later one may have replaced. null when
 * that is gone, or was written for another questionnaire.
 */
export async function writtenBy(
  { submission: id }: Profile,
  { questionnaire }: Standings,
  showsEvidence: boolean,
  store: WrittenSources,
): Promise<PublishedAuthority['written']> {
  const submission = await store.submission(id);
  if (submission === null || submission.questionnaire !== questionnaire) return null;
  const answers = showsEvidence ? await store.answers(id) : new Map();
  return { answers, background: new Map(Object.entries(submission.background)) };
}
