/** What reading a mail would take: the library that does it has no limits of its own, so this is counted before. */
const most = {
  /** Lines of text and headers; each takes some KB of memory. Those of an attachment in base64 take next to nothing. */
  lines: 40_000,
  /** Lines and bytes, read again for each mail within a mail. */
  linesInMails: 100_000,
  bytesInMails: 80 * 1024 * 1024,
  /** Mails within mails, and parts that have parts: each line is held against the borders of all that are open. */
  mails: 20,
  borders: 100,
} as const;

const lineFeed = 0x0a;
const space = 0x20;
/** Characters of a line of base64, which has no blanks. */
const encodedFrom = 60;

/** Whether a mail may be read: it is not made to take long or to fill the memory. */
export function isReadableMail(bytes: Buffer): boolean {
  const mails = occurrences(bytes, /message\/rfc822/gi, most.mails);
  const borders = occurrences(bytes, /boundary\s*=/gi, most.borders);
  if (mails > most.mails || borders > most.borders) return false;
  const lines = textLines(bytes);
  return (
    lines <= most.lines && lines * (1 + mails) <= most.linesInMails && bytes.length * (1 + mails) <= most.bytesInMails
  );
}

/** Bytes looked at in one go. */
const window = 1 << 20;
/** As long as what is looked for: it may stand on the border of two. */
const overlap = 24;

function occurrences(bytes: Buffer, pattern: RegExp, enough: number): number {
  let count = 0;
  for (let start = 0; start < bytes.length && count <= enough; start += window) {
    count += bytes.toString('latin1', start, start + window + overlap).match(pattern)?.length ?? 0;
  }
  return count;
}

function textLines(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length && count <= most.lines; ) {
    const found = bytes.indexOf(lineFeed, at);
    const end = found === -1 ? bytes.length : found;
    const encoded = end - at >= encodedFrom && !bytes.subarray(at, at + encodedFrom).includes(space);
    if (!encoded) count += 1;
    at = end + 1;
  }
  return count;
}
