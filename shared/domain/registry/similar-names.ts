import { unaccented } from '../answers/normalise/plain-text.ts';

/** Words that names of authorities are written with and without. */
const common = new Set(
  'city town municipality region council county borough of the stadt gemeinde kreis kommune kommun kaupunki kunta stad gemeente ville commune de la comune di citta ayuntamiento municipio camara municipal'.split(
    ' ',
  ),
);
/** Letters from which on one wrong letter is a likelier reason than another place. */
const shortest = 5;

/** `Ville de Besançon`, `besancon`: the letters of a name by which it is known again. */
function skeleton(name: string): string {
  const words = unaccented(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const telling = words.filter((word) => !common.has(word));
  return (telling.length === 0 ? words : telling).sort().join('');
}

/** A name and what is left of it when one letter is missing: two names one letter apart have one of these in common. */
function traces(name: string): Set<string> {
  const letters = [...skeleton(name)];
  const whole = letters.join('');
  if (letters.length < shortest) return new Set([whole]);
  return new Set([whole, ...letters.map((_, index) => letters.toSpliced(index, 1).join(''))]);
}

export interface Named {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
}

/** Finds names that one wrong letter, another order of words or a missing accent would make the same. */
export function similarNames(all: readonly Named[]): (one: Named) => Named | undefined {
  const byTrace = new Map<string, Named[]>();
  for (const named of all) {
    for (const trace of traces(named.name)) byTrace.set(trace, [...(byTrace.get(trace) ?? []), named]);
  }
  return (one) => {
    const near = [...traces(one.name)].flatMap((trace) => byTrace.get(trace) ?? []);
    return near.find((other) => other.id !== one.id && mayBeOnePlace(other, one));
  };
}

/** Two countries may well have a place of the same name. */
export const mayBeOnePlace = (a: Named, b: Named): boolean =>
  a.country === null || b.country === null || a.country === b.country;
