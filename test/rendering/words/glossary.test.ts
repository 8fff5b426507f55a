import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { definitionMessagesIn } from '../../../shared/rendering/words/definition-words.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { textsByKey } from './texts-by-key.ts';

/** The tables of docs/glossary.md, each as its rows of cells. */
const tables = readFileSync(new URL('../../../docs/glossary.md', import.meta.url), 'utf8')
  .split(/\n\n/)
  .filter((part) => part.startsWith('|'))
  .map((part) => part.trim().split('\n').map(cellsOf));

function cellsOf(line: string): string[] {
  // A bar within an expression is written `\|`.
  const cells = line.split(/(?<!\\)\|/).slice(1, -1);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

const tableOf = (heading: string): string[][] => {
  const found = tables.find(([head]) => head?.[0] === heading);
  if (found === undefined) throw new Error(`docs/glossary.md has no table of ${heading}`);
  return found;
};
const [heads = [], , ...terms] = tableOf('what');
const [, , ...never] = tableOf('language');

/** All that people read in a language, without what is filled in: messages, and a questionnaire's questions. */
function textsIn(language: string): [key: string, text: string][] {
  const asked = catalogue.all.flatMap(({ title, pillars, background }) => [
    ['title', title[language] ?? ''],
    ...pillars.flatMap((pillar) => [
      [pillar.id, pillar.title[language] ?? ''],
      ...pillar.categories.flatMap((category) => [
        [category.id, category.title[language] ?? ''],
        ...category.indicators.map(({ id, text }) => [id, text[language] ?? '']),
      ]),
    ]),
    ...background.map(({ id, text }) => [id, text[language] ?? '']),
  ]) as [string, string][];
  const { language: _, ...words } = definitionMessagesIn(language);
  return [...Object.entries(textsByKey(words)), ...asked];
}
const withoutFacts = (text: string): string => text.replace(/\{\w+\}/g, '…');

test('the glossary has a word in each language, and what is never said in each', () => {
  expect(heads.slice(1)).toEqual(messageLanguages());
  expect(terms.length).toBeGreaterThan(20);
  for (const row of terms) expect(row.filter((cell) => cell !== '')).toHaveLength(heads.length);
  expect([...new Set(never.map(([language]) => language))].sort()).toEqual(['all', ...messageLanguages()].sort());
});

describe.each(messageLanguages())('in %s', (language) => {
  const texts = textsIn(language);

  test('each word of the glossary is used', () => {
    const all = texts.map(([, text]) => text.toLowerCase()).join('\n');
    const unused = terms.map((row) => row[heads.indexOf(language)] ?? '').filter((said) => !says(all, said));
    expect(unused).toEqual([]);
  });

  test('where English names a thing of the glossary, its word stands there', () => {
    const english = Object.fromEntries(textsIn('en'));
    const other = terms
      .filter((row) => row[0]?.includes('*'))
      .flatMap((row) => {
        const [word, said] = [row[1] ?? '', row[heads.indexOf(language)] ?? ''];
        const named = new RegExp(`\\b${word}s?\\b`, 'i');
        return (
          texts
            .filter(([key]) => named.test(withoutOtherSenses(withoutFacts(english[key] ?? ''))))
            // The office's own workbooks are English: its headings and commands are named as they are.
            .filter(([, text]) => !/Authority id|`scorebook/.test(text))
            .filter(([, text]) => !says(text, said))
            .map(([key, text]) => `${word}: ${key}: ${text}`)
        );
      });
    expect(other).toEqual([]);
  });

  test('nothing is said that the glossary says never', () => {
    const wrong = never
      .filter(([of]) => of === language || of === 'all')
      .flatMap(([, expression = '']) => {
        const said = new RegExp(expression.replaceAll('`', ''), 'u');
        return (
          texts
            // A fact is no word of ours, unless the expression is about what stands around it.
            .filter(([, text]) => said.test(expression.includes('{') ? text : withoutFacts(text)))
            .map(([key, text]) => `${expression}: ${key}: ${text}`)
        );
      });
    expect(wrong).toEqual([]);
  });

  test('a sign that belongs to a number or a word never stands alone on a line', () => {
    const narrow = '\u202f';
    const apart = language === 'en' ? /[\d}]\s%/u : new RegExp(`[\\d}][^${narrow}\\d}.]?%`, 'u');
    const percents = texts.filter(([, text]) => apart.test(text.replaceAll(`${narrow}%`, `${narrow}`)));
    const signs = language === 'fr' ? texts.filter(([, text]) => frenchSigns.test(text)) : [];
    expect([...percents, ...signs]).toEqual([]);
  });
});

/** `! ? ; : »` with no narrow space before them, or `«` with none behind: not in a time, an address or `.xlsx: `. */
const frenchSigns = /(?<!\(R)(?:[\p{L}\p{N}} )][!?;]|[\p{L}} )»]:(?!\/)|[^\u202f]»|«[^\u202f])/u;

/** English where the same letters are something else: an authority scores 58%, and a Google Sheet is a file. */
const withoutOtherSenses = (text: string): string => text.replace(/\bscores? (…|between)|Google Sheets?/g, '');

/** Whether one of the terms, with a comma between, stands in a text that may be hyphenated. */
const says = (text: string, terms: string): boolean => {
  const plain = text.replaceAll('\u00ad', '').toLowerCase();
  return terms.split(', ').some((term) => stemsOf(term).every((stem) => plain.includes(stem)));
};

/** The words of a term that say something, without the letters that their endings change: of "no aceptado", "aceptad". */
function stemsOf(term: string): string[] {
  const words = term.toLowerCase().split(/[\s(-]+/);
  const telling = words.filter((word) => word.length > 5);
  return (telling.length > 0 ? telling : words.slice(0, 1)).map((word) =>
    word.length > 6 ? word.slice(0, -2) : word.length > 4 ? word.slice(0, -1) : word,
  );
}
