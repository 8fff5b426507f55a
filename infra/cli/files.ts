import { randomUUID } from 'node:crypto';
import { cloudOf, inboxWriter } from '../../shared/adapters/cloud.ts';
import { registryPorts } from '../../shared/adapters/compose.ts';
import { actKey } from '../../shared/config/object-keys.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import { type EntryKind, type HistoryEntry, logOf } from '../../shared/domain/submissions/history.ts';
import { receivedIn } from '../../shared/domain/submissions/submission.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { actBytes, actMetadata } from '../../shared/queues/act-object.ts';
import { authorityCalled } from './known-registry.ts';
import { reachLocal } from './reached-cloud.ts';
import { shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

export interface FilesOptions {
  readonly round: string;
  readonly authority: string;
  readonly restore?: string;
  readonly replaceAll?: string;
  readonly table?: string;
  readonly inbox?: string;
  /** State folder of the local cloud. */
  readonly folder: string;
}

/** Lists what an authority has sent in a round, or has one of its files count again or alone. */
export async function filesCommand(options: FilesOptions): Promise<number> {
  const { restore, replaceAll } = options;
  if (restore !== undefined && replaceAll !== undefined)
    throw new UsageError('name --restore or --replace-all, not both');
  const { table, inbox } = await reached(options);
  const cloud = cloudOf({ TABLE_NAME: table, INBOX_BUCKET: inbox });
  const { registry, store } = registryPorts(cloud);
  const round = await registry.round(options.round);
  if (round === null) throw new UsageError(`round ${options.round} is not registered`);
  const authority = await authorityCalled(options.authority, registry);
  const log = logOf(await store.history(authority.id), round.id);
  const named = restore ?? replaceAll;
  if (named === undefined) {
    await list(log, await store.standing(round, authority.id), store);
    return 0;
  }
  const entry = fileNamed(named, log);
  const act = restore === undefined ? 'replace-all' : 'restore';
  const bytes = actBytes({ act, round: round.id, authority: authority.id, submission: entry.submission });
  const metadata = { [actMetadata]: act, filename: `${act}.json` };
  await inboxWriter(cloud).put(actKey(randomUUID()), bytes, metadata);
  const what =
    act === 'restore'
      ? `what counted when ${entry.submission} arrived will count again`
      : `only ${entry.submission} will count`;
  console.log(`${authority.name}, round ${round.id}: ${what}. The contacts get a mail.`);
  return 0;
}

async function reached({ table, inbox, folder }: FilesOptions): Promise<{ table: string; inbox: string }> {
  if (table !== undefined && inbox !== undefined) return { table, inbox };
  if (table !== undefined || inbox !== undefined) throw new UsageError('name both --table and --inbox, or neither');
  return reachLocal(folder, '--table and --inbox');
}

/** The beginning of an id is enough where no other begins so. */
function fileNamed(name: string, log: readonly HistoryEntry[]): HistoryEntry {
  const found = new Map(
    log.filter(({ submission }) => submission.startsWith(name)).map((one) => [one.submission, one]),
  );
  const [first, ...others] = [...found.values()];
  if (first === undefined)
    throw new UsageError(`no file that counts or counted begins with ${name}; leave the option out to see the list`);
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
