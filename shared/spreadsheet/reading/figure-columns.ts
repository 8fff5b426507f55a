import { anyPhrase } from '../../domain/answers/normalise/any-phrase.ts';
import { multiplierIn, unitWords } from '../../domain/answers/normalise/figure-units.ts';
import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { Cell } from '../formats/grid.ts';

/** What the head of a column says of the numbers below it. */
export type FigureHead =
  | { readonly kind: 'value' }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'unit' }
  | { readonly kind: 'other' };

const words = (list: string): ReadonlySet<string> => new Set(list.split('|'));

const values = words(
  'value|number|amount|figure|figures|total|current|current value|current year|this year|your figure|count|quantity|arvo|luku|määrä|lukumäärä|nykyinen|tämä vuosi|kuluva vuosi|wert|zahl|anzahl|betrag|aktuell|aktueller wert|dieses jahr|aktuelles jahr|laufendes jahr|valeur|nombre|montant|chiffre|actuel|actuelle|année en cours|année actuelle|valor|número|cantidad|importe|cifra|actual|este año|año actual|año en curso|valore|numero|importo|quantità|attuale|quest’anno|anno corrente|anno in corso|waarde|aantal|bedrag|getal|huidig|dit jaar|huidig jaar|lopend jaar|värde|antal|belopp|nuvarande|i år|innevarande år|værdi|beløb|verdi|antall|wartość|liczba|kwota|hodnota|počet|částka|vrednost|število|vrijednost|broj|iznos|väärtus|arv|vērtība|skaits|reikšmė|skaičius|érték|szám|valoare|număr|стойност|брой|сума|τιμή|αριθμός|ποσό|значення|кількість|değer|sayı',
);
const units = words(
  'unit|units|unit of measure|unit of measurement|measure|currency|yksikkö|valuutta|einheit|währung|maßeinheit|unité|devise|unidad|moneda|unità|unità di misura|valuta|eenheid|enhet|enhed|jednostka|jednotka|enota|jedinica|ühik|mērvienība|vienetas|egység|unitate|мярка|единица|μονάδα|одиниця|birim|unidade',
);
/** Years, dates, ranks, averages, targets and earlier values: numbers that are not the figure asked for. */
const otherWords = anyPhrase([
  String.raw`year|date|as of|rank|average|mean|national|country|target|goal|forecast|previous|prior|last|earlier|before|old|source|comment|remark|note|reference|page|id|no|nr|vuosi|päivä|pvm|sija|keskiarvo|tavoite|edellinen|viime|aiempi|lähde|huom\p{L}*|jahr|datum|stand|stichtag|rang|durchschnitt|mittel|ziel|prognose|vorjahr\p{L}*|vorige\p{L}*|letzte\p{L}*|quelle|bemerkung|année|rang|moyenne|objectif|cible|précédent\p{L}*|dernière|remarque|año|fecha|posición|media|objetivo|anterior|fuente|anno|data|posizione|obiettivo|precedente|fonte|jaar|gemiddelde|doel|vorig\p{L}*|bron|år|snitt|genomsnitt|mål|föregående|förra|källa|rok|cel|średnia|poprzedni\p{L}*|průměr|cíl|předchozí`,
]);

/** Plans beside a year, which is then no year of ours: `2023 (forecast)`. */
const plans = anyPhrase([
  'forecast|target|goal|plan|planned|projection|expected|estimate|budget|ziel|prognose|plan|geplant|prévision|objectif|cible|previsión|objetivo|previsione|obiettivo|prognose|doel|tavoite|ennuste|prognos|mål|mål|prognoza|cel|plán|cíl',
]);
/** Words beside a year that leave it what it is: `Year 2022`, `2022 (actual)`. */
const ofYear = words(
  'year|actual|actuals|in|end of|fy|final|realised|jahr|ist|im jahr|ende|année|réel|año|real|anno|consuntivo|vuosi|vuonna|toteutunut|toteuma|jaar|werkelijk|år|utfall|faktisk|regnskab|rok|w roku|wykonanie|skutečnost',
);

/** The year a head names: `2022`, `Value 2022`. */
const yearWord = /(?<!\d)((?:19|20)\d{2})(?!\d)/;

const headed = (text: string): string => foldedText(text).replace(/[\s:*?.]+$/, '');

/** The head of a column of figures, of units or of plans; null for any other. */
function headOf({ text }: Cell): FigureHead | null {
  const head = headed(text);
  const bare = head
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .replace(yearWord, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const year = yearWord.exec(head)?.[1];
  if (year !== undefined && plans(head.replace(/^budget(?: |$)/, ''))) return { kind: 'other' };
  // `Budget (EUR million)`, `Budget 2022 (k€)`: it names the figure itself, and its unit.
  if (unitInBrackets(head) !== '' && !otherWords(head))
    return year === undefined ? { kind: 'value' } : { kind: 'year', year: Number(year) };
  if (year !== undefined && (bare === '' || values.has(bare) || ofYear.has(bare)))
    return { kind: 'year', year: Number(year) };
  if (values.has(head) || values.has(bare) || isUnit(head)) return { kind: 'value' };
  return units.has(bare) ? { kind: 'unit' } : null;
}

const otherHeadOf = ({ text }: Cell): FigureHead | null => (otherWords(headed(text)) ? { kind: 'other' } : null);

/** `in T€`, `1000 €`, `(in thousands)`: numbers in this unit stand below it. */
function isUnit(head: string): boolean {
  const factor = multiplierIn(head);
  return factor !== null && factor !== 1 && unitWords(head.replace(/[()[\]]/g, ' '), 'money');
}

const inBrackets = (head: string): string[] => head.match(/\([^()]*\)|\[[^[\]]*\]/g) ?? [];

/** `(eur million)`: a unit in brackets behind whatever a head names; '' where none is. */
const unitInBrackets = (head: string): string => inBrackets(head).find(isUnit) ?? '';

/** What a head says of the unit: `k€` of `Amount (k€)`; '' where nothing. */
export function unitOfHead(text: string): string {
  const head = foldedText(text);
  if (multiplierIn(head) === 1) return '';
  const bracket = inBrackets(head).find((one) => multiplierIn(one) !== 1);
  if (bracket !== undefined) return bracket;
  const rest = head.match(/[\p{L}€]+|\d+|[^\p{L}€\d]+/gu) ?? [];
  return rest
    .filter((word) => !values.has(word) && !yearWord.test(word))
    .join('')
    .trim();
}

const mayBeHead = ({ kind, text }: Cell): boolean => (kind === 'text' && text.length <= 60) || isYear(text);

/** By column, what the heads of a row say; null for a row that is none of heads. */
export function figureHeads(cells: readonly Cell[]): ReadonlyMap<number, FigureHead> | null {
  if (!cells.every((cell) => mayBeHead(cell) || cell.text.trim() === '')) return null;
  const written = cells.filter(({ text }) => text.trim() !== '');
  if (written.length < 2) return null;
  const heads = written.map((cell) => ({ cell, head: headOf(cell) }));
  // Hardly any row is one of heads: only of those that are it is asked what their other columns hold.
  if (!heads.some(({ head }) => head?.kind === 'value' || head?.kind === 'year')) return null;
  return new Map(
    heads.flatMap(({ cell, head }): [number, FigureHead][] => {
      const said = head ?? otherHeadOf(cell);
      return said === null ? [] : [[cell.column, said]];
    }),
  );
}

/** `Unit: thousand EUR`: the unit that the head of a column says itself; '' where it says none. */
export function unitSaidByHead(text: string): string {
  const [word = '', ...said] = foldedText(text).split(/[:(]/);
  return units.has(word.trim()) && multiplierIn(said.join(' ')) !== 1 ? said.join(' ').replace(/\)/g, ' ') : '';
}

export const isYear = (text: string): boolean => /^(?:19|20)\d{2}$/.test(text.trim());
