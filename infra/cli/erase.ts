import { cloudOf } from '../../shared/adapters/cloud.ts';
import { erasePorts } from '../../shared/adapters/compose.ts';
import { acts } from '../../shared/adapters/table-ports.ts';
import { sheetAddress } from '../../shared/domain/submissions/sheet-link.ts';
import type { ErasureCounts, ErasureSubject } from '../../shared/ports/erasures.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import { countStored, eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import { type SheetLeft, sheetsLeft } from '../../shared/use-cases/erased-sheets.ts';
import { retentionDays } from '../retention.ts';
import { authorityCalled } from './known-registry.ts';
import { reachLocal } from './reached-cloud.ts';
import { typedToConfirm } from './typed-to-confirm.ts';
import { UsageError } from './usage-error.ts';
import { whoActs } from './who-acts.ts';

export interface EraseOptions {
  readonly contact?: string;
  readonly authority?: string;
  readonly actor?: string;
  readonly by?: string;
  readonly table?: string;
  readonly inbox?: string;
  readonly results?: string;
  readonly mails?: string;
  /** State folder of the local cloud. */
  readonly folder: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** Erases a person or an authority from the table and the buckets, and says where it still is and until when. */
export async function eraseCommand(options: EraseOptions): Promise<number> {
  if (options.actor !== undefined) return eraseActor(options.actor, options);
  const asked = subjectOf(options);
  const to = dependenciesOf(await reachStored(options));
  const subject = await asRegistered(asked, to.registry);
  const sheets = sheetLines(subject, await sheetsLeft(subject, to));
  if (options.dryRun === true) {
    for (const line of sheets) console.log(line);
    console.log(
      `Stored: ${counted(await countStored(subject, to), 'to remove', 'to change')}. Nothing was erased (--dry-run).`,
    );
    return 0;
  }
  if (options.yes !== true) await confirm(nameOf(subject));
  // Said first: if it breaks off, nobody knows them any more.
  for (const line of sheets) console.log(line);
  const counts = await eraseData(subject, to);
  // Whom it was about stands in no act: only that it was done, and when.
  const act = { round: null, authority: null, what: 'erase', facts: { kind: subject.kind }, reason: null } as const;
  await to.acts.append({ ...act, ...(await whoActs(options.by, to.acts)) });
  console.log(`Erased: ${counted(counts, 'removed', 'changed')}.`);
  console.log(leftLines(counts, new Date()).join('\n'));
  if (subject.kind === 'authority') {
    console.log('Ranks and averages still count it until its rounds are scored again: scorebook rescore --round R.');
  }
  return 0;
}

/** Of the office: the name lies apart from what was done. */
async function eraseActor(name: string, options: EraseOptions): Promise<number> {
  if (options.contact !== undefined || options.authority !== undefined)
    throw new UsageError('name one of --contact, --authority and --actor');
  if (options.dryRun === true) throw new UsageError('--actor takes no --dry-run: scorebook acts says what they did');
  const { table } = await reachStored(options);
  if (options.yes !== true) await confirm(name);
  const found = await acts(cloudOf({ TABLE_NAME: table })).forgetActor(name);
  console.log(found ? 'Erased: the name. What was done stays, without it.' : 'Nobody of this name has done anything.');
  return 0;
}

function subjectOf({ contact, authority }: EraseOptions): ErasureSubject {
  if (contact !== undefined && authority === undefined) return { kind: 'contact', address: contact.trim() };
  if (authority !== undefined && contact === undefined) return { kind: 'authority', id: authority };
  throw new UsageError('name --contact ADDRESS, --authority ID or --actor NAME');
}

/** An authority may be named; one that left the registry in an erasure that broke off goes on by its id. */
async function asRegistered(subject: ErasureSubject, registry: Pick<Registry, 'named'>): Promise<ErasureSubject> {
  if (subject.kind === 'contact' || (await registry.named(subject.id)).length === 0) return subject;
  return { kind: 'authority', id: (await authorityCalled(subject.id, registry)).id };
}

/** Files in the office's own drive, where nothing of the stack may delete. */
function sheetLines({ kind }: ErasureSubject, sheets: readonly SheetLeft[]): string[] {
  if (sheets.length === 0) return [];
  const what =
    kind === 'authority'
      ? 'Delete these Google Sheets yourself, and empty the bin of the shared drive:'
      : 'Take this person out of these Google Sheets yourself (Share > Remove access):';
  return [
    what,
    ...sheets.map(({ round, authority, sheet }) => `  ${authority}, round ${round}: ${sheetAddress(sheet)}`),
  ];
}

const nameOf = (subject: ErasureSubject): string => (subject.kind === 'contact' ? subject.address : subject.id);

type Places = Readonly<Record<'table' | 'inbox' | 'results' | 'mails', string>>;

/** The table and the buckets that are named, or else those of the local cloud. */
async function reachStored({ table, inbox, results, mails, folder }: EraseOptions): Promise<Places> {
  if (table !== undefined && inbox !== undefined && results !== undefined && mails !== undefined) {
    return { table, inbox, results, mails };
  }
  if ([table, inbox, results, mails].some((one) => one !== undefined)) {
    throw new UsageError('name all of --table, --inbox, --results and --mails, or none of them for the local cloud');
  }
  return reachLocal(folder, '--table and its buckets');
}

function dependenciesOf({ table, inbox, results, mails }: Places) {
  const ports = erasePorts(cloudOf({ TABLE_NAME: table, RESULTS_BUCKET: results }));
  return { ...ports, buckets: [inbox, results, mails] };
}

async function confirm(name: string): Promise<void> {
  if ((await typedToConfirm(`This cannot be undone. Type ${name} to erase it: `, 'erase')) !== name)
    throw new UsageError('nothing was erased: the name was not typed');
}

const counted = (
  { itemsRemoved, itemsChanged, objectsRemoved }: ErasureCounts,
  removed: string,
  changed: string,
): string =>
  `${itemsRemoved} items ${removed}, ${itemsChanged} items ${changed}, ${objectsRemoved} versions of files ${removed}`;

/** Where something of it may still be, and until when. */
function leftLines({ objectsUnsearched }: ErasureCounts, now: Date): string[] {
  const until = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  return [
    'Still stored:',
    `  backups of the table (point-in-time recovery) until ${until(retentionDays.tableBackups)}: erase again after restoring one`,
    `  logs of the functions (ids, codes and counts only) until ${until(retentionDays.logs)}`,
    `  access logs of the buckets (keys of objects, and network addresses of people who requested them) until ${until(retentionDays.accessLogs)}`,
    `  messages in queues and dead letters (ids and keys; a link to an online sheet names its sender) until ${until(retentionDays.messages)}`,
    '  mails that were sent, in the mailboxes they went to',
    '  the suppression list of SES, if another program of the account has put the address there: aws sesv2 delete-suppressed-destination --email-address ADDRESS',
    ...(objectsUnsearched === 0
      ? []
      : [`  not searched, because they cannot be opened or are too large: ${objectsUnsearched} versions of files`]),
  ];
}
