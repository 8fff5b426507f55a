import type { Problem } from '../domain/problems.ts';
import { german } from './de/german.ts';
import { english } from './en/english.ts';
import { spanish } from './es/spanish.ts';
import { factsInWords } from './facts-in-words.ts';
import { finnish } from './fi/finnish.ts';
import { fill } from './fill.ts';
import { french } from './fr/french.ts';
import { italian } from './it/italian.ts';
import { dutch } from './nl/dutch.ts';
import { inEnglishWhereMissing, type Translation } from './translation.ts';

export { fill } from './fill.ts';

/** All words that people read, in one language: the one named, as HTML and the registry name it. */
export type Messages = typeof english & { readonly language: string };

/** Another language is another folder with the same keys, and a line here. */
const translations: Readonly<Record<string, Translation<typeof english>>> = {
  fi: finnish,
  fr: french,
  de: german,
  es: spanish,
  it: italian,
  nl: dutch,
};

const inEnglish: Messages = { language: 'en', ...english };
const languages = new Map([['en', inEnglish]]);
for (const [language, translation] of Object.entries(translations)) {
  languages.set(language, { language, ...inEnglishWhereMissing(english, translation) });
}

/** The messages in the language asked for, or else in English. */
export function messagesIn(language: string): Messages {
  return languages.get(language) ?? inEnglish;
}

export function messageLanguages(): string[] {
  return [...languages.keys()];
}

/** What a problem means and what the sender should write. */
export function describeProblem(problem: Problem, messages: Messages): { message: string; remedy: string } {
  const words = messages.problems[problem.code];
  const facts = { read: problem.read ?? '', cell: problem.cell ?? '', ...factsInWords(problem.facts, messages) };
  const explained = problem.facts['explanation'] === undefined ? null : messages.workbook.problems.explained;
  return { message: fill(words.message, facts), remedy: fill(explained ?? words.remedy, facts) };
}
