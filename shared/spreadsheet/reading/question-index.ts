import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';
import { foldedText, lettersAndDigits, plainText } from '../../domain/answers/normalise/plain-text.ts';
import {
  authorityNames,
  criticalWords,
  digitsOf,
  functionWords,
  isAuthority,
  junctions,
  withoutAuthority,
  wordSet,
} from './question-words.ts';

/** What a text stands for: an indicator or a background figure, and how sure that is. */
export type Match =
  | {
      readonly kind: 'same' | 'similar';
      readonly id: string;
      readonly language: string | null;
      /** All that are worded so, where several are (`If yes, please describe it.`): their ids and places tell them apart. */
      readonly among?: readonly string[];
    }
  /** `id`: the question that the text is most like. */
  | { readonly kind: 'doubtful'; readonly id: string };

export interface QuestionIndex {
  /** The question that is worded so, but for punctuation and case. */
  exact(text: string): Match | null;
  /** The question that is worded so, or otherwise with the same meaning. */
  match(text: string): Match | null;
}

/** Texts of one file that are compared by their words: some hundred times those of a questionnaire. */
const maxTexts = 20_000;

/** {@link QuestionIndex.match} for one file: in one of very many texts only the first are compared by their words. */
export function matchFor(index: QuestionIndex): QuestionIndex['match'] {
  let left = maxTexts;
  return (text) => {
    const known = index.exact(text);
    if (known !== null || text.length < shortest || left === 0) return known;
    left -= 1;
    return index.match(text);
  };
}

/** A text is one of our questions changed too much to be sure from this share of common words on: it is asked about. */
const doubtfulFrom = 0.6;
const shortest = 20;
const maxLength = 1000;
/** Wordings a text is compared with, those first that have most of its words. */
const maxCompared = 12;
/** Words with a meaning of their own that the beginning of a question must have to stand for all of it. */
const minWords = 4;
const shortestBeginning = 35;

export interface Wording {
  readonly text: string;
  /** null: it is an id, of no language. */
  readonly language: string | null;
}

export interface Question {
  readonly id: string;
  readonly texts: readonly Wording[];
}

interface Known {
  readonly id: string;
  readonly language: string | null;
  readonly among?: readonly string[];
}

/** A wording by its words. */
interface Indexed extends Known {
  readonly bare: string;
  readonly words: readonly string[];
  /** As many of the words as stand in no brackets: the others may be left out. */
  readonly outside: readonly string[];
}

/** Finds questions by their wording in any of their languages. */
export function questionIndex(questions: readonly Question[]): QuestionIndex {
  const exact = new Map<string, Known>();
  let shortestWording = Number.POSITIVE_INFINITY;
  for (const { id, texts } of questions) {
    for (const { text, language } of texts) {
      const wording = bare(text);
      shortestWording = Math.min(shortestWording, wording.length);
      const before = exact.get(wording);
      const others = before === undefined ? [] : (before.among ?? [before.id]).filter((one) => one !== id);
      exact.set(wording, others.length === 0 ? { id, language } : { id, language, among: [...others, id] });
    }
  }
  const find = (text: string): Match | null => {
    // Of ASCII nothing becomes longer.
    if (text.length < shortestWording && ascii.test(text)) return null;
    const known = exact.get(bare(text.slice(0, maxLength)));
    return known === undefined ? null : { kind: 'same', ...known };
  };
  // Most files have every question as it is worded: they never need the words.
  let byWord: ReadonlyMap<string, readonly Indexed[]> | null = null;
  const asWorded = (text: string): Match | null => find(text) ?? inTwoLanguages(text, find);
  const compared = (text: string): Match | null => {
    const known = asWorded(text);
    if (known !== null) return known;
    byWord ??= indexByWord(questions);
    return closest(text, byWord);
  };
  // What stands around the questions of a form, an instance of the function meets in each file.
  const remembered = new Map<string, Match | null>();
  return {
    exact: find,
    match(text) {
      if (text.length < shortest) return asWorded(text);
      const start = text.slice(0, maxLength);
      const known = remembered.get(start);
      if (known !== undefined) return known;
      const match = compared(start);
      if (remembered.size >= maxRemembered) remembered.clear();
      remembered.set(start, match);
      return match;
    },
  };
}

/** What may stand between a question and the same question in another language. */
const between = /\s+[/|–—-]\s+|\s*\n\s*/g;
/** Questions have such signs themselves. */
const maxBetween = 12;

/** The question that both halves of a text are worded as. */
function inTwoLanguages(text: string, find: QuestionIndex['exact']): Match | null {
  if (text.search(between) === -1) return null;
  for (const { index, 0: sign } of [...text.matchAll(between)].slice(0, maxBetween)) {
    const first = find(text.slice(0, index));
    if (first === null || first.kind === 'doubtful' || first.among !== undefined) continue;
    const second = find(text.slice(index + sign.length));
    if (second !== null && second.id === first.id) return first;
  }
  return null;
}

/** Texts of which it is kept what they ask: those of some forms, and never more. */
const maxRemembered = 1_000;

function indexByWord(questions: readonly Question[]): Map<string, Indexed[]> {
  const byWord = new Map<string, Indexed[]>();
  for (const { id, texts } of questions) {
    for (const { text, language } of texts) {
      const words = meaningOf(text);
      const bracketless = text.replace(/\([^()]*\)/g, ' ');
      const outside = bracketless === text ? words : meaningOf(bracketless);
      const indexed: Indexed = { id, language, bare: bare(text), words, outside };
      for (const word of new Set(words)) {
        const found = byWord.get(word);
        if (found === undefined) byWord.set(word, [indexed]);
        else found.push(indexed);
      }
    }
  }
  return byWord;
}

/**
 * The wording that says the same as a text. Every word of the text that has a meaning must stand in the wording, but for
 * a letter; what the wording says in brackets, or after its beginning, may be left out; numbers, negations and
 * comparisons must agree.
 */
function closest(text: string, byWord: ReadonlyMap<string, readonly Indexed[]>): Match | null {
  const all = meaningOf(text);
  const common = new Map<Indexed, number>();
  for (const word of new Set(all)) {
    for (const indexed of byWord.get(word) ?? []) common.set(indexed, (common.get(indexed) ?? 0) + 1);
  }
  if (common.size === 0) return null;
  const said = all.filter((word) => byWord.has(word) || !isFiller(word));
  const judged = [...common]
    .filter(([{ words, outside }, shared]) => 2 * shared >= Math.min(said.length, words.length, outside.length))
    .sort(([, a], [, b]) => b - a)
    .slice(0, maxCompared)
    .map(([indexed]) => ({ indexed, ...compare(text, said, indexed) }));
  const same = judged.filter(({ alike }) => alike).sort((a, b) => a.missing - b.missing);
  const [best, rival] = same.filter((one, at) => same.findIndex(({ indexed }) => indexed.id === one.indexed.id) === at);
  // The beginning of two questions is neither.
  const decided = rival === undefined || (rival.missing > (best?.missing ?? 0) && !rival.begins);
  if (best !== undefined && decided) {
    return { kind: 'similar', id: best.indexed.id, language: best.indexed.language };
  }
  const [nearest] = judged.filter(({ share }) => share >= doubtfulFrom).sort((a, b) => b.share - a.share);
  const id = nearest?.indexed.id ?? best?.indexed.id;
  return id === undefined ? null : { kind: 'doubtful', id };
}

interface Comparison {
  readonly alike: boolean;
  /** The text is the beginning of the wording, and no more. */
  readonly begins: boolean;
  /** Words of the wording that the text leaves out. */
  readonly missing: number;
  /** Words that both have, of all that either has. */
  readonly share: number;
}

function compare(text: string, said: readonly string[], indexed: Indexed): Comparison {
  const { words, outside, bare: wording } = indexed;
  const extra = beyond(said, words);
  const shared = said.length - extra.length;
  const share = (2 * shared) / (said.length + Math.max(shared, Math.min(words.length, outside.length)));
  const needed = beyond(outside, said);
  const missing = needed.length;
  const start = bare(text);
  const cut = start.length >= shortestBeginning && start.length < wording.length && wording.startsWith(`${start} `);
  if (extra.length > 0 && !cut) return { alike: isEdited(text, wording), begins: false, missing: 0, share };
  const sameOrder = (of: readonly string[]): boolean => said.every((word, at) => isLike(word, of[at]));
  const begins = missing > 0 && (cut || (said.length >= minWords && (sameOrder(words) || sameOrder(outside))));
  const edited = missing > 0 && !begins && isEdited(text, wording);
  // A word left out in the middle may be the one that matters: `both citizens and businesses`, `businesses`.
  const alike = begins || edited || (missing === 0 && !turnsRemark(said, indexed));
  return {
    alike: alike && inOrder(said.filter(decides), words.filter(decides)) && !joinsElse(start, indexed),
    begins,
    missing,
    share,
  };
}

/** `offline … compared to online`: the same words that decide, the other way round. */
function inOrder(words: readonly string[], others: readonly string[]): boolean {
  let at = 0;
  for (const other of others) if (other === words[at]) at += 1;
  return at === words.length;
}

/** `(not including updates)`, `(including updates)`: a remark that is there, but for a word that decides. */
function turnsRemark(said: readonly string[], { words, outside }: Indexed): boolean {
  const remark = beyond(words, outside);
  const kept = beyond(said, outside).filter((word) => remark.includes(word));
  return kept.length > 0 && beyond(remark, kept).some(decides);
}

/** Whether "and" stands where the wording has "or", or the other way round. */
function joinsElse(said: string, { language, bare: wording }: Indexed): boolean {
  const joining = junctions[language ?? ''];
  if (joining === undefined) return false;
  const more = (of: ReadonlySet<string>): number =>
    [said, wording].map((text) => text.split(' ').filter((word) => of.has(word)).length).reduce((a, b) => a - b);
  return more(joining.and) * more(joining.or) < 0;
}

/** A word that does not count, mistyped: `locol`, `autority`. */
const isFiller = (word: string): boolean =>
  [word.length - 1, word.length, word.length + 1].some((length) =>
    fillers.get(length)?.some((filler) => isMistyped(word, filler)),
  );
/** By their length: one letter makes no more of a difference. */
const fillers = Map.groupBy(
  [...functionWords, ...authorityNames].filter((word) => word.length >= 5),
  ({ length }) => length,
);

/** Words of one text that the other does not have as often, but for a letter. */
function beyond(words: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return words.filter((word) => {
    const at = left.indexOf(word);
    const near = at === -1 ? left.findIndex((other) => isMistyped(word, other)) : at;
    if (near !== -1) left.splice(near, 1);
    return near === -1;
  });
}

const isLike = (word: string, other: string | undefined): boolean =>
  other !== undefined && (word === other || isMistyped(word, other));

/**
 * One letter changed anywhere, or a space: `localauthority`. Not where a word that decides came of it or went
 * (`20 %`, `2 %`), nor where a beginning turned a word's meaning.
 */
function isEdited(text: string, wording: string): boolean {
  const said = bare(text);
  if (said === wording || !differByOne(said, wording)) return false;
  const [came, went] = [wordsBeyond(said, wording), wordsBeyond(wording, said)];
  if (came.some(decides) || went.some((word) => /\d/.test(word))) return false;
  const turned = (one: string, other: string): boolean =>
    one.endsWith(other) && turning.has(one.slice(0, one.length - other.length));
  const [one = '', other = ''] = came.length === 1 && went.length === 1 ? [...came, ...went] : [];
  return one === '' || !(turned(one, other) || turned(other, one));
}

const turning = wordSet('a un in im il ir non dis');
const decides = (word: string): boolean => criticalWords.has(word) || /\d/.test(word);

function wordsBeyond(text: string, other: string): string[] {
  const known = new Set(other.split(' '));
  return text.split(' ').filter((word) => !known.has(word));
}

/** Words of five letters and more that differ by one: not by one put before, which can turn the meaning (`atypical`). */
function isMistyped(word: string, other: string): boolean {
  if (Math.min(word.length, other.length) < 5 || !differByOne(word, other)) return false;
  if (word.slice(1) === other || other.slice(1) === word) return false;
  return !criticalWords.has(word) && !criticalWords.has(other) && !/\d/.test(word + other);
}

/** Whether two texts differ by at most one letter: changed, put in, left out, or swapped with the next one. */
function differByOne(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let [a, b] = [one.length, other.length];
  while (a > start && b > start && one[a - 1] === other[b - 1]) {
    a -= 1;
    b -= 1;
  }
  if (a - start <= 1 && b - start <= 1) return true;
  const areTwo = a - start === 2 && b - start === 2;
  return areTwo && one[start] === other[start + 1] && one[start + 1] === other[start];
}

/** The words of a text that have a meaning of their own: without those for the authority, articles and auxiliaries. */
function meaningOf(text: string): string[] {
  const plain = plainText(text);
  const folded = foldedText(withoutAuthority(plain)).replace(numbered, '');
  return (folded.match(wordOrNumber.for(folded)) ?? [])
    .filter((word) => !functionWords.has(word) && !isAuthority(word))
    .map((word) => digitsOf.get(word) ?? word)
    .map((word) => (word.length > 4 && !criticalWords.has(word) ? word.replace(/(?<!s)s$/, '') : word));
}

const ascii = /^[ -~]*$/;
const wordOrNumber = letterPattern(String.raw`[\p{L}\p{M}]+|\d+`, 'gu');
const numbered = /^q?\d+(\.\d+)*[.):\s-]*/;
/** `(1.1.1)`: its id, in brackets behind a question. */
const numberedBehind = /[([]q?\d+(?:\.\d+)+[)\]]$/;

/** Letters and digits only: punctuation, a leading number or a copied line break do not matter. */
function bare(text: string): string {
  const folded = foldedText(text).replace(numbered, '');
  const isInBrackets = folded.endsWith(')') || folded.endsWith(']');
  return lettersAndDigits(isInBrackets ? folded.replace(numberedBehind, '') : folded).trim();
}
