import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';
import { unaccented } from '../../domain/answers/normalise/plain-text.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What headings of Yes and No ask that is not the question itself: whether it applies, is wanted, shown, missing. */
const others = words(
  'core scope optional requirement requirements law key pilot weighted uploaded sent follow-up followup website multiple scored legal obligation obligations asked translation translations translate photo photos picture screenshot exception exceptions priority priorities best practice practices planning planung planification ausnahme ausnahmen prioritat excepciones prioridad eccezioni priorita uitzondering uitzonderingen prioriteit poikkeus poikkeukset undantag prioritet applicable applies apply relevant relevance needed required mandatory obligatory action actions measure measures missing lacking absent gap gaps deficit attached attachment evidence proof document documents link public published publish confidential changed change anwendbar zutreffend relevanz handlungsbedarf bedarf erforderlich pflicht pflichtfrage verpflichtend massnahme massnahmen fehlt fehlend fehlende lucke lucken mangel nachweis nachweise beleg anlage vorgelegt offentlich vertraulich geandert pertinent requis requise necessaire obligatoire action mesure manque manquant lacune lacunes absente preuve justificatif joint jointe publie publique confidentiel modifie aplicable pertinente requerido requerida necesario necesaria obligatorio obligatoria accion medida falta faltante carencia adjunto adjunta prueba publico confidencial modificado modificada applicabile rilevante richiesto richiesta necessario necessaria obbligatorio obbligatoria azione misura mancante lacuna allegato allegata prova pubblico riservato modificato modificata toepassing nodig vereist verplicht actie maatregel ontbreekt hiaat bijlage bijgevoegd bewijs openbaar vertrouwelijk gewijzigd soveltuu koskee tarvitaan pakollinen toimenpide toimenpiteita puuttuu puute puutteita liite liitteena naytto julkinen salainen muuttunut tillamplig relevant kravs obligatorisk atgard saknas brist bilaga bifogad underlag offentlig andrad mangler pakraevet tiltak vedlegg vedhaeftet',
);
/** What may stand beside them. */
const beside = words(
  'eu national show allowed up follow answers available works working question questions indicator indicators also last year may be been needs must with already still noch encore todavia aun ancora nog viela annu is are it the a an of for to to be any was has there ist sind es die der das ein eine von zu zum fur liegt est il le la les un une de des du d a es son el los las una del para e il lo i di un per is het de een van op in voor on onko se ei ar det den en ett for till er',
);
/** What is wrong or still to be done, in any of its forms: `Deficits`, `Weak points`, `Verbesserungsbedarf`, `Open`. */
const lacks = letterPattern(
  String.raw`^(?:defi[czs]i[tz]\p{L}*|shortcoming\p{L}*|shortfall\p{L}*|weak(?:ness\p{L}*)?|failure\p{L}*|failing\p{L}*|problem\p{L}*|obstacle\p{L}*|barrier\p{L}*|hindrance\p{L}*|risks?|issues?|open|outstanding|todo|improve\p{L}*|non-?complian\p{L}*|violation\p{L}*|breach\p{L}*|absence\p{L}*|mangel\p{L}*|schwach\p{L}*|hindern\p{L}*|verbesserung\p{L}*|nachhol\p{L}*|optimierung\p{L}*|offene?\p{L}{0,2}|risik\p{L}*|verstoss\p{L}*|verstoess\p{L}*|abweichung\p{L}*|faiblesse\p{L}*|insuffisan\p{L}*|probleme\p{L}*|obstacle\p{L}*|amelior\p{L}*|debilidad\p{L}*|carencia\p{L}*|obstaculo\p{L}*|mejora\p{L}*|incumpl\p{L}*|riesgo\p{L}*|carenz\p{L}*|criticit\p{L}*|debolezz\p{L}*|ostacol\p{L}*|miglior\p{L}*|inadempi\p{L}*|gebrek\p{L}*|tekort\p{L}*|knelpunt\p{L}*|verbeter\p{L}*|zwakte\p{L}*|puute|puutteet|ongelm\p{L}*|este(?:et|ita)?|kehit\p{L}*|parann\p{L}*|heikkou\p{L}*|brist\p{L}*|svaghet\p{L}*|hinder|forbattr\p{L}*|brak\p{L}*|slabos\p{L}*|nedostat\p{L}*|problemy|hianyossag\p{L}*|lipsa|lipsuri|deficient\p{L}*|fragilidade\p{L}*|falha\p{L}*|svaghed\p{L}*|udfordring\p{L}*)$`,
);
const denials = words(
  'not no non nicht kein keine pas sin niet geen ei ej inte ikke ne nie nao without ohne sans senza zonder',
);

/**
 * Whether a heading says that the Yes and No below it answer something else, or the contrary: `Applicable?`, `Action needed`,
 * `Evidence attached`, `Not fulfilled`. Who answers under such a heading is asked for the answers.
 */
export function asksElse(title: string): boolean {
  const said: readonly string[] = unaccented(title).match(/[\p{L}]+|[/|]/gu) ?? [];
  const [first = '', second = ''] = said;
  // `No | Yes`, `Non / Oui` are the answers themselves.
  if (denials.has(first) && /\p{L}/u.test(second) && !said.includes('/') && !said.includes('|')) return true;
  const isOther = (word: string): boolean => others.has(word) || lacks.for(word).test(word);
  return said.some(isOther) && said.every((word) => isOther(word) || beside.has(word));
}
