import { foldedText, unaccented } from './plain-text.ts';

/** The pair of words or marks in which a sheet answers: one is plainly the negation of the other. */
export interface OwnWords {
  /** As they were written, the first spelling of each. */
  readonly yes: string;
  readonly no: string;
}

/** Marks that are each other's opposite: any of the first against any of the second. */
const opposites: readonly (readonly [yes: string, no: string])[] = [
  ['✓✔☑✅🗹√v', '✗✘✖❌☒☐□–-x×'],
  ['☒■●◉⬤◼⬛▪', '☐□○◯◻⬜▫'],
  ['+', '--–−'],
  ['👍', '👎'],
  ['🟢🟩', '🔴🟥'],
];

/** Words whose opposite is another word. */
const antonyms: readonly (readonly [yes: string, no: string])[] = [
  ['ok', 'nok'],
  ['ok', 'not ok'],
  ['ok', 'ko'],
  ['ok', 'nio'],
  ['io', 'nio'],
  ['i.o', 'n.i.o'],
  ['pass', 'fail'],
  ['passed', 'failed'],
  ['present', 'absent'],
  ['present', 'missing'],
  ['available', 'missing'],
  ['fully', 'not at all'],
  ['true', 'false'],
  ['right', 'wrong'],
  ['correct', 'wrong'],
  ['richtig', 'falsch'],
  ['wahr', 'falsch'],
  ['vrai', 'faux'],
  ['verdadero', 'falso'],
  ['vero', 'falso'],
  ['juist', 'onjuist'],
  ['waar', 'onwaar'],
  ['rätt', 'fel'],
  ['oikein', 'väärin'],
  ['positive', 'negative'],
  ['aye', 'nay'],
  ['vorhanden', 'fehlt'],
  ['vorhanden', 'fehlend'],
  ['positiv', 'negativ'],
  ['trifft zu', 'trifft nicht zu'],
  ['présent', 'absent'],
  ['présente', 'absente'],
  ['presente', 'ausente'],
  ['presente', 'assente'],
  ['presente', 'mancante'],
  ['esiste', 'manca'],
  ['aanwezig', 'afwezig'],
  ['aanwezig', 'ontbreekt'],
  ['finns', 'saknas'],
  ['findes', 'mangler'],
  ['finnes', 'mangler'],
  ['on', 'ei'],
  ['on', 'off'],
  ['on', 'puuttuu'],
  ['löytyy', 'puuttuu'],
  ['toteutunut', 'toteutumatta'],
  ['olemas', 'puudub'],
  ['jest', 'brak'],
  ['jest', 'nie ma'],
  ['má', 'nemá'],
  ['splňuje', 'nesplňuje'],
  ['ima', 'nema'],
  ['има', 'няма'],
  ['има', 'нема'],
  ['има', 'нету'],
  ['есть', 'нет'],
  ['є', 'немає'],
  ['van', 'nincs'],
  ['ir', 'nav'],
  ['yra', 'nėra'],
  ['var', 'yok'],
  ['υπάρχει', 'δεν υπάρχει'],
  ['ne', 'ochi'],
  ['nai', 'ochi'],
];

/** Words that deny what follows them, in any of our languages. */
const denials = new Set(
  'not no non nicht kein keine pas sin niet geen ei ej inte ikke ikkje ekki nie ne nem nu не нет ні δεν μη όχι não nao nav nėra pole değil ez nuk net nije ni ohne without never'.split(
    ' ',
  ),
);

/** Words for `is` that a denial may bring along: `ei ole täidetud`. */
const copulas = new Set('is are do does ist sind est sont es esta e sono on ole ar er je jest'.split(' '));

/** Beginnings of a word that deny it: `unfulfilled`, `nesplněno`, `neispunjeno`, `ouppfyllt`. */
const prefixes = [
  'un',
  'in',
  'im',
  'non',
  'not',
  'nicht',
  'ne',
  'nie',
  'ni',
  'o',
  'u',
  'не',
  'δεν',
  'dis',
  'ej',
  'nem',
  'em',
];

/**
 * Of the texts that a sheet has in its answer cells, those two of which one is plainly the negation of the other; null
 * where there are none, or more than one pair of them.
 */
export function ownWords(texts: readonly string[]): OwnWords | null {
  const spellings = new Map(texts.map((text) => [foldedText(text).replace(/[.!;:]+$/, ''), text.trim()]));
  const words = [...spellings.keys()].filter((word) => word !== '').slice(0, maxTexts);
  const said = words.map((word) => ({ word, plain: unaccented(word) }));
  const pairs = said.flatMap((yes) =>
    said.filter((no) => yes !== no && denies(no, yes)).map((no) => ({ yes: yes.word, no: no.word })),
  );
  const [only, ...others] = pairs;
  if (only === undefined || others.length > 0) return null;
  return { yes: spellings.get(only.yes) ?? only.yes, no: spellings.get(only.no) ?? only.no };
}

/** A sheet that answers in more words than these has no pair of its own. */
const maxTexts = 12;

/** A word as it is written, and without accents. */
interface Said {
  readonly word: string;
  readonly plain: string;
}

function denies({ word: no, plain: plainNo }: Said, { word: yes, plain: plainYes }: Said): boolean {
  if (opposites.some(([ticks, crosses]) => isOneOf(yes, ticks) && isOneOf(no, crosses))) return true;
  if (plainAntonyms().get(plainYes)?.has(plainNo) === true) return true;
  const words = plainNo.split(' ');
  const said = words.filter((word) => !denials.has(word));
  const bare = (of: readonly string[]): string => of.filter((word) => !copulas.has(word)).join(' ');
  if (said.length < words.length && bare(said) !== '') return isSame(bare(said), bare(plainYes.split(' ')) || plainYes);
  return prefixes.some((prefix) => plainNo === `${prefix}${plainYes}` || plainNo === `${prefix}-${plainYes}`);
}

/** Made once: every row that may be one of headings asks for them. */
let plain: ReadonlyMap<string, ReadonlySet<string>> | null = null;

/** By a word without accents, those that say its opposite. */
function plainAntonyms(): ReadonlyMap<string, ReadonlySet<string>> {
  plain ??= new Map(
    [...Map.groupBy(antonyms, ([yes]) => unaccented(yes))].map(([yes, pairs]) => [
      yes,
      new Set(pairs.map(([, no]) => unaccented(no))),
    ]),
  );
  return plain;
}

const isOneOf = (text: string, marks: string): boolean =>
  [...text.replaceAll('\ufe0f', '')].length === 1 && marks.includes(text.replaceAll('\ufe0f', ''));

/** The same word, or the form of it that a denial takes: `toteutuu`, `ei toteudu`. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const shared = [...one].findIndex((letter, at) => letter !== other.charAt(at));
  const length = shared === -1 ? one.length : shared;
  return length >= 4 && length >= 0.55 * Math.max(one.length, other.length);
}
