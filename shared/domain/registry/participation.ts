import type { AuthorityId, RoundId } from '../ids.ts';
import { hashedId } from '../submissions/hashed-id.ts';
import type { ActorId } from './act.ts';
import type { Authority, Round } from './registry.ts';

/** What the office has decided, and why. */
export interface Decision {
  /** ISO instant. */
  readonly at: string;
  readonly by: ActorId;
  readonly reason: string;
}

/** Mails of one kind that went to the contacts of an authority. */
export interface Mailing {
  /** Which of them: `invitation`, `reminder-14`, `reminder--7`. A step is noted once. */
  readonly step: string;
  /** ISO instant of the first one. */
  readonly at: string;
  /** Contacts, each by what {@link contactHash} makes of the address. */
  readonly to: readonly string[];
}

/** Why an authority is out of a round: it said so, or the office took it out. */
export const waysOut = ['declined', 'withdrawn'] as const;

/** What is noted of an authority in a round, besides what it has sent. What it has sent is not kept here again. */
export interface Participation {
  readonly round: RoundId;
  readonly authority: AuthorityId;
  readonly invitations: readonly Mailing[];
  readonly reminders: readonly Mailing[];
  /** ISO instants at which a contact first opened its page, and first downloaded a workbook from it. */
  readonly openedAt: string | null;
  readonly downloadedAt: string | null;
  /** A deadline of its own (ISO instant). */
  readonly deadline: (Decision & { readonly closesAt: string }) | null;
  readonly left: (Decision & { readonly way: (typeof waysOut)[number] }) | null;
  /** Set when the office has named it as a participant. */
  readonly named: Decision | null;
  /** Files that came late and count all the same, by the sha-256 of each. */
  readonly accepted: readonly (Decision & { readonly sha256: string })[];
  /** The online sheet that the office has made for it. Notes of before do not say. */
  readonly sheet?: OwnSheet | undefined;
}

/** An online sheet of an authority, in the office's own shared drive. */
export interface OwnSheet {
  readonly id: string;
  /** ISO instant of its last change when it was made: what is later was written by somebody else. */
  readonly madeAt: string;
  /** Whom it is shared with, each by what {@link contactHash} makes of the address. */
  readonly shared: readonly string[];
}

export const nothingNoted = (round: RoundId, authority: AuthorityId): Participation => ({
  ...{ round, authority, invitations: [], reminders: [], openedAt: null, downloadedAt: null },
  ...{ deadline: null, left: null, named: null, accepted: [] },
});

/** Stands for the address of a contact where the address itself is not needed. */
export const contactHash = (address: string): string => hashedId(['mailed to', address.trim().toLowerCase()], 16);

/** With one more mail noted; the very same when it was. */
export function mailed<P extends Participation>(
  before: P,
  list: 'invitations' | 'reminders',
  { step, at, address }: { readonly step: string; readonly at: string; readonly address: string },
): P {
  const to = contactHash(address);
  const noted = before[list].find((one) => one.step === step);
  if (noted?.to.includes(to) === true) return before;
  const next = { step, at: noted?.at ?? at, to: [...(noted?.to ?? []), to] };
  return {
    ...before,
    [list]: noted === undefined ? [...before[list], next] : before[list].with(before[list].indexOf(noted), next),
  };
}

/** The sheet that a contact was made an editor of; null: there is none. */
export const sheetOf = ({ sheet }: Participation, address: string): OwnSheet | null =>
  sheet?.shared.includes(contactHash(address)) === true ? sheet : null;

/** Contacts who are asked to answer and cannot open the sheet, as Google did not let them be made editors, or nobody has tried yet. */
export const shutOut = (participation: Participation, { contacts }: Pick<Authority, 'contacts'>): string[] =>
  participation.sheet === undefined
    ? []
    : contacts
        .filter(({ role, suppressed = null }) => role !== 'reader' && suppressed === null)
        .map(({ address }) => address)
        .filter((address) => sheetOf(participation, address) === null);

/** With the first time noted at which a contact did this; the very same when it was. */
export const seen = (before: Participation, what: 'openedAt' | 'downloadedAt', at: string): Participation =>
  before[what] === null ? { ...before, [what]: at } : before;

type Closing = Pick<Round, 'closesAt' | 'lastDeadline'>;

/** Until when an authority may send (ISO instant): until the round closes, or until its own deadline where that is later. */
export function deadlineOf({ closesAt }: Pick<Round, 'closesAt'>, participation: Participation | null): string | null {
  const own = participation?.deadline?.closesAt ?? null;
  return closesAt === null || own === null || own < closesAt ? closesAt : own;
}

/** The round as it is for one authority: it closes at the deadline of that authority. */
export const roundFor = (round: Round, participation: Participation | null): Round => ({
  ...round,
  closesAt: deadlineOf(round, participation),
});

/** Until when anybody may send (ISO instant). */
export const lastDeadlineOf = ({ closesAt, lastDeadline = '' }: Closing): string | null =>
  closesAt === null || lastDeadline < closesAt ? closesAt : lastDeadline;

/** Whether an authority is asked for a file: it is invited, reminded and waited for. What it sends counts in any case. */
export const isAsked = (round: Pick<Round, 'participants'>, participation: Participation | null): boolean =>
  (participation?.left ?? null) === null && (round.participants !== 'named' || (participation?.named ?? null) !== null);

/** Those of the registered authorities that belong to a round, whether they have left it since or not. */
export const participantsOf = (
  round: Pick<Round, 'participants'>,
  authorities: readonly Authority[],
  noted: ReadonlyMap<AuthorityId, Participation>,
): Authority[] =>
  authorities.filter(({ id }) => round.participants !== 'named' || (noted.get(id)?.named ?? null) !== null);
