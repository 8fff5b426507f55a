import { type Receipt, type Submission, saysWhoseItIs } from './submission.ts';

/** A submission that came out of an online sheet of which it is known when it was last changed. */
export type FollowedSheet = Submission & {
  readonly receipt: Receipt & { readonly sheet: string; readonly changedAt: string };
};

/**
 * Whether a sheet that was read is looked at again for its authority, also where it was not accepted. Not when its link came
 * after the deadline, when the office has to decide about a later state, or when a stranger sent it. `closesAt`: the
 * deadline of the authority.
 */
export function isFollowedSheet(submission: Submission, closesAt: string | null): submission is FollowedSheet {
  const { authority, round, stage, receipt } = submission;
  const { sheet, changedAt, onlyLater = false, receivedAt } = receipt;
  if (sheet === undefined || changedAt === undefined) return false;
  if (stage !== 'rejected') return true;
  const isLate = closesAt !== null && Date.parse(receivedAt) > Date.parse(closesAt);
  return authority !== null && round !== null && !onlyLater && !isLate && saysWhoseItIs(submission);
}
