import answerWords from '../../domain/answers/normalise/answer-words.json' with { type: 'json' };
import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { utf16Of } from './file-format.ts';
import headings from './headings.json' with { type: 'json' };

/** What offices on Windows, on Macs and in a command prompt write where they do not write Unicode; the most usual first. */
const ofOffices = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1257',
  'windows-1254',
  'koi8-u',
  'macintosh',
  'cp850',
] as const;
type Encoding = (typeof ofOffices)[number];

/**
 * UTF-16 or UTF-8 where its mark says so; UTF-8 where it is, but for a few bytes; else the encoding of offices in which
 * the whole text reads best.
 */
export function decodeText(bytes: Buffer): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const { text, letters, strays } = leniently(bytes);
    // Letters of several bytes come about by chance in no other encoding.
    return marked || letters > maxStrays * strays ? text : likeliest(bytes);
  }
}

/** Letters in UTF-8 for each byte that is none, from which on the text is UTF-8. */
const maxStrays = 3;

/** UTF-8 in which a byte that belongs to no letter stands for itself, as Windows has it. */
function leniently(bytes: Buffer): { text: string; letters: number; strays: number } {
  const decoder = new TextDecoder('utf-8');
  const texts: string[] = [];
  let [start, letters, strays] = [0, 0, 0];
  for (let at = 0; at < bytes.length; ) {
    const length = letterLength(bytes, at);
    // By chance three bytes hardly ever make one.
    if (length > 1) letters += length === 2 ? 1 : maxStrays + 1;
    if (length > 0) {
      at += length;
      continue;
    }
    strays += 1;
    texts.push(decoder.decode(bytes.subarray(start, at)), windows1252(bytes.subarray(at, at + 1)));
    at += 1;
    start = at;
  }
  texts.push(decoder.decode(bytes.subarray(start)));
  return { text: texts.join('').replace(/^\ufeff/, ''), letters, strays };
}

const windows1252 = (bytes: Buffer): string => new TextDecoder('windows-1252').decode(bytes);

/** How many bytes the letter has that begins here; 0 where none does. */
function letterLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || first >= 0xf5) return 0;
  for (let next = 1; next < length; next += 1) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** Words that are known tell more than letters that look right. */
const wordsWorth = 20;

/** Bytes of the cells by which the encoding is told: those with letters beyond ASCII, wherever in the text they stand. */
const sampleBytes = 64 * 1024;

function sampleOf(bytes: Buffer): Buffer {
  const cells: Buffer[] = [];
  let length = 0;
  for (let at = 0; at < bytes.length && length < sampleBytes; ) {
    let end = at;
    let isBeyond = false;
    for (; end < bytes.length && !isBetween(bytes[end] ?? 0); end += 1) isBeyond ||= (bytes[end] ?? 0) > 0x7f;
    if (isBeyond) {
      cells.push(bytes.subarray(at, end), lineEnd);
      length += end - at + 1;
    }
    at = end + 1;
  }
  return Buffer.concat(cells).subarray(0, sampleBytes);
}

const lineEnd = Buffer.from('\n');
/** A separator, a quotation mark or the end of a line. */
const isBetween = (byte: number): boolean =>
  byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x22 || byte === 0x2c || byte === 0x3b || byte === 0x7c;

function likeliest(bytes: Buffer): string {
  const sample = sampleOf(bytes);
  const words = [...Object.values(headings), ...Object.values(answerWords).flatMap((lists) => Object.values(lists))];
  // Words of ASCII alone are the same in all.
  const telling = new Set(
    words
      .flat()
      .map(foldedText)
      .filter((word) => /[^ -~]/.test(word)),
  );
  const longest = Math.max(...[...telling].map((word) => word.length));
  const decoded = ofOffices.map((encoding) => {
    const text = decodedAs(encoding, sample);
    const cells = text.split('\n');
    const known = cells.filter((cell) => cell.length <= longest && telling.has(foldedText(cell))).length;
    return { encoding, worth: known * wordsWorth + plausibility(text) };
  });
  const best = Math.max(...decoded.map(({ worth }) => worth));
  return decodedAs(decoded.find(({ worth }) => worth === best)?.encoding ?? ofOffices[0], bytes);
}

/** The upper half of code page 850, which a command prompt writes in Western Europe. */
const cp850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

function decodedAs(encoding: Encoding, bytes: Buffer): string {
  if (encoding !== 'cp850') return new TextDecoder(encoding).decode(bytes);
  return bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, (byte) => cp850[byte.charCodeAt(0) - 0x80] ?? byte);
}

/** Letters beyond ASCII of the languages that are written in these encodings. */
const alphabets = [
  'äöåéšž',
  'äöüßé',
  'æøåéäö',
  'áéíóúñüçºª',
  'àâäçèéêëîïôöùûüÿœæ',
  'àèéìíîòóùú',
  'ãõâêôáéíóúàçºª',
  'áéíóúýþæöð',
  'éëïóöüèáê',
  'àèéíïòóúüçñ',
  'ąćęłńóśźż',
  'áčďéěíňóřšťúůýžäľĺôŕ',
  'áéíóöőúüű',
  'ăâîșțşţ',
  'čćđšž',
  'ąčęėįšųūž',
  'āčēģīķļņšūž',
  'äöõüšž',
  'çğıöşüâîû',
].map((letters) => new Set(letters));

/**
 * How much the letters beyond ASCII look like letters of one language: a small sign in the middle of a word, a capital
 * behind a small letter, and letters of several languages tell of another encoding.
 */
function plausibility(text: string): number {
  let worth = 0;
  const latin = new Map<string, number>();
  for (const { 0: run, index } of text.matchAll(/[^\0-\x7f]+/g)) {
    const [before, after] = [text[index - 1] ?? ' ', text[index + run.length] ?? ' '];
    const word = `${/\p{L}/u.test(before) ? before : ''}${run}${/\p{L}/u.test(after) ? after : ''}`;
    if (/^(\p{Script=Cyrillic}+|\p{Script=Greek}+)$/u.test(word))
      worth += isCased(word) && isSpeakable(word) ? run.length : -run.length;
    else if (/^\p{Script=Latin}+$/u.test(word) && isCased(word)) {
      for (const letter of run.replaceAll('İ', 'ı').toLowerCase()) latin.set(letter, (latin.get(letter) ?? 0) + 1);
    }
    // Marks that people write: dashes, quotation marks, an apostrophe within a word, degrees and sections.
    else if (/^[–—‘’“”„«»…•€§°¿¡\u00a0]+$/u.test(run)) worth += /^[’\u00a0–]$/u.test(run) || word === run ? 1 : -1;
    else worth -= 2 * run.length;
  }
  const all = [...latin];
  return (
    worth +
    Math.max(
      ...alphabets.map((own) => all.reduce((sum, [letter, times]) => sum + (own.has(letter) ? times : -2 * times), 0)),
    )
  );
}

/** Vowels of Greek and of Cyrillic: read in the other's table, a long word has few of them. */
const vowels = /[αεηιουωάέήίόύώϊϋаеиоуыэюяёіїєъ]/giu;
const isSpeakable = (word: string): boolean =>
  3.5 * (word.match(vowels)?.length ?? 0) >= word.length || word.length < 4;

/** All small, all capital, or a capital first. */
const isCased = (word: string): boolean => /^(\p{Lu}?[\p{Ll}\p{Lo}ªº]*|\p{Lu}+)$/u.test(word);
