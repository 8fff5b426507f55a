import type { Question } from '../../../domain/questionnaire/definition/definition.ts';
import { questionsOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { type Look, put } from '../../../spreadsheet/writing/cell-styles.ts';
import { fixed, placeIn } from '../../../spreadsheet/writing/references.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { countFormat } from '../sheets/progress.ts';
import { answerCells, type FilledIn, type FormContent, formColumns } from './form-layout.ts';

/** Longer formulas are cut by Excel, and so are more terms. */
const maxFormula = 8_000;

/** A cell that counts the answered questions as they are filled in: `12 of 41 answered`. */
export function putFormProgress(
  sheet: Worksheet,
  address: string,
  { definition, rows, messages, answers }: FormContent,
  look: Look,
): void {
  const words = messages.workbook;
  const inSheet = (range: string): string => placeIn(words.sheets.questionnaire, fixed(range));
  const cells = [...answerCells(rows).values()];
  const several = cells.filter(({ ticks }) => ticks.size > 0).map(({ ticks }) => [...ticks.values()]);
  const ticked = several.map((ticks) => `(COUNTA(${inSheet(`${ticks[0]}:${ticks.at(-1)}`)})>0)`);
  const formula = [...runs(rows).map((range) => `COUNTA(${inSheet(range)})`), ...ticked].join('+');
  const questions = questionsOf(definition);
  const result = questions.filter((question) => isWritten(question, answers.get(question.name))).length;
  const numFmt = countFormat(words.answered, questions.length);
  if (formula.length > maxFormula) return;
  put(sheet, address, null, { ...look, numFmt }).value = { formula, result };
}

/** Whether anything is where it is answered: beside a blank cell there may be evidence, and beside choices to tick a text. */
function isWritten({ type }: Question, filled: FilledIn | undefined): boolean {
  if (filled === undefined) return false;
  const { given } = filled;
  return 'choices' in given ? given.choices.length > 0 : type !== 'select_multiple';
}

/** The column of answers between the rows of choices to tick: each run is counted as a whole, for groups and notes are blank in it. */
function runs(rows: FormContent['rows']): string[] {
  const runs: { first: number; last: number }[] = [];
  let open = false;
  for (const { kind, row, of } of rows) {
    const isSingle = kind === 'question' && of.type !== 'select_multiple';
    if (kind === 'tick') open = false;
    if (!isSingle) continue;
    const run = runs.at(-1);
    if (run !== undefined && open) run.last = row;
    else runs.push({ first: row, last: row });
    open = true;
  }
  return runs.map(({ first, last }) => `${formColumns.answer}${first}:${formColumns.answer}${last}`);
}
