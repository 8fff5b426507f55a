import { problem } from '../../shared/domain/answers/problems.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import type { PageUpload, PageUploads } from '../../shared/ports/page-uploads.ts';
import { problemLines } from '../../shared/rendering/letters/problem-lines.ts';
import type { SubmissionResult, UploadProgress } from '../../shared/rendering/portal/api-types.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { formSeconds } from './receive-upload.ts';
import { isMailed, type ResultSources, submissionResult } from './submission-result.ts';
import type { Visitor } from './visitor.ts';

export interface ProgressSources extends ResultSources {
  readonly uploads: PageUploads;
  readonly now: () => Date;
}

/** Seconds after its form has ended in which a large file may still be on its way. */
const slowestUpload = 1200;
/** Seconds in which what we put into the inbox has been read, also where the inbox had to be compared for it. */
const slowestReading = 4 * 3600;

const onTheWay = {
  sent: 'waiting',
  interrupted: 'interrupted',
  reading: 'reading',
  following: 'following',
  unusable: 'lost',
} as const;

/** How far an upload of the visitor's authority is; null when there is none under this id, or another's. */
export async function uploadProgress(
  id: string,
  visitor: Visitor,
  deps: ProgressSources,
): Promise<UploadProgress | null> {
  const upload = await deps.uploads.find(id);
  if (upload === null || upload.authority !== visitor.authority.id) return null;
  const { fileName } = upload;
  const about = { kind: fileName === '' ? ('sheet' as const) : ('file' as const), fileName };
  if (upload.stage !== 'read' || upload.submission === null) {
    return { ...about, stage: stageOf(upload, deps.now()), result: null };
  }
  const submission = await deps.store.submission(upload.submission);
  if (submission === null) return { ...about, stage: 'lost', result: null };
  // What the file is for was for the file to say: of another authority nothing is shown, whoever sent it in.
  if (submission.authority !== null && submission.authority !== visitor.authority.id) {
    // Its mail alone is waited for. A file that counts there owes none: it came in again, and nothing was done.
    return { ...about, stage: 'refused', result: ofAnother(upload, isMailed(submission, null), visitor) };
  }
  const result = await submissionResult(submission, visitor.contact.language, deps);
  if (result === null) return { ...about, stage: 'reading', result };
  return { ...about, stage: result.stage === 'refused' ? 'refused' : result.mailed ? 'mailed' : 'scored', result };
}

/** How far one is that was not read to its end. */
export function stageOf({ stage, announcedAt, handedIn }: PageUpload, now: Date): UploadProgress['stage'] {
  if (stage === 'read') return 'lost';
  if (stage !== 'announced') return onTheWay[stage];
  const seconds = (now.getTime() - new Date(announcedAt).getTime()) / 1000;
  // Whether it is there is known once it is read: we may have ended between announcing it and putting it there.
  if (handedIn) return seconds > slowestReading ? 'missing' : 'waiting';
  return seconds > formSeconds + slowestUpload ? 'missing' : 'uploading';
}

function ofAnother(
  { id, fileName, announcedAt }: PageUpload,
  mailed: boolean,
  { authority, contact }: Visitor,
): SubmissionResult {
  const messages = messagesIn(contact.language);
  const told = problem('authority-not-of-page', { facts: { expected: authority.name } });
  const { shown } = problemLines([told], null, contact.language, messages);
  const about = { id, reference: referenceOf(id), fileName, receivedAt: announcedAt, round: null };
  return {
    ...about,
    stage: 'refused',
    sentBy: null,
    mailed,
    score: null,
    form: null,
    sequel: null,
    givenBy: [],
    certified: [],
    note: null,
    problems: shown,
  };
}
