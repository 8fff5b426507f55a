import { readFileSync } from 'node:fs';

/**
 * One part of our words in one language, as its folder has it: `fi/mail.json`. Read when somebody speaks the language: most
 * instances of a function speak two or three, and all seven take longer to load than a mail takes to write. Beside a bundle
 * lie the same folders (infra/bundles.ts).
 */
export function partOfWords(language: string, part: string): unknown {
  return JSON.parse(readFileSync(new URL(`./${language}/${part}.json`, import.meta.url), 'utf8'));
}
