import { randomUUID } from 'node:crypto';
import { inboxWriter } from '../../shared/adapters/bucket-ports.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { registryPorts } from '../../shared/adapters/compose.ts';
import { actKey } from '../../shared/config/object-keys.ts';
import type { AuthorityId, RoundId, SubmissionId } from '../../shared/domain/ids.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import { type EntryKind, type HistoryEntry, logOf } from '../../shared/domain/submissions/history.ts';
import { receivedIn, type Submission } from '../../shared/domain/submissions/submission.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { actBytes, actMetadata } from '../../shared/queues/act-object.ts';
import { authorityCalled } from './known-registry.ts';
import { reachLocal } from './reached-cloud.ts';
import { shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

/** Of how many files that were not accepted the list tells. */
const mostRejections = 50;

export interface FilesOptions {
  readonly round: string;
  readonly authority: string;
  readonly restore?: string;
  readonly replaceAll?: string;
  readonly accept?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly table?: string;
  readonly inbox?: string;
  /** State folder of the local cloud. */
  readonly folder: string;
}

/** Lists what an authority has sent in a round, or has one of its files count again or alone. */
export async function filesCommand(options: FilesOptions): Promise<number> {
  const { restore, replaceAll, accept, by, reason } = options;
  if ([restore, replaceAll, accept].filter((one) => one !== undefined).length > 1)
    throw new UsageError('name one of --restore, --replace-all and --accept');
  if (accept !== undefined && (by === undefined || reason === undefined))
    throw new UsageError('--accept takes --reason and --by: both are kept with the decision');
  const { table, inbox } = await reached(options);
  const cloud = cloudOf({ TABLE_NAME: table, INBOX_BUCKET: inbox });
  const { registry, store } = registryPorts(cloud);
  const round = await registry.round(options.round);
  if (round === null) throw new UsageError(`round ${options.round} is not registered`);
  const authority = await authorityCalled(options.authority, registry);
  const log = logOf(await store.history(authority.id), round.id);
  const named = restore ?? replaceAll ?? accept;
  const notAccepted = await notAcceptedFiles(authority.id, round.id, store);
  if (named === undefined) {
    await list(log, await store.standing(round, authority.id), store);
    listNotAccepted(notAccepted);
    return 0;
  }
  const of = accept === undefined ? log.map(({ submission }) => submission) : notAccepted.map(({ id }) => id);
  const submission = fileNamed(named, of);
  const act = accept !== undefined ? 'accept-late' : restore === undefined ? 'replace-all' : 'restore';
  const decided = { ...(by === undefined ? {} : { by }), ...(reason === undefined ? {} : { reason }) };
  const bytes = actBytes({ act, round: round.id, authority: authority.id, submission, ...decided });
  const metadata = { [actMetadata]: act, filename: `${act}.json` };
  await inboxWriter(cloud).put(actKey(randomUUID()), bytes, metadata);
  console.log(`${authority.name}, round ${round.id}: ${whatCounts[act](submission)}. The contacts get a mail.`);
  return 0;
}

const whatCounts = {
  restore: (file: string) => `what counted when ${file} arrived will count again`,
  'replace-all': (file: string) => `only ${file} will count`,
  'accept-late': (file: string) => `${file} will count, as of when it arrived`,
} as const;

/** The files of an authority that were not accepted in a round, or in none, the newest first. */
async function notAcceptedFiles(
  authority: AuthorityId,
  round: RoundId,
  store: Pick<SubmissionStore, 'rejectionsOf' | 'submissions'>,
): Promise<Submission[]> {
  const found = await store.submissions(await store.rejectionsOf(authority, mostRejections));
  return found
    .filter((one) => one.stage === 'rejected' && (one.round === round || one.round === null))
    .sort((a, b) => (a.receipt.receivedAt < b.receipt.receivedAt ? 1 : -1));
}

function listNotAccepted(files: readonly Submission[]): void {
  for (const { id, problems, receipt } of files) {
    const why = problems.filter(({ severity }) => severity === 'reject').map(({ code }) => code);
    const at = receipt.receivedAt.slice(0, 16).replace('T', ' ');
    console.log(`${at} UTC  ${id}   not accepted: ${shown(receipt.fileName)} (${why.join(', ')})`);
  }
}

async function reached({ table, inbox, folder }: FilesOptions): Promise<{ table: string; inbox: string }> {
  if (table !== undefined && inbox !== undefined) return { table, inbox };
  if (table !== undefined || inbox !== undefined) throw new UsageError('name both --table and --inbox, or neither');
  return reachLocal(folder, '--table and --inbox');
}

/** The beginning of an id is enough where no other begins so. */
function fileNamed(name: string, files: readonly SubmissionId[]): SubmissionId {
  const [first, ...others] = new Set(files.filter((one) => one.startsWith(name)));
  if (first === undefined)
    throw new UsageError(`no such file begins with ${name}; leave the option out to see the list`);
  if (others.length > 0) throw new UsageError(`several files begin with ${name}: write more of the id`);
  return first;
}

const acts: Readonly<Record<EntryKind, string>> = {
  file: '',
  restore: 'counts again: ',
  'replace-all': 'only this file counts: ',
};

async function list(
  log: readonly HistoryEntry[],
  standing: Standing | null,
  store: Pick<SubmissionStore, 'submission'>,
): Promise<void> {
  if (log.length === 0) {
    console.log('No file counts yet.');
    return;
  }
  for (const entry of log) {
    const { submission, kind = 'file', order, percent, unchanged } = entry;
    const file = (await store.submission(submission))?.receipt.fileName ?? '';
    const marks = [
      unchanged === true ? 'nothing changed' : '',
      entry.order === standing?.order ? `counts, ${standing.score.percent}% now` : '',
    ].filter((one) => one !== '');
    const at = receivedIn(order).slice(0, 16).replace('T', ' ');
    const mark = marks.length === 0 ? '' : `  (${marks.join('; ')})`;
    console.log(`${at} UTC  ${submission}  ${String(percent).padStart(3)}%  ${acts[kind]}${shown(file)}${mark}`);
  }
}
