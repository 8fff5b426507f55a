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
    return new TextDecoder(likeliest(bytes.subarray(0, sampleBytes))).decode(bytes);
  }
}

/** Headings and answers enough to tell by; a file as large as may be is not read six times. */
const sampleBytes = 256 * 1024;

function likeliest(sample: Buffer): (typeof ofOffices)[number] {
  const words = [...Object.values(headings), ...Object.values(answerWords).flatMap((lists) => Object.values(lists))];
  // Words of ASCII alone are the same in all.
  const telling = new Set(
    words
      .flat()
      .map(foldedText)
      .filter((word) => /[^ -~]/.test(word)),
  );
  const longest = Math.max(...[...telling].map((word) => word.length));
  const known = ofOffices.map((encoding) => {
    const cells = new TextDecoder(encoding).decode(sample).split(/[;,|"\t\r\n]+/);
    return cells.filter((cell) => cell.length <= longest && telling.has(foldedText(cell))).length;
  });
  return ofOffices[known.indexOf(Math.max(...known))] ?? ofOffices[0];
}
