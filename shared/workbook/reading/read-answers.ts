import { type Answer, type Answers, unansweredNowhere } from '../../domain/answer.ts';
import { type Problem, type ProblemCode, problem } from '../../domain/problems.ts';
import { indicatorsOf, type Questionnaire } from '../../domain/questionnaire.ts';
import type { QuestionRow } from './find-questions.ts';
import { evidenceAddress, type ReadAnswer, readQuestionRow } from './read-question-row.ts';

export interface ReadAnswers {
  readonly answers: Answers;
  /** Where each question's evidence belongs, by indicator, without the sheet. */
  readonly evidenceCells: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** The answers of all questions, in the order of the questionnaire, each read from the row that asks it. */
export function readAnswers(
  found: readonly QuestionRow[],
  questionnaire: Questionnaire,
  language: string | null,
): ReadAnswers {
  const offered = language !== null && questionnaire.languages.includes(language);
  const rowsBySheet = Map.groupBy(found, ({ rows }) => rows);
  const read = [...rowsBySheet].flatMap(([, rows]) => {
    const numbers = new Set(rows.map(({ row }) => row));
    return rows.map((row) => readQuestionRow(row, numbers, { language, offered }));
  });
  const byIndicator = Map.groupBy(read, ({ indicator }) => indicator);
  const answers = new Map<string, Answer>();
  const problems: Problem[] = [];
  for (const { id } of indicatorsOf(questionnaire)) {
    const candidates = byIndicator.get(id) ?? [];
    const one = agreed(candidates);
    answers.set(id, one.answer);
    problems.push(...one.problems);
    if (candidates.length === 0) problems.push(problem('question-missing', { indicator: id }));
  }
  const evidenceCells = new Map(
    found.flatMap((row): [string, string][] => {
      const cell = evidenceAddress(row);
      return cell === null ? [] : [[row.indicator, cell]];
    }),
  );
  return { answers, evidenceCells, problems: [...toldOnce(problems), ...hiddenRows(read)] };
}

const toldAlike: ReadonlySet<ProblemCode> = new Set([
  'answer-written-otherwise',
  'answer-by-formula',
  'answer-comment-moved',
  'answer-in-evidence',
]);

/** Forty cells with "Kyllä" are one notice, not forty: what is told of each cell alike is told once for a sheet. */
function toldOnce(problems: readonly Problem[]): Problem[] {
  const told = Map.groupBy(problems, ({ code, sheet, facts }) =>
    toldAlike.has(code) ? `${code} ${sheet} ${facts['value']}` : null,
  );
  return [...told].flatMap(([group, alike]) => {
    const [first] = alike;
    if (group === null || first === undefined) return alike;
    const spellings = new Set(alike.map(({ read }) => read ?? ''));
    const facts = { ...first.facts, cells: listed(alike.map(({ cell }) => cell ?? '')) };
    return [problem(first.code, { ...first, indicator: null, read: [...spellings].join(', '), facts })];
  });
}

const mostListed = 10;
const listed = (cells: readonly string[]): string =>
  cells.slice(0, mostListed).join(', ') + (cells.length > mostListed ? ` +${cells.length - mostListed}` : '');

/**
 * Equal duplicates are one answer; different ones are asked about, and none of them counts. A blank differs too: it may be
 * another department's or an example beside it. The evidence of another sheet, which may be another city's, is not added.
 */
function agreed(candidates: readonly ReadAnswer[]): { answer: Answer; problems: readonly Problem[] } {
  const [first, ...others] = candidates.filter(({ answer }) => answer.value !== 'unanswered' || answer.evidence !== '');
  if (first === undefined)
    return { answer: candidates[0]?.answer ?? unansweredNowhere, problems: candidates[0]?.problems ?? [] };
  const answered = [first, ...others].filter(({ answer }) => answer.value !== 'unanswered');
  const chosen = answered[0] ?? first;
  const values = new Set(candidates.map(({ answer }) => answer.value));
  const beside = [first, ...others].filter(({ sheet }) => sheet === chosen.sheet).map(({ answer }) => answer.evidence);
  const evidence = [...new Set(beside.filter((text) => text !== ''))].join('\n');
  if (values.size <= 1) return { answer: { ...chosen.answer, evidence }, problems: chosen.problems };
  const conflicting = problem('answer-conflicting', {
    sheet: chosen.sheet,
    cell: chosen.answer.cell?.split('!').at(-1) ?? null,
    indicator: chosen.indicator,
    read: candidates.map(({ answer }) => `${answer.raw || '–'} (${answer.cell})`).join(', '),
  });
  return { answer: { ...chosen.answer, value: 'unclear', evidence }, problems: [conflicting] };
}

/** Answers that nobody sees are counted where nothing else answers, and asked about once. */
function hiddenRows(read: readonly ReadAnswer[]): Problem[] {
  const used = read.filter(({ hidden, answer }) => hidden && answer.value !== 'unanswered');
  const [first] = used;
  if (first === undefined) return [];
  const cell = first.answer.cell?.split('!').at(-1) ?? null;
  return [problem('hidden-rows-read', { sheet: first.sheet, cell, facts: { count: String(used.length) } })];
}
