import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './usage-error.ts';

/** Lock files of open programs, and what systems leave in folders. */
const noFile = /^(\.|~\$)|^(thumbs\.db|desktop\.ini)$/i;

/** The files named, and those in the folders named, however deep, in the order of their names. */
export async function filesIn(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() !== true) {
      files.push(path);
      continue;
    }
    const names = (await readdir(path)).filter((name) => !noFile.test(name)).sort((a, b) => a.localeCompare(b, 'en'));
    files.push(...(await filesIn(names.map((name) => join(path, name)))));
  }
  return files;
}

/** null: there is no such file. */
export async function bytesOf(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** The bytes of a file that somebody named: one that cannot be read is a mistake of theirs. */
export const bytesNamed = (file: string): Promise<Buffer> =>
  readFile(file).catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read`, { cause });
  });
