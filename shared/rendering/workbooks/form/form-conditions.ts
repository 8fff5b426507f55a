import type { Definition } from '../../../domain/questionnaire/definition/definition.ts';
import {
  choiceLabel,
  isQuestion,
  isSelect,
  nodesByName,
} from '../../../domain/questionnaire/definition/definition-tree.ts';
import {
  type Comparison,
  type Expression,
  type Operand,
  turned,
} from '../../../domain/questionnaire/definition/expression.ts';
import { toNumber } from '../../../domain/scoring/rational.ts';
import { fixed } from '../../../spreadsheet/writing/references.ts';
import { oneLine } from '../../../spreadsheet/writing/spreadsheet.ts';
import type { AnswerCells } from './form-layout.ts';

/** A text in a formula; Excel takes 255 characters. */
const maxTextLength = 255;
const quoted = (text: string): string | null =>
  text.length > maxTextLength || text !== oneLine(text) ? null : `"${text.replaceAll('"', '""')}"`;

/**
 * A formula that is true where a condition is surely not met: a blank answer decides nothing. null where no formula can
 * say so: it rests on what is known of the authority, or on a text that no formula can hold.
 */
export function surelyNot(
  expression: Expression,
  context: { definition: Definition; language: string; cells: ReadonlyMap<string, AnswerCells> },
): string | null {
  return verdict(expression, false, context);
}

interface InSheet {
  readonly definition: Definition;
  readonly language: string;
  readonly cells: ReadonlyMap<string, AnswerCells>;
}

/** A formula that is true where the condition is surely as `wanted`. */
function verdict(expression: Expression, wanted: boolean, context: InSheet): string | null {
  switch (expression.kind) {
    case 'not':
      return verdict(expression.of, !wanted, context);
    case 'and':
    case 'or': {
      const parts = expression.parts.map((part) => verdict(part, wanted, context));
      // All of them decide an `and` that is met, any of them one that is not; an `or` the other way round.
      if ((expression.kind === 'and') === wanted) return parts.includes(null) ? null : `AND(${parts.join(',')})`;
      const known = parts.filter((part) => part !== null);
      return known.length === 0 ? null : `OR(${known.join(',')})`;
    }
    case 'selected':
      return ofChoice(expression.of, expression.choice, wanted, context);
    default: {
      const { left, right, by } = turned(expression);
      if (right.kind === 'number') return ofNumber(left, String(toNumber(right.number)), by, wanted, context);
      if (right.kind !== 'text' || (by !== '=' && by !== '!=')) return null;
      const isEqual = wanted === (by === '=');
      if (right.text === '') return ofBlank(left, isEqual, context);
      return ofChoice(left, right.text, isEqual, context);
    }
  }
}

const cellsOf = (operand: Operand, { cells }: InSheet): AnswerCells | undefined =>
  operand.kind === 'question' ? cells.get(operand.name) : undefined;

const anyTick = (ticks: Iterable<string>): string => `OR(${[...ticks].map((cell) => `${fixed(cell)}<>""`).join(',')})`;

function ofBlank(operand: Operand, wanted: boolean, context: InSheet): string | null {
  const at = cellsOf(operand, context);
  if (at === undefined) return null;
  const answered = at.ticks.size > 0 ? anyTick(at.ticks.values()) : `${fixed(at.cell)}<>""`;
  return wanted ? `NOT(${answered})` : answered;
}

function ofChoice(operand: Operand, name: string, wanted: boolean, context: InSheet): string | null {
  const at = cellsOf(operand, context);
  if (at === undefined) return null;
  const tick = at.ticks.get(name);
  if (tick !== undefined) {
    return wanted ? `${fixed(tick)}<>""` : `AND(${fixed(tick)}="",${anyTick(at.ticks.values())})`;
  }
  const node = operand.kind === 'question' ? nodesByName(context.definition).get(operand.name) : undefined;
  if (node === undefined || !isQuestion(node) || at.ticks.size > 0) return null;
  const text = quoted(isSelect(node) ? (choiceLabel(context.definition, node, name, context.language) ?? name) : name);
  if (text === null) return null;
  const cell = fixed(at.cell);
  return wanted ? `TRIM(${cell})=${text}` : `AND(${cell}<>"",TRIM(${cell})<>${text})`;
}

function ofNumber(operand: Operand, number: string, by: Comparison, wanted: boolean, context: InSheet): string | null {
  const at = cellsOf(operand, context);
  if (at === undefined || at.ticks.size > 0) return null;
  const cell = fixed(at.cell);
  const sign = by === '!=' ? '<>' : by;
  const met = `${cell}${sign}${number}`;
  return `AND(ISNUMBER(${cell}),${wanted ? met : `NOT(${met})`})`;
}
