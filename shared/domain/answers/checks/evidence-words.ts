import { foldedText, unaccented } from '../normalise/plain-text.ts';

/** What forms make people write where evidence belongs, in the languages of offices: nothing a reader could check. */
const fillers: ReadonlySet<string> = new Set(
  [
    'ok|okay|yes|no|true|done|see above|as above|see below|see previous|as before|same as before|see link|see the link|see website|see web|see attached|see attachment|link|attached|idem|ibid|ditto|same|same as above|same answer|na|n a|none|nothing|not available|tbd|tba|tbc|todo|to do|to be added|to be completed|to be confirmed|to be provided|to follow|will follow|follows|pending|later|soon|test|x|xx|xxx|asdf|available|exists|on request|available on request|yes it is|yes we do|we have it|no comment|evidence',
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
    'lasd fent|ld fent|fent|ugyanaz|lasd link|igen|nem|van|vezi mai sus|ca mai sus|la fel|vezi link|urmeaza|da|nu',
    'виж по горе|вж по горе|виж горе|същото|както по горе|да|не|див вище|як вище|те саме|так|ні|βλ παραπανω|βλεπε παραπανω|ως ανω|οπως παραπανω|ομοιως|το ιδιο|ναι|οχι',
    'vidi gore|kao gore|vidi link|isto|glej zgoraj|kot zgoraj|enako|glej povezavo|vt ulal|vaata ulal|nagu ulal|sama|skat augstak|sk augstak|tas pats|zr auksciau|ziureti auksciau|tas pats|tai pats',
    'ver acima|como acima|ver abaixo|ver ligacao|ver link|ver anexo|o mesmo|igual|a completar|pendente|sim|nao|yukariya bakiniz|yukarida|ayni|evet|hayir|vegeu mes amunt|el mateix|sja ad ofan|feach thuas',
  ].flatMap((list) => list.split('|')),
);

const bareNumber = /^[\d\s.,%]+$/;
const bareLink = /^(https?:\/\/|www\.)\S+$/i;
const onlyMarks = /^[^\p{L}\p{N}]+$/u;
/** A formula error, as programs of any language write it. */
const formulaError = /^(?:#[\p{L}\d/]{1,20}[!?]?|err:\d{3}|#{3,})$/iu;

/** Words that a reader could not check: fillers, marks, a number or a link alone, a formula error. */
export function isWeak(evidence: string): boolean {
  const text = foldedText(evidence);
  const words = unaccented(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return (
    fillers.has(words) ||
    onlyMarks.test(text) ||
    bareNumber.test(text) ||
    bareLink.test(text) ||
    formulaError.test(text)
  );
}

/** Not there yet, however it is put, in the languages of offices. */
const plans = [
  'planned|is planning|are planning|plans? to|will be|in progress|in (?:planning|preparation|development)|in the pipeline|under (?:development|construction|preparation)|being (?:developed|prepared|drafted)|is (?:being|currently) (?:developed|prepared|drafted|designed|built|procured)|intends? to|not yet|to be (?:launched|implemented|introduced|adopted|developed|published)|work in progress',
  'in planung|geplant|in vorbereitung|in arbeit|in entwicklung|in erarbeitung|in umsetzung|im aufbau|in ausschreibung|noch nicht|wird (?:derzeit|aktuell|gerade|zurzeit|momentan) (?:erarbeitet|entwickelt|vorbereitet|aufgebaut|umgesetzt|erstellt)|wird (?:erarbeitet|vorbereitet)|ist vorgesehen|ist beabsichtigt|befindet sich im aufbau',
  "en cours d[’'e]\\s?(?:élaboration|développement|déploiement|préparation|rédaction|construction)|en cours de \\p{L}+|en préparation|en projet|prévue?s?|à venir|pas encore|est planifiée?",
  'previsto|prevista|planeado|planificado|en preparación|en desarrollo|en elaboración|en fase de \\p{L}+|en proceso de \\p{L}+|en curso de \\p{L}+|en proyecto|todavía no|aún no|está previsto|se prevé',
  'in preparazione|in fase di \\p{L}+|in corso di \\p{L}+|in via di \\p{L}+|in progettazione|pianificat[oa]|non ancora|è previst[oa]',
  'gepland|in voorbereiding|in ontwikkeling|in opbouw|nog niet|wordt (?:momenteel |nu )?(?:ontwikkeld|voorbereid|opgesteld)',
  'suunnitteilla|suunnitellaan|valmisteilla|valmistelussa|kehitteillä|työn alla|tekeillä|rakenteilla|tulossa|ei vielä|otetaan käyttöön|on tarkoitus',
  'planerad|planeras|under (?:utveckling|framtagande|arbete|uppbyggnad|förberedelse|upphandling|planering)|inte ännu|ännu inte|planlagt|planlægges|planlegges|under (?:udvikling|utvikling|udarbejdelse|utarbeidelse|forberedelse|planlegging|oppbygging|opbygning)|ikke endnu|endnu ikke|ikke ennå',
  'planowan\\p{L}*|planujemy|w przygotowaniu|w trakcie (?:realizacji|wdrażania|opracowywania|przygotowania|tworzenia)|w opracowaniu|w budowie|jeszcze nie|plánovan\\p{L}*|plánujeme|plánované|v přípravě|v príprave|připravuje(?:me| se)|pripravuje(?:me| sa)|ve vývoji|vo vývoji|zatím ne|zatiaľ nie|ještě ne|ešte nie',
  'előkészítés alatt|fejlesztés alatt|kidolgozás alatt|folyamatban van|tervezés alatt|még nem|tervezzük|în pregătire|în curs de \\p{L}+|în dezvoltare|planificat\\p{L}*|încă nu|este prevăzut',
  'в подготовка|в процес на|планирано|планира се|предстои|все още не|у підготовці|в підготовці|у розробці|в розробці|заплановано|планується|ще не',
  'υπό (?:ανάπτυξη|κατασκευή|προετοιμασία|σχεδιασμό|υλοποίηση|διαμόρφωση)|σε εξέλιξη|προγραμματίζεται|σχεδιάζεται|όχι ακόμα|όχι ακόμη|δεν έχει ακόμη',
  'u pripremi|u izradi|u tijeku je|u razvoju|planirano|planira se|još ne|još nije|v pripravi|v izdelavi|v teku je|v razvoju|načrtovan\\p{L}*|še ne|še ni',
  'kavandatud|ettevalmistamisel|väljatöötamisel|koostamisel|plaanis|veel mitte|plānots|sagatavošanā|izstrādē|tiek (?:izstrādāts|gatavots)|vēl nav|planuojama|rengiama|ruošiama|kuriama|dar ne|dar nėra',
  'em preparação|em desenvolvimento|em elaboração|em fase de \\p{L}+|em curso de \\p{L}+|ainda não|planlanıyor|hazırlanıyor|hazırlık aşamasında|geliştirme aşamasında|henüz değil|en preparació|en desenvolupament|encara no',
];
const notYet = new RegExp(`(?<!\\p{L})(?:${plans.join('|')})(?!\\p{L})`, 'u');

/** Whether a sentence tells of something that is not there yet. */
export const isPlanned = (sentence: string): boolean => notYet.test(foldedText(sentence));
