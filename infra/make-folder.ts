import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those it lies in, whoever else makes them at the same moment. Not by mkdir's own way of that
 * (`recursive`), which never ends where the system lets nobody make a folder and says that there is none, as in /proc
 * (Node 24).
 */
export async function makeFolder(path: string): Promise<void> {
  const above = dirname(path);
  try {
    await mkdir(path);
  } catch (error) {
    if (await isThere(error, path)) return;
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === path) throw error;
    await makeFolder(above);
    // The one above is there now: what is refused from here on is refused for good.
    await mkdir(path).catch(async (again: unknown) => {
      if (!(await isThere(again, path))) throw again;
    });
  }
}

const isThere = async (error: unknown, path: string): Promise<boolean> =>
  (error as NodeJS.ErrnoException).code === 'EEXIST' && (await stat(path)).isDirectory();
