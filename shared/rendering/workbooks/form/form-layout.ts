import type { Choice, Definition, Group, Note, Question } from '../../../domain/questionnaire/definition/definition.ts';
import { choicesOf, parentOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import type { Given } from '../../../domain/scoring/given.ts';
import type { DefinitionMessages } from '../../words/definition-words.ts';
import type { Marks } from '../sheets/questionnaire-sheet.ts';

/** Where everything stands in the sheet Questionnaire of a form: the first answer is in column D below row 6. */
export const formColumns = { id: 'B', question: 'C', answer: 'D', evidence: 'E', hint: 'F' } as const;
/** Only in a form that comes back. */
export const remarkColumn = 'G';
export const formHeaderRow = 6;

export type FormRow =
  /** `level` counts from 1. */
  | { readonly kind: 'group'; readonly row: number; readonly of: Group; readonly level: number }
  | { readonly kind: 'note'; readonly row: number; readonly of: Note }
  | { readonly kind: 'question'; readonly row: number; readonly of: Question }
  /** One of several choices, ticked below its question. */
  | { readonly kind: 'tick'; readonly row: number; readonly of: Question; readonly choice: Choice };

/** The rows below the header, in the order in which a definition asks. */
export function formRows(definition: Definition): FormRow[] {
  const rows: FormRow[] = [];
  const add = (row: Omit<FormRow, 'row'>): void => {
    rows.push({ ...row, row: formHeaderRow + 1 + rows.length } as FormRow);
  };
  for (const of of definition.nodes) {
    if (of.type === 'group') add({ kind: 'group', of, level: levelOf(definition, of) } as FormRow);
    else if (of.type === 'note') add({ kind: 'note', of } as FormRow);
    else add({ kind: 'question', of } as FormRow);
    if (of.type !== 'select_multiple') continue;
    for (const choice of choicesOf(definition, of)) add({ kind: 'tick', of, choice } as FormRow);
  }
  return rows;
}

function levelOf(definition: Definition, group: Group): number {
  const parent = parentOf(definition, group);
  return parent === null ? 1 : 1 + levelOf(definition, parent);
}

/** The cells in which a question is answered: one, or one for each choice that can be ticked. */
export interface AnswerCells {
  readonly cell: string;
  /** By the name of the choice; empty where the answer is written in `cell`. */
  readonly ticks: ReadonlyMap<string, string>;
}

/** By name of the question. */
export function answerCells(rows: readonly FormRow[]): ReadonlyMap<string, AnswerCells> {
  const cells = new Map<string, { cell: string; ticks: Map<string, string> }>();
  for (const row of rows) {
    const cell = `${formColumns.answer}${row.row}`;
    if (row.kind === 'question') cells.set(row.of.name, { cell, ticks: new Map() });
    else if (row.kind === 'tick') cells.get(row.of.name)?.ticks.set(row.choice.name, cell);
  }
  return cells;
}

/** Where filling in starts. */
export function firstFormCell(rows: readonly FormRow[]): string {
  const [first] = answerCells(rows).values();
  const [tick] = first?.ticks.values() ?? [];
  return tick ?? first?.cell ?? `${formColumns.answer}${formHeaderRow + 1}`;
}

/** What a question comes filled with. */
export interface FilledIn {
  readonly given: Given;
  readonly evidence: string;
  /** What was written and not understood: it stays where it was. */
  readonly raw?: string;
}

export interface FormContent {
  readonly definition: Definition;
  readonly language: string;
  readonly messages: DefinitionMessages;
  readonly subtitle: string;
  readonly rows: readonly FormRow[];
  /** By name of the question. */
  readonly answers: ReadonlyMap<string, FilledIn>;
  readonly showsPoints: boolean;
  /** What is wrong, in a form that comes back: beside each question, in a column more. */
  readonly marks?: Marks;
}
