import { tagOf } from '../authoring/language-tags.ts';

/** Small words that are frequent in one language, and rare or unknown in the others. */
const frequent: Readonly<Record<string, string>> = {
  en: 'the is are of and have has does do your you for with any there what how in to been which',
  fi: 'on onko ja ovat miten mitä kuinka teillä kaupunki kunta sekä joka tai ettei oletteko kunnassa millä',
  fr: 'le la les des est une du vous votre avez pour dans avec existe quel quelle combien et au aux',
  de: 'der die das und ist sind gibt es ein eine ihre ihrer wie werden für mit haben zur den welche von',
  es: 'el los las es una del su sus para con existe cuántos qué cómo tiene hay y por al se',
  it: 'il lo gli è una del della dei per con esiste quanti quali come avete sono nel che e di',
  nl: 'het een is zijn er wordt worden heeft uw u voor met van hoeveel welke en de bij op',
  sv: 'det finns är och en ett har ni för med av hur vilka som till kommunen på den',
  da: 'der er og en et har i for med af hvor hvilke som til kommunen på den findes jeres',
  nb: 'det er og en et har dere for med av hvor hvilke som til kommunen på den finnes',
  pt: 'o os as é uma do da existe quantos quais como tem para com não em são seu sua ao',
  pl: 'czy jest są w na i oraz ile jakie które do gmina posiada z się dla został',
  et: 'kas on ja mitu millised kuidas teie linn vald või mis ning olemas kui palju',
  sl: 'ali je in za ima so na občina kako koliko kateri obstaja pri ter ste',
};

const sets = Object.entries(frequent).map(([tag, list]): [string, ReadonlySet<string>] => [
  tag,
  new Set(list.split(' ')),
]);

/** The language in which texts are most likely written; null where nothing tells. */
export function languageOfTexts(texts: readonly string[]): string | null {
  const words = texts
    .slice(0, 300)
    .join(' ')
    .toLowerCase()
    .match(/\p{L}+/gu);
  const counts = sets.map(([tag, set]): [string, number] => [
    tag,
    (words ?? []).filter((word) => set.has(word)).length,
  ]);
  const [first, second] = counts.sort(([, a], [, b]) => b - a);
  return first === undefined || first[1] === 0 || first[1] === second?.[1] ? null : first[0];
}

/** `fi` of `Question (FI)`, `Kysymys suomeksi`, `Question in Finnish`, `EN`; null where a heading names no language. */
export function languageInHeading(heading: string): string | null {
  const inside = /[([]\s*([\p{L}-]{2,20})\s*[)\]]/u.exec(heading)?.[1];
  const words = [inside ?? '', ...heading.split(/[^\p{L}-]+/u)].filter((word) => word !== '');
  for (const word of words) {
    const isTag = /^[A-Z]{2}$/.test(word) || (word === inside && /^[a-z]{2}$/.test(word));
    // Two small letters are a word like any other.
    const tag = isTag || word.length > 3 ? tagOf(word) : null;
    if (tag !== null && (isTag ? known.has(tag) : word.length > 3 && tag.length === 2)) return tag;
  }
  return inWords.find(([word]) => heading.toLowerCase().includes(word))?.[1] ?? null;
}

/** "In Finnish", as languages say it. */
const inWords: readonly (readonly [word: string, tag: string])[] = [
  ['suomeksi', 'fi'],
  ['ruotsiksi', 'sv'],
  ['englanniksi', 'en'],
  ['på svenska', 'sv'],
  ['på finska', 'fi'],
  ['auf deutsch', 'de'],
  ['en français', 'fr'],
  ['en español', 'es'],
];

const known: ReadonlySet<string> = new Set(
  'en fi sv fr de es it nl da nb nn no pt pl et lv lt sl hr cs sk hu ro bg el ga mt is uk ru ca eu gl sr bs sq mk tr'.split(
    ' ',
  ),
);

/** The language of a heading's own word, where only one language has it. */
const headingWords: Readonly<Record<string, string>> = {
  ...{ kysymys: 'fi', frage: 'de', fråga: 'sv', vraag: 'nl', pregunta: 'es', domanda: 'it', pergunta: 'pt' },
  ...{ kysymykset: 'fi', väittämä: 'fi', väittämät: 'fi', kriteeri: 'fi', kriteerit: 'fi', vaatimus: 'fi' },
  ...{ fragen: 'de', fragestellung: 'de', prüffrage: 'de', aussage: 'de', kriterien: 'de', anforderung: 'de' },
  ...{ frågor: 'sv', vragen: 'nl', stelling: 'nl', preguntas: 'es', enunciado: 'es', domande: 'it', quesito: 'it' },
  ...{ intitulé: 'fr', libellé: 'fr', énoncé: 'fr', critère: 'fr', critères: 'fr', indicateur: 'fr', indicatore: 'it' },
  ...{ spørgsmål: 'da', spørsmål: 'nb', pytanie: 'pl', küsimus: 'et', vprašanje: 'sl', otázka: 'cs', kérdés: 'hu' },
};

export const languageOfHeading = (heading: string): string | null =>
  languageInHeading(heading) ?? headingWords[heading.toLowerCase().match(/\p{L}+/u)?.[0] ?? ''] ?? null;
