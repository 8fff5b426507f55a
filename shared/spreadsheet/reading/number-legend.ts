import { knownWord } from '../../domain/answers/normalise/answer-words.ts';
import { ownWords } from '../../domain/answers/normalise/own-words.ts';
import { foldedText, plainText } from '../../domain/answers/normalise/plain-text.ts';
import type { Sheet } from '../formats/grid.ts';
import { rowsOf } from './rows.ts';

/** `0 = Yes`, `1: not at all`; a number with a point before it is one of the questionnaire's own. */
const entry =
  /(?<![\d.,/-])(\d)\s*(=|:|–|—|-|→|means|stands for|bedeutet|tarkoittaa|significa|signifie|betekent)\s*(\p{L}[^\d,;/|]*)/giu;

/** Characters of a cell that may be a legend: longer ones are evidence and explanations. */
const maxLength = 300;

/**
 * The legend by which the numbers of a workbook mean anything but 1 for Yes and 0 for No, as it is written; null where
 * none says so. A scale does, and so does `0 = Yes`.
 */
export function legendOf(sheets: readonly Sheet[]): string | null {
  for (const sheet of sheets) {
    if (sheet.hidden) continue;
    for (const cell of sheet.cells) {
      if (cell.kind === 'text' && cell.text.length <= maxLength && isOther(entriesIn(cell.text)))
        return plainText(cell.text);
    }
    const beside = besideNumbers(sheet);
    if (isOther(beside)) return beside.map(({ digit, word }) => `${digit} = ${word}`).join(', ');
  }
  return null;
}

interface Entry {
  readonly digit: number;
  readonly word: string;
}

function entriesIn(text: string): Entry[] {
  const found = [...plainText(text).matchAll(entry)].map(([, digit, sign, word]) => ({
    digit: Number(digit),
    sign: sign ?? '',
    word: (word ?? '').trim(),
  }));
  if (found.length === 0) return turned(text);
  // Only "=" makes a legend of one entry: `1: Enablers` may be a heading.
  return found.length > 1 || found.some(({ sign }) => sign === '=') ? found : [];
}

/** `Yes = 0, No = 1`: the same the other way round, where its words are answers. */
function turned(text: string): Entry[] {
  const found = [...plainText(text).matchAll(/(\p{L}[\p{L} ]{0,30})\s?=\s?(\d)(?![\d.,])/gu)];
  return found.flatMap(([, word = '', digit]) =>
    knownWord(foldedText(word), null) === null ? [] : [{ digit: Number(digit), word: word.trim() }],
  );
}

/** A legend in two columns, `0 | Yes` and `1 | No`: only words that are answers tell, or a pair of an office's own. */
function besideNumbers(sheet: Sheet): Entry[] {
  const rows = rowsOf(sheet);
  const found: Entry[] = [];
  const own: Entry[] = [];
  for (const [row, cells] of rows.all) {
    const [first, second, ...others] = cells;
    if (first === undefined || second === undefined || others.length > 0 || second.column !== first.column + 1)
      continue;
    if (row >= maxRows || !/^\d$/.test(first.text)) continue;
    const beside = { digit: Number(first.text), word: second.text.trim() };
    if (knownWord(foldedText(beside.word), null) !== null) found.push(beside);
    else if (beside.digit < 2 && beside.word.length <= maxWord) own.push(beside);
  }
  if (found.length > 1) return found;
  const [one, other, ...others] = own;
  if (one === undefined || other === undefined || others.length > 0 || one.digit === other.digit) return [];
  return ownWords([one.word, other.word]) === null ? [] : own;
}

/** Characters of a word of a legend. */
const maxWord = 60;
/** Rows in which a legend is looked for. */
const maxRows = 5_000;

function isOther(entries: readonly Entry[]): boolean {
  if (entries.length === 0) return false;
  if (entries.some(({ digit }) => digit > 1)) return true;
  const values = entries.map(({ digit, word }) => ({ digit, value: knownWord(foldedText(word), null)?.value }));
  if (values.some(({ digit, value }) => value !== undefined && value !== (digit === 1 ? 'yes' : 'no'))) return true;
  if (values.some(({ value }) => value !== undefined)) return false;
  const wordOf = (wanted: number): string => entries.find(({ digit }) => digit === wanted)?.word ?? '';
  return entries.length > 1 && ownWords([wordOf(1), wordOf(0)])?.yes !== wordOf(1);
}
