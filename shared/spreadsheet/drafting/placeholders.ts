import { nodeName } from '../../domain/questionnaire/definition/definition-limits.ts';

/** An answer's cell as the office sends it out. */
export interface BlankCell {
  readonly text: string;
  /** The first entry of its drop-down. */
  readonly first: string;
}

export interface Placeholders {
  isPlaceholder(label: string): boolean;
  /** `Q1` of `Select answer for Q1`: what tells one placeholder from another. */
  nameOf(text: string): string | null;
  /** As `blank_when` has it; '' where cells are blank. */
  readonly pattern: string;
}

const prompts =
  /^\W*(?:please )?(?:select|choose|pick|click|valitse|bitte (?:aus)?wählen|auswählen|wählen|choisi|sélectionne|veuillez|seleccion|elij|elegir|selezion|scegli|selecteer|kies|välj|vælg|velg|selecion|escolh|wybierz|izberi|vali)(?!\p{L}*\p{L}{12})/iu;
const nothing = /^[\s\-–—.…<>[\]()_?]*$/u;

/** Entries of drop-downs that stand for no answer, such as `Select answer for Q1`. */
export function placeholdersIn(cells: readonly BlankCell[]): Placeholders {
  const withLists = cells.filter(({ first }) => first !== '');
  const same = withLists.filter(({ text, first }) => text === first);
  // Where every cell has the first entry of its list, that is what nobody has chosen yet, unless all of them are alike and few.
  const isUntouched =
    same.length >= 2 && same.length >= withLists.length * 0.9 && new Set(same.map(({ text }) => text)).size > 2;
  const found = new Set<string>();
  for (const { text, first } of withLists) {
    const isPrompt = prompts.test(first) || nothing.test(first);
    if (isPrompt || (isUntouched && text === first && !/^(?:yes|no|kyllä|ei|ja|nein)$/i.test(first))) found.add(first);
  }
  const texts = [...found];
  const prefix = commonBeginning(texts);
  return {
    isPlaceholder: (label) => found.has(label),
    nameOf(text) {
      // The last word tells them apart: `Q1`.
      const name = text.trim().split(/\s+/).at(-1) ?? '';
      const isOne = found.has(text) && texts.length >= 2 && text.includes(' ');
      return isOne && nodeName.test(name) && /\d/.test(name) && name.length <= 20 ? name : null;
    },
    pattern: patternOf(texts, prefix),
  };
}

function patternOf(texts: readonly string[], prefix: string): string {
  const plain = texts.filter((text) => !nothing.test(text));
  if (plain.length <= 1) return (plain[0] ?? '').replaceAll('|', ' ');
  return prefix.length >= 3 ? `${prefix.trim()}*` : plain.slice(0, 20).join(' | ');
}

/** The words with which all of them begin. */
function commonBeginning(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const text of others) {
    let same = 0;
    while (same < length && text[same] === first[same]) same += 1;
    length = same;
  }
  const common = first.slice(0, length);
  return others.length === 0 ? common : common.slice(0, common.search(/\S*$/));
}
