import { listedCells, type Problem } from '../../domain/answers/problems.ts';
import { fill } from './fill.ts';
import { formatFacts } from './format-facts.ts';
import { formatRemedy } from './format-remedies.ts';
import type { Messages } from './messages.ts';

/** Questions with answers of their own have words for it that name them; `offered` says which, and that they have. */
function wordsOf({ code, facts }: Problem, { problems, choices }: Messages): { message: string; remedy: string } {
  return (facts['offered'] === undefined ? undefined : choices?.[code]) ?? problems[code];
}

/** What a problem means and what the sender should write. */
export function describeProblem(problem: Problem, messages: Messages): { message: string; remedy: string } {
  const words = wordsOf(problem, messages);
  const cell = problem.cells === undefined ? (problem.cell ?? '') : listedCells(problem.cells);
  const facts = { read: problem.read ?? '', cell, cells: cell, ...formatFacts(problem.facts, messages) };
  const explained = problem.facts['explanation'] === undefined ? null : messages.workbook.problems.explained;
  const remedy = explained ?? formatRemedy(problem, messages) ?? words.remedy;
  return { message: fill(words.message, facts), remedy: fill(remedy, facts) };
}
