import { plainText, visibleText } from '../answers/normalise/plain-text.ts';

/**
 * What comes with a file besides its answers. It is shown to the contacts of its authority and to the office, and decides
 * nothing: a file counts without it, and alike with it.
 */
export interface SaidWithFile {
  /** Who certifies its answers, as it is written on its cover. */
  readonly certifiedBy?: string | undefined;
  /** To the office: from the cover, from the contact's page, or from both. */
  readonly note?: string | undefined;
}

/** Characters of a name with a role, and of a note. */
const maxCertifier = 200;
export const maxNote = 1000;
/** Of the notes that came with one file, sent several times. */
const maxNotes = 4 * maxNote;

/** One line; null where nothing but a dash stands there. */
export function certifierIn(text: string): string | null {
  return shortened(plainText(text.slice(0, maxLooked).replace(controls, ' ')), maxCertifier);
}

/** With its lines; null where nothing but a dash stands there. */
export function noteIn(text: string): string | null {
  const lines = visibleText(
    text
      .slice(0, maxLooked)
      .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
      .replace(controls, ' '),
  )
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n');
  return shortened(lines, maxNote);
}

/** Characters that are looked at: what is cut from a longer text nobody sees. */
const maxLooked = 20_000;

/** What no text of people has, but for the end of a line. */
const controls = /[^\P{C}\n]/gu;

function shortened(text: string, most: number): string | null {
  const trimmed = text.toWellFormed().trim();
  if (/^[\s–—―−_.-]*$/u.test(trimmed)) return null;
  // Whole characters: half of one is no text.
  const letters = [...trimmed];
  return letters.length <= most ? trimmed : `${letters.slice(0, most - 1).join('')}…`;
}

/** Both, each paragraph once: a file that is sent again with another note has two. */
export function notesTogether(before: string | null | undefined, note: string | null | undefined): string | undefined {
  const given = [before, note].filter((one): one is string => one !== null && one !== undefined && one !== '');
  const [first, second] = given;
  if (first === undefined || second === undefined) return first;
  const known = first.split(between);
  const more = second.split(between).filter((one) => !known.includes(one));
  const whole = [...known, ...more].join(between);
  return whole.length <= maxNotes ? whole : whole.slice(0, maxNotes).toWellFormed();
}

const between = '\n\n';

/** A file and who certifies it: shown to the contacts of its authority and to the office, and never published. */
export interface CertifiedFile {
  readonly fileName: string;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly by: string;
}

/** Newest first. */
export const certifiedAmong = (files: readonly (SaidWithFile & { readonly receipt: CertifiedReceipt })[]) =>
  files
    .flatMap(({ certifiedBy: by, receipt: { fileName, receivedAt } }): CertifiedFile[] =>
      by === undefined ? [] : [{ fileName, receivedAt, by }],
    )
    .sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));

type CertifiedReceipt = Omit<CertifiedFile, 'by'>;
