import type { Problem } from '../domain/problems.ts';
import enDashboard from './en/dashboard.json' with { type: 'json' };
import enMail from './en/mail.json' with { type: 'json' };
import enNotices from './en/notices.json' with { type: 'json' };
import enPage from './en/page.json' with { type: 'json' };
import enPortal from './en/portal.json' with { type: 'json' };
import enProblems from './en/problems.json' with { type: 'json' };
import enResults from './en/results.json' with { type: 'json' };
import enReview from './en/review.json' with { type: 'json' };
import enWorkbook from './en/workbook.json' with { type: 'json' };
import { fill } from './fill.ts';

export { fill };

/** All words that people read, by language. Another language is another folder with the same keys. */
const en = {
  problems: enProblems,
  workbook: enWorkbook,
  results: enResults,
  mail: enMail,
  notices: enNotices,
  page: enPage,
  portal: enPortal,
  review: enReview,
  dashboard: enDashboard,
};
export type Messages = typeof en;

const languages: Readonly<Record<string, Messages>> = { en };

/** The messages in the language asked for, or else in English. */
export function messagesIn(language: string): Messages {
  return languages[language] ?? en;
}

export function messageLanguages(): string[] {
  return Object.keys(languages);
}

/** What a problem means and what the sender should write. */
export function describeProblem(problem: Problem, messages: Messages): { message: string; remedy: string } {
  const words = messages.problems[problem.code];
  const facts = { read: problem.read ?? '', cell: problem.cell ?? '', ...inWords(problem.facts, messages) };
  const explained = problem.facts['explanation'] === undefined ? null : messages.workbook.problems.explained;
  return { message: fill(words.message, facts), remedy: fill(explained ?? words.remedy, facts) };
}

/** Of the facts answers' values alone are words of ours: they are said as the form says them. */
function inWords(facts: Problem['facts'], { workbook }: Messages): Record<string, string> {
  const offered = new Map(Object.entries(workbook.answers));
  const said = Object.entries(facts).map(([name, fact]) =>
    name === 'value' || name === 'verified' ? [name, offered.get(fact) ?? fact] : [name, fact],
  );
  return Object.fromEntries(said);
}
