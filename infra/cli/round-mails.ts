import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type NoticeSources, prepareNotice } from '../../functions/deliver-results/prepare-notice.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { mailPreviewPorts, remindPorts } from '../../shared/adapters/compose.ts';
import { noticeId } from '../../shared/domain/mail/notice.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import type { Mail } from '../../shared/ports/mailer.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { contactPages } from '../../shared/use-cases/portal-link.ts';
import {
  type Addressee,
  planInvitations,
  planReminders,
  type RoundMailing,
  sendRoundMails,
} from '../../shared/use-cases/round-mails.ts';
import { writeWhole } from '../write-whole.ts';
import { authorityCalled } from './known-registry.ts';
import { progressBar } from './progress-bar.ts';
import { reachLocal } from './reached-cloud.ts';
import { minuteInZone } from './run-lines.ts';
import {
  type SheetsOfRound,
  type SheetsOptions,
  type SheetsPlace,
  sheetsOfRound,
  wantedSheets,
} from './sheets-of-round.ts';
import { shown } from './terminal-text.ts';
import { typedToConfirm } from './typed-to-confirm.ts';
import { UsageError } from './usage-error.ts';
import { whoActs } from './who-acts.ts';

export interface RoundMailOptions extends SheetsOptions {
  readonly round: string;
  readonly authority?: readonly string[];
  readonly preview?: true;
  /** Folder for one mail in each language. */
  readonly out?: string;
  readonly yes?: true;
  /** Who does it, as the office calls them. */
  readonly by?: string;
  readonly deliveries?: string;
  readonly results?: string;
  readonly portal?: string;
  readonly office?: string;
  readonly mailIn?: string;
  /** State folder of the local cloud. */
  readonly folder: string;
}

/** What differs between inviting and reminding. */
interface Kind {
  readonly act: 'invite' | 'remind';
  readonly mail: string;
  readonly mails: string;
  readonly done: string;
  /** Of those who get none because they have sent what was asked. */
  readonly sent: string;
  plan(round: Round, ports: Ports, only?: ReadonlySet<string>): Promise<RoundMailing>;
  /** Of what the mails for `--out` are made, beside what is planned: at which moment, and which notice. */
  samples(planned: RoundMailing, round: Round, ports: Ports, only?: ReadonlySet<string>): Promise<Sample[]>;
}

interface Sample {
  readonly name: string;
  readonly addressees: readonly Addressee[];
  at(addressee: Addressee): Date;
}

type Ports = ReturnType<typeof remindPorts>;
const day = 24 * 3600_000;

const everyoneIn = ({ due, waiting, known }: RoundMailing): Addressee[] => [...due, ...waiting, ...known];

const invitation: Kind = {
  ...{ act: 'invite', mail: 'invitation', mails: 'invitations', done: 'invited', sent: 'have sent a questionnaire' },
  plan: planInvitations,
  samples: async (planned, _, { now }) => [{ name: 'invitation', addressees: everyoneIn(planned), at: () => now() }],
};

/** By hand any day, each day once: in whole days before the deadline, or after it. */
const daysNow = (closes: string, now: Date): number | null => {
  const left = (new Date(closes).getTime() - now.getTime()) / day;
  if (left > 0) return Math.ceil(left);
  return left > -30 ? Math.min(-1, Math.ceil(left)) : null;
};

const reminder: Kind = {
  ...{ act: 'remind', mail: 'reminder', mails: 'reminders', done: 'reminded today', sent: 'have answered everything' },
  plan: (round, ports, only) => planReminders(round, ports, daysNow, only),
  async samples(_, round, ports, only) {
    const of = async (name: string, days: number): Promise<Sample> => {
      const addressees = everyoneIn(await planReminders(round, ports, () => days, only));
      const closes = ({ notice }: Addressee): number =>
        new Date((notice.kind === 'reminder' ? notice.closes : undefined) ?? 0).getTime();
      return { name, addressees, at: (one) => new Date(closes(one) - days * day) };
    };
    return [await of('reminder', 1), await of('overdue', -1)];
  },
};

export const roundMailCommands = {
  invite: (options: RoundMailOptions): Promise<number> => mailCommand(invitation, options),
  remind: (options: RoundMailOptions): Promise<number> => mailCommand(reminder, options),
} as const;

/** Says who gets a mail and who does not, shows what it looks like, asks, and makes the mails due. */
async function mailCommand(kind: Kind, options: RoundMailOptions): Promise<number> {
  const place = await placeOf(options);
  const ports = remindPorts(cloudOf({ TABLE_NAME: place.table, DELIVERIES_QUEUE_URL: place.deliveries ?? '' }));
  const round = await openRound(options.round, kind, ports);
  const only = options.authority === undefined ? undefined : await idsOf(options.authority, ports);
  const mailing = await kind.plan(round, ports, only);
  const sheets = await sheetsFor(kind, round, mailing, options, place);
  console.log([...summary(kind, round, mailing), ...(sheets?.lines ?? [])].join('\n'));
  if (options.out !== undefined)
    await writeSamples(options.out, await kind.samples(mailing, round, ports, only), place);
  if (options.preview === true || options.out !== undefined) {
    console.log('Nothing was sent (--preview).');
    return 0;
  }
  if (mailing.due.length + mailing.waiting.length === 0 && sheets === null) return 0;
  if (place.deliveries === undefined) throw new UsageError('name --deliveries, the queue DeliveriesQueue of the stack');
  const toMake = sheets?.due ?? 0;
  if (options.yes !== true && mailing.due.length + toMake > 0) await confirm(mailing.due.length, kind, toMake);
  // A mail brings the link of a sheet that is there.
  const made = (await sheets?.make()) ?? 0;
  const bar = progressBar(mailing.due.length);
  const mails = await sendRoundMails(mailing, ports, ({ authority }) => bar.advance(authority.name)).finally(() =>
    bar.end(),
  );
  if (mails + made === 0) return 0;
  const facts = { mails: String(mails), ...(made === 0 ? {} : { sheets: String(made) }) };
  const act = { round: round.id, authority: null, what: kind.act, facts, reason: null };
  await ports.acts.append({ ...act, ...(await whoActs(options.by, ports.acts)) });
  console.log(`${counted(mails, kind)} on the way, as fast as the mail account may send.`);
  console.log('If this was interrupted, run the same command again: nobody gets a second one.');
  return 0;
}

type MailPlace = Pick<RoundMailOptions, 'deliveries' | 'portal'> & SheetsPlace;

/** null: nobody has asked for sheets. */
async function sheetsFor(
  { act }: Kind,
  round: Round,
  mailing: RoundMailing,
  options: RoundMailOptions,
  place: MailPlace,
): Promise<SheetsOfRound | null> {
  if (act !== 'invite') {
    if (options.googleFolder === undefined && options.googleAccount === undefined) return null;
    throw new UsageError('--google-folder is for invitations: reminders bring the links of sheets that are there');
  }
  const wanted = wantedSheets(options);
  return wanted === null ? null : sheetsOfRound(round, everyoneIn(mailing), wanted, place);
}

/** What is named of a deployed cloud, or the local one. */
async function placeOf({ folder, ...named }: RoundMailOptions): Promise<MailPlace> {
  return named.table === undefined ? reachLocal(folder, '--table') : { ...named, table: named.table };
}

/** A round in which a file that came back would count, or of a reminder, lately would have. */
async function openRound(id: string, { act }: Kind, { registry, now }: Ports): Promise<Round> {
  const round = await registry.round(id);
  if (round === null) throw new UsageError(`round ${id} is not registered`);
  const { opensAt, closesAt, timeZone } = round;
  if (opensAt !== null && new Date(opensAt) > now())
    throw new UsageError(`round ${id} opens ${minuteInZone(opensAt, timeZone)}: files sent before then do not count`);
  if (act === 'remind' && closesAt === null) throw new UsageError(`round ${id} has no deadline to be reminded of`);
  return round;
}

const idsOf = async (names: readonly string[], { registry }: Ports): Promise<ReadonlySet<string>> =>
  new Set(await Promise.all(names.map(async (name) => (await authorityCalled(name, registry)).id)));

/** Authorities that are named; of more only their number is said. */
const maxNamed = 8;

function summary({ mails, done, sent: hasSent }: Kind, round: Round, mailing: RoundMailing): string[] {
  const { due, waiting, known, withoutContact, sent, notAsked, notNow } = mailing;
  const closes = round.closesAt === null ? 'no deadline' : `closes ${minuteInZone(round.closesAt, round.timeZone)}`;
  const languages = Map.groupBy(due, ({ contact }) => contact.language);
  const inLanguages = [...languages].map(([language, { length }]) => `${language} ${length}`).sort();
  const authorities = new Set(due.map(({ authority }) => authority.id)).size;
  return [
    `Round ${round.id}: ${closes}`,
    `  ${mails} to send: ${due.length}, to ${authorities} ${authorities === 1 ? 'authority' : 'authorities'}${
      due.length === 0 ? '' : ` (${inLanguages.join(', ')})`
    }`,
    ...told('on their way', waiting),
    ...told(`already ${done}`, known),
    ...named('without a contact who may send and whom mail reaches', withoutContact),
    ...named(hasSent, sent),
    ...named('do not take part', notAsked),
    ...named('deadline passed', notNow),
  ];
}

const told = (what: string, { length }: readonly Addressee[]): string[] =>
  length === 0 ? [] : [`  ${what}: ${length} ${length === 1 ? 'contact' : 'contacts'}`];

function named(what: string, authorities: readonly Authority[]): string[] {
  if (authorities.length === 0) return [];
  const names = authorities.slice(0, maxNamed).map(({ name }) => shown(name));
  const more = authorities.length > maxNamed ? ', …' : '';
  return [`  ${what}: ${authorities.length} (${names.join(', ')}${more})`];
}

const counted = (mails: number, kind: Kind): string =>
  mails === 1 ? `1 ${kind.mail} is` : `${mails} ${kind.mails} are`;

async function confirm(mails: number, kind: Kind, sheets: number): Promise<void> {
  const first = sheets === 0 ? 'Send' : `Make ${sheets} ${sheets === 1 ? 'Google Sheet' : 'Google Sheets'}, and send`;
  const question = `${first} ${mails} ${mails === 1 ? kind.mail : kind.mails}? Type yes to send: `;
  if ((await typedToConfirm(question, 'send')).toLowerCase() !== 'yes')
    throw new UsageError('nothing was sent: yes was not typed');
}

/** Of how many in a language it is tried to make a mail: one whose answers are all given gets no reminder. */
const maxTries = 20;

/** One mail in each language, exactly as it would be sent, with its workbook. */
async function writeSamples(folder: string, samples: readonly Sample[], place: MailPlace): Promise<void> {
  const { table, results, portal, office, mailIn } = place;
  if (results === undefined || office === undefined || mailIn === undefined)
    throw new UsageError('with --table, --out needs --results, --portal, --office and --mail-in as well');
  const ports = mailPreviewPorts(cloudOf({ TABLE_NAME: table, RESULTS_BUCKET: results }));
  const pages = contactPages({ ...ports, portal: (portal ?? '').replace(/\/+$/, '') });
  const { participations } = ports;
  const sources: Omit<NoticeSources, 'notices' | 'now'> = {
    ...{ ...ports, catalogue, pages, office, mailIn },
    // What is only looked at is not noted.
    sentWorkbooks: { note: async () => {} },
    participations: {
      ...participations,
      change: async (round, authority, change) => change(await participations.of(round, authority)),
    },
  };
  await mkdir(folder, { recursive: true });
  for (const { name, addressees, at } of samples) {
    for (const [language, those] of Map.groupBy(addressees, ({ contact }) => contact.language)) {
      for (const addressee of those.slice(0, maxTries)) {
        const notices = { load: async () => addressee.notice, put: async () => {} };
        const deps = { ...sources, notices, now: () => at(addressee) };
        const mail = await prepareNotice(noticeId(addressee.notice), deps);
        if (mail === null) continue;
        await writeMail(join(folder, `${name}-${language}`), mail);
        break;
      }
    }
  }
}

async function writeMail(path: string, { to, subject, html, text, attachments }: Mail): Promise<void> {
  await writeWhole(`${path}.html`, Buffer.from(html));
  await writeWhole(`${path}.txt`, Buffer.from(`To: ${to.join(', ')}\nSubject: ${subject}\n\n${text}`));
  for (const { bytes, fileName } of attachments) await writeWhole(`${path}-${fileName}`, bytes);
  console.log(`  ${path}.html: ${shown(subject)}`);
}
