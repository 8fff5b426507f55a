import type { MailText } from '../mail/mail-texts.ts';
import type { Authority, Contact, Round } from './registry.ts';
import type { registryColumns } from './registry-rows.ts';
import { finalWords, shownInstant } from './registry-values.ts';
import { defaultTimeZone } from './time-zone.ts';

type Shown<T, Column extends string> = Readonly<Record<Column, (of: T) => string>>;
type ColumnsOf<Table extends keyof typeof registryColumns, Not extends string> = Exclude<
  (typeof registryColumns)[Table][number],
  Not
>;

/** Each field as the registry workbook shows it, and so that it is read back as the same value. */
export const authorityFields: Shown<Authority, ColumnsOf<'authorities', 'id' | 'remove'>> = {
  name: ({ name }) => name,
  country: ({ country }) => country ?? '',
  population: ({ population }) => String(population ?? ''),
  kind: ({ kind }) => kind ?? '',
  aliases: ({ aliases = [], withdrawnNames = [] }) =>
    [...aliases, ...withdrawnNames.map((name) => `-${name}`)].join(' | '),
};

export const contactFields: Shown<Contact, ColumnsOf<'contacts', 'authority' | 'remove'>> = {
  address: ({ address }) => address,
  name: ({ name }) => name ?? '',
  language: ({ language }) => language,
  role: ({ role }) => role ?? 'contact',
  stopped: ({ suppressed }) => (suppressed ? `${suppressed.reason} ${suppressed.at.slice(0, 10)}` : ''),
  addedBy: ({ added }) => (added ? `${added.by} ${added.at.slice(0, 10)}`.trim() : ''),
};

export const roundFields: Shown<Round, ColumnsOf<'rounds', 'id'>> = {
  opens: ({ opensAt, timeZone }) => shownInstant(opensAt, 'start', timeZone),
  deadline: ({ closesAt, timeZone }) => shownInstant(closesAt, 'end', timeZone),
  questionnaire: ({ questionnaire }) => questionnaire,
  languages: ({ languages }) => (languages ?? []).join(', '),
  mails: ({ mails }) => mails ?? 'attachment',
  publishesResults: ({ publishesResults }) => (publishesResults ? 'yes' : 'no'),
  publishes: ({ publishesEvidence }) => (publishesEvidence ? 'yes' : 'no'),
  previous: ({ previous }) => previous ?? '',
  shards: ({ shards }) => String(shards),
  method: ({ method }) => method ?? '',
  timeZone: ({ timeZone }) => timeZone ?? defaultTimeZone,
  finalResults: ({ finalResults = 'at close', timeZone }) =>
    finalWords.some((word) => word === finalResults) ? finalResults : shownInstant(finalResults, 'start', timeZone),
  invitations: ({ invitesAt = null, timeZone }) => shownInstant(invitesAt, 'start', timeZone),
};

export const textFields: Shown<Partial<MailText>, ColumnsOf<'texts', 'round' | 'mail' | 'language'>> = {
  subject: ({ subject }) => subject ?? '',
  text: ({ text }) => text ?? '',
};

export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** The fields that differ. Of something new (`before` null) those that say anything. */
export function fieldChanges<T>(fields: Readonly<Record<string, (of: T) => string>>, before: T | null, after: T) {
  return Object.entries(fields).flatMap(([field, shown]): FieldChange[] => {
    const was = before === null ? '' : shown(before);
    return was === shown(after) ? [] : [{ field, before: was, after: shown(after) }];
  });
}
