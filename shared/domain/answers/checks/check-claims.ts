import type { RoundId } from '../../ids.ts';
import { indicatorsOf, type Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { Answer } from '../answer.ts';
import { letterPattern } from '../normalise/letter-pattern.ts';
import { foldedText, longWordsIn, plainText } from '../normalise/plain-text.ts';
import { type Problem, type ProblemCode, problem } from '../problems.ts';
import { type Asked, foldedTexts } from './asked.ts';
import { type CheckInput, splitAddress } from './check-input.ts';
import { denies } from './evidence-denial.ts';
import { isPlanned } from './evidence-words.ts';

/** A No that explains itself is no contradiction. */
const explained = letterPattern(
  String.raw`\b(no|not|none|never|nothing|only|but|however|yet|lack\p{L}*|planned|ei|kein\p{L}*|nicht|inte|ikke|pas|aucun\p{L}*|geen|niet|nie|ne)\b`,
);
/** Characters from which on evidence beside a No reads like that of a Yes. */
const fullEvidence = 80;

/** Do answer and evidence go together? Each finding asks; the answer stands as it is written. */
export function checkClaims({ questionnaire, answers, identity, evidenceCells }: CheckInput): Problem[] {
  const round = identity?.round ?? null;
  // What stands beside a Yes as well ("see our handbook") says nothing against a No.
  const besideYes = new Set(
    [...answers.values()].flatMap(({ value, evidence }) => (value === 'yes' ? [evidence] : [])),
  );
  const questions = questionsOf(questionnaire);
  return questions.flatMap((question): Problem[] => {
    const answer = answers.get(question.id);
    if (answer === undefined || answer.cell === null || answer.evidence === '') return [];
    const found =
      answer.value === 'yes' ? againstYes(answer.evidence, question, questions, round) : againstNo(answer, besideYes);
    if (found === null) return [];
    const [sheet, answerCell] = splitAddress(answer.cell);
    const evidenceCell = evidenceCells.get(question.id) ?? answerCell;
    const cell = found.code === 'answer-contradicts-evidence' ? answerCell : evidenceCell;
    const facts = { ...found.facts, answerCell, evidenceCell };
    return [problem(found.code, { sheet, cell, indicator: question.id, read: found.read, facts })];
  });
}

const asked = new WeakMap<Questionnaire, readonly Asked[]>();

/** Made once: what is learnt of the questions is learnt of this list. */
function questionsOf(questionnaire: Questionnaire): readonly Asked[] {
  const known = asked.get(questionnaire) ?? indicatorsOf(questionnaire);
  asked.set(questionnaire, known);
  return known;
}

export interface Found {
  readonly code: ProblemCode;
  readonly read: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** What evidence says against a Yes: that it is to come, past, less than was asked for, or not so. */
export function againstYes(
  evidence: string,
  question: Asked,
  questions: readonly Asked[],
  round: RoundId | null,
): Found | null {
  const first = firstSentence(evidence);
  const found = (code: ProblemCode): Found => ({ code, read: first, facts: {} });
  if (isPlanned(first.split(';')[0] ?? first, yearOf(round))) return found('evidence-planned');
  return (
    tooOld(evidence, question, round) ??
    tooLow(evidence, question) ??
    // `We have no strategy`
    (denies(evidence, question, questions) ? found('evidence-denies') : null)
  );
}

/** Much evidence, none of which explains a No. */
function againstNo({ value, evidence }: Answer, besideYes: ReadonlySet<string>): Found | null {
  if (value !== 'no' || evidence.length < fullEvidence || besideYes.has(evidence)) return null;
  if (explained.test(foldedText(evidence))) return null;
  return { code: 'answer-contradicts-evidence', read: firstSentence(evidence), facts: { value } };
}

const yearOf = (round: RoundId | null): number | null => (/^(?:19|20)\d{2}$/.test(round ?? '') ? Number(round) : null);

/** Years named in the evidence, against "in the last three years"; a round named otherwise than by a year has none. */
function tooOld(evidence: string, { withinYears }: Asked, round: RoundId | null): Found | null {
  const year = yearOf(round);
  if (withinYears === undefined || year === null) return null;
  const years = [...evidence.matchAll(/(?<![\d.,/-])(?:19|20)\d{2}(?!\d)/g)].map(([text]) => Number(text));
  const newest = Math.max(...years);
  if (years.length === 0 || newest >= year - withinYears) return null;
  const facts = { years: String(withinYears), since: String(year - withinYears), newest: String(newest) };
  return { code: 'evidence-old', read: firstSentence(evidence), facts };
}

const askedShare = letterPattern(String.raw`(?:more than|above|over|at least|exceed\p{L}*)\s+(\d{1,3}(?:\.\d+)?)\s?%`);

/** `more than 20 %`, `above 80%`, `the majority`: the share a question asks for, in per cent; null where it asks for none. */
export function shareAsked({ text }: Pick<Asked, 'text'>): number | null {
  const wording = foldedText(text['en'] ?? '');
  const share = askedShare.exec(wording)?.[1];
  if (share !== undefined) return Number(share);
  return /\bthe majority of\b/.test(wording) ? 50 : null;
}

const share = /(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)\s?(?:%|per ?cent|prosenttia|prozent|pour cent|por ciento|procent)/giu;

/** What makes a share less than the number says: `under 80 %`, `knapp 80 %`. */
const below = letterPattern(
  String.raw`(?:<|(?<!\p{L})(?:under|below|less than|fewer than|nearly|almost|unter|weniger als|knapp|fast|moins de|près de|presque|menos del?|casi|meno del?l?[’']?|quasi|sotto l[’']|minder dan|bijna|onder de|alle|lähes|vajaat?|mindre än|nästan|mindre end|næsten|mindre enn|nesten|poniżej|mniej niż|prawie|méně než|pod|téměř|menej ako|kevesebb mint|sub|mai puțin de|κάτω από|под|по-малко от|manje od|ispod|manj kot|alla|vähem kui|mazāk nekā|mažiau nei|менше))\s*(?:l[’'])?$`,
  'u',
);
const halfAtMost = letterPattern(
  String.raw`(?<!\p{L})(?:(?:less|fewer) than half|(?:a|the) minority|weniger als die hälfte|eine minderheit|moins de la moitié|menos de la mitad|meno della metà|minder dan de helft|alle puolet|mindre än hälften|mindre end halvdelen|mindre enn halvparten|mniej niż połowa|méně než polovina)(?!\p{L})`,
);

/** `14 of 60 services`: a part and its whole, which is the greater. */
const part =
  /(?<![\d.,/-])(\d{1,6})\s(?:out of|of|von|de|des|di|su|sur|van de|van|av|af|z|ze|od|из|от)\s(?:the |our |den |les |all |alle )?(\d{1,6})(?![\d.,/-])/giu;
/** Words of five letters and more that may stand beside a share that stands alone. */
const maxBeside = 5;
/** What else a share beside an answer is of: a change, a sample, a margin. */
const ofElse = letterPattern(
  String.raw`[+±]|(?<!\p{L})(?:increas\p{L}*|grow\p{L}*|grew|rose|rise|fell|fall\p{L}*|cut|sav\p{L}*|reduc\p{L}*|decreas\p{L}*|declin\p{L}*|costs?|budget|senk\p{L}*|gesunk\p{L}*|kosten|baisse|réduc\p{L}*|redu[cz]\p{L}*|laske\p{L}*|minsk\p{L}*|gedaald|spadek|more than (?:last|in)|respon\p{L}*|sample|margin|discount|rücklauf\p{L}*|zuwachs|steig\p{L}*|gestiegen|hausse|augment\p{L}*|aument\p{L}*|cre[sc]\p{L}*|kasv\p{L}*|ökn\p{L}*|stig\p{L}*|stijg\p{L}*|toegenomen|wzrost\p{L}*)(?!\p{L})`,
);

/** In per cent, how much less than its number a share is that is said to be below it. */
const leastBelow = 0.01;

/** A share of those for whom it is not so. */
const ofOthers = letterPattern(
  String.raw`(?<!\p{L})(?:not|offline|dissatisf\p{L}*|unsatisf\p{L}*|unzufrieden\p{L}*|nicht|insatisf\p{L}*|mécontent\p{L}*|insoddisfatt\p{L}*|ontevreden|tyytymättöm\p{L}*|missnöjd\p{L}*|niezadowol\p{L}*|nespokojen\p{L}*)(?!\p{L})`,
);

const sharesIn = (sentence: string): { text: string; percent: number }[] => [
  ...[...sentence.matchAll(share)].map(({ 0: text, 1: number = '', index }) => {
    const before = below.exec(sentence.slice(Math.max(0, index - 20), index).toLowerCase())?.[0] ?? '';
    const percent = Number(number.replace(',', '.'));
    return { text: `${before}${text}`, percent: before === '' ? percent : percent - leastBelow };
  }),
  ...[...sentence.matchAll(part)].flatMap(([text, of, whole]) =>
    Number(of) < Number(whole) && !isYear(Number(whole)) ? [{ text, percent: (100 * Number(of)) / Number(whole) }] : [],
  ),
];

/** `3 of 2022` is a decree. */
const isYear = (number: number): boolean => number >= 1900 && number < 2100;

/** `8 % of the population` beside a question for more than 20 %: only where the sentence talks of what was asked. */
function tooLow(evidence: string, question: Asked): Found | null {
  const asked = shareAsked(question);
  if (asked === null) return null;
  const half = asked === 50 ? halfAtMost.exec(foldedText(evidence))?.[0] : undefined;
  if (half !== undefined) {
    return { code: 'evidence-below', read: firstSentence(evidence), facts: { threshold: String(asked), found: half } };
  }
  const words = new Set(longWordsIn(foldedTexts(question)));
  const all = evidence.split(/(?<=[.!?])\s|\n/);
  const sentences = all.filter((sentence) => {
    const folded = foldedText(sentence);
    if (ofOthers.test(folded)) return false;
    const said = longWordsIn(folded);
    // `61 % zufrieden`: a share, and hardly anything else that it could be of.
    const isAlone = all.length === 1 && said.length <= maxBeside && !ofElse.test(folded);
    return isAlone || said.some((word) => words.has(word));
  });
  const shares = sentences.flatMap(sharesIn);
  const highest = shares.reduce<(typeof shares)[number] | null>(
    (most, one) => (one.percent > (most?.percent ?? -1) ? one : most),
    null,
  );
  if (highest === null || highest.percent >= asked) return null;
  const read = sentences.find((sentence) => sentence.includes(highest.text)) ?? evidence;
  return {
    code: 'evidence-below',
    read: firstSentence(read),
    facts: { threshold: String(asked), found: highest.text },
  };
}

function firstSentence(evidence: string): string {
  const text = plainText(evidence);
  return (/^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text).slice(0, 160);
}
