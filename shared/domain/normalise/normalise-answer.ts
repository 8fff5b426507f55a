import { type AnswerValue, isDash } from '../answer.ts';
import type { ProblemCode } from '../problems.ts';
import { knownWord, withoutFinalStop, wordsByLength } from './answer-words.ts';
import { foldedText, plainText } from './plain-text.ts';

/** An answer cell as the workbook holds it. */
export interface RawAnswer {
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'error' | 'uncalculated';
  readonly text: string;
}

export interface NormalisedAnswer {
  readonly value: AnswerValue;
  /** What stood in the cell beside the answer: it belongs to the evidence. */
  readonly comment: string;
  readonly problem: ProblemCode | null;
}

/** Beginnings that say "not yet" or "in part", which is not a Yes. */
const partial =
  /^(yes ?[/&+] ?no|no ?[/&+] ?yes|partly|partially|in part|in progress|ongoing|under (way|development|construction)|planned|planning|will be|soon|not (?:yet|really|fully|entirely|completely)|ei vielä|noch nicht|pas encore|todavía no|aún no|non ancora|nog niet|inte ännu|ännu inte|ikke endnu|endnu ikke|ikke ennå|ainda não|jeszcze nie|ještě ne|še ne|to some extent|some(what)?|osittain|suunnitteilla|teilweise|in arbeit|geplant|en partie|partiellement|en cours|prévu|parcialmente|en parte|parzialmente|in parte|in corso|gedeeltelijk|deels|gepland|delvis|planerad|częściowo|částečně|částečne|delno|djelomično|daļēji|iš dalies|osaliselt|частково|частично)(?![\p{L}])/u;

/** Doubt and shares: no answer is meant. */
const doubtful = /^(\?+|\d{1,3} ?%|do(n['’]t| not) know|unknown|unsure|not sure|tbd|tbc)$/u;

/** In a column of its own a mark says Yes; alone in the answer cell it may mean either. */
const onlyTick = /^[x✓✔☑☒✅✗✘❌●•*+]\ufe0f?$/u;

/** A formula error as text: what separated values and pasted values keep of it. */
const formulaError = /^#(n\/a|ref!|name\?|value!|div\/0!|num!|null!)$/u;

/** Dots alone: the way many forms are filled where nothing applies. */
const onlyDots = /^\.{1,3}$/;

/**
 * Whole-cell reading of an answer; `language` is the workbook's own, where it says one. Where the form is `offered` in
 * it, its words are the form's and nothing is told of them.
 */
export function normaliseAnswer(raw: RawAnswer, language: string | null, offered = false): NormalisedAnswer {
  const text = plainText(raw.text);
  if (raw.kind === 'error') return unclear('answer-formula-error');
  if (raw.kind === 'uncalculated') return unclear('answer-uncalculated');
  if (raw.kind === 'boolean') return otherwise(raw.text === 'true' ? 'yes' : 'no');
  if (text === '') return { value: 'unanswered', comment: '', problem: null };
  if (raw.kind === 'date') return unclear('answer-unclear');
  if (text === '1' || text === '0') return otherwise(text === '1' ? 'yes' : 'no');
  // A dash leaves the question open, and takes back what was answered before.
  if (isDash(text)) return { value: 'unanswered', comment: '', problem: 'answer-dash' };
  if (onlyDots.test(text)) return otherwise('na');

  const folded = text.toLowerCase();
  const whole = knownWord(folded, language);
  if (whole !== null) {
    const asOffered = isOfferedSpelling(folded) || (offered && whole.offeredIn.includes(language ?? ''));
    return asOffered ? { value: whole.value, comment: '', problem: null } : otherwise(whole.value);
  }
  if (formulaError.test(folded)) return unclear('answer-formula-error');
  if (partial.test(folded) || doubtful.test(folded)) return unclear('answer-partial');
  if (onlyTick.test(folded)) return unclear('answer-mark');
  const twice = inTwoLanguages(folded, language);
  if (twice !== null) return otherwise(twice);
  return leadingAnswer(explainedBelow(raw.text, language) ?? text, language) ?? unclear('answer-unclear');
}

/** `Kyllä / Yes`: the same answer in several languages. */
function inTwoLanguages(folded: string, language: string | null): AnswerValue | null {
  const words = folded.split('/').map((word) => knownWord(word.trim(), language));
  const [first, ...others] = words;
  if (!first || others.length === 0) return null;
  return others.every((other) => other?.value === first.value) ? first.value : null;
}

/** An answer alone in its first line, explained in the lines below: as if a colon stood between them. */
function explainedBelow(raw: string, language: string | null): string | null {
  const [first = '', ...below] = raw.trim().split(/\r?\n/);
  const answered = below.length > 0 && /\p{L}\s*$/u.test(first) && knownWord(foldedText(first), language) !== null;
  return answered ? plainText(`${first.trim()}: ${below.join(' ')}`) : null;
}

/** `Yes, since 2021 (only web)`: an answer, a separator and words of explanation. */
function leadingAnswer(text: string, language: string | null): NormalisedAnswer | null {
  const folded = text.toLowerCase();
  // A few letters change their length in lower case; the split below would then be in the wrong place.
  if (folded.length !== text.length) return null;
  for (const word of wordsByLength) {
    // One letter or a bare mark before a comma is no answer one may rely on.
    if (word.length < 2 || !folded.startsWith(word)) continue;
    const rest = /^\s*(?:[,;:.(!]|\s[-–—])\s*(.+)$/s.exec(text.slice(word.length));
    const found = knownWord(word, language);
    if (rest === null || found === null) continue;
    const comment = balanced((rest[1] ?? '').trim());
    if (isOtherAnswer(comment, found.value, language)) return unclear('answer-unclear');
    if (found.value === 'yes' && takesBack(comment.toLowerCase())) return unclear('answer-partial');
    return { value: found.value, comment, problem: 'answer-comment-moved' };
  }
  return null;
}

/** `Yes, No`, `No. Yes, since 2021`: two answers filled in, or what may be answered left standing. */
function isOtherAnswer(comment: string, value: AnswerValue, language: string | null): boolean {
  const start = comment.slice(0, 60);
  const second = knownWord(start.toLowerCase(), language) ?? leadingAnswer(start, language);
  return second !== null && second.value !== value;
}

/** `but not yet`, `mutta vain osittain`: the words by which people come to it. */
const turns =
  /^(?:(?:but|however|though|although|only|just|mutta|vain|vasta|aber|jedoch|nur|erst|mais|seulement|pero|sólo|solo|mas|só|ma|però|maar|slechts|men|bara|kun|ale|tylko|jen|len|ali|samo)[\s,]+)*/u;

const takesBack = (comment: string): boolean => {
  const said = comment.replace(/[.!]+$/, '').replace(turns, '');
  return partial.test(said) || doubtful.test(said);
};

/** The separator may have been an opening bracket: its closing one has no partner left. */
function balanced(comment: string): string {
  return comment.endsWith(')') && !comment.includes('(') ? comment.slice(0, -1) : comment;
}

function isOfferedSpelling(folded: string): boolean {
  return ['yes', 'no', 'na', 'n/a'].includes(withoutFinalStop(foldedText(folded)));
}

const unclear = (problem: ProblemCode): NormalisedAnswer => ({ value: 'unclear', comment: '', problem });
const otherwise = (value: AnswerValue): NormalisedAnswer => ({
  value,
  comment: '',
  problem: 'answer-written-otherwise',
});
