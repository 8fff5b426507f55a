import answerWords from '../domain/normalise/answer-words.json' with { type: 'json' };
import { foldedText } from '../domain/normalise/plain-text.ts';
import { utf16Of } from './file-format.ts';
import headings from './reading/headings.json' with { type: 'json' };

/** What offices on Windows and on Macs write where they do not write Unicode; the most usual first. */
const ofOffices = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1257',
  'macintosh',
] as const;

/** UTF-16, else UTF-8 if it is valid, else the encoding of offices in which the most headings and answers are known. */
export function decodeText(bytes: Buffer): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const sample = bytes.subarray(0, sampleBytes);
    const known = ofOffices.map((encoding) => knownIn(new TextDecoder(encoding).decode(sample)));
    const best = ofOffices[known.indexOf(Math.max(...known))] ?? ofOffices[0];
    return new TextDecoder(best).decode(bytes);
  }
}

/** Headings and answers enough to tell by; a file as large as may be is not read six times. */
const sampleBytes = 256 * 1024;

const words = [...Object.values(headings), ...Object.values(answerWords).flatMap((lists) => Object.values(lists))];
/** Words that tell encodings apart: those of ASCII alone are the same in all. */
const telling = new Set(
  words
    .flat()
    .map(foldedText)
    .filter((word) => /[^ -~]/.test(word)),
);
const longest = Math.max(...[...telling].map((word) => word.length));

function knownIn(text: string): number {
  const cells = text.split(/[;,|"\t\r\n]+/).filter((cell) => cell.length <= longest);
  return cells.filter((cell) => telling.has(foldedText(cell))).length;
}
