import { openArchive } from './archive.ts';
import { isZip } from './file-format.ts';
import { readGrid } from './read-grid.ts';
import { Unreadable } from './unreadable.ts';
import { workbooksInside } from './workbooks-inside.ts';

/**
 * All texts of a file, to look for a name in them: its bytes, the parts of a zip (an author stands in a part of its
 * own), and the cells (a name may be written in runs of several fonts). null: it cannot be opened.
 */
export async function textsIn(file: Uint8Array): Promise<string[] | null> {
  const own = await textsOf(file);
  if (own === null) return null;
  for (const { bytes } of await workbooksInside(file)) {
    const inside = await textsOf(bytes);
    if (inside === null) return null;
    own.push(...inside);
  }
  return own;
}

async function textsOf(file: Uint8Array): Promise<string[] | null> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const raw = bytes.toString('utf8');
  if (!isZip(bytes)) return [raw, ...((await cellTexts(file)) ?? [])];
  try {
    const archive = await openArchive(bytes);
    const parts = archive.names.map((name) => unescaped(archive.part(name)?.toString('utf8') ?? ''));
    return [raw, ...parts, ...((await cellTexts(file)) ?? [])];
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** null: it is no workbook. */
async function cellTexts(file: Uint8Array): Promise<string[] | null> {
  try {
    const { sheets } = await readGrid(file);
    return sheets.flatMap(({ cells, notes }) => [...cells.map(({ text, struck }) => text + struck), ...notes.values()]);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(xml: string): string {
  return xml.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');
}
