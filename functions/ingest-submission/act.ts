import { type Problem, type ProblemCode, problem } from '../../shared/domain/answers/problems.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import { logOf } from '../../shared/domain/submissions/history.ts';
import type { Receipt, Submission } from '../../shared/domain/submissions/submission.ts';
import type { PageUpload } from '../../shared/ports/page-uploads.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { type Act, isLateAct } from '../../shared/queues/act-object.ts';
import { closedFor } from './which-round.ts';

export interface ActSources {
  readonly registry: Registry;
  readonly store: SubmissionStore;
  readonly participations: Pick<Participations, 'of'>;
}

export interface AdmittedAct {
  readonly round: Round;
  readonly authority: Authority;
  readonly submission: Submission;
}

/** Who may ask for it, and of what: the authority's contacts while the round is open, the office at any time. */
export async function admitAct(
  act: Act,
  receipt: Receipt,
  announced: PageUpload | null,
  { registry, store, participations }: ActSources,
): Promise<AdmittedAct | Problem> {
  const [authority, round, submission, history] = await Promise.all([
    registry.authority(act.authority),
    registry.round(act.round),
    store.submission(act.submission),
    store.history(act.authority),
  ]);
  if (authority === null) return problem('authority-unknown', { facts: { authority: act.authority } });
  if (round === null) return problem('round-unknown', { facts: { round: act.round } });
  const isOffice = receipt.sender === null && receipt.channel === 'office';
  if (!isOffice && (receipt.sender === null || !maySendFor(authority, receipt.sender))) {
    return problem('sender-not-registered', { facts: { authority: authority.name } });
  }
  if (announced !== null && announced.authority !== authority.id) {
    return problem('authority-not-of-page', { facts: { expected: announced.authority } });
  }
  const closed = closedFor(async () => authority.id, receipt, participations);
  const [late] = isOffice ? [] : await closed(round);
  if (late !== undefined) return late;
  const isKnown = isLateAct(act)
    ? isOffice && submission?.authority === authority.id && cameLate(submission)
    : logOf(history, round.id).some((entry) => entry.submission === act.submission);
  if (!isKnown || submission === null) return problem('act-impossible', { facts: { submission: act.submission } });
  return { round, authority, submission };
}

const lateCodes: ReadonlySet<ProblemCode> = new Set(['round-closed', 'round-none-open']);

/** Whether a file was not accepted for its time of receipt, and for nothing else; or counts since the office accepted it. */
function cameLate({ stage, problems }: Submission): boolean {
  if (stage !== 'rejected') return true;
  const reasons = problems.filter(({ severity }) => severity === 'reject');
  return reasons.length > 0 && reasons.every(({ code }) => lateCodes.has(code));
}

/** An act that nothing came of, as a submission that is told why. */
export function refusedAct(act: Act, receipt: Receipt, reason: Problem): Submission & { readonly score: null } {
  const { bucket, key, versionId } = receipt;
  const id = hashedId(['act', bucket, key, versionId]);
  return {
    ...{ id, authority: act.authority, authorityName: null, round: act.round, questionnaire: null, receipt },
    ...{ stage: 'committing', problems: [reason], background: {}, score: null },
  };
}
