import { knownWord, type OfferedValue } from '../../domain/answers/normalise/answer-words.ts';
import { anyPhrase } from '../../domain/answers/normalise/any-phrase.ts';
import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';
import { foldedText, plainText } from '../../domain/answers/normalise/plain-text.ts';
import { address, type Cell } from '../formats/grid.ts';
import { withoutOwnNote } from '../formats/identity.ts';
import { isSeen } from '../formats/visible.ts';
import type { QuestionRow } from './question-table.ts';
import words from './remark-words.json' with { type: 'json' };

const saysOtherThan = anyPhrase([words.correcting]);
const corrects = (text: string): boolean => /→|->|=>/.test(text) || saysOtherThan(text);
const saysWrong = anyPhrase([words.wrong]);
const isOfEvidence = anyPhrase([words.ofEvidence]);
const saysNot = anyPhrase([words.denying]);
const over = letterPattern(`^(?:${words.over})[.!]*$`, 'iu');
const according = letterPattern(`^ (?:${words.according})(?!\\p{L})`, 'iu');
/** Each word with what stands before it. */
const wordsWith = letterPattern(String.raw`([^\p{L}]*)(\p{L}+)`, 'gu');
const beginsCapital = letterPattern(String.raw`^\p{Lu}`);

/** Longer texts explain the answer; a correction in the column of evidence is shorter still. */
const maxLength = 100;
const maxJudging = 60;
const maxCorrecting = 50;

/** A last word no longer than answers are. */
const endsShort = /(?:^|\s)\S{1,8}$/;

/** Where somebody remarks on an answer. */
type Place = 'remark' | 'evidence' | 'elsewhere';

/**
 * What somebody wrote beside an answer that says otherwise: `should be No`, `No (see mail)`, `this is wrong`; null where
 * nobody did. It stands in a column of remarks or comments, in a note of the answer's cell, or right of the answer.
 */
export function disputeOf({ rows, row, columns }: QuestionRow, at: number, answer: OfferedValue | null): string | null {
  for (const cell of rows.row(row)) {
    const place = cell.kind === 'text' && cell.text.length <= maxLength ? placeOf(cell, columns, at) : null;
    if (place === null || !disputes(plainText(cell.text), answer, place)) continue;
    if (isSeen(rows.sheet, cell)) return plainText(cell.text);
  }
  if (rows.sheet.notes.size === 0) return null;
  const note = plainText(withoutOwnNote(rows.sheet.notes.get(address(row, at)) ?? ''));
  return note.length <= maxLength && disputes(note, answer, 'remark') ? note : null;
}

function placeOf({ column }: Cell, columns: QuestionRow['columns'], at: number): Place | null {
  if (column === at) return null;
  if (column === columns.get('evidence') || column === columns.get('moreEvidence')) return 'evidence';
  if (column === columns.get('remark') || column === columns.get('comment')) return 'remark';
  if (column < at || [...columns.values()].includes(column)) return null;
  return 'elsewhere';
}

function disputes(text: string, answer: OfferedValue | null, place: Place): boolean {
  if (text === '') return false;
  // Hardly any evidence ends in an answer: the others are not looked at further.
  if (place === 'evidence' && !(text.length <= maxCorrecting && endsShort.test(text))) return false;
  const [said, folded] = [wordsIn(text), text.toLowerCase()];
  if (place !== 'evidence' && text.length <= maxJudging) {
    // A word alone under a heading that we do not know answers what that heading asks.
    const alone = said.length < 2 && place === 'elsewhere';
    if (!alone && (over.test(text) || (judges(folded, answer) && !isOfEvidence(folded)))) return true;
  }
  if (place !== 'remark') {
    return text.length <= maxCorrecting && endsOtherwise(said, answer) && corrects(folded);
  }
  return endsOtherwise(said, answer) || said.some((_, index) => saysOtherwise(said, index, answer));
}

/** `this is wrong`; `not fulfilled` beside anything but a No. */
const judges = (folded: string, answer: OfferedValue | null): boolean =>
  saysWrong(folded) || (answer !== 'no' && saysNot(folded));

interface Word {
  readonly text: string;
  /** What stands before it, and behind it, up to the next word. */
  readonly before: string;
  readonly behind: string;
}

function wordsIn(text: string): Word[] {
  const found = [...text.matchAll(wordsWith.for(text))];
  return found.map(([whole, before = '', own = ''], index) => ({
    text: own,
    before,
    behind: text.slice((found[index]?.index ?? 0) + whole.length),
  }));
}

/** Yes beside No, or No beside Yes: "NA" in a comment is no answer. */
function isOther({ text }: Word, answer: OfferedValue | null): boolean {
  if (answer === null || text.length > 8) return false;
  const value = text.length > 1 ? knownWord(foldedText(text), null)?.value : undefined;
  return value !== undefined && value !== 'na' && value !== answer;
}

/** `should be No`: of a word in small letters alone behind others nobody knows the language. */
function endsOtherwise(said: readonly Word[], answer: OfferedValue | null): boolean {
  const last = said.at(-1);
  if (last === undefined || /\d/.test(last.behind) || !isOther(last, answer)) return false;
  return said.length === 1 || beginsCapital.test(last.text) || /^(?:yes|no)$/.test(last.text);
}

/** `No (see mail)`, `Yes since May`, `we answered No last week`; not `No. 3`, `No comment`. */
function saysOtherwise(said: readonly Word[], index: number, answer: OfferedValue | null): boolean {
  const word = said[index];
  if (word === undefined || !beginsCapital.test(word.text) || !isOther(word, answer)) return false;
  if (/^[\s.:°]*\d/.test(word.behind)) return false;
  const begins = index === 0 || /[.!?;:\n]\s*$/.test(word.before);
  if (begins) return /^\s*[,;:!.()–—-]/.test(word.behind) || according.test(word.behind);
  return !/^[A-Z]{2}/.test(word.text);
}
