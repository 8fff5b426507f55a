import { crc32, inflateRawSync } from 'node:zlib';
import type { Inflate } from 'fflate';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { limits, megabytes } from '../../domain/submissions/limits.ts';
import { loadParser, type XmlBudget, xmlBudget } from './ooxml/xml-events.ts';
import { Unreadable } from './unreadable.ts';

/** The parts of a zip, opened only when asked for, with what they really inflate to counted. */
export interface Archive {
  readonly names: readonly string[];
  /** The part's bytes, or undefined when there is none of that name (upper and lower case are one). */
  part(name: string): Buffer | undefined;
  /** The same piece by piece where it is large: {@link limits.longPart}. For one pass. */
  pieces(name: string): Buffer | Iterable<Buffer> | undefined;
  /** What XML of all parts together may still be looked at. */
  readonly budget: XmlBudget;
}

interface Placed {
  readonly entry: Entry;
  readonly start: number;
}

const encryptedFlag = 0x1;
const methods = { stored: 0, deflated: 8 } as const;

/** Walks the directory without inflating anything; throws {@link Unreadable} on a zip that is broken or odd. */
export async function openArchive(file: Buffer): Promise<Archive> {
  const bytes = withoutRest(file);
  const parts = new Map<string, Placed>();
  const twice = new Map<string, Placed>();
  const zip = await opened(bytes);
  try {
    for await (const entry of zip.eachEntry()) {
      const name = partName(entry);
      if (parts.size >= limits.parts) throw new Unreadable('file-unsafe', { cause: 'parts' });
      if (entry.generalPurposeBitFlag & encryptedFlag) throw new Unreadable('file-encrypted', { locked: 'zip' });
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const placed = { entry, start: fileDataStart };
      const first = parts.get(name);
      if (first === undefined) parts.set(name, placed);
      else if (first.start !== placed.start) twice.set(name, placed);
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : damaged(error);
  }
  refuseOverlaps([...parts.values(), ...twice.values()]);
  // Few files have a part so large: what inflates and reads it takes longer to load than all others to inflate.
  const isLarge = [...parts.values()].some(({ entry }) => mayBeLong(entry));
  const inflater = isLarge ? (await import('fflate')).Inflate : null;
  if (isLarge) await loadParser();
  let inflated = 0;
  const counted = (content: Buffer): void => {
    inflated += content.length;
    if (inflated > limits.inflated) throw tooLargeInside();
  };
  let pieced = 0;
  const countPiece = (piece: Buffer): void => {
    pieced += piece.length;
    if (pieced > limits.pieces) throw tooLargeInside();
  };
  const placedAt = (name: string): Placed | undefined => {
    const place = canonical(name);
    // Which of two is meant nobody can tell; of a part that is not read nobody asks.
    if (twice.has(place)) throw new Unreadable('file-unsafe', { cause: 'part-twice' });
    return parts.get(place);
  };
  const part: Archive['part'] = (name) => {
    const placed = placedAt(name);
    if (placed === undefined) return undefined;
    const content = inflate(bytes, placed, limits.part);
    if (content === null) throw tooLargeInside();
    counted(content);
    if (crc32(content) !== placed.entry.crc32) throw changed();
    return content;
  };
  return {
    names: [...parts.keys()],
    budget: xmlBudget(),
    part,
    pieces(name) {
      const placed = placedAt(name);
      if (placed === undefined) return undefined;
      if (inflater === null || !mayBeLong(placed.entry)) return part(name);
      const content = inflate(bytes, placed, limits.longPart);
      if (content === null) return inPieces(bytes, placed, inflater, countPiece);
      counted(content);
      if (crc32(content) !== placed.entry.crc32) throw changed();
      return content;
    },
  };
}

const endMark = Buffer.from('PK\u0005\u0006', 'latin1');
/** Bytes of the end of a directory, without its comment. */
const endLength = 22;

/** What a mail program or a download has put after the end of a zip is no part of it. */
function withoutRest(bytes: Buffer): Buffer {
  for (let at = bytes.lastIndexOf(endMark); at > 0; at = bytes.lastIndexOf(endMark, at - 1)) {
    if (at + endLength > bytes.length) continue;
    const [size, start] = [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
    const end = at + endLength + bytes.readUInt16LE(at + 20);
    // The directory lies right before its end: else these are bytes of something else.
    if (start + size === at && end <= bytes.length) return bytes.subarray(0, end);
  }
  return bytes;
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

/** Never trusts the declared size: the cap holds on what really comes out. null: more comes out than is allowed. */
function inflate(bytes: Buffer, placed: Placed, most: number): Buffer | null {
  const { stored, deflated } = storedBytes(bytes, placed);
  if (!deflated) return stored;
  try {
    return inflateRawSync(stored, { maxOutputLength: Math.min(most, ratioCap(stored)) });
  } catch (error) {
    if (error instanceof RangeError && most < ratioCap(stored)) return null;
    if (error instanceof RangeError) throw tooLargeInside();
    throw damaged(error);
  }
}

const ratioCap = (stored: Buffer): number => Math.max(1024 * 1024, stored.length * limits.ratio);

/** Whether it may come out larger than what is held whole. */
const mayBeLong = ({ compressedSize }: Entry): boolean => compressedSize >= limits.longPart / limits.ratio;

/** A large part is never held whole: its pieces are read and forgotten. */
function* inPieces(
  bytes: Buffer,
  placed: Placed,
  Inflater: typeof Inflate,
  count: (piece: Buffer) => void,
): Iterable<Buffer> {
  const { stored } = storedBytes(bytes, placed);
  const cap = ratioCap(stored);
  let pieces: Buffer[] = [];
  const inflater = new Inflater((piece) => pieces.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length)));
  let length = 0;
  let sum = 0;
  for (let at = 0; at < stored.length; at += storedPiece) {
    try {
      inflater.push(stored.subarray(at, at + storedPiece), at + storedPiece >= stored.length);
    } catch (error) {
      throw damaged(error);
    }
    for (const piece of pieces) {
      count(piece);
      length += piece.length;
      if (length > cap) throw tooLargeInside();
      sum = crc32(piece, sum);
      yield piece;
    }
    pieces = [];
  }
  if (sum !== placed.entry.crc32) throw changed();
}

/** Bytes inflated at a time: they may become two hundred times as many. */
const storedPiece = 16 * 1024;

function storedBytes(bytes: Buffer, { entry, start }: Placed): { stored: Buffer; deflated: boolean } {
  const stored = bytes.subarray(start, start + entry.compressedSize);
  if (stored.length < entry.compressedSize) throw new Unreadable('file-damaged', { cause: 'cut-off' });
  if (entry.compressionMethod === methods.stored) return { stored, deflated: false };
  if (entry.compressionMethod === methods.deflated) return { stored, deflated: true };
  throw new Unreadable('file-damaged', { cause: 'compression' });
}

/** A flipped bit can leave a well-formed part that says something else. */
const changed = (): Unreadable => new Unreadable('file-damaged', { cause: 'part-changed' });

function tooLargeInside(): Unreadable {
  return new Unreadable('file-unsafe', {
    cause: 'inflates',
    most: String(megabytes(limits.part)),
  });
}

function damaged(cause: unknown): Unreadable {
  return new Unreadable('file-damaged', { cause: 'directory' }, cause);
}
