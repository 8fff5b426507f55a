import { access, constants, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { lockFile, lockFolder } from './folder-lock.ts';
import { FolderInUse, NotAStateFolder, onDisk } from './state-fault.ts';

/** Where a local cloud keeps what it has, so that it is there again after a restart. */
export interface StateFolder {
  readonly path: string;
  readonly inbox: string;
  readonly sent: string;
  /** Mails dropped there (.eml) come in as mail does. */
  readonly mailIn: string;
  readonly mailInTaken: string;
  /** Registry workbooks go in there, and those that were taken in lie beneath it. */
  readonly registry: string;
  readonly registrySent: string;
  /** Review workbooks dropped here are imported. */
  readonly review: string;
  readonly reviewSent: string;
  /** Authoring workbooks dropped here are published. */
  readonly questionnaires: string;
  readonly questionnairesSent: string;
  readonly mails: string;
  readonly results: string;
  readonly logs: string;
  readonly emulators: string;
  readonly synthesised: string;
  unlock(): void;
}

/** Opens the folder for this process alone; `fresh` removes first what earlier runs left there. */
export async function openStateFolder(path: string, fresh: boolean): Promise<StateFolder> {
  const folder = {
    path,
    inbox: join(path, 'inbox'),
    sent: join(path, 'inbox', 'sent'),
    mailIn: join(path, 'mail-in'),
    mailInTaken: join(path, 'mail-in', 'taken'),
    registry: join(path, 'registry'),
    registrySent: join(path, 'registry', 'sent'),
    review: join(path, 'review'),
    reviewSent: join(path, 'review', 'sent'),
    questionnaires: join(path, 'questionnaires'),
    questionnairesSent: join(path, 'questionnaires', 'sent'),
    mails: join(path, 'mails'),
    results: join(path, 'results'),
    logs: join(path, 'logs'),
    emulators: join(path, 'emulators'),
    synthesised: join(path, 'synthesised'),
  };
  const { path: _, ...ours } = folder;
  return onDisk(path, async () => {
    await makeFolder(path);
    await refuseForeign(path, [folder.emulators, join(path, lockFile), join(path, 'lock')]);
    await access(path, constants.W_OK | constants.X_OK);
    const lock = lockFolder(path);
    if (lock === null) throw new FolderInUse(path);
    try {
      // Of versions that told each other by it who runs.
      await rm(join(path, 'lock'), { recursive: true, force: true });
      if (fresh) for (const each of Object.values(ours)) await rm(each, { recursive: true, force: true });
      for (const each of Object.values(ours)) {
        await makeFolder(each);
        await access(each, constants.W_OK | constants.X_OK);
      }
    } catch (error) {
      lock.release();
      throw error;
    }
    return { ...folder, unlock: lock.release };
  });
}

/** A folder is ours when it is empty or has what a run of ours leaves. What a file browser hides does not count. */
async function refuseForeign(path: string, marks: readonly string[]): Promise<void> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.'));
  const isOurs = names.length === 0 || names.some((name) => marks.includes(join(path, name)));
  if (!isOurs) throw new NotAStateFolder(path);
}
