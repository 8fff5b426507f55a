/** Languages in which every word of ours is written, without the words: a function that speaks none needs only these. */
const languages = ['en', 'fi', 'fr', 'de', 'es', 'it', 'nl'] as const;
export type MessageLanguage = (typeof languages)[number];

export function messageLanguages(): string[] {
  return [...languages];
}
