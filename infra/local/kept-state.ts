import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Level } from 'level';
import * as v from 'valibot';
import { DamagedState } from './state-fault.ts';

/** Where the emulators keep what they have. */
export interface KeptState {
  readonly queues: string;
  readonly buckets: string;
  readonly table: string;
  readonly entries: string;
}

export const keptIn = (folder: string): KeptState => ({
  queues: join(folder, 'queues'),
  buckets: join(folder, 'buckets'),
  table: join(folder, 'table'),
  entries: join(folder, 'entries.json'),
});

/**
 * Looks at what an earlier run left, before the emulators open it: they end in the midst of it, or only when they are
 * asked for it, when it is not as they left it. What a kill left half-written was said to nobody and is removed.
 */
export async function checkKeptState({ queues, buckets, table, entries }: KeptState): Promise<void> {
  await checkQueues(queues);
  await checkTable(table);
  await checkEntries(entries);
  await removeHalfWritten(join(buckets, 'buckets'));
}

async function checkQueues(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    if (!/\.(db|sqlite)$/.test(name)) continue;
    const file = join(folder, name);
    const damaged = (cause?: unknown) =>
      new DamagedState(
        file,
        'mails that wait to be sent again (files that came in are read again by themselves)',
        cause,
      );
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(file);
      const [row] = database.prepare('PRAGMA quick_check(1)').all();
      if (row?.['quick_check'] !== 'ok') throw damaged();
    } catch (error) {
      throw error instanceof DamagedState ? error : damaged(error);
    } finally {
      database?.close();
    }
  }
}

async function checkTable(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const database = new Level(folder);
  try {
    await database.open();
  } catch (error) {
    throw new DamagedState(folder, 'what is registered, scored and reviewed', error);
  } finally {
    await database.close().catch(() => {});
  }
}

const entriesSchema = v.array(v.tuple([v.string(), v.string()]));

async function checkEntries(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const text = await readFile(file, 'utf8').catch(() => '');
  if (v.safeParse(v.pipe(v.string(), v.parseJson(), entriesSchema), text).success) return;
  throw new DamagedState(file, 'the public site until its rounds are scored again');
}

const objectMeta = v.object({ key: v.string(), contentLength: v.number() });
const bucketMeta = v.object({ name: v.string() });
const json = <T extends v.GenericSchema>(schema: T) => v.pipe(v.string(), v.parseJson(), schema);

/** An object is there when its file and what is said about it are both whole; a bucket is named as its folder is. */
async function removeHalfWritten(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const about = join(folder, name, '.bucket.json');
    const text = await readFile(about, 'utf8').catch(() => '');
    if (!v.safeParse(json(bucketMeta), text).success) {
      const anew = { name: basename(name), creationDate: new Date().toISOString(), type: 'general-purpose' };
      await writeFile(about, JSON.stringify(anew));
    }
    const objects = join(folder, name, 'objects');
    if (!existsSync(objects)) continue;
    for (const entry of await readdir(objects, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.meta.json')) continue;
      const meta = join(entry.parentPath, entry.name);
      const data = meta.replace(/\.meta\.json$/, '.data');
      const read = v.safeParse(json(objectMeta), await readFile(meta, 'utf8'));
      const size = (await stat(data).catch(() => null))?.size;
      if (read.success && read.output.contentLength === size) continue;
      await rm(meta, { force: true });
      await rm(data, { force: true });
    }
  }
}
