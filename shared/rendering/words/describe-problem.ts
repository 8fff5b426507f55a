import type { Problem } from '../../domain/answers/problems.ts';
import { fill } from './fill.ts';
import { formatFacts } from './format-facts.ts';
import { formatRemedy } from './format-remedies.ts';
import type { Messages } from './messages.ts';

/** Cells named in a message; more would hide what it says. */
const maxListed = 10;

const listed = (cells: readonly string[]): string =>
  cells.slice(0, maxListed).join(', ') + (cells.length > maxListed ? ` +${cells.length - maxListed}` : '');

/** Questions with answers of their own have words for it that name them; `offered` says which, and that they have. */
function wordsOf({ code, facts }: Problem, { problems, choices }: Messages): { message: string; remedy: string } {
  const own: Readonly<Record<string, { message: string; remedy: string }>> = choices;
  return (facts['offered'] === undefined ? undefined : own[code]) ?? problems[code];
}

/** What a problem means and what the sender should write. */
export function describeProblem(problem: Problem, messages: Messages): { message: string; remedy: string } {
  const words = wordsOf(problem, messages);
  const cell = problem.cells === undefined ? (problem.cell ?? '') : listed(problem.cells);
  const facts = { read: problem.read ?? '', cell, cells: cell, ...formatFacts(problem.facts, messages) };
  const explained = problem.facts['explanation'] === undefined ? null : messages.workbook.problems.explained;
  const remedy = explained ?? formatRemedy(problem, messages) ?? words.remedy;
  return { message: fill(words.message, facts), remedy: fill(remedy, facts) };
}
