import { mustGet } from '../../../domain/must.ts';
import type { Definition, Node, Note } from '../../../domain/questionnaire/definition/definition.ts';
import { type PlannedPart, planOf } from '../../../domain/scoring/engine/plan.ts';
import { isZero } from '../../../domain/scoring/rational.ts';
import type { CalculatedCells } from './answer-formulas.ts';

/** Columns of the groups, and below them of the questions: points, what they are of and the score are in the same ones. */
export const groupColumns = {
  ...{ name: 'B', weight: 'C', points: 'D', most: 'E', score: 'F' },
  ...{ there: 'G', size: 'H', logarithm: 'I' },
} as const;
export const questionColumns = {
  ...{ name: 'B', asked: 'C', points: 'D', most: 'E', score: 'F' },
  ...{ read: 'G', value: 'H', state: 'I' },
} as const;

/** A group's rows: its heading, a row for each part, and what it comes to. */
export interface GroupRows {
  readonly name: string;
  readonly heading: number;
  readonly parts: readonly (PlannedPart & { readonly row: number })[];
  readonly result: number;
}

export interface CalculationLayout {
  /** The score that people see. */
  readonly shown: number;
  /** `index` first. */
  readonly groups: readonly GroupRows[];
  readonly questionHeading: number;
  readonly questions: readonly { readonly of: Exclude<Node, Note>; readonly row: number }[];
  /** Where a node's points, most and score are: of a question in its row, of a group in that of its result. */
  readonly resultRow: (name: string) => number;
  readonly calculated: (name: string) => CalculatedCells;
  /** The heading of what charts are drawn from, below all others. */
  readonly charts: number;
  /** Whether scores depend on how much is answered. */
  readonly tellsThere: boolean;
}

export const headRow = 6;

export function calculationLayout(definition: Definition): CalculationLayout {
  const plan = planOf(definition);
  const shown = headRow + 1;
  let row = shown + 1;
  const partNames = new Set([...plan.groups.values()].flatMap(({ parts }) => parts.map((part) => part.name)));
  // What scores nothing and counts into nothing has no calculation.
  const calculatedGroups = [...plan.groups].filter(([name, { parts }]) => parts.length > 0 || partNames.has(name));
  const groups = calculatedGroups.map(([name, { parts }]): GroupRows => {
    const heading = row + 1;
    const own = parts.map((part, at) => ({ ...part, row: heading + 1 + at }));
    row = heading + parts.length + 1;
    const result = row;
    row += 1;
    return { name, heading, parts: own, result };
  });
  const questionHeading = row + 2;
  const asked = definition.nodes.filter((node): node is Exclude<Node, Note> => node.type !== 'note');
  const questions = asked.map((of, at) => ({ of, row: questionHeading + 1 + at }));
  const rows = new Map(questions.map((one) => [one.of.name, one.row]));
  const results = new Map(groups.map(({ name, result }) => [name, result]));
  const { asked: askedColumn, read, value, state } = questionColumns;
  return {
    ...{ shown, groups, questionHeading, questions, charts: questionHeading + questions.length + 4 },
    resultRow: (name) => results.get(name) ?? mustGet(rows, name),
    calculated(name) {
      const at = mustGet(rows, name);
      return { asked: `${askedColumn}${at}`, read: `${read}${at}`, value: `${value}${at}`, state: `${state}${at}` };
    },
    tellsThere: [...plan.groups.values()].some(({ leastShare }) => !isZero(leastShare)),
  };
}
