import { isDash } from '../answer.ts';
import type { ProblemCode } from '../problems.ts';
import { type KnownWord, type OfferedAnswers, type OfferedValue, withoutFinalStop, yesNoNa } from './answer-words.ts';
import { type Continuation, continuationOf, isLabel, leadOf, tellsOfNo } from './continuation.ts';
import { datedAnswer } from './dated-answers.ts';
import { isMark, type Marked, markedAnswer } from './marked-answers.ts';
import { foldedText, plainText, visibleText } from './plain-text.ts';

/** An answer cell as the workbook holds it. */
export interface RawAnswer {
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'error' | 'uncalculated';
  readonly text: string;
}

/** What was read: one of the answers offered, nothing, or something that is none of them. */
export interface NormalisedAnswer<Value extends string = OfferedValue> {
  readonly value: Value | 'unanswered' | 'unclear';
  /** What stood in the cell beside the answer: it belongs to the evidence. */
  readonly comment: string;
  readonly problem: ProblemCode | null;
  /** What the words of the problem name. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** Beginnings that say "not yet" or "in part", which is not a Yes. */
const partial =
  /^(yes ?[/&+] ?no|no ?[/&+] ?yes|partly|partially|in part|in progress|ongoing|under (way|development|construction)|planned|planning|will be|soon|not (?:yet|really|fully|entirely|completely)|ei vielä|noch nicht|pas encore|todavía no|aún no|non ancora|nog niet|inte ännu|ännu inte|ikke endnu|endnu ikke|ikke ennå|ainda não|jeszcze nie|ještě ne|še ne|to some extent|some(what)?|osittain|suunnitteilla|teilweise|in arbeit|geplant|en partie|partiellement|en cours|prévu|parcialmente|en parte|parzialmente|in parte|in corso|gedeeltelijk|deels|gepland|delvis|planerad|częściowo|částečně|částečne|delno|djelomično|daļēji|iš dalies|osaliselt|частково|частично)(?![\p{L}])/u;

/** Doubt and shares: no answer is meant. */
const doubtful = /^(\?+|\d{1,3} ?%|do(n['’]t| not) know|unknown|unsure|not sure|tbd|tbc)$/u;

/** A formula error as text: what separated values and pasted values keep of it. */
const formulaError = /^(#[\p{L}/]{2,20}[!?]?|#n\/a|#div\/0!|#nv|#bezug!|#wert!|#zahl!|err:\d{3}|#{3,})$/u;

/** Dots alone: the way many forms are filled where nothing applies. */
const onlyDots = /^\.{1,3}$/;

/** What a form shows until somebody chooses: `Select answer`, `Bitte auswählen`. */
const placeholder =
  /^[-–—<([{*. ]*(?:please )?(?:(?:select|choose|pick)(?: (?:an? |your |the )?(?:answer|option|value|one|item|from (?:the )?list))?(?: here)?|click to (?:select|choose)|(?:bitte )?(?:auswählen|wählen)(?: sie)?|(?:antwort|bitte) (?:aus)?wählen|wählen sie(?: eine antwort)?(?: aus)?|(?:veuillez )?(?:choisir|sélectionner|choisissez|sélectionnez)(?: une réponse| dans la liste| un élément)?|(?:por favor )?(?:seleccione|seleccionar|elija|elegir|escoja)(?: una respuesta| una opción)?|(?:selezionare|seleziona|scegliere|scegli)(?: una risposta| un'opzione)?|(?:maak een keuze|kies|selecteer|kies een antwoord|selecteer een antwoord)|(?:valitse|valitse vastaus|valitse luettelosta)|välj(?: svar| ett svar)?|vælg(?: svar)?|velg(?: svar)?|wybierz(?: odpowiedź)?|vyberte(?: odpověď| odpoveď)?|odaberite(?: odgovor)?|izberite(?: odgovor)?|válasszon|selectați(?: răspunsul)?|изберете(?: отговор)?|оберіть(?: відповідь)?|επιλέξτε(?: απάντηση)?|vali(?: vastus)?|izvēlieties(?: atbildi)?|pasirinkite(?: atsakymą)?|seçiniz|selecione(?: uma resposta)?)[-–—>)\]}*. :…]*$/u;

/** What a word processor shows in a list or a field of its own until something is chosen or written. */
const untouched: ReadonlySet<string> = new Set(
  'choose an item|click or tap here to enter text|click here to enter text|wählen sie ein element aus|klicken oder tippen sie hier, um text einzugeben|choisissez un élément|cliquez ou appuyez ici pour entrer du texte|elija un elemento|haga clic o pulse aquí para escribir texto|scegliere un elemento|fare clic o toccare qui per immettere il testo|kies een item|klik of tik om tekst in te voeren|välj ett objekt|välj ett alternativ|please fill in|please answer|your answer|your answer here|enter answer here|enter your answer|type here|auswahl|seleccionar respuesta|selecionar resposta|escolha um item|veldu|выберите|klicka eller tryck här för att ange text|valitse kohde|kirjoita tekstiä napsauttamalla tai napauttamalla tätä|wybierz element|zvolte položku|vyberte položku|vælg et element|velg et element|escolher um item|alegeți un element|válasszon elemet|odaberite stavku|izberite element|изберете елемент|виберіть елемент|επιλέξτε ένα στοιχείο|valige üksus|izvēlieties vienumu|pasirinkite elementą|bir öğe seçin'.split(
    '|',
  ),
);

/** In which language, for which form and for which round a cell was written. */
export interface AnswerContext {
  /** The form is offered in the language: its words are the form's, and nothing is told of them. */
  readonly offered?: boolean;
  /** The last year of which an answer is no plan: the round's. */
  readonly latest?: number | null;
}

/** Reads an answer cell: one of the answers offered, alone or with what is known to leave it as it is. */
export function normaliseAnswer(
  raw: RawAnswer,
  language: string | null,
  context: AnswerContext = {},
): NormalisedAnswer {
  return normaliseOffered(raw, language, yesNoNa, context);
}

/** The same of any answers that a question offers: words and meanings are theirs. */
export function normaliseOffered<Value extends string>(
  raw: RawAnswer,
  language: string | null,
  answers: OfferedAnswers<Value>,
  { offered = false, latest = null }: AnswerContext = {},
): NormalisedAnswer<Value> {
  const written = withoutTraces(raw.text);
  const text = plainText(written);
  const meant = (meaning: 'yes' | 'no' | 'na'): NormalisedAnswer<Value> => {
    const value = answers.valueOf(meaning);
    return value === null ? unclear('answer-unclear') : otherwise(value);
  };
  if (raw.kind === 'error') return unclear('answer-formula-error');
  if (raw.kind === 'uncalculated') return unclear('answer-uncalculated');
  const listed = raw.kind === 'date' ? null : answers.listed(text, language);
  if (listed !== null) return { value: listed, comment: '', problem: null };
  if (raw.kind === 'boolean') return meant(raw.text === 'true' ? 'yes' : 'no');
  if (text === '') return unanswered;
  if (raw.kind === 'date') return unclear('answer-unclear');
  if (text === '1' || text === '0') return meant(text === '1' ? 'yes' : 'no');
  // A dash leaves the question open, and takes back what was answered before.
  if (isDash(text)) return { value: 'unanswered', comment: '', problem: 'answer-dash' };
  if (onlyDots.test(text)) return meant('na');

  const folded = text.toLowerCase();
  const whole = answers.knownWord(folded, language);
  if (whole !== null && !/\.{2,}$/.test(folded)) {
    const asOffered = isOfferedSpelling(folded) || (offered && whole.offeredIn.includes(language ?? ''));
    return asOffered ? { value: whole.value, comment: '', problem: null } : otherwise(whole.value);
  }
  const chosen = chosenOf(folded, language, answers) ?? withSign(folded, language, answers);
  if (chosen !== null) return chosen === 'contrary' ? unclear('answer-unclear') : otherwise(chosen);
  if (placeholder.test(folded) || untouched.has(withoutFinalStop(folded))) return unanswered;
  if (formulaError.test(folded)) return unclear('answer-formula-error');
  if (isMark(folded) || /^(?:[•*+]|[👍👎]\ufe0f?)$/u.test(folded)) return unclear('answer-mark');
  const marked = markedAnswer(written, language, answers);
  if (marked !== null) return ofMarks(marked);
  // "Partly" may be one of the answers offered.
  const first = answers.leadingWord(folded, language);
  const isStep = first !== null && answers.meaningOf(first.found.value) === null;
  if ((partial.test(folded) && !isStep) || doubtful.test(folded)) return unclear('answer-partial');
  const dated = datedAnswer(written, language, latest, answers);
  if (dated !== null) return otherwise(dated);
  return spelt(written, { language, latest, answers }) ?? unclear('answer-unclear');
}

const tags = /<\/?(?:p|b|i|u|em|strong|td|tr|div|span|font|br|li|ul)(?:\s[^<>]{0,100})?\/?>/giu;
/** Struck by typing: `~~Yes~~ No`, or a line through each letter. */
const struck = /~~[^~]+~~|(?:\S(?:\u0335|\u0336))+/gu;

/** A text without what pages and programs leave in it, and without what is struck; as it is where nothing would be left. */
function withoutTraces(text: string): string {
  if (!/[<&~_]|\u0335|\u0336/u.test(text)) return text;
  const cleaned = text
    .replace(tags, ' ')
    .replace(/&nbsp;/gi, ' ')
    .replace(struck, ' ')
    .replace(/^\s*_+(\p{L}+)_+\s*$/u, '$1');
  return /[\p{L}\p{N}]/u.test(cleaned) ? cleaned : text;
}

/** `Yes/No -> No`, `Oui/Non : non`: what may be answered, and then the answer. */
function chosenOf<Value extends string>(
  folded: string,
  language: string | null,
  answers: OfferedAnswers<Value>,
): Value | null {
  const parts = /^([^:=>→⇒]{3,60}?)\s*(?:[-=]>|[:=→⇒])\s*([^:=>→⇒]{1,30})$/u.exec(folded);
  if (parts === null) return null;
  const offered = (parts[1] ?? '').split(/[/|,]/).map((word) => answers.knownWord(word.trim(), language)?.value);
  const isList = offered.length > 1 && !offered.includes(undefined) && new Set(offered).size === offered.length;
  return isList ? (answers.knownWord((parts[2] ?? '').trim(), language)?.value ?? null) : null;
}

const approving = '👍🟢😊🙂😀☺🎉✅';
const rejecting = '👎🚫⛔🔴🙁☹😞';
const sign = new RegExp(
  `^([${approving}${rejecting}])\\ufe0f?\\s*(.+)$|^(.+?)\\s*([${approving}${rejecting}])\\ufe0f?$`,
  'u',
);

/** `👎 No`, `Yes 🟢`: a sign that says the same as the word; `contrary` where it says the opposite. */
function withSign<Value extends string>(
  folded: string,
  language: string | null,
  answers: OfferedAnswers<Value>,
): Value | 'contrary' | null {
  const parts = sign.exec(folded);
  const known = parts === null ? null : answers.knownWord((parts[2] ?? parts[3] ?? '').trim(), language);
  const meaning = known === null ? null : answers.meaningOf(known.value);
  if (known === null || meaning === null || meaning === 'na') return null;
  const approves = approving.includes(parts?.[1] ?? parts?.[4] ?? '?');
  return approves === (meaning === 'yes') ? known.value : 'contrary';
}

function ofMarks<Value extends string>(marked: Marked<Value>): NormalisedAnswer<Value> {
  if (marked === 'none') return unclear('answer-partial');
  return marked === 'several' ? unclear('answer-double') : otherwise(marked.value);
}

interface WrittenFor<Value extends string> {
  readonly language: string | null;
  readonly latest: number | null;
  readonly answers: OfferedAnswers<Value>;
}

/** An answer in quotes or brackets, after a number or a label, misspelt, repeated, or with something after it. */
function spelt<Value extends string>(raw: string, written: WrittenFor<Value>): NormalisedAnswer<Value> | null {
  const { language, answers } = written;
  const shown = visibleText(raw);
  const coded = codedAnswer(shown, written);
  if (coded !== null) return coded;
  const text = withoutWrapping(shown, written);
  const folded = text.toLowerCase();
  // A few letters change their length in lower case; the split below would then be in the wrong place.
  if (folded.length !== text.length) return null;
  const bare = withoutFinalStop(folded);
  const ends = /(?:\.{2,}|[?(])\s*$/.test(folded);
  const whole = ends ? null : (answers.knownWord(bare, language) ?? answers.misspeltWord(bare, language));
  if (whole !== null) return otherwise(whole.value);
  const first = answers.leadingWord(folded, language) ?? letterBefore(folded, answers);
  if (first !== null) return continued(text, first, written);
  // `Leider nein`, `Our answer is no`: what is said before an answer leaves it as it is.
  const lead = leadOf(text);
  return lead === 0 ? null : spelt(text.slice(lead).replace(/^[\s,:;.!=–-]+/u, ''), written);
}

/** `Y, since 2019`, `N (planned)`: the letter alone, and something behind it. */
function letterBefore<Value extends string>(
  folded: string,
  answers: OfferedAnswers<Value>,
): { found: KnownWord<Value>; end: number } | null {
  const found = /^[yn]\s*(?:[,;:(]|[–-]\s)/u.test(folded) ? answers.knownWord(folded.charAt(0), 'en') : null;
  return found === null ? null : { found, end: 1 };
}

/** `1 - Yes`, `No = 0`: an answer with the number it is coded by; one that says the other answer (`1 No`) is neither. */
function codedAnswer<Value extends string>(
  text: string,
  { language, answers }: WrittenFor<Value>,
): NormalisedAnswer<Value> | null {
  const parts = /^(?:([01])\s*(?:[=:–—-]\s*)?(\p{L}{1,15})|(\p{L}{1,15})\s*(?:[=:–—]\s*|-\s+)?([01]))[\s.!]*$/u.exec(
    text,
  );
  if (parts === null) return null;
  const word = answers.knownWord((parts[2] ?? parts[3] ?? '').toLowerCase(), language);
  const meaning = word === null ? null : answers.meaningOf(word.value);
  if (word === null || meaning === null || meaning === 'na') return null;
  const agrees = (meaning === 'yes') === ((parts[1] ?? parts[4]) === '1');
  return agrees ? otherwise(word.value) : unclear('answer-unclear');
}

/** `"Yes"`, `[Yes]`, `1. Yes`, `a) Yes`, `0 - No`, `Ans: No`: the answer, when that is all that is in it. */
function withoutWrapping<Value extends string>(text: string, { language, answers }: WrittenFor<Value>): string {
  const inside = /^(?:="?|(?:["'“”„«»‹‘’‚‛`´_>「『]\s?)+|[([{<【]\s*(?=[^()[\]{}<>【】]*[)\]}>】]$))/u.exec(text)?.[0];
  const unwrapped =
    inside === undefined ? text : text.slice(inside.length).replace(/[\s"'“”„«»›‘’`´_<)\]}>」』】]+$/u, '');
  const before =
    /^(?:(?:[-–—•*·+>→➔➜➤►▶⇒]+|\[\d{1,2}\]|\(?[a-z]\)|\(?\d{1,2}[.)])\s*|[01]\s*(?:[=:]|[-–—]\s)?\s*|[2-9]\s*(?:[=:]|[-–—])\s+)(?=\p{L})/iu.exec(
      unwrapped,
    )?.[0] ?? '';
  const label = /^(\p{L}+)\s*[:.=–-]\s*(?=\S)/u.exec(unwrapped);
  const cut = label !== null && isLabel(label[1] ?? '') ? label[0] : before;
  const rest = unwrapped.slice(cut.length);
  return answers.leadingWord(rest.toLowerCase(), language) === null ? unwrapped : rest;
}

/** An answer, and what follows it. */
function continued<Value extends string>(
  text: string,
  { found, end }: { found: KnownWord<Value>; end: number },
  { language, latest, answers }: WrittenFor<Value>,
): NormalisedAnswer<Value> | null {
  if (answers.beginsAnother(withoutFinalStop(text.toLowerCase()), found.value)) return unclear('answer-unclear');
  const after = text.slice(end);
  const rest =
    /^(?:[\s,;:.!–—\-/|*†‡)\]"'”»’`´]|\u0301|[([]\s*(?:[1-9]\d?|[a-ik-mo-xz*])\s*[)\]]|[1-9a-ik-mo-xz]\)(?![^\s.,;]))*(?:\(\s*)?/iu.exec(
      after,
    )?.[0] ?? '';
  const comment = balanced(plainText(text.slice(end + rest.length)), rest);
  // `Na klar`, `Na, noch nicht`: what is said before an answer, and no abbreviation of a form.
  if (comment !== '' && /^[Nn]a[\s,]/.test(text)) return null;
  if (comment === '') return /[?]|(?<!:-?)\($|\.{2,}/.test(rest) ? unclear('answer-partial') : otherwise(found.value);
  const repeated = sameAgain(comment.toLowerCase(), found, language, answers);
  if (repeated) return otherwise(found.value);
  const languages = [...new Set([...(language === null ? [] : [language]), ...found.languages, 'en'])];
  const value = answers.meaningOf(found.value) ?? 'yes';
  const isOther = (word: string, of: string | null, likely: readonly string[]): boolean => {
    const other = answers.knownWord(word, of);
    return other !== null && other.value !== found.value && other.languages.some((one) => likely.includes(one));
  };
  const following = { text: comment, value, languages, latest, isOther };
  const how = startsOther(comment, found, language, answers) ? 'other' : continuationOf(following);
  // `No data`, `Yes men`: without anything between them the words are one phrase, and no answer.
  if (!isParted(rest) && (how === 'unknown' || (value === 'no' && !tellsOfNo(following)))) return null;
  return judged(found, comment, how);
}

function judged<Value extends string>(
  found: KnownWord<Value>,
  comment: string,
  how: Continuation,
): NormalisedAnswer<Value> {
  if (how === 'other') return unclear('answer-unclear');
  if (how === 'doubtful') return unclear('answer-partial');
  return { value: found.value, comment, problem: how === 'unknown' ? 'answer-continued' : 'answer-comment-moved' };
}

const isParted = (between: string): boolean => /[,;:.!(/|\n–—]|-\s/.test(between);

const maxRepeatedLength = 200;

/** `Yes yes`, `Kyllä / Yes`, `Tak (Yes)`: nothing but the same answer again. */
function sameAgain<Value extends string>(
  comment: string,
  { value }: KnownWord<Value>,
  language: string | null,
  answers: OfferedAnswers<Value>,
): boolean {
  if (comment.length > maxRepeatedLength) return false;
  let rest = comment.replace(/[\s()[\]]+$/u, '');
  while (rest !== '') {
    rest = rest.replace(/^[\s,;:.!–—\-/|()[\]]+/u, '');
    const next =
      answers.knownWord(rest, language) === null
        ? answers.leadingWord(rest, language)
        : { found: answers.knownWord(rest, language), end: rest.length };
    if (next?.found?.value !== value) return rest === '';
    rest = rest.slice(next.end);
  }
  return true;
}

/** `Yes, No`, `No. Yes, since 2021`: two answers filled in, or what may be answered left standing. */
function startsOther<Value extends string>(
  comment: string,
  { value, languages }: KnownWord<Value>,
  language: string | null,
  answers: OfferedAnswers<Value>,
): boolean {
  const start = comment.slice(0, 60).toLowerCase();
  const whole = answers.knownWord(start, language);
  if (whole !== null) return whole.value !== value;
  const second = answers.leadingWord(start, language);
  if (second === null || second.found.value === value) return false;
  const alike = second.found.languages.some((one) => one === language || one === 'en' || languages.includes(one));
  return alike && /^\s*[,;:.(!/|]/.test(start.slice(second.end)) && !/^no\.?\s?\d/.test(start);
}

/** The separator may have been an opening bracket: its closing one has no partner left. */
function balanced(comment: string, before: string): string {
  return before.includes('(') && comment.endsWith(')') && !comment.includes('(')
    ? comment.slice(0, -1).trim()
    : comment;
}

function isOfferedSpelling(folded: string): boolean {
  return ['yes', 'no', 'na', 'n/a', 'not applicable'].includes(withoutFinalStop(foldedText(folded)));
}

const unanswered = { value: 'unanswered', comment: '', problem: null } as const;
const unclear = (problem: ProblemCode) => ({ value: 'unclear', comment: '', problem }) as const;
const otherwise = <Value extends string>(value: Value): NormalisedAnswer<Value> => ({
  value,
  comment: '',
  problem: 'answer-written-otherwise',
});
