import { type Answer, type Answers, type Unread, unansweredNowhere } from '../../domain/answers/answer.ts';
import type { OfferedValue } from '../../domain/answers/normalise/answer-words.ts';
import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { asOne, type Problem, type ProblemCode, problem } from '../../domain/answers/problems.ts';
import { mustGet } from '../../domain/must.ts';
import type { Sheet } from '../formats/grid.ts';
import { lastYear } from './figure-form.ts';
import type { Form } from './form.ts';
import type { QuestionRow } from './question-table.ts';
import { evidenceAddress, type ReadAnswer, readQuestionRow } from './read-question-row.ts';
import { readTogether } from './read-together.ts';

export interface ReadAnswers<Value extends string = OfferedValue> {
  readonly answers: Answers<Value | Unread>;
  /** Where each question's evidence belongs, by indicator, without the sheet. */
  readonly evidenceCells: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** What of a workbook decides how its answers are read. */
interface AnsweredIn {
  readonly language: string | null;
  readonly round: string | null;
  /** All sheets: one of them may say what its numbers mean. */
  readonly sheets: readonly Sheet[];
}

/** The answers of all questions, in the order of the questionnaire, each read from the row that asks it. */
export function readAnswers<Value extends string>(
  found: readonly QuestionRow[],
  { languages, version, questions }: Form<Value>,
  { language, round, sheets }: AnsweredIn,
): ReadAnswers<Value> {
  const offered = language !== null && languages.includes(language);
  const latest = lastYear(round, version);
  const rowsBySheet = Map.groupBy(found, ({ rows }) => rows);
  const read = [...rowsBySheet].flatMap(([, rows]) => {
    const numbers = new Set(rows.map(({ row }) => row));
    const alone = rows.map((row) =>
      readQuestionRow(row, mustGet(questions, row.indicator), numbers, { language, offered, latest }),
    );
    return readTogether(alone, sheets, questions);
  });
  const byIndicator = Map.groupBy(read, ({ indicator }) => indicator);
  const answers = new Map<string, Answer<Value | Unread>>();
  const problems: Problem[] = [];
  for (const id of questions.keys()) {
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
  'answer-continued',
]);

/** The same doubt about the same text in several cells is one doubt. */
const askedAlike: ReadonlySet<ProblemCode> = new Set([
  'answer-unclear',
  'answer-partial',
  'answer-mark',
  'answer-double',
  'answer-formula-error',
  'answer-uncalculated',
  'answer-disputed',
]);

/** A doubt about all answers of a sheet, in however many words. */
const askedOfSheet: ReadonlySet<ProblemCode> = new Set(['answer-own-words', 'answer-numbers', 'answers-without-no']);

/** Forty cells with "Kyllä" are one notice, not forty, and forty with "✓" one query: each once for a sheet, with its cells. */
function toldOnce(problems: readonly Problem[]): Problem[] {
  const told = Map.groupBy(problems, ({ code, sheet, facts, read }) => {
    if (toldAlike.has(code)) return `${code} ${sheet} ${facts['value']}`;
    if (askedAlike.has(code)) return `${code} ${sheet} ${facts['value']} ${facts['offered']} ${foldedText(read ?? '')}`;
    return askedOfSheet.has(code) ? `${code} ${sheet}` : null;
  });
  return [...told].flatMap(([group, alike]) => {
    if (group === null) return alike;
    return asOne(alike, [...new Set(alike.map(({ read }) => read ?? ''))].join(', '));
  });
}

/**
 * Equal duplicates are one answer; different ones are asked about, and none of them counts. A blank differs too: it may be
 * another department's or an example beside it. The evidence of another sheet, which may be another city's, is not added.
 */
function agreed<Value extends string>(
  candidates: readonly ReadAnswer<Value>[],
): { answer: Answer<Value | Unread>; problems: readonly Problem[] } {
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
    facts: chosen.facts,
    read: candidates.map(({ answer }) => `${answer.raw || '–'} (${answer.cell})`).join(', '),
  });
  return { answer: { ...chosen.answer, value: 'unclear', evidence }, problems: [conflicting] };
}

/** Answers and evidence that nobody sees are counted where nothing else is, and asked about once. */
function hiddenRows(read: readonly ReadAnswer<string>[]): Problem[] {
  const used = read.filter(
    ({ hidden, evidenceHidden, answer }) => (hidden && answer.value !== 'unanswered') || evidenceHidden,
  );
  const [first] = used;
  if (first === undefined) return [];
  const cell = first.answer.cell?.split('!').at(-1) ?? null;
  return [problem('hidden-rows-read', { sheet: first.sheet, cell, facts: { count: String(used.length) } })];
}
