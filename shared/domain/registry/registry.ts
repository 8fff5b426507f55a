import type { AuthorityId, RoundId } from '../ids.ts';
import type { MailText } from '../mail/mail-texts.ts';
import type { MethodId } from '../scoring/methods/methods.ts';

/** A reader gets results like any other contact, but what a reader sends in does not count. */
export const contactRoles = ['contact', 'reader'] as const;
export type ContactRole = (typeof contactRoles)[number];

/** Why, and since when (ISO instant), nothing is mailed to an address. */
export interface Suppression {
  readonly reason: 'bounce' | 'complaint';
  readonly at: string;
}

/** A person's address registered for an authority. */
export interface Contact {
  readonly address: string;
  readonly name?: string | undefined;
  readonly language: string;
  /** `contact` when it is not said. */
  readonly role?: ContactRole | undefined;
  /** Set when mail to the address came back for good or was complained about: none is sent to it. */
  readonly suppressed?: Suppression | null | undefined;
  /**
   * Set while the contact is a colleague whom another contact has added: who, and when (ISO instant). Contacts take such
   * a one out again; the office's own only the office does.
   */
  readonly added?: { readonly by: string; readonly at: string } | null | undefined;
}

/** SES takes at most 50 recipients of one mail, and a mail may go to all contacts of an authority. */
export const maxContacts = 50;

export interface Authority {
  /** Never changes; workbooks carry it. */
  readonly id: AuthorityId;
  readonly name: string;
  /** What it was called before: kept when it is renamed, because files sent out under a name still lead to it. */
  readonly earlierNames?: readonly string[] | undefined;
  /** Other names that the office has registered. */
  readonly aliases?: readonly string[] | undefined;
  /** Names it never had, written by mistake: they are not kept as earlier ones. */
  readonly withdrawnNames?: readonly string[] | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly population?: number | null | undefined;
  /** What kind of authority it is, in the office's own words: conditions of its questionnaire may rest on it. */
  readonly kind?: string | null | undefined;
  readonly contacts: readonly Contact[];
  /** Addresses that were taken out while no mail went to them: none goes there when a contact adds one of them again. */
  readonly stopped?: readonly (Suppression & { readonly address: string })[] | undefined;
}

/** How results are mailed: the workbook in the mail, or a link to it. */
export const mailForms = ['attachment', 'link'] as const;
export type MailForm = (typeof mailForms)[number];

export interface Round {
  readonly id: RoundId;
  readonly questionnaire: string;
  /** sha-256 of the definition, where an office has published the questionnaire: the round is never of another one. */
  readonly definition?: string | undefined;
  /** ISO instants; null: not limited. */
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  /** IANA name of the zone in which its days begin and end, and its times are told; UTC when it is not said. */
  readonly timeZone?: string | undefined;
  /**
   * When its results become final: `at close` (when it is not said), `by office`, when the office says so, or from an
   * ISO instant on.
   */
  readonly finalResults?: string | undefined;
  /** Partitions of its standings. They never change: the standings would be lost. */
  readonly shards: number;
  /** The round before this one, to compare figures with. */
  readonly previous?: string | undefined;
  /** Languages it is offered in; those of its questionnaire when it is not said. */
  readonly languages?: readonly string[] | undefined;
  /** `attachment` when it is not said. */
  readonly mails?: MailForm | undefined;
  /** How it is scored; by the method of its questionnaire when it is not said. */
  readonly method?: MethodId | undefined;
  /** Whether evidence is published with the scores; not when it is not said. */
  readonly publishesEvidence?: boolean | undefined;
  /** Whether scores and ranks are published at all; not when it is not said. */
  readonly publishesResults?: boolean | undefined;
  /** ISO instant from which the schedule invites authorities; when it is not said, the office does so by hand. */
  readonly invitesAt?: string | undefined;
  /** The office's own words for mails of the round. */
  readonly texts?: readonly MailText[] | undefined;
  /** The latest of the deadlines that authorities have of their own (ISO instant). It lies beside the round. */
  readonly lastDeadline?: string | undefined;
  /** `named`: only those that the office has named take part; all that are registered when it is not said. */
  readonly participants?: 'named' | undefined;
  /** Whether an authority has declined or was withdrawn. */
  readonly left?: boolean | undefined;
}

/** One address, in whatever case people write it. */
export const sameAddress = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Whether what comes from this address may count for the authority. */
export function maySendFor({ contacts }: Authority, sender: string): boolean {
  return contacts.some(({ address, role }) => sameAddress(address, sender) && role !== 'reader');
}
