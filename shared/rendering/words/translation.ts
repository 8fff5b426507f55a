/** The keys of the English messages in another language, as many of them as are translated. */
export type Translation<T> = T extends string ? string : { readonly [K in keyof T]?: Translation<T[K]> };

/** A language whole: what is not translated is said in English. */
export function inEnglishWhereMissing<T>(english: T, translated: Translation<T> | undefined): T {
  if (translated === undefined) return english;
  if (typeof english !== 'object' || english === null) return translated as T;
  const words = translated as Readonly<Record<string, Translation<unknown>>>;
  const whole = Object.entries(english).map(([key, text]) => [key, inEnglishWhereMissing(text, words[key])]);
  return Object.fromEntries(whole) as T;
}
