import { crc32, deflateRawSync } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';

export interface Part {
  readonly name: string;
  readonly content: Buffer;
}

/** The parts of a zip of our own making, in which nothing is compressed; folders are no parts. */
export async function storedParts(bytes: Buffer): Promise<Part[]> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const parts: Part[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    parts.push({
      name: entry.fileName,
      content: bytes.subarray(fileDataStart, fileDataStart + entry.uncompressedSize),
    });
  }
  return parts;
}

const versionNeeded = 20;
const deflated = 8;
/** 1 January 1980, 00:00: the first moment a zip can tell. */
const dosTime = 0x0000;
const dosDate = 0x0021;

/** A zip whose entries carry no clock time: the same parts give the same bytes. Part names are ASCII. */
export function zipped(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const packed = deflateRawSync(content);
    const common = Buffer.concat([
      shorts(versionNeeded, 0, deflated, dosTime, dosDate),
      longs(crc32(content), packed.length, content.length),
      shorts(name.length, 0),
    ]);
    const file = Buffer.concat([longs(0x04034b50), common, Buffer.from(name), packed]);
    directory.push(
      longs(0x02014b50),
      shorts(versionNeeded),
      common,
      shorts(0, 0, 0),
      longs(0, offset),
      Buffer.from(name),
    );
    files.push(file);
    offset += file.length;
  }
  const index = Buffer.concat(directory);
  const end = [longs(0x06054b50), shorts(0, 0, parts.length, parts.length), longs(index.length, offset), shorts(0)];
  return Buffer.concat([...files, index, ...end]);
}

function shorts(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => {
    bytes.writeUInt16LE(value, index * 2);
  });
  return bytes;
}

function longs(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}
