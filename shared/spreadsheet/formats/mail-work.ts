/** What reading a mail would take: the library that does it has no limits of its own, so this is counted before. */
const maxCount = {
  /** Lines of text and headers; each takes some KB of memory. Those of an attachment in base64 take next to nothing. */
  lines: 20_000,
  /** Lines that are read again for each mail within a mail, those of attachments too. */
  linesInMails: 50_000,
  /** Lines of attachments: some more than 20 MB have in lines of 76 letters. */
  encoded: 400_000,
  /** Bytes of text and headers, and of the headers alone: each becomes several copies. */
  text: 2 * 1024 * 1024,
  headers: 256 * 1024,
  /** Mails within mails, and parts that have parts: each line is held against the borders of all that are open. */
  mails: 20,
  borders: 100,
} as const;

const lineFeed = 0x0a;
const hyphen = 0x2d;

/** Whether a mail may be read: it is not made to take long or to fill the memory. */
export function isReadableMail(bytes: Buffer): boolean {
  const mails = occurrences(bytes, /message\/rfc822/gi, maxCount.mails);
  const borders = occurrences(bytes, /boundary\s*=/gi, maxCount.borders);
  if (mails > maxCount.mails || borders > maxCount.borders) return false;
  if (headersLength(bytes) > maxCount.headers) return false;
  const { texts, encoded, textBytes } = linesOf(bytes);
  if (texts > maxCount.lines || encoded > maxCount.encoded || textBytes > maxCount.text) return false;
  return texts + mails * (texts + encoded) <= maxCount.linesInMails;
}

/** Bytes before the first blank line. */
function headersLength(bytes: Buffer): number {
  const ends = ['\n\n', '\n\r\n'].map((end) => bytes.indexOf(end)).filter((at) => at !== -1);
  return ends.length === 0 ? bytes.length : Math.min(...ends);
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

/** Letters of a header by which the lines below it are an attachment. */
const base64 = /^content-transfer-encoding:\s*base64/i;
const headerLength = 64;

function linesOf(bytes: Buffer): { texts: number; encoded: number; textBytes: number } {
  let [texts, encoded, textBytes] = [0, 0, 0];
  let inAttachment = false;
  for (let at = 0; at < bytes.length && texts <= maxCount.lines && encoded <= maxCount.encoded; ) {
    const found = bytes.indexOf(lineFeed, at);
    const end = found === -1 ? bytes.length : found;
    // A border of parts begins with two hyphens, which are no base64.
    if (bytes[at] === hyphen) inAttachment = false;
    else if (!inAttachment && (bytes[at] === 0x43 || bytes[at] === 0x63)) {
      inAttachment = base64.test(bytes.toString('latin1', at, Math.min(end, at + headerLength)));
    }
    if (inAttachment) encoded += 1;
    else {
      texts += 1;
      textBytes += end - at;
    }
    at = end + 1;
  }
  return { texts, encoded, textBytes };
}
