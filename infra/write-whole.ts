import { rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Writes a file that is either there whole or not at all. */
export async function writeWhole(file: string, bytes: Uint8Array, mode = 0o666): Promise<void> {
  await makeFolder(dirname(resolve(file)));
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, bytes, { mode });
  await rename(part, file);
}
