import type { BackgroundFigure } from '../../questionnaire/questionnaire.ts';
import { letterPattern } from './letter-pattern.ts';
import { unaccented } from './plain-text.ts';

/** `quantity`: any number with decimals, in a unit of its question's own. */
export type FigureKind = BackgroundFigure['kind'] | 'quantity';

/**
 * Words and signs of a currency, and what a text that has one of them has in capitals: hardly any text has, and so many
 * patterns take longer to make than a figure to read. `kr` and `$` are several currencies: they name none.
 */
const currencies: readonly (readonly [code: string, hints: readonly string[], pattern: Pick<RegExp, 'test'>])[] = [
  ['EUR', ['EUR', '€', 'ЕВРО', 'ΕΥΡΩ'], /€|\b(?:[mkt]|kt|md|mrd|mio)?eur(?:os?|oa?|a)?\b|\bевро\b|\bευρω\b|\beuri\b/i],
  ['GBP', ['GBP', '£'], /£|\bgbp\b/i],
  ['USD', ['USD', 'US$'], /\busd\b|us\$/i],
  ['CHF', ['CHF', 'SFR'], /\bchf\b|\bsfr\b|\b[mt]chf\b/i],
  ['DKK', ['DKK'], /\b[mt]?dkk\b/i],
  ['SEK', ['SEK'], /\b[mkt]?sek\b/i],
  ['NOK', ['NOK'], /\b[mt]?nok\b/i],
  ['ISK', ['ISK'], /\b[mt]?isk\b/i],
  ['PLN', ['PLN', 'ZL', 'ZŁ'], /\bpln\b|\bzl\b|zł/i],
  ['CZK', ['CZK', 'KC', 'KČ'], /\bczk\b|\bkc\b|kč/i],
  ['HUF', ['HUF', 'FT'], /\bhuf\b|\b[em]?ft\b/i],
  ['RON', ['RON', 'LEI'], /\bron\b|\blei\b/i],
  ['BGN', ['BGN', 'ЛВ'], letterPattern(String.raw`\bbgn\b|(?<!\p{L})лв\.?(?!\p{L})`, 'iu')],
  ['UAH', ['UAH', 'ГРН', '₴'], /\buah\b|грн|₴/i],
  ['TRY', ['TRY', '₺'], /\btry\b|₺/i],
];

/** The one currency a text names, or null when it names none or several. */
export function currencyIn(text: string): string | null {
  const capitals = text.toUpperCase();
  const named = currencies.filter(
    ([, hints, pattern]) => hints.some((hint) => capitals.includes(hint)) && pattern.test(text),
  );
  return named.length === 1 ? (named[0]?.[0] ?? null) : null;
}

/** Words that multiply, without accents, in the languages of Europe; a final point is left out. */
const multipliers: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [
        1e3,
        'thousand thousands k ths tsd tsnd tausend tuhat tuhatta tuhansina tuhansissa tuhansia tusind ksek knok kdkk mille milliers millier tusen tusental tkr tsek tdkk tnok teur keur kt t€ k€ kt€ kchf tchf miles duizend duizenden dzd migliaia tys tysiac tysiace tysiecy tis tisic tisice tisuca tisuce tisoc ezer eft mii mie хил хиляди тис тысяч тыс тисяч τις χιλ χιλιαδες tuh tukst tukstanciai tukstosi tukstosi tukstoti bin χιλιαδες',
      ],
      [
        1e6,
        'million millions mln mio m mn mill miljoona miljoonaa miljoonina milj millionen millones millon milhoes milhao milioni milione milions milion milionow miliony miliona milionu miljoner miljon miljoen millioner milijun milijuna milijon milijonov milijonu milijonai miljonit miljoni miljonu milioane milioner millio millions млн милион милиона милиони мільион мільионів миллион миллионов εκατ εκ εκατομμυρια meur msek mdkk mnok mkr mft mczk mnkr mpln mron mchf mgbp musd m€ mio€ milyon millio',
      ],
      [
        1e9,
        'billion billions bn b€ beur mrd mld md mds mdkr mia miljardi miljardia milliarden milliarde milliard milliards milliarder miliardi miliardo miljard miljarder miliard miliardy miliardow miliarda milijarda milijarde milijardi milijardov milijardu miliarde miljardit miljards miljardu milliard милиард милиарда млрд мільярд мільярдів миллиард миллиардов δισ δις δισεκατομμυρια md€ mrd€ mld€ bn€ mdeur mrdeur milyar',
      ],
      [1e12, 'trillion trillions'],
    ] as const
  ).flatMap(([factor, words]) => words.split(' ').map((word): [string, number] => [word, factor])),
);

/** `mil` is a thousand in Spanish and Portuguese; with these currencies and signs, a million. */
const milIsMillion = /kč|czk|\$|usd/i;
const milIsThousand = /€|eur/i;

/** 1 when nothing multiplies, null when two words do, or one that nobody can tell. */
export function multiplierIn(rest: string): number | null {
  const words = wordsOf(rest);
  const found = new Set<number>();
  for (const [at, word] of words.entries()) {
    if (word === 'mil') {
      const next = words[at + 1] ?? '';
      const known = milOf(rest, next);
      if (known === null) return null;
      // `mil millones` is a thousand million.
      if (known === 1e9) return 1e9;
      found.add(known);
      continue;
    }
    // `(x 1000)`, `(1000 €)`: numbers of figures are no longer in the text.
    if (/^1000(?:000)?$/.test(word)) found.add(Number(word));
    const factor = Object.hasOwn(multipliers, word) ? multipliers[word] : undefined;
    if (factor !== undefined) found.add(factor);
  }
  const [only = 1, ...others] = found;
  return others.length > 0 ? null : only;
}

/** With a point (`mil. lei`) it is a million to some and a thousand to others. */
function milOf(rest: string, next: string): number | null {
  if (multipliers[next] === 1e6) return 1e9;
  if (milIsMillion.test(rest)) return 1e6;
  if (/\bmil\./i.test(rest)) return null;
  return milIsThousand.test(rest) ? 1e3 : null;
}

/** `1 000 €` names a thousand as `1000 €` does. */
function wordsOf(text: string): string[] {
  const grouped = unaccented(text.replaceAll('kč', 'czk'));
  const plain = grouped.replace(/(?<!\d)1[ .,'’]000(?:[ .,'’](000))?(?!\d)/g, '1000$1');
  return plain.match(word.for(plain)) ?? [];
}
const word = letterPattern(String.raw`[\p{L}€]+|\d+`, 'gu');

/** What may stand beside the number without changing what it says. */
const anywhere =
  'number anzahl nombre numero aantal antal antall kpl lkm liczba pocet stevilo broj count value wert valeur arvo waarde amount in the a year of for per on at as from total annual fiscal about all our and by dated status est estimate stand zum am im vom jahr jahre jahres ende end insgesamt gesamt au en le de di du la an annee en el al ano da do dal nel anno al em vuonna vuosi vuoden yhteensa per ar den op het jaar totaal pa i aret v w roku rok r na dan leto leta letos den ke dni god godine aasta seisuga gada gads metai metu m ev evi anul la data de към година г на рік року р станом στις ετος εν celkem skupaj ukupno suma razem összesen osszesen kokku kopa is viso sammen totalt samtals total d l p pa annum annually census exactly roce u през το pr fr';
const beside: Readonly<Record<BackgroundFigure['kind'], string>> = {
  money:
    'eur euro euros euroa eura euri gbp usd us chf sfr dkk sek nok isk kr krona kronor kroner pln zl zł zloty złoty zlotych złotych czk kc korun korune huf ft forint ron lei leu bgn лв лева uah грн гривень try tl lira budget budjetti haushalt budżet budzet rozpocet proracun eelarve bilancio presupuesto orcamento begroting talousarvio meur msek евро ευρω kn hrk kuna rsd din dinara mkd',
  count:
    'inhabitants inhabitant inh head heads headcount residents resident people person persons citizens population employees employee staff workers headcount asukasta asukas asukkaita henkiloa henkilo tyontekijaa tyontekija einwohner einwohnerinnen innen personen mitarbeiter mitarbeitende beschaftigte bedienstete habitants habitant agents personnes salaries habitantes personas empleados trabajadores pessoas funcionarios trabalhadores colaboradores abitanti dipendenti persone inwoners medewerkers werknemers personen invanare personer anstallda medarbetare indbyggere ansatte medarbejdere innbyggere ibuar mieszkancow mieszkancy osob pracownikow obyvatel obyvatelov zamestnancu zamestnancov stanovnika stanovnikov stanovnici zaposlenika zaposlenih prebivalcev prebivalci lakos fo alkalmazott locuitori angajati persoane жители служители души осіб мешканців жителів працівників κατοικοι υπαλληλοι elanikku elanikke tootajat inimest iedzivotaji darbinieki gyventoju darbuotoju zmoniu kisi nufus calisan darbuotojai hlo hloa einw ew hab hbt hbts ab abit os mieszk obyv inw inv asuk preb stan pers mit mitarb besch agents ansat pracown zam empl emp resid in',
  fullTimeEquivalent:
    's henkilotyovuotta henkilotyovuosi ict it fte ftes full time equivalent equivalents people person persons employees staff specialist specialists years work htv htp vza vzk vze vollzeitstellen vollzeitaquivalente vollzeit stellen stelle etp etpt etc equivalents temps plein tiempo completo ejc equivalente tempo pieno voltijds vte voltijdequivalenten heltidsekvivalenter heltid heltidstjanster arsarbetare arsverk arsvaerk arsværk etatow etaty etat etatu uvazku uvazek uvazkov prepoctenych epz teljes munkaidos ekvivalens norma intreaga ispe personnes personen persone personas henkiloa tyontekijaa specialistes fachkrafte arsverken voltijdsequivalenten voltijdsequivalent voltijdequivalent vollzeitkrafte vollzeitaquivalent arsarbeten heltidsansatte aarsvaerk ftes fulltime posts post positions full equivalente equivalenti equivalentes tempi',
};
const anywhereSet = new Set(anywhere.split(' '));
const besideSets: Readonly<Record<FigureKind, ReadonlySet<string>>> = {
  quantity: new Set(),
  money: new Set(beside.money.split(' ')),
  count: new Set(beside.count.split(' ')),
  fullTimeEquivalent: new Set(beside.fullTimeEquivalent.split(' ')),
};

/** False when a word remains that may be a unit or a condition we do not know (hours, %, `per inhabitant`...). */
export function unitWords(rest: string, kind: FigureKind): boolean {
  if (/[%‰½¼¾]/.test(rest)) return false;
  const words = wordsOf(rest.replace(/[£$₴₺]/g, ' '));
  return words.every(
    (word) =>
      anywhereSet.has(word) ||
      besideSets[kind].has(word) ||
      word === 'mil' ||
      (word === '€' && kind === 'money') ||
      (word === 'x' && kind !== 'fullTimeEquivalent') ||
      /^1000(?:000)?$/.test(word) ||
      (kind !== 'fullTimeEquivalent' && Object.hasOwn(multipliers, word)),
  );
}
