import { anyPhrase } from '../normalise/any-phrase.ts';
import { letterPattern } from '../normalise/letter-pattern.ts';
import { foldedText, lettersAndDigits, unaccented } from '../normalise/plain-text.ts';
import empty from './empty-evidence.json' with { type: 'json' };

/** What forms make people write where evidence belongs, in the languages of offices: nothing a reader could check. */
const fillers: ReadonlySet<string> = new Set(
  [
    'ok|okay|yes|no|true|done|lorem ipsum|t b a|t b c|t b d|see above|as above|see below|see previous|as before|same as before|see link|see the link|see website|see web|see attached|see attachment|link|attached|idem|ibid|ditto|same|same as above|same answer|na|n a|none|nothing|not available|tbd|tba|tbc|todo|to do|to be added|to be completed|to be confirmed|to be provided|to follow|will follow|follows|pending|later|soon|test|x|xx|xxx|asdf|available|exists|on request|available on request|yes it is|yes we do|we have it|no comment|evidence',
    'siehe oben|s o|siehe unten|s u|wie oben|wie zuvor|siehe link|siehe webseite|siehe website|siehe anhang|siehe anlage|dito|dto|folgt|wird nachgereicht|nachzureichen|noch offen|offen|vorhanden|liegt vor|keine|keine angabe|k a|ja|nein|erledigt|gleich|dasselbe|auf anfrage|in kurze',
    'voir ci dessus|cf ci dessus|voir plus haut|comme ci dessus|voir ci dessous|cf ci dessous|idem ci dessus|voir lien|voir le lien|voir site|voir site web|voir annexe|en annexe|ci joint|a completer|a venir|a preciser|a fournir|neant|aucun|aucune|oui|non|meme chose|meme reponse|fait|sur demande|disponible',
    'ks ylla|kts ylla|katso ylla|ks edella|ks edellinen|kuten ylla|kuten edella|ks alla|katso alla|ks linkki|ks liite|ks verkkosivut|sama|sama kuin ylla|sama kuin edella|ed kohta|taydennetaan|taydennetaan myohemmin|tulossa|toimitetaan myohemmin|ei|ei ole|kylla|on|on olemassa|loytyy|tehty|pyynnosta',
    'ver arriba|vease arriba|ver mas arriba|como arriba|ver abajo|ver enlace|ver el enlace|ver web|ver anexo|adjunto|lo mismo|mismo|igual|pendiente|por completar|a completar|por confirmar|ninguno|ninguna|si|no|hecho|bajo peticion|disponible|existe',
    'vedi sopra|come sopra|si veda sopra|vedi sotto|vedi link|vedi sito|vedi allegato|allegato|stesso|lo stesso|da completare|da definire|da confermare|in arrivo|nessuno|nessuna|si|no|fatto|su richiesta|disponibile|presente',
    'zie boven|zie hierboven|als boven|zoals hierboven|zie onder|zie hieronder|zie link|zie website|zie bijlage|bijlage|hetzelfde|zelfde|volgt|nog in te vullen|nader te bepalen|ntb|geen|ja|nee|gedaan|op aanvraag|aanwezig',
    'se ovan|som ovan|se nedan|se lank|se lanken|se bilaga|se hemsida|samma|samma som ovan|kommer|kommer senare|saknas|ja|nej|klart|finns|pa begaran',
    'se ovenfor|som ovenfor|se over|se nedenfor|se link|se lenke|se bilag|se vedlegg|samme|samme som ovenfor|folger|kommer|kommer senere|mangler|ja|nej|nei|findes|finnes',
    'jak wyzej|jw|j w|zob wyzej|patrz wyzej|jak powyzej|zobacz link|link|brak|to samo|w zalaczeniu|do uzupelnienia|tak|nie|jest',
    'viz vyse|jako vyse|viz odkaz|viz priloha|dtto|stejne|totez|doplnime|bude doplneno|zadne|ano|ne|pozri vyssie|vid vyssie|ako vyssie|pozri odkaz|doplnime neskor|nie',
    'lasd fent|lasd fentebb|a se vedea mai sus|види погоре|ikus goian|ld fent|fent|ugyanaz|lasd link|igen|nem|van|vezi mai sus|ca mai sus|la fel|vezi link|urmeaza|da|nu',
    'виж по горе|вж по горе|виж горе|същото|както по горе|да|не|див вище|як вище|те саме|так|ні|βλ παραπανω|βλεπε παραπανω|ως ανω|οπως παραπανω|ομοιως|το ιδιο|ναι|οχι',
    'vidi gore|kao gore|vidi link|isto|glej zgoraj|kot zgoraj|enako|glej povezavo|vt ulal|vaata ulal|nagu ulal|sama|skat augstak|sk augstak|tas pats|zr auksciau|ziureti auksciau|tas pats|tai pats',
    'ver acima|como acima|ver abaixo|ver ligacao|ver link|ver anexo|o mesmo|igual|a completar|pendente|sim|nao|yukariya bakiniz|yukarida|ayni|evet|hayir|vegeu mes amunt|el mateix|sja ad ofan|sja að ofan|vt eespool|skatit ieprieks|shih pergjigjen me siper|feach thuas|ara hawn fuq|kif imsemmi hawn fuq|shih me lart|si me lart|po aty|vidi gore|види горе|као горе|исто',
  ].flatMap((list) => list.split('|')),
);

const bareNumber = /^[\d\s.,%]+$/;
const bareLink = /^(https?:\/\/|www\.)\S+$/i;
const onlyMarks = letterPattern(String.raw`^[^\p{L}\p{N}]+$`);
/** A formula error, as programs of any language write it. */
const formulaError = letterPattern(String.raw`^(?:#¡?[\p{L}\d/]{1,20}[!?]?|err:\d{3}|#{3,})$`, 'iu');

/** Words of a text that says nothing of its own; longer ones say something. */
const maxWords = 10;

interface Words {
  /** One of them at least is in it: it points elsewhere, puts off, or says no more than Yes. */
  readonly tells: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

let made: readonly Words[] | null = null;

/** The words of each language, made when a text first needs them. */
function emptyWords(): readonly Words[] {
  made ??= Object.values(empty).map(({ tells, with: others }) => {
    const telling = unaccented(tells).split('|');
    return { tells: new Set(telling), all: new Set([...telling, ...unaccented(others).split('|')]) };
  });
  return made;
}

/** `See question 3`, `same as 1.2.3`, `as described above`, `yes, of course`: nothing but words of one language that say nothing. */
function saysNothing(words: string): boolean {
  const said = words.split(' ').filter((word) => !/^q?\d+$/.test(word));
  if (said.length === 0 || said.length > maxWords) return false;
  return emptyWords().some(
    ({ tells, all }) => said.some((word) => tells.has(word)) && said.every((word) => all.has(word)),
  );
}

/** Whether words of a text, without accents, are all of one language's that say nothing; none is enough. */
export const isSaid = (words: readonly string[]): boolean =>
  words.length === 0 || emptyWords().some(({ all }) => words.every((word) => all.has(word)));

/** Who might know it: `ask the IT department`. */
const askSomebody = letterPattern(
  String.raw`^(?:(?:please |bitte |merci de )?(?:ask|contact|check with|nachfragen bei|demander|voir avec|kysy|kysykää|tiedustele|preguntar|preguntad|chiedere|sentire|navragen|spør|spørg)|à demander|(?:bei|beim) (?:\p{L}+ ){1,4}(?:er|nach)?fragen)(?!\p{L})`,
);
/** Who will bring it, later: `to be supplied by HR`. */
const putOff = letterPattern(
  String.raw`^(?:to be (?:supplied|provided|added|completed|confirmed|delivered|sent|announced|determined|decided|filled)|(?:wird|werden) (?:\p{L}+ ){0,3}(?:nachgereicht|nachgeliefert|ergänzt)|(?:sera|seront) (?:fournie?s?|complétée?s?|transmise?s?|communiquée?s?|précisée?s?)|(?:täydennetään|toimitetaan|lisätään) |(?:kompletteras|skickas) |se (?:enviará|aportará|completará)|(?:sarà|verrà) (?:fornit|inviat|completat|integrat)[oa]|wordt (?:\p{L}+ ){0,3}(?:aangevuld|nagestuurd|nageleverd)|zostanie (?:uzupełnion|dostarczon|przesłan)[aey]|eftersendes|ettersendes)(?!\p{L})`,
);
/** Words of either. */
const shortAsk = 5;

/** Characters of a text that may say nothing; a link alone may be longer. */
const maxEmpty = 120;

/** Words that a reader could not check: fillers, marks, a number or a link alone, a formula error. */
export function isWeak(evidence: string): boolean {
  const text = foldedText(evidence);
  if (bareLink.test(text) || onlyMarks.test(text)) return true;
  if (text.startsWith('lorem ipsum')) return true;
  if (text.length > maxEmpty) return false;
  if (bareNumber.test(text) || formulaError.test(text)) return true;
  const words = lettersAndDigits(unaccented(text)).trim();
  return (
    fillers.has(words) ||
    saysNothing(words) ||
    (words.split(' ').length <= shortAsk && !/\d|@/.test(text) && (askSomebody.test(text) || putOff.test(text)))
  );
}

/** Not there yet, however it is put, in the languages of offices. */
const plans = [
  'awaiting|pending (?:approval|adoption)|to (?:begin|start)|will (?:begin|start)|planned(?! (?:with|together|jointly|by|maintenance|and))|procurement (?:is )?(?:under ?way|ongoing|pending|in progress)|tender(?:ing)? (?:is )?(?:under ?way|ongoing|pending|in progress)|implementation (?:is )?(?:under ?way|ongoing|pending|in progress)|roll ?out (?:is )?(?:under ?way|ongoing|pending|in progress)|drafting (?:is )?(?:under ?way|ongoing|pending|in progress)|is planning|are planning|plans? to|will be|in progress|in (?:planning|preparation|development)|in the pipeline|under (?:development|construction|preparation)|being (?:developed|prepared|drafted)|is (?:being|currently) (?:developed|prepared|drafted|designed|built|procured)|intends? to|not yet|to be (?:launched|implemented|introduced|adopted|developed|published)|work in progress',
  'in planung|geplant|in vorbereitung|in arbeit|in entwicklung|in erarbeitung|in umsetzung|im aufbau|in ausschreibung|ausschreibung läuft|noch nicht|soll(?:en)? (?:\\p{L}+ |\\d+ ){0,5}(?:eingeführt|umgesetzt|aufgebaut|erstellt|entwickelt|erarbeitet|verabschiedet|beschlossen|veröffentlicht|eingerichtet|kommen|starten|entstehen)|wir arbeiten daran|wird (?:derzeit|aktuell|gerade|zurzeit|momentan) (?:erarbeitet|entwickelt|vorbereitet|aufgebaut|umgesetzt|erstellt)|wird (?:erarbeitet|vorbereitet)|ist vorgesehen|ist beabsichtigt|befindet sich im aufbau',
  "en cours d[’'e]\\s?(?:élaboration|développement|déploiement|préparation|rédaction|construction)|en cours de (?!projet|année|mandat|journée|route|vie)\\p{L}+|en préparation|en projet|nous y travaillons|prévue?s?(?! (?:par|dans|à l[’'])|\\p{L})|à venir|pas encore|est planifiée?",
  'previst[oa]s?(?! (?:en (?:el|la|los|las)|por|d(?:al|alla|all|ai|a)(?!\\p{L}))|\\p{L})|planeado|planificado|en preparación|en desarrollo|en elaboración|en fase de \\p{L}+|en proceso de \\p{L}+|en curso de \\p{L}+|en proyecto|todavía no|aún no|está previsto|se prevé|pendiente de (?:aprobación|aprobar|publicación)',
  'in preparazione|in fase di \\p{L}+|in corso di \\p{L}+|in via di \\p{L}+|in progettazione|pianificat[oa]|non ancora|è previst[oa](?! d(?:al|alla|all|ai|alle|a)(?!\\p{L}))',
  'gepland(?! onderhoud)|in voorbereiding|in ontwikkeling|in opbouw|nog niet|wordt (?:momenteel |nu )?(?:ontwikkeld|voorbereid|opgesteld)',
  'suunnitteilla|hankinta käynnissä|käyttöönotto käynnissä|suunnitellaan|valmisteilla|valmistelussa|kehitteillä|työn alla|tekeillä|rakenteilla|tulossa(?! olev)|ei vielä|otetaan käyttöön|on tarkoitus',
  'planerad|planeras|under (?:utveckling|utarbetande|införande|implementering|framtagande|arbete|uppbyggnad|förberedelse|upphandling|planering)|inte ännu|ännu inte|planlagt|planlægges|planlegges|under (?:udvikling|utvikling|udarbejdelse|utarbeidelse|forberedelse|planlegging|oppbygging|opbygning)|ikke endnu|endnu ikke|ikke ennå|på vej|í undirbúningi|á ullmhú|qed jitħejja',
  'planowan(?:[yaeio]|ych|ymi?|ej|ą|ego|emu)|planujemy|w przygotowaniu|w trakcie (?:realizacji|wdrażania|opracowywania|przygotowania|tworzenia)|w opracowaniu|w budowie|jeszcze nie|plánovan\\p{L}*|plánujeme|plánované|v přípravě|v príprave|připravuje(?:me| se)|pripravuje(?:me| sa)|ve vývoji|vo vývoji|zatím ne|zatiaľ nie|ještě ne|ešte nie',
  'előkészítés alatt|fejlesztés alatt|kidolgozás alatt|folyamatban van|tervezés alatt|még nem|tervezzük|în pregătire|în curs de \\p{L}+|în dezvoltare|planificat(?:ă|e|i)?|încă nu|este prevăzut',
  'в подготовка|в процес на|планирано|планира се|предстои|все още не|у підготовці|в підготовці|у розробці|в розробці|заплановано|планується|ще не',
  'σε προετοιμασία|στα σκαριά|υπό (?:σύνταξη|εκπόνηση|ανάπτυξη|κατασκευή|προετοιμασία|σχεδιασμό|υλοποίηση|διαμόρφωση)|σε εξέλιξη|προγραμματίζεται|σχεδιάζεται|όχι ακόμα|όχι ακόμη|δεν έχει ακόμη',
  'у припреми|у изради|у току је|у развоју|у плану|још не|још није|u pripremi|u izradi|u planu|u tijeku je|u razvoju|planirano|planira se|još ne|još nije|v pripravi|v izdelavi|v teku je|v razvoju|načrtovan(?:[oaie]|ih|im)?|še ne|še ni',
  'įdiegta bus|bus įdiegta|kavandatud|ettevalmistamisel|väljatöötamisel|koostamisel|plaanis|veel mitte|plānots|sagatavošanā|izstrādē|tiek (?:izstrādāts|gatavots)|vēl nav|planuojama|rengiama|ruošiama|kuriama|dar ne|dar nėra',
  'em preparação|em desenvolvimento|em elaboração|em fase de \\p{L}+|em curso de \\p{L}+|ainda não|planlanıyor|hazırlanıyor|hazırlık aşamasında|geliştirme aşamasında|henüz değil|en preparació|en desenvolupament|encara no',
];
const tellsOfPlan = anyPhrase(plans);

/** What stands before the year in which something begins or is done; a name (`Vision 2030`) has none of them. */
const dating = letterPattern(
  String.raw`(?<!\p{L})(?:in|by|from|im|ab|für|startet|en|dès|d[’']ici|à partir de|pour|vuonna|vuodesta|nel|entro|dal|per il|a partir de|para|vanaf|från|i|år|w|od|v|do|na|za|erst|hyväksytään|vahvistetaan)(?: \p{L}+\.?){0,2} (20\d{2})(?!\d|\s?[–-])`,
  'gu',
);

/** `Sera lancé en 2028` in a round of 2022, where no year up to the round is named. */
function isLater(sentence: string, round: number | null): boolean {
  if (round === null) return false;
  const years = [...sentence.matchAll(/(?<!\d)(?:19|20)\d{2}(?!\d)/g)].map(([year]) => Number(year));
  if (years.length === 0 || years.some((year) => year <= round)) return false;
  return [...sentence.matchAll(dating.for(sentence))].some(([, year]) => Number(year) > round);
}

/**
 * What is said of the next of its kind, as the subject of a clause: `the next edition is planned for October`. A year or
 * a step that comes next (`next year we plan to`) is none.
 */
const nextOne = letterPattern(
  String.raw`(?:^|[,;:.!?(–—-]\s*|(?<!\p{L})(?:and|und|et|y|e|en|ja|och|og|i|a|és|și|και)\s)(?:(?:the|its|our|der|die|das|la|le|el|los|il|lo|de|het|den|det|o|az?|η|το)\s)?(?:next|nächste[rs]?|prochaine?|próxim[oa]|prossim[oa]|volgende|seuraava|nästa|næste|neste|następn[aey]|další|příští|ďalši[ae]|ďalší|következő|următoarea|următorul|seguinte|επόμεν[ηο]|sljedeć[aei]|naslednj[aei]|järgmine|nākamais|nākamā)\s(?!(?:year|month|week|quarter|term|spring|summer|autumn|fall|winter|step|phase|stage|jahr|monat|woche|quartal|frühjahr|sommer|herbst|winter|schritt|phase|année|mois|semaine|trimestre|printemps|étape|phase|año|mes|semana|paso|fase|etapa|anno|mese|settimana|passo|fase|jaar|maand|week|kwartaal|stap|fase|vuo\p{L}+|kuu\p{L}*|vaihe|askel|år|månad|vecka|steg|fas|måned|uge|uke|skridt|trin|rok|krok|etap|rok|měsíc|krok|év|hónap|lépés|an|lun|pas|ano|mês|χρόνο|βήμα|godin|korak|leto|aasta|samm|gads)\p{L}*(?!\p{L}))[^,;.!?]*`,
  'gu',
);

/** What every such clause has in it, told without making the whole pattern. */
const mayTellOfNext =
  /next|nächste|prochain|próxim|prossim|volgende|seuraava|nästa|næste|neste|następn|další|příští|ďalš|következő|următo|seguinte|επόμεν|sljedeć|naslednj|järgmine|nākamā/;

const withoutNext = (folded: string, sentence: string): string =>
  mayTellOfNext.test(folded) ? folded.replace(nextOne.for(sentence), ' ') : folded;

/** Whether a sentence tells of something that is not there yet, in a round of that year; null where that is not known. */
export const isPlanned = (sentence: string, round: number | null = null): boolean => {
  const folded = withoutNext(foldedText(sentence), sentence);
  // `Live since 2019, and will be renewed`: what comes is no plan of what is asked.
  const told = /(?<!\d)(?:19|20)\d{2}(?!\d).* will be /.test(folded) ? folded.replaceAll('will be', ' ') : folded;
  return tellsOfPlan(told) || isLater(folded, round);
};
