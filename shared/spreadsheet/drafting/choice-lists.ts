import words from '../../domain/answers/normalise/answer-words.json' with { type: 'json' };
import { knownWord } from '../../domain/answers/normalise/answer-words.ts';
import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { DraftChoice, DraftList } from './draft.ts';
import { nameOf } from './draft-names.ts';

/** An answer of a question, with what it scores if that is known. */
export interface FoundChoice {
  readonly label: Readonly<Record<string, string>>;
  readonly points: string;
}

/** Lists of answers; questions with the same answers and points have one list. */
export class ChoiceLists {
  readonly #lists = new Map<string, DraftList>();
  readonly #names = new Set<string>();
  readonly #language: string;

  constructor(language: string) {
    this.#language = language;
  }

  get all(): readonly DraftList[] {
    return [...this.#lists.values()];
  }

  /** `most`: the points of the best answer, which tells lists with the same answers apart by their names. */
  listOf(
    choices: readonly FoundChoice[],
    { most, several }: { readonly most: string; readonly several: boolean },
  ): DraftList {
    const key = JSON.stringify([several, choices]);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const made = this.#choicesOf(choices, several);
    const stem =
      nameOf(
        made
          .map(({ name }) => name)
          .join('_')
          .toLowerCase(),
        28,
      ) || 'answers';
    const list = { name: this.#free(most === '' ? stem : `${stem}_${nameOf(most)}`), choices: made };
    this.#lists.set(key, list);
    return list;
  }

  #free(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#names.has(name); number += 1) name = `${wanted}.${number}`;
    this.#names.add(name);
    return name;
  }

  #choicesOf(choices: readonly FoundChoice[], several: boolean): DraftChoice[] {
    const taken = new Set<string>();
    const meanings = choices.map(({ label }) => meaningOf(label[this.#language] ?? '', this.#language));
    return choices.map(({ label, points }, index) => {
      const text = label[this.#language] ?? '';
      const meaning = meanings[index] ?? '';
      // What two answers of a list mean would tell neither.
      const means = meanings.filter((one) => one === meaning).length === 1 ? meaning : '';
      const stem = means === '' ? nameOf(text.toLowerCase(), 40) || `answer_${index + 1}` : means;
      let name = stem;
      for (let number = 2; taken.has(name); number += 1) name = `${stem}_${number}`;
      taken.add(name);
      return { name, label, points, means, exclusive: several && noneOfThem.test(text) };
    });
  }
}

/** What nothing else can be chosen beside. */
const noneOfThem = /^(?:none|no |ei mi|ei yhtään|kein|aucun|ningun|ningún|nessun|geen |inge[nt])/iu;

export function meaningOf(label: string, language: string): 'yes' | 'no' | 'na' | '' {
  if (/^-?\d/.test(label)) return '';
  return knownWord(foldedText(label), language)?.value ?? '';
}

/** What a language says for Yes, No or NA; undefined for other answers, and other languages. */
export function wordFor(meaning: 'yes' | 'no' | 'na', language: string): string | undefined {
  const known = (words as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>)[language];
  return known?.[meaning]?.[0];
}
