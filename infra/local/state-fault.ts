/** What of somebody's disk or machine keeps the local cloud from starting, and what to do about it, in a sentence. */
export class StateFault extends Error {}

/** Another local cloud works on this folder. */
export class FolderInUse extends StateFault {
  constructor(path: string) {
    super(`${path} is in use by another scorebook start; end that one, or name another --folder`);
  }
}

/** Somebody's own folder: our files do not belong between theirs, and `fresh` would remove some of them. */
export class NotAStateFolder extends StateFault {
  constructor(path: string) {
    super(`${path} holds something else than the state of scorebook start; name a new or an empty --folder`);
  }
}

/** Something kept there is not as a run of ours left it. */
export class DamagedState extends StateFault {
  constructor(path: string, lost: string, cause?: unknown) {
    super(
      `${path} is damaged and cannot be read. Restore it from a copy; or move it away, which loses ${lost}; or start with --fresh, which forgets everything`,
      { cause },
    );
  }
}

const otherFolder = 'or name another place';

/** Of errors of the file system, by their code: what is wrong, and what helps. */
const sentences: Readonly<Record<string, (path: string) => string>> = {
  EEXIST: (path) => `${path} is a file, where a folder is needed; move that file away, ${otherFolder}`,
  ENOTDIR: (path) => `${path} is a file, or lies in one, where a folder is needed; move that file away, ${otherFolder}`,
  EISDIR: (path) => `${path} is a folder, where a file is needed; move that folder away, ${otherFolder}`,
  EACCES: (path) => `${path} may not be written to by you; have it made yours, ${otherFolder}`,
  EPERM: (path) => `${path} may not be written to by you; have it made yours, ${otherFolder}`,
  EROFS: (path) => `${path} is on a disk that can only be read; name another place`,
  ENOENT: (path) => `${path} is not there and cannot be made; name another place`,
  ENAMETOOLONG: (path) => `${path} is a name too long for this system; name another place`,
  ELOOP: (path) => `${path} leads through links that lead in a circle; name another place`,
  ENOSPC: (path) => `there is no room left on the disk of ${path}; make room, ${otherFolder}`,
  EDQUOT: (path) => `your share of the disk of ${path} is used up; make room, ${otherFolder}`,
  EMFILE: () => 'too many files are open on this machine; end other programs, or raise the limit (ulimit -n)',
  ENFILE: () => 'too many files are open on this machine; end other programs',
  EIO: (path) => `the disk of ${path} cannot be read or written; look after the disk, ${otherFolder}`,
};

/** Of an error of the file system; null: it is none, or is not about a file. */
export function sentenceOf(error: Error, path?: string): string | null {
  const { code = '', path: about = path } = error as NodeJS.ErrnoException;
  return about === undefined ? null : (sentences[code]?.(about) ?? null);
}

/** Does something with the disk. What the system refuses is told of as the fault that it is, by the path it was about. */
export async function onDisk<T>(path: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const sentence = error instanceof StateFault || !(error instanceof Error) ? null : sentenceOf(error, path);
    throw sentence === null ? error : new StateFault(sentence, { cause: error });
  }
}
