import { nodeName } from '../../domain/questionnaire/definition/definition-limits.ts';

/** Names that are free of others in one workbook. */
export class Names {
  readonly #taken = new Set<string>(['index', 'none', 'authority']);

  isFree(name: string): boolean {
    return !this.#taken.has(name.toLowerCase());
  }

  /** The first of them that is free, or the last one with a number behind it. */
  take(...wanted: readonly string[]): string {
    const fit = wanted.filter((name) => nodeName.test(name) && name.length <= longest);
    const free = fit.find((name) => this.isFree(name)) ?? this.#numbered(fit.at(-1) ?? 'item');
    this.#taken.add(free.toLowerCase());
    return free;
  }

  #numbered(name: string): string {
    let number = 2;
    while (!this.isFree(`${name}_${number}`)) number += 1;
    return `${name}_${number}`;
  }
}

const longest = 60;

/** `Respondent_Information` of `Respondent Information`; letters of every script stay. */
export function nameOf(text: string, most = 32): string {
  const plain = text
    .normalize('NFC')
    .replace(/[<≤]/g, ' lt ')
    .replace(/[>≥]/g, ' gt ')
    .replace(/[^\p{L}\p{N}.-]+/gu, '_')
    .replace(/^[_.-]+|[_.-]+$/g, '');
  return plain.slice(0, most).replace(/[_.-]+$/g, '');
}

/** `6a` of ` 6a. `, `Q1` of `Q1)`: an id as a name. */
export const idName = (id: string): string =>
  nameOf(
    id
      .trim()
      .replace(/^\(/, '')
      .replace(/[.):\s]+$/g, ''),
    longest,
  ).replace(/[_]+/g, '_');
