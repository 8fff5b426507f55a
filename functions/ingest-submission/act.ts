import { type Problem, problem } from '../../shared/domain/answers/problems.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import { logOf } from '../../shared/domain/submissions/history.ts';
import type { Receipt, Submission } from '../../shared/domain/submissions/submission.ts';
import type { PageUpload } from '../../shared/ports/page-uploads.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import type { Act } from '../../shared/queues/act-object.ts';
import { closed } from './which-round.ts';

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
  { registry, store }: { readonly registry: Registry; readonly store: SubmissionStore },
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
  const [late] = isOffice ? [] : closed(round, receipt);
  if (late !== undefined) return late;
  const isKnown = logOf(history, round.id).some((entry) => entry.submission === act.submission);
  if (!isKnown || submission === null) return problem('act-impossible', { facts: { submission: act.submission } });
  return { round, authority, submission };
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
