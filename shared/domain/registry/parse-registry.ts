import { visibleText } from '../answers/normalise/plain-text.ts';
import { type RoundMail, roundMails } from '../mail/mail-texts.ts';
import { methodIds } from '../scoring/methods/methods.ts';
import { authorityId } from '../submissions/submission.ts';
import { addressValue, nameValue } from './contact-values.ts';
import { isCalled, labelsOf } from './names.ts';
import { type Authority, type Contact, contactRoles, mailForms, type Round } from './registry.ts';
import { type RegistryRow, type RegistryRows, type RowReader, readRow } from './registry-rows.ts';
import {
  aliasesValue,
  authorityIdValue,
  countryValue,
  finalResultsValue,
  type finalWords,
  kindValue,
  listOf,
  type Moment,
  mailSubjectValue,
  mailTextValue,
  momentValue,
  oneOf,
  populationValue,
  roundIdValue,
  shardsValue,
  timeZoneValue,
  yesOrNo,
} from './registry-values.ts';
import { defaultTimeZone } from './time-zone.ts';

/** What a registry may name beside what is registered. */
export interface KnownToRegistry {
  /** What is registered: a row without an id is about the one that goes by its name. */
  readonly authorities?: readonly Authority[];
  /** Languages there are messages in. */
  readonly languages: readonly string[];
  /** Languages of each questionnaire, by `id@version`; the first one is the current one. */
  readonly questionnaires: ReadonlyMap<string, readonly string[]>;
}

/** A field that is undefined stays as it is registered. */
export type Given<T> = { readonly [F in keyof T]?: T[F] | undefined };

export interface AuthorityRow {
  readonly id: string;
  readonly given: Given<Omit<Authority, 'id' | 'contacts'>>;
  readonly remove: boolean;
  readonly reader: RowReader;
}

export interface ContactRow {
  /** Id or name of its authority, as it was written; null when it is not there or not clear. */
  readonly authority: string | null;
  readonly address: string | null;
  readonly given: Given<Omit<Contact, 'address'>>;
  readonly remove: boolean;
  readonly reader: RowReader;
}

/** What stands in one cell and means the same in any zone. */
export type SimplyGiven = Omit<Round, 'id' | 'opensAt' | 'closesAt' | 'finalResults' | 'invitesAt' | 'texts'>;

export interface RoundRow {
  /** null when it is not there or not clear: the rest of the row is checked all the same. */
  readonly id: string | null;
  readonly given: Given<SimplyGiven>;
  /** Instants once the zone of the round is known. */
  readonly moments: {
    readonly opens: Moment | null | undefined;
    readonly closes: Moment | null | undefined;
    readonly final: Moment | (typeof finalWords)[number] | null | undefined;
    readonly invites: Moment | null | undefined;
  };
  /** What is registered as the round before goes. */
  readonly withoutPrevious: boolean;
  readonly withoutMethod: boolean;
  readonly reader: RowReader;
}

/** Words of the office for a mail of a round. */
export interface TextRow {
  readonly round: string;
  readonly mail: RoundMail;
  readonly language: string;
  /** null: the words go, and the mail has ours again. */
  readonly given: { readonly subject: string | null | undefined; readonly text: string | null | undefined };
  readonly reader: RowReader;
}

/** An authority that takes part in a round: where there is one, those who are not named do not. */
export interface ParticipantRow {
  readonly round: string;
  /** Id or name, as it was written. */
  readonly authority: string;
  readonly remove: boolean;
  readonly reader: RowReader;
}

export interface ParsedRegistry {
  readonly authorities: readonly AuthorityRow[] | null;
  readonly contacts: readonly ContactRow[] | null;
  readonly rounds: readonly RoundRow[] | null;
  readonly texts: readonly TextRow[] | null;
  readonly participants: readonly ParticipantRow[] | null;
  /** Of rows that cannot be told to be about anything. */
  readonly lost: readonly RowReader[];
}

/** The rows of a registry workbook as values; what is wrong with one stays with it. */
export function parseRegistry(rows: RegistryRows, known: KnownToRegistry): ParsedRegistry {
  const lost: RowReader[] = [];
  const parsed = <T>(table: readonly RegistryRow[] | null, parse: (reader: RowReader) => T | null): T[] | null =>
    table?.flatMap((row) => {
      const reader = readRow(row);
      const one = parse(reader);
      if (one === null) lost.push(reader);
      return one ?? [];
    }) ?? null;
  return {
    authorities: parsed(rows.authorities, (reader) => authorityRow(reader, known)),
    contacts: parsed(rows.contacts, (reader) => contactRow(reader, known)),
    rounds: parsed(rows.rounds, (reader) => roundRow(reader, known)),
    texts: parsed(rows.texts, (reader) => textRow(reader, known)),
    participants: parsed(rows.participants, participantRow),
    lost,
  };
}

function authorityRow(reader: RowReader, { authorities = [] }: KnownToRegistry): AuthorityRow | null {
  const written = reader.optional('id', authorityIdValue) ?? undefined;
  const name = reader.optional('name', nameValue) ?? undefined;
  // An id that is there and not clear must not give way to one made of the name.
  const id = written ?? (name === undefined || reader.hasErrors() ? undefined : idFor(name, authorities, reader));
  if ((id === undefined || id === '') && !reader.hasErrors()) reader.report('registry-value-missing', 'id');
  // What else is wrong with a row is told in the same pass, whatever its id is.
  const country = reader.optional('country', countryValue);
  const population = reader.optional('population', populationValue);
  const kind = reader.optional('kind', kindValue);
  const others = reader.optional('aliases', aliasesValue);
  const aliases = others === null ? [] : others?.aliases;
  const withdrawnNames = others === null ? [] : others?.withdrawn;
  const remove = reader.optional('remove', yesOrNo) ?? false;
  const given = { name, country, population, kind, aliases, withdrawnNames };
  return id === undefined || id === '' ? null : { id, given, remove, reader };
}

/** Of a row without an id: the one it is registered by, or a new one made of its name. */
function idFor(name: string, authorities: readonly Authority[], reader: RowReader): string | undefined {
  const called = authorities.filter((one) => isCalled(one, name));
  if (called.length > 1) {
    reader.report('registry-authority-ambiguous', 'name', { authorities: labelsOf(called).join('; ') });
    return undefined;
  }
  const made = authorityId(name);
  const taken = called.length === 0 ? authorities.find(({ id }) => id === made) : undefined;
  if (taken === undefined) return called[0]?.id ?? made;
  // Another name of the same letters: whether it is the same place is for the office to say.
  reader.report('registry-id-taken', 'name', { id: made, other: taken.name });
  return undefined;
}

function contactRow(reader: RowReader, known: KnownToRegistry): ContactRow {
  const authority = reader.required('authority', nameValue);
  const address = reader.required('address', addressValue);
  const language = reader.optional('language', oneOf(known.languages, 'registry-language-unknown'));
  const given = {
    name: cleared(reader.optional('name', nameValue), ''),
    language: cleared(language, 'en'),
    role: cleared(reader.optional('role', oneOf(contactRoles, 'registry-role-unknown')), 'contact'),
    // Written by us for people to read. A dash, and nothing else, lets mail go there again.
    suppressed: reader.optional('stopped', writtenByUs),
    // A dash makes a colleague whom contacts have added a contact of the office's own.
    added: reader.optional('addedBy', writtenByUs),
  };
  const remove = reader.optional('remove', yesOrNo) ?? false;
  return { authority: authority ?? null, address: address ?? null, given, remove, reader };
}

function roundRow(reader: RowReader, known: KnownToRegistry): RoundRow {
  const id = reader.required('id', roundIdValue);
  const keys = [...known.questionnaires.keys()];
  const previous = reader.optional('previous', roundIdValue);
  const method = reader.optional('method', oneOf(methodIds, 'registry-method-unknown'));
  const moments = {
    opens: reader.optional('opens', momentValue),
    closes: reader.optional('deadline', momentValue),
    final: reader.optional('finalResults', finalResultsValue),
    invites: reader.optional('invitations', momentValue),
  };
  const given = {
    questionnaire: reader.optional('questionnaire', oneOf(keys, 'registry-questionnaire-unknown')) ?? undefined,
    languages: cleared(reader.optional('languages', listOf(languagesOf(known), 'registry-language-unknown')), []),
    mails: cleared(reader.optional('mails', oneOf(mailForms, 'registry-mails-unknown')), 'attachment'),
    publishesResults: cleared(reader.optional('publishesResults', yesOrNo), false),
    publishesEvidence: cleared(reader.optional('publishes', yesOrNo), false),
    previous: previous ?? undefined,
    shards: reader.optional('shards', shardsValue) ?? undefined,
    method: method ?? undefined,
    timeZone: cleared(reader.optional('timeZone', timeZoneValue), defaultTimeZone),
  };
  return { id: id ?? null, given, moments, withoutPrevious: previous === null, withoutMethod: method === null, reader };
}

/** A row that does not say which mail it is about is lost. */
function textRow(reader: RowReader, known: KnownToRegistry): TextRow | null {
  const round = reader.required('round', roundIdValue);
  const mail = reader.required('mail', oneOf(roundMails, 'registry-mail-unknown'));
  const language = reader.required('language', oneOf(known.languages, 'registry-language-unknown'));
  const subject = reader.optional('subject', mailSubjectValue);
  const text = reader.optional('text', mailTextValue, visibleText);
  if (round === undefined || mail === undefined || language === undefined) return null;
  return { round, mail, language, given: { subject, text }, reader };
}

function participantRow(reader: RowReader): ParticipantRow | null {
  const round = reader.required('round', roundIdValue);
  const authority = reader.required('authority', nameValue);
  const remove = reader.optional('remove', yesOrNo) ?? false;
  return round === undefined || authority === undefined ? null : { round, authority, remove, reader };
}

/** What we write for people to read says nothing; only a dash does. */
const writtenByUs = (): { value: undefined } => ({ value: undefined });

/** A dash in a column that always has a value puts it back to what it is when nothing was ever said. */
const cleared = <T>(value: T | null | undefined, otherwise: T): T | undefined => (value === null ? otherwise : value);

const languagesOf = ({ questionnaires }: KnownToRegistry): string[] => [
  ...new Set([...questionnaires.values()].flat()),
];
