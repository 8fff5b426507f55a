import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';

export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Articles, auxiliaries, prepositions: what may come and go without another meaning, in the languages of questionnaires. */
export const functionWords: ReadonlySet<string> = wordSet(
  [
    'a an the of to in on at for by with and or as is are be been has have do does its it their there this that these those such any which who whose where when if also already please s your our we you us i e g eg etc',
    'on onko ovat olla oli ja tai sekä että se sen sitä joka jotka josta jossa joiden ne niiden niitä tämä tämän teillä teidän me meidän onkohan esimerkiksi esim',
    'le la les l un une des du de d et ou à au aux en dans sur par pour avec que qui dont ce cet cette ces il elle est sont a ont été t on son sa ses leur leurs vous votre vos nous notre nos s y se',
    'der die das den dem des ein eine einen einem einer eines und oder in im am an auf zu zum zur von vom bei mit für als ist sind war hat haben wird werden es er sie ihr ihre ihrer ihren ihrem sich dass etwa auch bereits gibt diese dieser dieses wie',
    'el la los las lo un una unos unas de del y o e u a al en por para con que es son está están ha han se su sus este esta estos estas ya ustedes usted',
    'il lo la i gli le l un uno una di del dello della dei degli delle d e o ed a al allo alla ai agli alle in nel nello nella nei per con da dal dalla che è sono ha hanno si suo sua suoi loro questo questa già voi quali',
    'de het een en of van in op aan te bij met voor door als is zijn heeft hebben er die dat deze dit zich hun haar uw u al zoals',
  ].join(' '),
);

/** Words for the authority that is asked: "you" and "the city" stand for each other. */
const authorityWords = wordSet(
  'local authority authorities municipality municipalities city town council region county you your yours we our kunta kunnan kunnalla teillä teidän collectivité commune ville mairie kommune kommunen stadt gemeinde entidad locale ayuntamiento municipio ciudad ente comune città lokale overheid gemeente stad kommun',
);
/** The same in Finnish, in any of its cases. */
const authorityInFinnish = letterPattern(String.raw`^(?:paikallisviranomai|viranomai|kaupun)\p{L}*$`);

export const isAuthority = (word: string): boolean => authorityWords.has(word) || authorityInFinnish.test(word);

/** The commonest of them, for telling a mistyped one. */
export const authorityNames = [
  'local',
  'authority',
  'municipality',
  'collectivité',
  'commune',
  'kommune',
  'entidad',
  'locale',
  'lokale',
  'overheid',
  'gemeente',
  'paikallisviranomainen',
  'paikallisviranomaisen',
  'paikallisviranomaisella',
];

/** `the City of Espoo`, `the Municipality of Sint-Niklaas`: the authority by its name. */
const namedAuthority = letterPattern(
  String.raw`(?:\b(?:the|la|el|il|die|de|le|l[’'])\s*)?\b(?:City|Municipality|Town|Region|County|Province|Council|Borough|Ville|Commune|Stadt|Gemeinde|Ayuntamiento|Municipio|Ciudad|Comune|Città|Gemeente|Stad)\s+(?:of\s+|de\s+|di\s+|d[’']\s*|von\s+)?(?:\p{Lu}[\p{L}’'-]+\s?){1,3}|\b\p{Lu}[\p{L}-]+\s+(?:City Council|City|Municipality|kaupun\p{L}+|kunna\p{L}+|kunta|kommun\p{L}*)(?!\p{L})`,
  'gu',
);

/** What every such name has in it, told without making the whole pattern. */
const mayName =
  /(?:City|Municipality|Town|Region|County|Province|Council|Borough|Ville|Commune|Stadt|Gemeinde|Ayuntamiento|Municipio|Ciudad|Comune|Città|Gemeente|Stad)\s|\s(?:City|Municipality|kaupun|kunna|kunta|kommun)/;

/** A text without the authority's name. */
export const withoutAuthority = (text: string): string =>
  mayName.test(text) ? text.replace(namedAuthority.for(text), ' ') : text;

/** Words for "and" and "or": where one takes the other's place, less or more is asked for. */
export const junctions: Readonly<
  Record<string, { readonly and: ReadonlySet<string>; readonly or: ReadonlySet<string> }>
> = {
  en: { and: wordSet('and'), or: wordSet('or') },
  fi: { and: wordSet('ja sekä'), or: wordSet('tai') },
  fr: { and: wordSet('et'), or: wordSet('ou') },
  de: { and: wordSet('und'), or: wordSet('oder') },
  es: { and: wordSet('y e'), or: wordSet('o u') },
  it: { and: wordSet('e ed'), or: wordSet('o') },
  nl: { and: wordSet('en'), or: wordSet('of') },
};

/** `three years`, `3 years`; a number that is another word in another language is none of them. */
export const digitsOf: ReadonlyMap<string, string> = new Map(
  [
    '2 two deux zwei dos twee kaksi',
    '3 three trois drei tres tre drie kolme',
    '4 four quatre vier cuatro quattro neljä',
    '5 five cinq fünf cinco cinque vijf viisi',
    '6 six sechs seis zes kuusi',
    '7 seven sept sieben siete sette zeven',
    '8 eight huit ocho otto acht kahdeksan',
    '9 nine neuf neun nueve nove negen',
    '10 ten dix zehn diez dieci tien kymmenen',
    '12 twelve douze zwölf doce dodici twaalf',
  ].flatMap((line) => {
    const [digits = '', ...written] = line.split(' ');
    return written.map((word): [string, string] => [word, digits]);
  }),
);

/** Numbers, negations, comparisons and the past: where one comes, goes or changes, it is another question. */
export const criticalWords: ReadonlySet<string> = wordSet(
  [
    'did had was were no not none never neither nor without non cannot except only more less fewer most least above below over under than before after until since during all every each some half majority minority one two three four five six seven eight nine ten twelve once twice first last open closed internal internally external externally direct directly indirect indirectly online offline public private with',
    'ei eivät ilman enemmän vähemmän yli alle ennen jälkeen kaikki osa puolet enemmistö vähemmistö yksi kaksi kolme neljä viisi kuusi kymmenen vain paitsi avoin avoimen suljettu suljetun',
    'ne pas non sans jamais aucun aucune plus moins avant après tous toutes moitié majorité minorité deux trois quatre cinq six dix ouvert ouverte ouverts fermé fermée interne externe',
    'nicht kein keine keinen keiner ohne nie mehr weniger über unter vor nach alle hälfte mehrheit minderheit zwei drei vier fünf sechs zehn offen offene offener geschlossen intern extern mittelbar unmittelbar',
    'no sin nunca ningún ninguna más menos antes después todos todas mitad mayoría minoría dos tres cuatro cinco seis diez abierto abierta cerrado interno externo directamente indirectamente',
    'non senza mai nessun nessuna più meno prima dopo tutti tutte metà maggioranza minoranza due tre quattro cinque sei dieci aperto aperta chiuso interno esterno direttamente indirettamente',
    'niet geen zonder nooit meer minder voor na alle helft meerderheid minderheid twee drie vier vijf zes tien open gesloten intern extern rechtstreeks indirect',
  ].join(' '),
);
