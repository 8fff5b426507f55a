import type { Definition, Question } from '../../../domain/questionnaire/definition/definition.ts';
import { choicesOf, isSelect, textOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import {
  isExpressionFault,
  type Operand,
  parseExpression,
} from '../../../domain/questionnaire/definition/expression.ts';
import { type Rational, toNumber } from '../../../domain/scoring/rational.ts';
import type { DefinitionMessages } from '../../words/definition-words.ts';
import { fill } from '../../words/fill.ts';
import { numberFormat } from '../../words/formats.ts';
import { pluralOf } from '../../words/plural.ts';

interface Context {
  readonly definition: Definition;
  readonly language: string;
  readonly messages: DefinitionMessages;
  /** Whether the office lets see what each answer scores. */
  readonly showsPoints: boolean;
}

/** What to write in the row of a question: the office's hint, then what its rules ask, one a line. */
export function hintOf(question: Question, context: Context): string {
  const { definition, language, messages } = context;
  const { form } = messages;
  const office = [question.hint, question.guidance].map((texts) => textOf(texts, language, definition));
  const several = question.type === 'select_multiple' ? [form.several] : [];
  const years = question.withinYears;
  const within =
    years === undefined ? [] : [pluralOf(form.withinYears, years, { count: years }, messages.workbook.locale)];
  const lines = [
    ...office,
    ...several,
    ...numberRule(question, messages),
    ...within,
    ...evidenceRule(question, context),
  ];
  return [...lines, ...pointsOf(question, context)].filter((line) => line !== '').join('\n');
}

function numberRule(question: Question, messages: DefinitionMessages): string[] {
  if (question.type !== 'integer' && question.type !== 'decimal') return [];
  const { form } = messages;
  const kind = question.type === 'integer' ? form.whole : form.decimal;
  const unit =
    question.unit === undefined || question.unit === 'money' ? [] : [fill(form.unit, { unit: question.unit })];
  if (question.unit === 'money') return [messages.workbook.background.hints.money];
  return [[kind, ...unit, ...limitsInWords(limitsOf(question), messages)].join(' ')];
}

function limitsInWords({ low, high }: Limits, { form, workbook }: DefinitionMessages): string[] {
  const text = (number: number): string => numberFormat(workbook.locale, { maximumFractionDigits: 12 }).format(number);
  if (low !== null && high !== null) return [fill(form.between, { low: text(low), high: text(high) })];
  if (low !== null) return [fill(form.atLeast, { low: text(low) })];
  return high === null ? [] : [fill(form.atMost, { high: text(high) })];
}

export interface Limits {
  readonly low: number | null;
  readonly high: number | null;
}

/** The limits that a constraint of plain comparisons sets (`. >= 0 and . <= 100`); none where it says more than that. */
export function limitsOf({ constraint }: Question): Limits {
  const none = { low: null, high: null };
  const parsed = constraint === undefined ? null : parseExpression(constraint);
  if (parsed === null || isExpressionFault(parsed)) return none;
  const parts = parsed.kind === 'and' ? parsed.parts : [parsed];
  const limits: { low: number | null; high: number | null } = { ...none };
  for (const part of parts) {
    if (part.kind !== 'compare' || part.left.kind !== 'answer') return none;
    const number = numberOf(part.right);
    if (number === null || !part.by.endsWith('=') || part.by === '!=') return none;
    const exact = part.by === '=';
    if (exact || part.by === '>=') limits.low = toNumber(number);
    if (exact || part.by === '<=') limits.high = toNumber(number);
  }
  return limits;
}

const numberOf = (operand: Operand): Rational | null => (operand.kind === 'number' ? operand.number : null);

function evidenceRule(question: Question, { definition, language, messages }: Context): string[] {
  const { rule, choices } = question.evidence;
  if (rule !== 'required') return [];
  if (choices.length === 0 || !isSelect(question)) return [messages.form.evidenceRequired];
  const named = choicesOf(definition, question).filter(({ name }) => choices.includes(name));
  const answers = named.map(({ label }) => textOf(label, language, definition)).join(', ');
  return [fill(messages.form.evidenceRequiredFor, { answers })];
}

function pointsOf(question: Question, { definition, language, messages, showsPoints }: Context): string[] {
  if (!showsPoints || !isSelect(question)) return [];
  const scored = choicesOf(definition, question).filter(({ points }) => points !== undefined);
  const texts = scored.map(({ label, points = '' }) =>
    fill(messages.form.points, { answer: textOf(label, language, definition), points }),
  );
  return [texts.join(' · ')];
}
