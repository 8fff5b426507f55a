import type { Answers } from '../../domain/answers/answer.ts';
import type { BackgroundValues } from '../../domain/answers/background.ts';
import type { Questionnaire } from '../../domain/questionnaire/questionnaire.ts';
import type { Finality } from '../../domain/standings/finality.ts';
import type { Profile, Standings } from '../../domain/standings/standings.ts';
import { inZone, type Messages, messagesIn } from '../words/messages.ts';

/** What all pages of one published round are made of. */
export interface RoundSite {
  readonly standings: Standings;
  readonly questionnaire: Questionnaire;
  readonly language: string;
  readonly messages: Messages;
  readonly showsEvidence: boolean;
  /** How settled the ranks are. */
  readonly finality?: Finality | null | undefined;
  /** All published rounds, the latest first; this one among them. */
  readonly rounds: readonly string[];
}

/** One authority with what it wrote. */
export interface PublishedAuthority {
  readonly profile: Profile;
  /** null: what it wrote is gone, its counts are not. */
  readonly written: { readonly answers: Answers; readonly background: BackgroundValues } | null;
}

/** A file of the site; its path from the folder of the round. */
export interface SiteFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

export function roundSite({
  timeZone,
  ...of
}: Omit<RoundSite, 'messages'> & { timeZone?: string | undefined }): RoundSite {
  return { ...of, messages: inZone(messagesIn(of.language), timeZone) };
}

/** Where a page lies, seen from the round's folder: an id may hold any letters. */
export const pageOfAuthority = (id: string): string => `authorities/${id}.html`;
export const pageOfIndicator = (id: string): string => `questions/${id}.html`;

/** A path as it stands in a link. */
export const linkTo = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
