import type { AcceptedSubmission } from '../domain/standings/standing.ts';
import { type CountedState, type FiledAnswers, stateOf } from '../domain/submissions/fold.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';

export type StateStore = Pick<SubmissionStore, 'submission' | 'answers' | 'counted'>;

/** A submission as it was read; null when there is none, or none that answers anything. */
export async function filedAnswers(
  id: string,
  store: Pick<SubmissionStore, 'submission' | 'answers'>,
): Promise<FiledAnswers | null> {
  const [submission, answers] = await Promise.all([store.submission(id), store.answers(id)]);
  if (submission === null || submission.questionnaire === null) return null;
  const { questionnaire, background } = submission;
  return { submission: id, questionnaire, answers, background: new Map(Object.entries(background)) };
}

/** What counts, or counted, for a standing, an entry of the history or a line of standings; null when it is gone. */
export async function countedState(
  { submission, counted }: Pick<AcceptedSubmission, 'submission' | 'counted'>,
  store: StateStore,
): Promise<CountedState | null> {
  if (counted !== undefined) return store.counted(counted);
  const filed = await filedAnswers(submission, store);
  return filed === null ? null : stateOf(filed);
}
