import { problem } from '../../shared/domain/problems.ts';
import { messagesIn } from '../../shared/messages/messages.ts';
import type { PageUpload, PageUploads } from '../../shared/portal-ports.ts';
import { problemLines } from '../deliver-results/mail/problem-lines.ts';
import type { SubmissionResult, UploadProgress } from './api-types.ts';
import { isMailed, type ResultSources, submissionResult } from './submission-result.ts';
import type { Visitor } from './visitor.ts';

export interface ProgressSources extends ResultSources {
  readonly uploads: PageUploads;
}

const onTheWay = { announced: 'waiting', reading: 'reading', following: 'following', unusable: 'lost' } as const;

/** How far an upload of the visitor's authority is; null when there is none under this id, or another's. */
export async function uploadProgress(
  id: string,
  visitor: Visitor,
  from: ProgressSources,
): Promise<UploadProgress | null> {
  const upload = await from.uploads.find(id);
  if (upload === null || upload.authority !== visitor.authority.id) return null;
  if (upload.stage !== 'read' || upload.submission === null) return { stage: stageOf(upload), result: null };
  const submission = await from.store.submission(upload.submission);
  if (submission === null) return { stage: 'lost', result: null };
  // What the file is for was for the file to say: of another authority nothing is shown, whoever sent it in.
  if (submission.authority !== null && submission.authority !== visitor.authority.id) {
    // Its mail alone is waited for. A file that counts there owes none: it came in again, and nothing was done.
    return { stage: 'refused', result: ofAnother(upload, isMailed(submission, null), visitor) };
  }
  const result = await submissionResult(submission, visitor.contact.language, from);
  if (result === null) return { stage: 'reading', result };
  return { stage: result.stage === 'refused' ? 'refused' : result.mailed ? 'mailed' : 'scored', result };
}

const stageOf = ({ stage }: PageUpload): UploadProgress['stage'] => (stage === 'read' ? 'lost' : onTheWay[stage]);

function ofAnother(
  { id, announcedAt }: PageUpload,
  mailed: boolean,
  { authority, contact }: Visitor,
): SubmissionResult {
  const messages = messagesIn(contact.language);
  const told = problem('authority-not-of-page', { facts: { expected: authority.name } });
  const { shown } = problemLines([told], null, contact.language, messages);
  const about = { id, fileName: '', receivedAt: announcedAt, round: null };
  return { ...about, stage: 'refused', mailed, score: null, sequel: null, problems: shown };
}
