import type { AuthorityId, RoundId } from '../ids.ts';

/** Stands for somebody of the office: the name lies apart from what was done, and is erased apart from it. */
export type ActorId = string & { readonly kind?: 'actor' };

/** Nobody in particular: a workbook that the office put into the inbox, or a schedule. */
export type ActorWithoutName = 'office' | 'schedule';

/** What was done. */
export const actKinds = [
  'invite',
  'remind',
  'deadline',
  'decline',
  'withdraw',
  'take-part',
  'only',
  'everybody',
  'leave-out',
  'undo',
  'accept-late',
  'restore',
  'replace-all',
  'finalise',
  'publish',
  'rescore',
  'review',
  'registry',
  'questionnaire',
  'texts',
  'colleague',
  'erase',
] as const;
export type ActKind = (typeof actKinds)[number];

/** Something that the office did or decided: written once, never changed. */
export interface Act {
  /** null: it is about no round, such as a change of the registry. */
  readonly round: RoundId | null;
  readonly authority: AuthorityId | null;
  /** ISO instant. */
  readonly at: string;
  readonly by: ActorId | ActorWithoutName;
  readonly what: ActKind;
  /** Values of it by name: a deadline, a number of mails. */
  readonly facts: Readonly<Record<string, string>>;
  /** Why, in the office's words; null: nothing was said. */
  readonly reason: string | null;
}
