import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { limits, megabytes } from './limits.ts';
import { Unreadable } from './unreadable.ts';

/** The parts of a zip, opened only when asked for, with what they really inflate to counted. */
export interface Archive {
  readonly names: readonly string[];
  /** The part's bytes, or undefined when there is none of that name (upper and lower case are one). */
  part(name: string): Buffer | undefined;
}

interface Placed {
  readonly entry: Entry;
  readonly start: number;
}

const encryptedFlag = 0x1;
const methods = { stored: 0, deflated: 8 } as const;

/** Walks the directory without inflating anything; throws {@link Unreadable} on a zip that is broken or odd. */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  const parts = new Map<string, Placed>();
  const zip = await opened(bytes);
  try {
    for await (const entry of zip.eachEntry()) {
      const name = partName(entry);
      if (parts.has(name)) throw new Unreadable('file-unsafe', { cause: 'part-twice' });
      if (parts.size >= limits.parts) throw new Unreadable('file-unsafe', { cause: 'parts' });
      if (entry.generalPurposeBitFlag & encryptedFlag) throw new Unreadable('file-encrypted', { locked: 'zip' });
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      parts.set(name, { entry, start: fileDataStart });
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : damaged(error);
  }
  refuseOverlaps([...parts.values()]);
  let inflated = 0;
  return {
    names: [...parts.keys()],
    part(name) {
      const placed = parts.get(canonical(name));
      if (placed === undefined) return undefined;
      const content = inflate(bytes, placed);
      inflated += content.length;
      // A flipped bit can leave a well-formed part that says something else.
      if (crc32(content) !== placed.entry.crc32) throw new Unreadable('file-damaged', { cause: 'part-changed' });
      if (inflated > limits.inflated) throw tooLargeInside();
      return content;
    },
  };
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: false });
  } catch (error) {
    throw damaged(error);
  }
}

function partName(entry: Entry): string {
  const name = canonical(entry.fileName);
  // yauzl has refused absolute names and `..` already; nothing is ever written to a disk anyway.
  if (name.includes('\0') || name.length > 512) throw new Unreadable('file-unsafe', { cause: 'part-names' });
  return name;
}

const canonical = (name: string): string => name.replace(/^\/+/, '').toLowerCase();

function refuseOverlaps(parts: readonly Placed[]): void {
  const inOrder = [...parts].sort((a, b) => a.start - b.start);
  let end = 0;
  for (const { entry, start } of inOrder) {
    if (start < end) throw new Unreadable('file-unsafe', { cause: 'overlap' });
    end = start + entry.compressedSize;
  }
}

/** Never trusts the declared size: the cap holds on what really comes out. */
function inflate(bytes: Buffer, { entry, start }: Placed): Buffer {
  const stored = bytes.subarray(start, start + entry.compressedSize);
  if (stored.length < entry.compressedSize) throw new Unreadable('file-damaged', { cause: 'cut-off' });
  if (entry.compressionMethod === methods.stored) return stored;
  if (entry.compressionMethod !== methods.deflated) {
    throw new Unreadable('file-damaged', { cause: 'compression' });
  }
  const cap = Math.min(limits.part, Math.max(1024 * 1024, stored.length * limits.ratio));
  try {
    return inflateRawSync(stored, { maxOutputLength: cap });
  } catch (error) {
    if (error instanceof RangeError) throw tooLargeInside();
    throw damaged(error);
  }
}

function tooLargeInside(): Unreadable {
  return new Unreadable('file-unsafe', {
    cause: 'inflates',
    most: String(megabytes(limits.part)),
  });
}

function damaged(cause: unknown): Unreadable {
  return new Unreadable('file-damaged', { cause: 'directory' }, cause);
}
