import type { AuthorityId, RoundId } from '../../shared/domain/ids.ts';
import { type Receipt, submissionId } from '../../shared/domain/submissions/submission.ts';
import { askedOnce, begin, standingOnce } from '../../shared/ports/asked-once.ts';
import type { Erasures } from '../../shared/ports/erasures.ts';
import type { PageUpload } from '../../shared/ports/page-uploads.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import type { AnyAssessment } from './assess-any.ts';

/** What is read of a file before it is decided whether it may count. */
export interface AdmissionReads {
  readonly registry: Registry;
  readonly erasures: Pick<Erasures, 'covers'>;
  readonly store: Pick<SubmissionStore, 'submission' | 'standing'>;
}

/** The same, each asked once: all of one file is decided by one state of an authority and of a round. */
export function readOnce({ registry, erasures, store }: AdmissionReads): AdmissionReads {
  const authority = askedOnce(registry.authority);
  return {
    registry: {
      ...registry,
      authority,
      round: askedOnce(registry.round),
      named: askedOnce((text: string) => registry.named(text, authority)),
    },
    erasures: { covers: askedOnce(erasures.covers) },
    store: {
      submission: askedOnce(store.submission),
      standing: standingOnce(store.standing),
    },
  };
}

/**
 * Begins to read, beside what decides whose a file is, what is asked next where it is of whom it says. Nothing is decided
 * by that: of another authority or round the right ones are read.
 */
export function readAhead(
  read: Pick<AnyAssessment, 'named' | 'questionnaire'>,
  { sender, sha256, receivedAt }: Receipt,
  announced: PageUpload | null,
  { registry, erasures, store }: AdmissionReads,
): void {
  const { authority, round } = said(read, announced);
  if (read.questionnaire === null || authority === null || round === null) return;
  const shards = registry.knownShards(round);
  begin([
    erasures.covers({ sender, authority, authorityName: null, receivedAt }),
    store.submission(submissionId({ authority, round, sender, sha256 })),
    // The entry is read before the log is: whoever writes it has seen every entry of the log that this one was made of.
    ...(shards === null ? [] : [store.standing({ id: round, shards }, authority)]),
  ]);
}

/** By its hidden identity, by its cover, or by the page it came from. */
function said(
  { named: { identity, cover } }: Pick<AnyAssessment, 'named'>,
  announced: PageUpload | null,
): { readonly authority: AuthorityId | null; readonly round: RoundId | null } {
  const isNamed = identity !== null || cover.authority !== null;
  return {
    authority: identity?.id ?? (isNamed ? null : (announced?.authority ?? null)),
    round: identity?.round ?? cover.round?.id ?? announced?.round ?? null,
  };
}
