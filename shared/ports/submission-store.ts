import type { KeptAnswers } from '../domain/answers/answer.ts';
import type { AuthorityId, RoundId, SubmissionId } from '../domain/ids.ts';
import type { Round } from '../domain/registry/registry.ts';
import type { Standing } from '../domain/standings/standing.ts';
import type { CountedState } from '../domain/submissions/fold.ts';
import type { HistoryEntry } from '../domain/submissions/history.ts';
import type { RejectedSubmission, Submission } from '../domain/submissions/submission.ts';

/** Submissions with their answers, and the standings made of them. */
export interface SubmissionStore {
  submission(id: string): Promise<Submission | RejectedSubmission | null>;
  /** Those of them that are there, in no particular order. */
  submissions(ids: readonly string[]): Promise<(Submission | RejectedSubmission)[]>;
  /** Ids of what an authority's contacts or the office sent in for it and could not be used, the newest first. */
  rejectionsOf(authority: AuthorityId, most: number): Promise<string[]>;
  answers(submission: SubmissionId): Promise<KeptAnswers>;
  /** Writes answers under a submission's id; nobody looks there until the standing names it. */
  putAnswers(submission: SubmissionId, answers: KeptAnswers): Promise<void>;
  /** Writes answers that count from several submissions under an id of their own; nobody looks there until it is named. */
  putCounted(
    id: string,
    owner: { readonly authority: AuthorityId; readonly round: RoundId },
    state: CountedState,
  ): Promise<void>;
  counted(id: string): Promise<CountedState | null>;
  putSubmission(submission: Submission): Promise<void>;
  /** Notes what came with a file that is there already. */
  putNote(submission: SubmissionId, note: string): Promise<void>;
  /** Writes a rejected submission unless it is there already: its outbox must not fall back to due. */
  putRejected(submission: RejectedSubmission): Promise<void>;
  standing(round: Pick<Round, 'id' | 'shards'>, authority: AuthorityId): Promise<Standing | null>;
  /** Writes the next version; 'conflict' when another writer was faster: read again. */
  putStanding(round: Round, standing: Standing): Promise<'written' | 'conflict'>;
  /** An authority's scored submissions of all rounds, in the order of receipt in each round. */
  history(authority: AuthorityId): Promise<HistoryEntry[]>;
  /** The same entry again changes nothing. */
  putHistory(entry: HistoryEntry): Promise<void>;
}
