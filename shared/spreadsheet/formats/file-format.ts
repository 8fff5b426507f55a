import type { Format } from '../../domain/answers/unreadable-facts.ts';
import type { Archive } from './archive.ts';
import { Unreadable } from './unreadable.ts';

/** Formats are known by their content, never by the file's name. */
const signatures: readonly { readonly bytes: readonly number[]; readonly format: Format }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], format: 'pdf' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], format: 'png' },
  { bytes: [0xff, 0xd8, 0xff], format: 'jpeg' },
  { bytes: [0x47, 0x49, 0x46, 0x38], format: 'gif' },
  { bytes: [0x49, 0x49, 0x2a, 0x00], format: 'tiff' },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a], format: 'tiff' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], format: 'zip' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], format: 'rtf' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], format: '7z' },
  { bytes: [0x52, 0x61, 0x72, 0x21], format: 'rar' },
  { bytes: [0x62, 0x70, 0x6c, 0x69, 0x73, 0x74], format: 'webloc' },
  {
    bytes: [0x78, 0x9f, 0x3e, 0x22],
    format: 'winmail',
  },
];

/** Parts by which a zip tells what it is. */
const zipFormats: readonly { readonly part: RegExp; readonly format: Format }[] = [
  { part: /^word\/document\.xml$/, format: 'docx' },
  { part: /^ppt\/presentation\.xml$/, format: 'pptx' },
  { part: /^xl\/workbook\.bin$/, format: 'xlsb' },
  { part: /^index\/.*\.iwa$/, format: 'numbers' },
  { part: /^index\.zip$/, format: 'numbers' },
  { part: /^content\.xml$/, format: 'odt' },
];

const zipMagic = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const compoundMagic = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');
/** The streams of compound files by which they are told apart: a mail saved by Outlook has its own, whatever workbook is in it. */
const compoundFormats: readonly { readonly stream: Buffer; readonly format: Format }[] = [
  { stream: Buffer.from('__properties_version1.0', 'utf16le'), format: 'msg' },
  { stream: Buffer.from('WordDocument', 'utf16le'), format: 'doc' },
  { stream: Buffer.from('PowerPoint Document', 'utf16le'), format: 'ppt' },
];
const isIn =
  (bytes: Buffer) =>
  ({ stream }: { readonly stream: Buffer }): boolean =>
    bytes.includes(stream);

/** Pictures that say what they are behind their first bytes. */
function pictureFormat(bytes: Buffer): Format | null {
  const [start, kind] = [bytes.toString('latin1', 0, 4), bytes.toString('latin1', 4, 12)];
  if (start === 'RIFF' && kind.endsWith('WEBP')) return 'webp';
  // Four zeros are reserved in the head of a bitmap; a text that begins with BM has none.
  if (start.startsWith('BM') && bytes.length > 14 && bytes.readUInt32LE(6) === 0) return 'bmp';
  return /^ftyp(heic|heix|hevc|mif1|msf1)/.test(kind) ? 'heic' : null;
}

/** Whether a name ends in what may say a format: `Kysely 12.3` and `kysely.2022` do not. */
export const hasEnding = (fileName: string): boolean => /\.(?=\d*[a-z])\w{1,5}$/i.test(fileName);

export function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(zipMagic);
}

/** Throws {@link Unreadable} naming a format that is known, and is neither a zip nor plain text. */
export function refuseOtherFiles(bytes: Buffer): void {
  if (bytes.subarray(0, 8).equals(compoundMagic)) {
    // A workbook with a password is a compound file like the old .xls, with this stream in it.
    if (bytes.includes(encryptedPackage)) throw new Unreadable('file-encrypted');
    throw new Unreadable('file-unsupported', { format: compoundFormats.find(isIn(bytes))?.format ?? 'xls' });
  }
  const known = signatures.find((signature) => signature.bytes.every((byte, index) => bytes[index] === byte));
  if (known !== undefined) throw new Unreadable('file-unsupported', { format: known.format });
  const picture = pictureFormat(bytes);
  if (picture !== null) throw new Unreadable('file-unsupported', { format: picture });
  const start = beginningOf(bytes);
  if (isWebPage(start)) throw new Unreadable('file-unsupported', { format: 'html' });
  if (isWebArchive(start)) throw new Unreadable('file-unsupported', { format: 'mht' });
  if (/^ID;P/.test(start)) throw new Unreadable('file-unsupported', { format: 'sylk' });
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet')) {
    throw new Unreadable('file-unsupported', { format: 'xml' });
  }
}

/** Characters by which a text tells what it is, without a byte-order mark and blanks before them. */
function beginningOf(bytes: Buffer): string {
  const utf16 = utf16Of(bytes);
  const start = bytes.subarray(0, 8192);
  const text = utf16 === null ? start.toString('latin1') : new TextDecoder(utf16).decode(start);
  return text.replace(/^(\u00ef\u00bb\u00bf|\ufeff)?\s*/, '');
}

/** What programs export as "Excel" often is a web page, with or without the beginning of one. */
const isWebPage = (start: string): boolean =>
  /^(<\?xml[^>]*>\s*|<!--(?:(?!-->)[\s\S])*-->\s*)*<(!doctype\s+html|html|head|body|table|meta|style|div|center|font|tr|title)[\s>]/i.test(
    start,
  );

/** "Single file web page" of Excel (.mht, or saved as .xls): a mail without anybody who wrote it. */
function isWebArchive(start: string): boolean {
  const headers = start.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const isRelated = /^[a-z-]+:/i.test(headers) && /^content-type:\s*multipart\/related/im.test(headers);
  return isRelated && !/^(from:(?!\s*["<]?saved by)|to:|received:|return-path:|delivered-to:)/im.test(headers);
}

/** An OpenDocument spreadsheet written as one XML text. */
export function isFlatOds(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4096).toString('latin1');
  return /<office:document\s/.test(start) && start.includes('opendocument.spreadsheet');
}

export type Utf16 = 'utf-16le' | 'utf-16be';

/** Text in UTF-16 starts with its mark; without one, every other byte of a Latin text is zero. */
export function utf16Of(bytes: Buffer): Utf16 | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = [...bytes.subarray(0, 512)];
  const zerosAt = (parity: number): number => start.filter((byte, at) => byte === 0 && at % 2 === parity).length;
  const [even, odd] = [zerosAt(0), zerosAt(1)];
  if (odd > start.length / 4 && even === 0) return 'utf-16le';
  return even > start.length / 4 && odd === 0 ? 'utf-16be' : null;
}

/** Zeros to the end of a block, and the mark for the end of a file, as some programs leave them behind a text. */
export function withoutPadding(bytes: Buffer): Buffer {
  const last = bytes.at(-1);
  if (last !== 0 && last !== 0x1a) return bytes;
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x1a)) end -= 1;
  // In UTF-16 the last letter may end in one of them.
  return utf16Of(bytes) === null ? bytes.subarray(0, end) : bytes;
}

/** Text has no zero bytes, unless it is UTF-16. */
export function isPlainText(bytes: Buffer): boolean {
  return utf16Of(bytes) !== null || !bytes.subarray(0, 64 * 1024).includes(0);
}

/** Throws {@link Unreadable} naming the format of a zip that holds something else than a workbook we read. */
export function refuseOtherZips(archive: Archive): void {
  for (const { part, format } of zipFormats) {
    if (archive.names.some((name) => part.test(name))) throw new Unreadable('file-unsupported', { format });
  }
}
