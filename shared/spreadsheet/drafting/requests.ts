/** Verbs with which something is asked for without a question mark. */
export const asksTo =
  /^(?:please |bitte |por favor,? |alstublieft )?(?:describe|explain|list|rate|specify|name|indicate|estimate|kuvaa|kuvaile|luettele|arvioi|beschreiben|beschreibe|nennen|nenne|erläutern|décri\p{L}*|indiquez|expliquez|listez|describa|indique|explique|descriv\p{L}*|indicare|spiegare|beschrijf|noem|schat)(?!\p{L})/iu;

/** What asks for a number in words. */
export const asksNumber =
  /\((?:in |en |i )?%\)|^\W*(?:how many|number of|what (?:is the )?(?:number|percentage|share)|percentage of|share of|how much|how long|kuinka paljon|osuus|prosenttiosuus|wie hoch|wie groß|anteil|prozentsatz|(?:quel est le )?nombre d|part d|pourcentage|(?:quel est le )?taux d|porcentaje|proporción|percentuale|quota d|percentage|aandeel|(?:wat is )?het aantal|kuinka monta|montako|lukumäärä|wie viele|anzahl|combien|nombre de|cuánt[oa]s|número de|quant[ie]|numero di|hoeveel|aantal|hur många|antal)(?!\p{L})/iu;

/** What stands in a cell for evidence where none is asked for. */
export const asksNoEvidence = /^(?:n\/?a|–|-|—|x)$/i;

/** What says that more than one answer may be chosen. */
export const asksForSeveral =
  /(?:all that apply|more than one|multiple (?:answers|choices)|several (?:answers|choices)|kaikki sopivat|kaikki, jotka|useampi|useita|monivalinta|mehrere|mehrfach|alles zutreffende|alle zutreffenden|plusieurs|toutes les réponses|choix multiples?|varias|todas las que|selección múltiple|più (?:di una|risposte)|tutte le|scelta multipla|meerdere|alle antwoorden|alles wat van toepassing)/iu;
