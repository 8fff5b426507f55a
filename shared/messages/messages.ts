import type { Problem } from '../domain/problems.ts';
import enFacts from './en/facts.json' with { type: 'json' };
import enMail from './en/mail.json' with { type: 'json' };
import enNotices from './en/notices.json' with { type: 'json' };
import enPage from './en/page.json' with { type: 'json' };
import enProblems from './en/problems.json' with { type: 'json' };
import enWorkbook from './en/workbook.json' with { type: 'json' };
import { factsInWords } from './facts-in-words.ts';
import { finnish } from './fi/finnish.ts';
import { fill } from './fill.ts';
import { inEnglishWhereMissing, type Translation } from './translation.ts';

export { fill } from './fill.ts';

const en = {
  facts: enFacts,
  problems: enProblems,
  workbook: enWorkbook,
  mail: enMail,
  notices: enNotices,
  page: enPage,
};
type English = typeof en;

/** All words that people read, in one language: the one named, as HTML and the registry name it. */
export type Messages = English & { readonly language: string };

/** Another language is another folder with the same keys, and a line here. */
const translations: Readonly<Record<string, Translation<English>>> = { fi: finnish };

const languages = new Map<string, Messages>([['en', { language: 'en', ...en }]]);
for (const [language, translation] of Object.entries(translations)) {
  languages.set(language, { language, ...inEnglishWhereMissing(en, translation) });
}

/** The messages in the language asked for, or else in English. */
export function messagesIn(language: string): Messages {
  return languages.get(language) ?? { language: 'en', ...en };
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
