import type { OfferedValue } from './answer-words.ts';
import data from './continuation-words.json' with { type: 'json' };
import { letterPattern } from './letter-pattern.ts';
import { withoutMonths } from './month-names.ts';
import { unaccented, visibleText } from './plain-text.ts';

/**
 * What stands in an answer cell after the answer:
 * - harmless: it changes nothing (since when, where to see it, "of course", "we do" after a Yes);
 * - doubtful: a limit, a plan, a past, a doubt, an exception or a denial, in any of our languages;
 * - other: another of the answers offered;
 * - unknown: anything else, which is asked about.
 */
export type Continuation = 'harmless' | 'doubtful' | 'other' | 'unknown';

type Kind = Exclude<keyof (typeof data)['en'], 'label' | 'lead'>;
type Phrases = ReadonlyMap<string, readonly Kind[]>;

/** Words of a phrase at most. */
const maxPhraseLength = 4;
/** A word as short as this may be another one in another language: it tells only in a language that is likely here. */
const shortest = 5;
const telling: readonly Kind[] = ['planned', 'doubtful'];

const made = new Map<string, Phrases>();

/** The phrases of one language by their words, made when a text first needs them. */
function phrasesOf(language: string): Phrases {
  const known = made.get(language);
  if (known !== undefined) return known;
  const phrases = new Map<string, Kind[]>();
  for (const [kind, list] of Object.entries(Object.hasOwn(data, language) ? data[language as keyof typeof data] : {})) {
    if (kind === 'label' || kind === 'lead') continue;
    for (const phrase of list.split('|')) {
      const key = tokensOf(unaccented(phrase)).join(' ');
      const kinds = phrases.get(key);
      if (kinds === undefined) phrases.set(key, [kind as Kind]);
      else kinds.push(kind as Kind);
    }
  }
  made.set(language, phrases);
  return phrases;
}

let everywhere: ReadonlySet<string> | null = null;

/** Words of doubt of all languages that are long enough to be no other word. */
function doubtsEverywhere(): ReadonlySet<string> {
  everywhere ??= new Set(
    Object.values(data).flatMap((kinds) =>
      telling.flatMap((kind) =>
        kinds[kind]
          .split('|')
          .map((phrase) => tokensOf(unaccented(phrase)).join(' '))
          .filter((phrase) => phrase.length >= shortest),
      ),
    ),
  );
  return everywhere;
}

/** Words, numbers and the marks that mean something; `§…` is what {@link facts} put in. */
const tokensOf = (text: string): string[] =>
  text.match(/§[a-z]+\d*|[\p{L}\p{M}]+|\d+|\.{2,}|[^\s\p{L}\p{N},.;:!()[\]{}"'“”„«»‘’`/|\\–—_*†‡-]/gu) ?? [];

const months = '(?:0?[1-9]|1[0-2])';
const days = '(?:0?[1-9]|[12]\\d|3[01])';
const years = '(?:19|20)\\d{2}';

/** What of a word without blanks is a link, an address or the name of a file. */
function named(word: string): string {
  if (!/[.@:]/.test(word)) return word;
  return word
    .replace(/\b(?:https?:\/\/|www\.).+/i, ' §ref ')
    .replace(/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w+/g, ' §ref ')
    .replace(/^.+\.(?:pdf|docx?|xlsx?|pptx?|html?|od[tsp])\b/i, ' §ref ');
}

/** Dates, shares, links and numbered places of a text, as tokens that say what they are. */
function facts(text: string): string {
  return (
    withoutMonths(text)
      .replace(/\S{4,}/g, named)
      .replace(new RegExp(`(?<!\\d)${days}\\s?[./-]\\s?${months}\\s?[./-]\\s?(${years})(?!\\d)`, 'g'), ' §year$1 ')
      .replace(new RegExp(`(?<!\\d)(${years})[./-]${months}[./-]${days}(?!\\d)`, 'g'), ' §year$1 ')
      .replace(new RegExp(`(?<!\\d)${months}\\s?[./-]\\s?(${years})(?!\\d)`, 'g'), ' §year$1 ')
      .replace(new RegExp(`(?<!\\d)(?:q[1-4]|[1-4]\\s?q|h[12])[\\s/.-]*(${years})(?!\\d)`, 'g'), ' §year$1 ')
      .replace(new RegExp(`(?<!\\d)${years}\\s?[/–—-]\\s?(?:${years}|\\d{2})(?!\\d)`, 'g'), ' §range ')
      .replace(new RegExp(`(?<!§year)(?<![\\d.,])(${years})(?![\\d%]|[.,]\\d)`, 'g'), ' §year$1 ')
      .replace(/(?<![\d.,])100(?:[.,]0+)?\s?(?:%|percent|prozent|prosenttia)/g, ' §all ')
      .replace(/(?<![\d.,])0(?:[.,]0+)?\s?%/g, ' §none ')
      .replace(/(?<!\d)\d{1,9}(?:[.,]\d{1,9})?\s?%/g, ' §share ')
      .replace(/(?<!\d)(\d{1,4})\s*(?:\/|\p{L}{1,4}(?: (?:of|den|der|les))?)\s*(\d{1,4})(?!\d)/gu, (_, part, whole) =>
        Number(part) === 0 ? ' §none ' : part === whole ? ' §all ' : ' §share ',
      )
      // `(1)`, `[a]`: the mark of a footnote. `(0)` beside a Yes would be a code that says No.
      .replace(/[([]\s*(?:[1-9]\d?|[a-ik-mo-xz])\s*[)\]]/g, ' ')
      // `1)` at the end, where no bracket is open.
      .replace(/^([^([]*\s)[1-9a-ik-mo-xz]\)\s*$/, '$1')
      .replace(/§\s?(?=\d)|\b(?:no|nr|n°|nº|№)\.?\s?(?=\d)/g, ' §ref ')
  );
}

/** Where an answer's examples begin: what follows is one of all. */
const examples =
  /\b(?:e\.\s?g|for example|for instance|z\.\s?b|zum beispiel|p\.\s?ex|par exemple|p\.\s?ej|por ejemplo|ad es|per esempio|bijv|bijvoorbeeld|esim|t\.\s?ex|till exempel|f\.\s?eks|for eksempel|np|napr|npr|pl|de ex|such as|including|incl|esimerkiksi|ad esempio|por exemplo|de exemplu|nt|piem|pvz)[.,: ]|(?<!\p{L})(?:напр|π\.\s?χ)[.,: ]/u;

export interface Following {
  /** What follows the answer, as it was written. */
  readonly text: string;
  /** What the answer says of the question; a step of a scale is limited as a Yes is. */
  readonly value: OfferedValue;
  /** Whether a word in a language is another of the answers offered. */
  readonly isOther: (word: string, language: string | null, likely: readonly string[]) => boolean;
  /** Languages that the answer's word is of, and the workbook's. */
  readonly languages: readonly string[];
  /** The last year that is no plan: the round's. Null where nothing tells. */
  readonly latest: number | null;
}

interface Told {
  readonly kinds: readonly (Kind | 'other' | 'year' | 'future' | 'unknown' | 'share' | 'all' | 'none')[];
}

/** Characters that are looked at after an answer: a few pages. */
const maxLength = 6_000;

/** What follows an answer: does it leave the answer as it is? */
export function continuationOf(following: Following): Continuation {
  const looked = following.text.slice(0, maxLength);
  const found = told({ ...following, text: looked });
  // What nobody looked at may say anything.
  return found === 'harmless' && looked.length < following.text.length ? 'unknown' : found;
}

function told(following: Following): Continuation {
  const { value } = following;
  const text = facts(unaccented(visibleText(following.text)));
  const cut = examples.exec(text);
  const { kinds } = toldIn(tokensOf(cut === null ? text : text.slice(0, cut.index)), following);
  const beyond = cut === null ? [] : toldIn(tokensOf(text.slice(cut.index + cut[0].length)), following).kinds;
  const has = (...wanted: Told['kinds'][number][]): boolean =>
    [...kinds, ...beyond.filter((kind) => kind !== 'unknown')].some((kind) => wanted.includes(kind));
  if (has('other')) return 'other';
  if (value === 'na') return has('doubtful', 'but') ? 'unknown' : 'harmless';
  if (value === 'yes') {
    if (has('not', 'planned', 'doubtful', 'but', 'share', 'none')) return 'doubtful';
    if (has('unknown', 'besideNo')) return 'unknown';
    // `by summer`, `end of the year`: without a year it is to come.
    return has('future') || (has('season') && !has('year')) ? 'doubtful' : 'harmless';
  }
  if (has('all')) return 'other';
  if (has('doubtful', 'share')) return 'doubtful';
  if (has('unknown')) return 'unknown';
  // `No, we have one`, `No, only online`: it may be a Yes after all.
  return has('but', 'affirms') && !has('planned', 'not', 'future') ? 'unknown' : 'harmless';
}

/** Whether a remark beside a figure leaves something out, doubts it or plans it, in any language: `without schools`. */
export function tellsOfLimit(remark: string): boolean {
  const tokens = tokensOf(facts(unaccented(visibleText(remark))));
  const following: Following = {
    text: remark,
    value: 'yes',
    languages: Object.keys(data),
    latest: null,
    isOther: () => false,
  };
  return toldIn(tokens, following).kinds.some(
    (kind) => kind === 'doubtful' || kind === 'but' || kind === 'not' || kind === 'planned',
  );
}

/** Whether what follows a No is a denial, a plan or a date: `No we do not`, `No until 2024`, `No 0 %`, but not `No data`. */
export function tellsOfNo(following: Following): boolean {
  const tokens = tokensOf(facts(unaccented(visibleText(following.text))));
  return (
    toldIn(tokens, following).kinds.some((kind) => kind === 'not' || kind === 'planned') ||
    tokens.some((token) => token.startsWith('§year') || token === '§none')
  );
}

function toldIn(tokens: readonly string[], following: Following): Told {
  const kinds: Told['kinds'][number][] = [];
  const { languages, value } = following;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] ?? '';
    // `2. melléklet`: the number of the place that is named after it.
    const numbers = isNumber(token) && phraseAt(tokens, at + 1, languages, value).kind === 'refer';
    // `2 people`, `1.5 FTE`: how many do it.
    const after = isNumber(tokens[at + 1]) ? tokens[at + 2] : tokens[at + 1];
    const counted = isNumber(token) && people.has(after ?? '');
    const fact =
      numbers || counted || (people.has(token) && isNumber(tokens[at - 1]))
        ? 'harmless'
        : factOf(token, following, tokens[at - 1]);
    if (fact !== null) {
      kinds.push(fact);
      at += 1;
      continue;
    }
    const { kind, length } = phraseAt(tokens, at, languages, value);
    kinds.push(kind === 'unknown' && isOther(token, following) ? 'other' : kind);
    at += length;
    // `page 12`, `column E`, `cell E12`: what numbers a place belongs to it.
    if (kind === 'refer') while (/^[1-9]\d*$|^[a-z]$/.test(tokens[at] ?? '')) at += 1;
  }
  return { kinds };
}

/** Those who are counted beside an answer, without accents. */
const people = new Set(
  'people person persons staff employees fte vza vzk stellen mitarbeiter mitarbeitende personen agents agent personnes etp personas empleados persone addetti dipendenti medewerkers personen henkiloa henkilo htv personer anstallda arsverk osoby osob etatow etaty uvazky pracovniku ansatte'.split(
    ' ',
  ),
);

const isNumber = (token: string | undefined): boolean => /^\d+$/.test(token ?? '');

const since = (token: string | undefined, languages: readonly string[]): boolean =>
  token !== undefined && languages.some((language) => phrasesOf(language).get(token)?.includes('since') === true);

/** Before a year these say that it ended then: `do 2019 r.`; elsewhere most of them are harmless. */
const until = new Set(
  'until till to through do до til tot bis hasta ate kuni lidz iki μεχρι εως kadar fino jusqu pana'.split(' '),
);

/** The kind of a token that {@link facts} put in, of a tick or of a question mark; null for a word. */
function factOf(
  token: string,
  { value, languages, latest }: Following,
  before: string | undefined,
): Told['kinds'][number] | null {
  const year = /^§year(\d{4})$/.exec(token)?.[1];
  if (year !== undefined) {
    if (value === 'yes' && until.has(before ?? '')) return 'doubtful';
    // "Since" tells of the past where no round says which year is to come: `od 2025 r.` in the round of 2022 is a plan.
    const isPast = latest === null ? since(before, languages) : Number(year) <= latest;
    return value === 'no' || isPast ? 'year' : 'future';
  }
  if (token === '§ref') return 'harmless';
  if (token === '§all') return value === 'no' ? 'all' : 'harmless';
  if (token === '§none') return value === 'no' ? 'harmless' : 'none';
  if (token === '§share') return 'share';
  if (token === '§range' || /^\.{2,}$/.test(token)) return 'unknown';
  if (/^\d+$/.test(token)) return before === '§ref' ? 'harmless' : 'unknown';
  if (/^[?¿]/.test(token)) return 'doubtful';
  if (/^[✓✔☑✅👍]/u.test(token)) return 'harmless';
  return null;
}

/** The longest phrase that begins at a token, in the languages that are likely. Of what it may be, the worse counts. */
function phraseAt(
  tokens: readonly string[],
  at: number,
  languages: readonly string[],
  value: OfferedValue,
): { kind: Kind | 'unknown'; length: number } {
  for (let length = Math.min(maxPhraseLength, tokens.length - at); length > 0; length -= 1) {
    const phrase = tokens.slice(at, at + length).join(' ');
    const kinds = languages.flatMap((language) => phrasesOf(language).get(phrase) ?? []);
    const kind = worstFirst(value).find((one) => kinds.includes(one));
    if (kind !== undefined) return { kind, length };
    if (doubtsEverywhere().has(phrase)) return { kind: 'doubtful', length };
  }
  return { kind: 'unknown', length: 1 };
}

/** A plan or a denial leaves a No as it is. */
const worstFirst = (value: OfferedValue): readonly Kind[] =>
  value === 'no'
    ? ['not', 'planned', 'affirms', 'besideNo', 'but', 'doubtful', 'since', 'dated', 'refer', 'season', 'harmless']
    : ['but', 'not', 'doubtful', 'planned', 'refer', 'since', 'dated', 'season', 'affirms', 'harmless', 'besideNo'];

/** Another of the offered answers, in a language that is likely. */
const isOther = (token: string, { isOther: isOtherWord, languages }: Following): boolean =>
  token.length >= 2 && isOtherWord(token, languages[0] ?? null, languages);

/** How long a word at the beginning of a text is that stands before a year (`since`, `from`, `im Jahr`); 0 for none. */
export function isDating(text: string, language: string | null): number {
  const word = /^[\p{L}\p{M}]+/u.exec(text)?.[0] ?? '';
  const likely = language === null ? ['en'] : [language, 'en'];
  const kinds = likely.flatMap((one) => phrasesOf(one).get(unaccented(word)) ?? []);
  return kinds.includes('since') || kinds.includes('dated') ? word.length : 0;
}

let labels: ReadonlySet<string> | null = null;

/** `Ans: No`: what people write before an answer. */
export function isLabel(word: string): boolean {
  labels ??= new Set(Object.values(data).flatMap(({ label }) => label.split('|').map(unaccented)));
  return labels.has(unaccented(word));
}

let leads: ReadonlySet<string> | null = null;

/** Words of a lead at most. */
const maxLeadLength = 5;

/** How long what is said before an answer is: `Leider nein`, `Our answer is no`, `Claro que sí`; 0 for none. */
export function leadOf(text: string): number {
  leads ??= new Set(Object.values(data).flatMap(({ lead }) => lead.split('|').map((one) => wordsOf(one).join(' '))));
  const words: string[] = [];
  let end = 0;
  for (const { 0: word, index } of text.slice(0, 80).matchAll(oneWord.for(text))) {
    if (words.length === maxLeadLength) break;
    words.push(unaccented(word));
    if (leads.has(words.join(' '))) end = index + word.length;
  }
  return end;
}

const oneWord = letterPattern(String.raw`[\p{L}\p{M}]+`, 'gu');
function wordsOf(text: string): string[] {
  const plain = unaccented(text);
  return plain.match(oneWord.for(plain)) ?? [];
}
