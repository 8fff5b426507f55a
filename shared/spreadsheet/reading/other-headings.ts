import { unaccented } from '../../domain/answers/normalise/plain-text.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What headings of Yes and No ask that is not the question itself: whether it applies, is wanted, shown, missing. */
const others = words(
  'applicable applies apply relevant relevance needed required mandatory obligatory action actions measure measures missing lacking absent gap gaps deficit attached attachment evidence proof document documents link public published publish confidential changed change anwendbar zutreffend relevanz handlungsbedarf bedarf erforderlich pflicht pflichtfrage verpflichtend massnahme massnahmen fehlt fehlend fehlende lucke lucken mangel nachweis nachweise beleg anlage vorgelegt offentlich vertraulich geandert pertinent requis requise necessaire obligatoire action mesure manque manquant lacune lacunes absente preuve justificatif joint jointe publie publique confidentiel modifie aplicable pertinente requerido requerida necesario necesaria obligatorio obligatoria accion medida falta faltante carencia adjunto adjunta prueba publico confidencial modificado modificada applicabile rilevante richiesto richiesta necessario necessaria obbligatorio obbligatoria azione misura mancante lacuna allegato allegata prova pubblico riservato modificato modificata toepassing nodig vereist verplicht actie maatregel ontbreekt hiaat bijlage bijgevoegd bewijs openbaar vertrouwelijk gewijzigd soveltuu koskee tarvitaan pakollinen toimenpide toimenpiteita puuttuu puute puutteita liite liitteena naytto julkinen salainen muuttunut tillamplig relevant kravs obligatorisk atgard saknas brist bilaga bifogad underlag offentlig andrad mangler pakraevet tiltak vedlegg vedhaeftet',
);
/** What may stand beside them. */
const beside = words(
  'is are it the a an of for to to be any was has there ist sind es die der das ein eine von zu zum fur liegt est il le la les un une de des du d a es son el los las una del para e il lo i di un per is het de een van op in voor on onko se ei ar det den en ett for till er',
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
  return said.some((word) => others.has(word)) && said.every((word) => others.has(word) || beside.has(word));
}
