import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type EntryKind, logOf } from '../../shared/domain/history.ts';
import { type Problem, problem } from '../../shared/domain/problems.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import type { Receipt, Submission } from '../../shared/domain/submission.ts';
import type { PageUpload } from '../../shared/portal-ports.ts';
import type { Authority, Registry, Round, StoredFile, SubmissionStore } from '../../shared/ports.ts';
import { closed } from './which-round.ts';

/** An act comes in as an object of the inbox that says so beside it: it is kept and ordered as files are. */
export const actMetadata = 'act';

const actSchema = v.strictObject({
  act: v.picklist(['replace-all', 'restore']),
  round: v.string(),
  authority: v.string(),
  submission: v.string(),
});

/** What the authority or the office asks for of a file that came in before. */
export type Act = Readonly<v.InferOutput<typeof actSchema>> & { readonly act: Exclude<EntryKind, 'file'> };

/** The act that an object holds; null when it is a file. Throws where it says that it is an act and is none. */
export function actIn({ bytes, metadata }: StoredFile): Act | null {
  if (metadata[actMetadata] === undefined) return null;
  return v.parse(actSchema, JSON.parse(new TextDecoder().decode(bytes)));
}

/** An act as an object of the inbox. */
export const actBytes = (act: Act): Buffer => Buffer.from(JSON.stringify(act));

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
  const id = createHash('sha256')
    .update(JSON.stringify(['act', bucket, key, versionId]))
    .digest('hex')
    .slice(0, 32);
  return {
    ...{ id, authority: act.authority, authorityName: null, round: act.round, questionnaire: null, receipt },
    ...{ stage: 'committing', problems: [reason], background: {}, score: null },
  };
}
