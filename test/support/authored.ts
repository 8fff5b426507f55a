import { existsSync, readFileSync } from 'node:fs';
import papaparse from 'papaparse';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { nodesByName } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { Given } from '../../shared/domain/scoring/given.ts';
import { readAuthoring } from '../../shared/spreadsheet/authoring/read-authoring.ts';

/** Questionnaires of others, in the authoring format; not on every machine. */
export const sharedData = '../shared/data';
export const isSharedThere = existsSync(`${sharedData}/authoring`);

/** The definition of an authoring workbook; throws, naming every fault by cell, when it has any. */
export async function authored(file: string): Promise<Definition> {
  const read = await readAuthoring(readFileSync(file));
  if ('code' in read) throw new Error(`${file}: ${read.code}`);
  if (read.definition !== null) return read.definition;
  throw new Error(read.faults.map(({ sheet, cell, code }) => `${sheet}!${cell}: ${code}`).join('\n'));
}

export type Row = Readonly<Record<string, string>>;

export const rowsOfCsv = (file: string): Row[] =>
  papaparse.parse<Row>(readFileSync(file, 'utf8').trim(), { header: true }).data;

/** Answers as CSV has them: names of choices with a blank between them, numbers, texts; null: nothing was answered. */
export function givenBy(definition: Definition, question: string, answer: string): Given | null {
  const node = nodesByName(definition).get(question);
  if (node === undefined) throw new Error(`There is no question ${question}`);
  if (answer.trim() === '') return null;
  if (node.type === 'integer' || node.type === 'decimal') return { number: answer.trim() };
  return node.type === 'text' ? { text: answer } : { choices: answer.trim().split(/\s+/) };
}

/** By authority: its answers by question, from rows of authority, question, answer. */
export function answersByAuthority(definition: Definition, rows: readonly Row[]): Map<string, Map<string, Given>> {
  const sets = new Map<string, Map<string, Given>>();
  for (const { authority = '', question = '', answer = '' } of rows) {
    const set = sets.get(authority) ?? new Map<string, Given>();
    sets.set(authority, set);
    const given = question === '' ? null : givenBy(definition, question, answer);
    if (given !== null) set.set(question, given);
  }
  return sets;
}
