import { hash } from 'node:crypto';
import pMap from 'p-map';
import { onObjectErasure } from '../../config/object-keys.ts';
import type { AuthorityId } from '../../domain/ids.ts';
import { decodedMetadata } from '../../domain/submissions/file-name.ts';
import { unreadHash } from '../../domain/submissions/unread-hash.ts';
import type { StoredFiles, StoredObject, StoredObjects } from '../../ports/erasures.ts';
import { textsIn } from '../../spreadsheet/formats/texts-in.ts';
import { workbooksInside } from '../../spreadsheet/formats/workbooks-inside.ts';
import type { FoundOfAuthority } from './erase-items.ts';
import type { ErasedTexts } from './erased-texts.ts';

export interface ObjectSearch {
  readonly objects: StoredObjects;
  readonly files: StoredFiles;
  readonly buckets: readonly string[];
  readonly texts: ErasedTexts;
  readonly authority: AuthorityId | null;
  readonly found: FoundOfAuthority;
  /** Only counts. */
  readonly dryRun: boolean;
}

/** Objects that are read at once. */
const objectsAtOnce = 8;

/** One pass over the buckets, every version: originals, results, texts and registry workbooks that hold what goes. */
export async function eraseObjects(search: ObjectSearch): Promise<{ removed: number; unsearched: number }> {
  const counts = { removed: 0, unsearched: 0 };
  const look = async (object: StoredObject): Promise<void> => {
    const verdict = await judge(object, search);
    if (verdict === 'unsearched') counts.unsearched += 1;
    if (verdict !== 'goes') return;
    counts.removed += 1;
    if (!search.dryRun) await search.objects.remove(object);
  };
  for (const bucket of search.buckets) {
    for await (const page of search.objects.all(bucket)) {
      await pMap(page, look, { concurrency: objectsAtOnce });
    }
  }
  return counts;
}

async function judge(object: StoredObject, search: ObjectSearch): Promise<'goes' | 'stays' | 'unsearched'> {
  const { texts, found } = search;
  if (onObjectErasure(object.key).erasure === 'it stays') return 'stays';
  if (goesByKey(object.key, search) || texts.isIn(object.key)) return 'goes';
  if (object.isDeleteMarker) return 'stays';
  const file = await search.files.fetch(object);
  if (file === 'gone') return 'stays';
  if (file === 'locked') return found.files.has(unreadHash(object)) ? 'goes' : 'unsearched';
  const metadata = file === 'too large' ? await search.objects.metadata(object) : file.metadata;
  if (Object.values(metadata).some((value) => texts.isIn(decodedMetadata(value)))) return 'goes';
  if (file === 'too large') return found.files.has(unreadHash(object)) ? 'goes' : 'unsearched';
  if (onObjectErasure(object.key).erasure === 'it goes where it counts the authority') {
    return countsAuthority(file.bytes, search) ? 'goes' : 'stays';
  }
  const originals = [file.bytes, ...(await workbooksInside(file.bytes)).map(({ bytes }) => bytes)];
  if (originals.some((bytes) => found.files.has(hash('sha256', bytes, 'hex')))) return 'goes';
  const inside = await textsIn(file.bytes);
  if (inside === null) return 'unsearched';
  return inside.some((text) => texts.isIn(text)) ? 'goes' : 'stays';
}

function countsAuthority(bytes: Uint8Array, { authority }: ObjectSearch): boolean {
  return authority !== null && Buffer.from(bytes).includes(`"authority":${JSON.stringify(authority)}`);
}

/** What goes whatever is in it. */
function goesByKey(key: string, { authority, found }: ObjectSearch): boolean {
  const { erasure, parts } = onObjectErasure(key);
  if (erasure === 'it goes') return true;
  if (authority === null) return false;
  const [first = '', second] = parts;
  if (erasure === 'it goes where nobody else wrote the same')
    return found.texts.has(first) && !found.othersTexts.has(first);
  return erasure === 'it goes with the authority of its key' && second === authority;
}
