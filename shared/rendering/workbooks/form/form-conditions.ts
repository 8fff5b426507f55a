import type { Definition } from '../../../domain/questionnaire/definition/definition.ts';
import {
  choiceLabel,
  isQuestion,
  isSelect,
  nodesByName,
} from '../../../domain/questionnaire/definition/definition-tree.ts';
import type { Comparison, Expression, Operand } from '../../../domain/questionnaire/definition/expression.ts';
import { toNumber } from '../../../domain/scoring/rational.ts';
import { fixed } from '../../../spreadsheet/writing/references.ts';
import { oneLine } from '../../../spreadsheet/writing/spreadsheet.ts';
import type { DefinitionMessages } from '../../words/definition-words.ts';
import { fill } from '../../words/fill.ts';
import { listFormat, numberFormat } from '../../words/formats.ts';
import type { AnswerCells } from './form-layout.ts';

/** A condition in words: `A1 is “Yes”`. */
export function conditionInWords(
  expression: Expression,
  { definition, language, messages }: { definition: Definition; language: string; messages: DefinitionMessages },
): string {
  const words = messages.form.condition;
  const context = { definition, language, messages };
  switch (expression.kind) {
    case 'not':
      return fill(words.not, { condition: conditionInWords(expression.of, context) });
    case 'and':
    case 'or': {
      const type = expression.kind === 'and' ? 'conjunction' : 'disjunction';
      const parts = expression.parts.map((part) => conditionInWords(part, context));
      return listFormat(messages.workbook.locale, { type }).format(parts);
    }
    case 'selected':
      return fill(words.includes, {
        question: operandInWords(expression.of, context),
        value: choiceInWords(expression.of, expression.choice, context),
      });
    default: {
      const { left, right, by } = turned(expression);
      const value = right.kind === 'text' ? right.text : null;
      const question = operandInWords(left, context);
      if (value === '') return fill(by === '=' ? words.blank : words.answered, { question });
      const shown = value === null ? operandInWords(right, context) : choiceInWords(left, value, context);
      return fill(words[comparisonWords[by]], { question, value: shown });
    }
  }
}

interface Context {
  readonly definition: Definition;
  readonly language: string;
  readonly messages: DefinitionMessages;
}

const comparisonWords = {
  '=': 'is',
  '!=': 'isNot',
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'more',
  '>=': 'moreOrEqual',
} as const satisfies Record<Comparison, string>;

const reversed: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

type Compared = Extract<Expression, { kind: 'compare' }>;

/** What is asked about on the left: `5 < ${Q1}` says the same as `${Q1} > 5`. */
function turned(expression: Compared): Compared {
  const isValue = ({ kind }: Operand): boolean => kind === 'text' || kind === 'number';
  if (!isValue(expression.left) || isValue(expression.right)) return expression;
  return { ...expression, by: reversed[expression.by], left: expression.right, right: expression.left };
}

function operandInWords(operand: Operand, { definition, messages }: Context): string {
  switch (operand.kind) {
    case 'question': {
      const node = nodesByName(definition).get(operand.name);
      return node?.number ?? operand.name;
    }
    case 'authority': {
      const facts: Readonly<Record<string, string>> = messages.form.condition.authority;
      return facts[operand.fact] ?? operand.fact;
    }
    case 'answer':
      return messages.workbook.columns.answer;
    case 'text':
      return operand.text;
    default:
      return numberFormat(messages.workbook.locale, { maximumFractionDigits: 12 }).format(toNumber(operand.number));
  }
}

function choiceInWords(operand: Operand, name: string, { definition, language }: Context): string {
  const node = operand.kind === 'question' ? nodesByName(definition).get(operand.name) : undefined;
  return (node !== undefined && isSelect(node) ? choiceLabel(definition, node, name, language) : null) ?? name;
}

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
