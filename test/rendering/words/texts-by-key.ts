export type Texts = Readonly<Record<string, string>>;

/** Every text by its path: `mail.results.subject`. */
export function textsByKey(words: unknown, path = ''): Texts {
  if (typeof words === 'string') return { [path]: words };
  const parts = Object.entries(words as object).map(([key, part]) =>
    textsByKey(part, path === '' ? key : `${path}.${key}`),
  );
  return Object.assign({}, ...parts) as Texts;
}
