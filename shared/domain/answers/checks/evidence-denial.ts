import { anyPhrase } from '../normalise/any-phrase.ts';
import { letterPattern } from '../normalise/letter-pattern.ts';
import { foldedText, withoutAccents } from '../normalise/plain-text.ts';
import { type Asked, foldedTexts } from './asked.ts';
import { isSaid } from './evidence-words.ts';

/** Words that deny, without accents, in the languages of offices. */
const denials: ReadonlySet<string> = new Set(
  [
    'no not none never nobody nothing lack lacks lacking missing don doesn didn isn aren wasn weren hasn haven cannot',
    'fehlt fehlen kein keine keinen keiner keinem keinerlei nicht nie niemals niemand nichts',
    'pas aucun aucune jamais non ningun ninguna ninguno nunca carecemos carece falta faltan manca mancano ontbreekt manque',
    'nessun nessuno nessuna mai geen niet nooit ei eivat emme puuttuu puuttuvat',
    'inte ingen inget inga ikke ikkje intet aldri aldrig saknas saknar mangler',
    'nao nenhum nenhuma nie brak zadnych nemame neni nema zadna zadny nemaji nemaju nincs nincsen nem nincsenek',
    'nu niciun nicio nemamo nije nimamo nimajo pole puudub nav neturime nera yok degil ekki engin',
    'няма нямаме не немає нема нет немаме δεν οχι καμια нямат нямаше',
  ].flatMap((list) => list.split(' ')),
);
/** Words for "without", which deny at the beginning or behind a form of "to be". */
const without: ReadonlySet<string> = new Set(
  'without ohne sans sin senza zonder ilman utan uden uten sem bez fara χωρις без'.split(' '),
);
const forms: ReadonlySet<string> = new Set(
  'is are ist sind est sont esta estan on ovat zijn ar er jest je e'.split(' '),
);
/** So plain a denial that few words beside it are what is denied, though we have the question in no such language. */
const plainly = letterPattern(
  String.raw`^(?:keine? \p{L}+ vorhanden|brak|nie mamy|nemame|nemaju|nincs|nincsen|nemamo|nimamo|neturime|nera|mums nav|meil ei ole|meil pole|нямаме|няма|немає|нема|немаме|у нас нет|δεν εχουμε|δεν υπαρχει)(?!\p{L})`,
);
/** Beside these a denial says something else: that nothing else is needed, that there is no limit, that it is not all. */
const otherwise: ReadonlySet<string> = new Set(
  [
    'need needs needed require required requires requirement necessary only just but except exempt exception exceptions limit',
    'limits fee fees charge cost costs less fewer more doubt problem problems matter login registration obliged must before until unless till bevor avant antes prima voordat ennen innan while although though whereas instead obwohl zwar bien aunque sebbene benche hoewel vaikka selvom selv',
    'nur sondern notig erforderlich notwendig mussen braucht benotigt seulement uniquement necessaire besoin oblige',
    'solo sino necesario necesaria hace necesidad obligatorio soltanto necessario bisogno obbligo alleen nodig hoeven hoeft',
    'maar vain pelkastaan vaan tarvitse tarvita bara endast behovs behover kun bare behov tarpeen uten',
  ].flatMap((list) => list.split(' ')),
);
/** What is said of a thing to be there, beside the words that say nothing. */
const being: ReadonlySet<string> = new Set(
  [
    'use used using uses place adopted approved measured measure carried out done given known fulfilled mentioned implemented offered offer held',
    'organised organized introduced ready valid applied applicable consistent any such so far currently present do doing never',
    'anything something nothing like t none nobody city municipality authority region office data evidence information info',
    'developed established met running hay c ce avem temos holds holding ole olemassa',
  ].flatMap((list) => list.split(' ')),
);

/** Words of a clause that denies, and words before its denial, at most. */
const maxWords = 12;
const maxBefore = 6;
/** What is denied stands so near behind the denial. */
const near = 4;
/** Words in so many of the questions tell nothing of one of them. */
const common = 0.35;
/** Words of more letters may be several in one. */
const longWord = 8;
/** Letters by which words of different endings and languages are the same. */
const stemLength = 5;

const each = (beginnings: readonly string[], end: string): string =>
  beginnings.map((beginning) => `${beginning} ${end}`).join('|');
/** Something that has ended, is empty, is a trial or is believed. */
const notNow = anyPhrase([
  each(['is', 'are', 'currently', 'ist', 'derzeit', 'est', 'esta', 'está'], '(?:vacant|unbesetzt|vakant|vacante)'),
  each(
    ['was', 'were', 'has been', 'have been'],
    '(?:closed|shut down|discontinued|abolished|cancelled|terminated|withdrawn|switched off)',
  ),
  'has lapsed|expired|ausgelaufen|abgelaufen|expirée?s?|caducad[oa]s?|scadut[oaie]|verlopen|vanhentunut',
  'used to (?:have|be|offer|provide|do)|only as an? (?:pilot|test|trial|draft|experiment)',
  'nur als (?:pilot|test|versuch|entwurf)\\p{L}*|we think so|we believe so|working on (?:it|this|that)',
  'work on \\p{L}+ \\p{L}+ has (?:started|begun)',
]);
/** `Draft strategy` */
const draft = letterPattern(String.raw`^draft \p{L}+$`);
/** `There is no CDO, but the CIO is responsible`: what is there instead. */
const but = letterPattern(
  String.raw`[,;.:–-] ?(?:but|however|instead|still|aber|sondern|jedoch|mais|cependant|pero|sino|ma|però|maar|echter|mutta|vaan|kuitenkin|men|ale|jednak|dar|но|але|αλλά|ali|vendar|aga|bet)(?!\p{L})`,
);
/** What came in its place. */
const inItsPlace = letterPattern(
  String.raw`(?<!\p{L})(?:replac\p{L}*|new|since|instead|ersetz\p{L}*|neue?s?|remplac\p{L}*|until it)(?!\p{L})`,
);

const older = letterPattern(
  String.raw`(?<!\p{L})(?:more than|over|older than|über|mehr als|älter als|plus de|más de|oltre|più di|meer dan|ouder dan|yli|över|mer än|äldre än|over|mere end|mer enn|ældre end|eldre enn|ponad|starsza niż|více než|starší než|viac ako|peste|mai mult de|više od|több mint|πάνω από|над|понад) (\d{1,2}|\p{L}+) (?:years?|jahren?|ans|años|anni|jaar|vuotta|år|lata?|let|rok[yuů]?|rokov|év|ani|godin[ae]|χρόνια|години|рок[иів]+)(?!\p{L})|(?<!\p{L})(\d{1,2}|\p{L}+)[ -](?:years?|jahre|vuotta|år|jaar)[ -](?:old|alt|vanha|gammal|gammel|oud)(?!\p{L})`,
);
const notMore = letterPattern(String.raw`(?<!\p{L})(?:not|no|nicht|keine|pas|non|niet|ei|inte|ikke|não|nie)(?!\p{L})`);
const seldom = letterPattern(
  String.raw`(?<!\p{L})(?:every (?:second|other|two|three|four|five|[2-9]|10) years?|every (?:second|other|third) year|alle (?:zwei|drei|vier|fünf|[2-9]) jahre|tous les (?:deux|trois|quatre|cinq|[2-9]) ans|cada (?:dos|tres|cuatro|cinco|[2-9]) años|ogni (?:due|tre|quattro|cinque|[2-9]) anni|om de (?:twee|drie|vier|vijf|[2-9]) jaar|joka (?:toinen|kolmas) vuosi|(?:kahden|kolmen|viiden|[2-9]) vuoden välein|vartannat år|hvert (?:andet|annet|tredje) år)(?!\p{L})`,
);
const numbers = [
  'one two three four five six seven eight nine ten',
  'ein zwei drei vier fünf sechs sieben acht neun zehn',
  'un deux trois quatre cinq six sept huit neuf dix',
  'uno dos tres cuatro cinco seis siete ocho nueve diez',
  'uno due tre quattro cinque sei sette otto nove dieci',
  'een twee drie vier vijf zes zeven acht negen tien',
  'yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen',
  'ett två tre fyra fem sex sju åtta nio tio',
].map((list) => list.split(' '));

const wordOfAny = letterPattern(String.raw`[\p{L}\p{N}]+`, 'gu');

/**
 * Whether evidence says that what a Yes claims is not there: `We have no strategy`, `over 3 years old` beside "less than".
 * `questions`: all of the questionnaire, the same list each time.
 */
export function denies(evidence: string, question: Asked, questions: readonly Asked[]): boolean {
  const clause = foldedText(/^[^.;:!?,(\n–]*/.exec(evidence.trim())?.[0] ?? '').slice(0, 160);
  const spelled = withoutAccents(clause);
  const words = spelled.match(wordOfAny.for(spelled)) ?? [];
  if (words.length === 0 || words.length > maxWords) return false;
  return (
    ((notNow(clause) || draft.test(clause)) && !inItsPlace.test(foldedText(evidence))) ||
    isTooOld(clause, question) ||
    isTooSeldom(clause, question) ||
    (deniesIt(words, question, questions) && !but.test(foldedText(evidence)))
  );
}

function deniesIt(words: readonly string[], question: Asked, questions: readonly Asked[]): boolean {
  const isDenial = (word: string, at: number): boolean =>
    denials.has(word) ||
    (at === 0 && word === '0') ||
    (without.has(word) && (at === 0 || forms.has(words[at - 1] ?? '')));
  const at = words.findIndex(isDenial);
  if (at === -1 || at > maxBefore || words.some((word) => otherwise.has(word))) return false;
  // `Not without`: two denials are none. `Don t` and `isn t` are one.
  const twice = words
    .slice(at + 1)
    .some((word) => (denials.has(word) || without.has(word)) && !isFrenchPair(words, at));
  if (twice || saysNoItself(question)) return false;
  const all = stemsOf(question);
  const isTelling = (stem: string): boolean => tells(stem, questions);
  const isAsked = (word: string): boolean =>
    (all.has(stemOf(word)) && isTelling(stemOf(word))) ||
    (word.length > longWord && [...all].some((stem) => isInside(stem, word) && isTelling(stem)));
  if (plainly.test(words.join(' ')) && words.length <= near) return true;
  const saysLittle = (word: string): boolean =>
    being.has(word) || denials.has(word) || without.has(word) || word === '0';
  const others = words.filter((word) => !saysLittle(word) && !isAsked(word) && !all.has(stemOf(word)));
  if (isSaid(others)) return true;
  // `We have no common guidelines`: what is denied is what was asked. In `The strategy is not public` it is something else.
  if (at === 0 || words.slice(0, at).some(isAsked)) return false;
  const asked = words.slice(at + 1, at + 1 + near).findIndex(isAsked);
  const between = words.slice(at + 1, at + 1 + asked).filter((word) => !saysLittle(word) && !isSaid([word]));
  return asked >= 0 && between.length <= 1;
}

/** In languages that put words together: `digistrategiaa`. */
const isInside = (stem: string, word: string): boolean => stem.length === stemLength && word.includes(stem);

/** `Non` before `pas`, `nie` before `nicht`: parts of one denial. */
const isFrenchPair = (words: readonly string[], at: number): boolean => words[at] === 'no' || words[at] === 'nie';

/** A question that is itself of what need not be done: evidence that denies agrees with it. */
const saysNoItself = ({ text }: Asked): boolean =>
  /\b(?:not|no|without)\b/.test((text['en'] ?? Object.values(text)[0] ?? '').toLowerCase().replace(/\([^()]*\)/g, ' '));

const stemOf = (word: string): string => word.slice(0, stemLength);

const stems = new WeakMap<Asked, ReadonlySet<string>>();

/** The beginnings of the words of a question, in all its languages. */
function stemsOf(question: Asked): ReadonlySet<string> {
  const known = stems.get(question) ?? new Set([...wordsOf(question), ...initialsIn(question)].map(stemOf));
  stems.set(question, known);
  return known;
}

const telling = new WeakMap<readonly Asked[], Map<string, boolean>>();

/** Whether few of the questions have words that begin so: else such words tell nothing of one of them. */
function tells(stem: string, questions: readonly Asked[]): boolean {
  const known = telling.get(questions) ?? new Map<string, boolean>();
  telling.set(questions, known);
  const found = known.get(stem) ?? isRare(stem, questions);
  known.set(stem, found);
  return found;
}

function isRare(stem: string, questions: readonly Asked[]): boolean {
  const most = Math.max(1, questions.length * common);
  const have = questions.filter((question) => spelled(question).includes(stem));
  return have.length <= most || have.filter((question) => stemsOf(question).has(stem)).length <= most;
}

const spelled = (question: Asked): string => withoutAccents(foldedTexts(question));

const word = letterPattern(String.raw`\p{L}{3,}`, 'gu');
function wordsOf(question: Asked): readonly string[] {
  const texts = spelled(question);
  return texts.match(word.for(texts)) ?? [];
}

const name = letterPattern(String.raw`\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,4}`, 'gu');

/** `Chief Digital Officer`: cdo. */
function initialsIn({ text }: Asked): string[] {
  const texts = Object.values(text).join('\n');
  return (texts.match(name.for(texts)) ?? []).map((found) =>
    found
      .split(' ')
      .map((word) => word.charAt(0).toLowerCase())
      .join(''),
  );
}

function isTooOld(clause: string, { text, withinYears }: Asked): boolean {
  if (withinYears === undefined || !/\bold\b/.test(text['en'] ?? '') || notMore.test(clause)) return false;
  const [, over, exactly] = older.exec(clause) ?? [];
  const years = numberOf(over ?? exactly);
  return years !== null && (over === undefined ? years > withinYears : years >= withinYears);
}

function numberOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  if (/^\d+$/.test(word)) return Number(word);
  const at = numbers.map((list) => list.indexOf(word)).find((one) => one >= 0);
  return at === undefined ? null : at + 1;
}

const isTooSeldom = (clause: string, { text }: Asked): boolean =>
  /at least once a year/.test(text['en'] ?? '') && seldom.test(clause);
