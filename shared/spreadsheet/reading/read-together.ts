import type { Unread } from '../../domain/answers/answer.ts';
import type { OfferedValue } from '../../domain/answers/normalise/answer-words.ts';
import { type OwnWords, ownWords } from '../../domain/answers/normalise/own-words.ts';
import { foldedText, plainText } from '../../domain/answers/normalise/plain-text.ts';
import { type ProblemCode, problem } from '../../domain/answers/problems.ts';
import type { Sheet } from '../formats/grid.ts';
import type { FormQuestion } from './form.ts';
import { legendOf } from './number-legend.ts';
import type { ReadAnswer } from './read-question-row.ts';

/** Problems of a cell that the other cells of its sheet may solve. */
const ofOneCell: ReadonlySet<ProblemCode> = new Set([
  'answer-unclear',
  'answer-mark',
  'answer-partial',
  'answer-double',
  'answer-written-otherwise',
  'answer-dash',
]);

/** Reads the answers of one sheet once more, each in the light of all: what a word, a mark or a number means there. */
export function readTogether<Value extends string>(
  read: readonly ReadAnswer<Value>[],
  sheets: readonly Sheet[],
  questions: Questions<Value>,
): readonly ReadAnswer<Value>[] {
  return withoutNo(inNumbers(inOwnWords(read, questions), sheets, questions), questions);
}

type Questions<Value extends string> = ReadonlyMap<string, FormQuestion<Value>>;

/** A sheet's own pair of words: counted as what they say, and asked about once. */
function inOwnWords<Value extends string>(
  read: readonly ReadAnswer<Value>[],
  questions: Questions<Value>,
): readonly ReadAnswer<Value>[] {
  const unread = read.filter((one) => one.problems.some(({ code }) => ofOneCell.has(code)));
  if (!unread.some(({ answer }) => answer.value === 'unclear')) return read;
  const pair = ownWords([...new Set(unread.map(({ answer }) => plainText(answer.raw)))]);
  return pair === null ? read : read.map((one) => (unread.includes(one) ? inPair(one, pair, questions) : one));
}

function inPair<Value extends string>(
  one: ReadAnswer<Value>,
  pair: OwnWords,
  questions: Questions<Value>,
): ReadAnswer<Value> {
  const text = wordOf(one.answer.raw);
  const meaning = text === wordOf(pair.yes) ? 'yes' : text === wordOf(pair.no) ? 'no' : null;
  const value = meaning === null ? null : (questions.get(one.indicator)?.valueOf(meaning) ?? null);
  if (value === null) return one;
  const facts = { ...one.facts, yesWords: pair.yes, noWords: pair.no };
  return changed(one, value, 'answer-own-words', facts);
}

const wordOf = (text: string): string => foldedText(text).replace(/[.!;:]+$/, '');

/** Numbers are answers only where nothing says otherwise: no other number among them, and no legend. */
function inNumbers<Value extends string>(
  read: readonly ReadAnswer<Value>[],
  sheets: readonly Sheet[],
  questions: Questions<Value>,
): readonly ReadAnswer<Value>[] {
  const numbers = read.filter(
    ({ answer, indicator }) => isNumber(answer.raw) && questions.get(indicator)?.countsAsNumber(answer.raw) === true,
  );
  if (!numbers.some(({ answer }) => answer.value !== 'unclear')) return read;
  const others = [...new Set(numbers.map(({ answer }) => plainText(answer.raw)))].filter(
    (text) => !/^[01]$/.test(text),
  );
  const legend = others.length > 0 ? others.join(', ') : legendOf(sheets);
  if (legend === null) return read;
  return read.map((one) =>
    numbers.includes(one) ? changed(one, 'unclear', 'answer-numbers', { ...one.facts, legend }) : one,
  );
}

const isNumber = (raw: string): boolean => /^[+-]?\d+(?:[.,]\d+)?(?: ?%)?$/.test(plainText(raw));

/** From so many on, a sheet without one No, and with dashes where others have it, is asked what the dashes mean. */
const minCount = 3;

/** `Yes` and `-`, `Yes` and `not available`: a sheet's own way to say No, or that nothing is said indeed. */
function withoutNo<Value extends string>(
  read: readonly ReadAnswer<Value>[],
  questions: Questions<Value>,
): readonly ReadAnswer<Value>[] {
  const meaning = ({ indicator, answer }: ReadAnswer<Value>): OfferedValue | null =>
    questions.get(indicator)?.meaningOf(answer.value) ?? null;
  const hasCode = (one: ReadAnswer<Value>, wanted: ProblemCode): boolean =>
    one.problems.some(({ code }) => code === wanted);
  const isUnusual = (one: ReadAnswer<Value>): boolean =>
    hasCode(one, 'answer-dash') || (meaning(one) === 'na' && hasCode(one, 'answer-written-otherwise'));
  const unusual = read.filter(isUnusual);
  const denied = read.some((one) => one.answer.value === 'unclear' || meaning(one) === 'no');
  const given = read.filter((one) => meaning(one) === 'na').length;
  if (denied || unusual.length < minCount || given > unusual.length) return read;
  if (new Set(unusual.map(({ answer }) => foldedText(answer.raw))).size > 1) return read;
  return read.map((one) => {
    const { indicator, sheet, answer } = one;
    if (!isUnusual(one)) return one;
    const cell = answer.cell?.split('!').at(-1) ?? null;
    const asked = problem('answers-without-no', { sheet, cell, indicator, read: plainText(answer.raw) });
    return { ...one, problems: [...one.problems, asked] };
  });
}

function changed<Value extends string>(
  one: ReadAnswer<Value>,
  value: Value | Unread,
  code: ProblemCode,
  facts: Readonly<Record<string, string>>,
): ReadAnswer<Value> {
  const { indicator, sheet, answer } = one;
  const cell = answer.cell?.split('!').at(-1) ?? null;
  const others = one.problems.filter((found) => !ofOneCell.has(found.code));
  const asked = problem(code, { sheet, cell, indicator, read: plainText(answer.raw), facts });
  return { ...one, answer: { ...answer, value }, problems: [asked, ...others] };
}
