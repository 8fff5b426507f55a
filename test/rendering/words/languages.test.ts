import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import answerWords from '../../../shared/domain/answers/normalise/answer-words.json' with { type: 'json' };
import { indicatorsOf } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { definitionMessagesIn } from '../../../shared/rendering/words/definition-words.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { type Texts, textsByKey } from './texts-by-key.ts';

/** What stands in the folder of a language, without the English that fills its gaps. */
function writtenIn(language: string): Texts {
  const folder = new URL(`../../../shared/rendering/words/${language}/`, import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  return textsByKey(Object.fromEntries(files.map((name) => [name.replace('.json', ''), read(name)])));
}

const withoutFacts = (text: string): string => text.replace(/\{\w+\}/g, '');
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();

const english = writtenIn('en');
const others = messageLanguages().filter((language) => language !== 'en');

test('every folder of words is a language that is spoken', () => {
  const folders = readdirSync(new URL('../../../shared/rendering/words/', import.meta.url), { withFileTypes: true });
  expect(folders.flatMap((one) => (one.isDirectory() ? [one.name] : [])).sort()).toEqual(messageLanguages().sort());
});

test('who reads a language that has no messages reads English, and is told so', () => {
  expect(definitionMessagesIn('xx')).toEqual(definitionMessagesIn('en'));
  expect(definitionMessagesIn('xx').language).toBe('en');
});

describe.each(others)('in %s', (language) => {
  const translated = writtenIn(language);

  test('every key of English has words, and there is no other', () => {
    expect(Object.keys(english).filter((key) => translated[key] === undefined)).toEqual([]);
    expect(Object.keys(translated).filter((key) => english[key] === undefined)).toEqual([]);
  });

  test('each text has the placeholders of the English one, and some words', () => {
    const wrong = Object.entries(translated).filter(
      ([key, text]) => text.trim() === '' || placeholders(text).join() !== placeholders(english[key] ?? '').join(),
    );
    expect(wrong).toEqual([]);
  });

  test('is spoken in words of its own: no sentence, and hardly a word, is the English one', () => {
    const own = Object.entries(translated).filter(([, text]) => /\p{L}/u.test(withoutFacts(text)));
    const same = own.filter(([key, text]) => text === english[key]);
    // `Questionnaire`, `Status` and `Name` are words of several languages; no sentence is.
    expect(same.filter(([, text]) => withoutFacts(text).trim().split(/\s+/).length > 3)).toEqual([]);
    expect(same.length / own.length).toBeLessThan(0.08);
  });

  test('its questions, figures and titles are not the English ones', () => {
    const asked = catalogue.all.flatMap((questionnaire) =>
      questionnaire.languages.includes(language)
        ? [...indicatorsOf(questionnaire), ...questionnaire.background].map(({ text }) => text)
        : [],
    );
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((texts) => texts[language] === texts['en'])).toEqual([]);
  });

  const { workbook } = definitionMessagesIn(language);

  test('numbers and dates are written as in that language', () => {
    expect(new Intl.Locale(workbook.locale).language).toBe(language);
  });

  test('the answers offered are the first words by which each is read', () => {
    const read: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = answerWords;
    for (const [value, word] of Object.entries(workbook.answers)) {
      expect(read[language]?.[value]?.[0]).toBe(word.toLowerCase());
      expect(word).not.toContain(',');
    }
  });

  test('sheets have names that Excel takes, prompts are as short as it shows', () => {
    const names = Object.values(workbook.sheets);
    expect(names.filter((name) => !/^[\p{L}\p{M}]([\p{L}\p{M} ]{0,29}[\p{L}\p{M}])?$/u.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    const titles = [workbook.questionnaire.promptTitle, workbook.questionnaire.errorTitle, workbook.authority];
    expect(titles.filter((title) => title.length > 32)).toEqual([]);
    const prompts = [workbook.blankAndNa, workbook.questionnaire.error, workbook.cover.authorityPrompt];
    expect(prompts.filter((prompt) => prompt.length > 220)).toEqual([]);
  });
});
