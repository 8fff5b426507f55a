import { type Answer, type Answers, unansweredNowhere } from '../../domain/answer.ts';
import { type Problem, problem } from '../../domain/problems.ts';
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
  const rowsBySheet = Map.groupBy(found, ({ rows }) => rows);
  const read = [...rowsBySheet].flatMap(([, rows]) => {
    const numbers = new Set(rows.map(({ row }) => row));
    return rows.map((row) => readQuestionRow(row, numbers, language));
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

/** Forty cells with "Kyllä" are one notice, not forty: the spellings read as one value are told together. */
function toldOnce(problems: readonly Problem[]): Problem[] {
  const told = Map.groupBy(problems, (one) =>
    one.code === 'answer-written-otherwise' ? `${one.sheet} ${one.facts['value']}` : null,
  );
  return [...told].flatMap(([group, [first, ...others]]) => {
    if (group === null || first === undefined) return first === undefined ? [] : [first, ...others];
    const spellings = new Set([first, ...others].map(({ read }) => read ?? ''));
    return [problem(first.code, { ...first, indicator: null, read: [...spellings].join(', ') })];
  });
}

/** Equal duplicates are one answer; different ones are asked about, and none of them counts. */
function agreed(candidates: readonly ReadAnswer[]): { answer: Answer; problems: readonly Problem[] } {
  const [first, ...others] = candidates.filter(({ answer }) => answer.value !== 'unanswered' || answer.evidence !== '');
  if (first === undefined)
    return { answer: candidates[0]?.answer ?? unansweredNowhere, problems: candidates[0]?.problems ?? [] };
  const evidence = [
    ...new Set([first, ...others].map(({ answer }) => answer.evidence).filter((text) => text !== '')),
  ].join('\n');
  const answered = [first, ...others].filter(({ answer }) => answer.value !== 'unanswered');
  const values = new Set(answered.map(({ answer }) => answer.value));
  const chosen = answered[0] ?? first;
  if (values.size <= 1) return { answer: { ...chosen.answer, evidence }, problems: chosen.problems };
  const conflicting = problem('answer-conflicting', {
    sheet: chosen.sheet,
    cell: chosen.answer.cell?.split('!').at(-1) ?? null,
    indicator: chosen.indicator,
    read: answered.map(({ answer }) => `${answer.raw} (${answer.cell})`).join(', '),
  });
  return { answer: { ...chosen.answer, value: 'unclear', evidence }, problems: [conflicting] };
}

function hiddenRows(read: readonly ReadAnswer[]): Problem[] {
  const used = read.filter(({ hidden, answer }) => hidden && answer.value !== 'unanswered');
  return [...Map.groupBy(used, ({ sheet }) => sheet)].map(([sheet, rows]) =>
    problem('hidden-rows-read', { sheet, facts: { count: String(rows.length) } }),
  );
}
