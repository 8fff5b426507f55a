import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those it lies in. Not by mkdir's own way of that (`recursive`), which never ends where the system
 * lets nobody make a folder and says that there is none, as in /proc (Node 24).
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const above = dirname(path);
    if (code !== 'ENOENT' || above === path || (await stat(above).catch(() => null)) !== null) throw error;
    await makeFolder(above);
    await makeFolder(path);
  }
}
