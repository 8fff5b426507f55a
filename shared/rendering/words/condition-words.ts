import type { Definition } from '../../domain/questionnaire/definition/definition.ts';
import { choiceLabel, isSelect, nodesByName } from '../../domain/questionnaire/definition/definition-tree.ts';
import {
  type Comparison,
  type Expression,
  type Operand,
  turned,
} from '../../domain/questionnaire/definition/expression.ts';
import { conditionsOf } from '../../domain/scoring/engine/plan.ts';
import { toNumber } from '../../domain/scoring/rational.ts';
import type { DefinitionMessages } from './definition-words.ts';
import { fill } from './fill.ts';
import { listFormat, numberFormat } from './formats.ts';

/** Whose texts, in which language, among which words of ours. */
export interface WordsContext {
  readonly definition: Definition;
  /** Of the definition's texts. */
  readonly language: string;
  readonly messages: DefinitionMessages;
}

/** `Only if A1 is “Yes”.`, for a node and for the groups in which it stands; '' where it is asked of all. */
export function relevanceInWords(name: string, context: WordsContext): string {
  const conditions = conditionsOf(context.definition, name);
  if (conditions.length === 0) return '';
  const [only] = conditions;
  const all = conditions.length === 1 && only !== undefined ? only : ({ kind: 'and', parts: conditions } as const);
  return fill(context.messages.form.onlyIf, { condition: conditionInWords(all, context) });
}

/** A condition in words: `A1 is “Yes”`. */
export function conditionInWords(expression: Expression, context: WordsContext): string {
  const { messages } = context;
  const words = messages.form.condition;
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

const comparisonWords = {
  '=': 'is',
  '!=': 'isNot',
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'more',
  '>=': 'moreOrEqual',
} as const satisfies Record<Comparison, string>;

function operandInWords(operand: Operand, { definition, messages }: WordsContext): string {
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

function choiceInWords(operand: Operand, name: string, { definition, language }: WordsContext): string {
  const node = operand.kind === 'question' ? nodesByName(definition).get(operand.name) : undefined;
  return (node !== undefined && isSelect(node) ? choiceLabel(definition, node, name, language) : null) ?? name;
}
