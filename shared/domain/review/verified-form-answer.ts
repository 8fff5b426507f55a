import { codeOfChoices } from '../answers/choice-codes.ts';
import { normaliseSeveral, offeredChoices } from '../answers/normalise/choice-answers.ts';
import { normaliseNumber, type RawNumber } from '../answers/normalise/number-answers.ts';
import { foldedText, plainText } from '../answers/normalise/plain-text.ts';
import type { Definition, Question, SelectQuestion } from '../questionnaire/definition/definition.ts';
import {
  choicesOf,
  isQuestion,
  isSelect,
  nodesByName,
  primaryLanguage,
} from '../questionnaire/definition/definition-tree.ts';

/**
 * What the office has written as the verified answer to a question; null where it is none that the question offers. The
 * office chooses from a list, so nothing is read into what it writes.
 */
export function verifiedFormAnswer(definition: Definition, name: string, raw: RawNumber): string | null {
  const question = nodesByName(definition).get(name);
  if (question === undefined || !isQuestion(question)) return null;
  if (isSelect(question)) return chosen(definition, question, raw);
  return question.type === 'text' ? textOf(raw) : numberOf(question, raw);
}

function chosen(definition: Definition, question: SelectQuestion, raw: RawNumber): string | null {
  const choices = choicesOf(definition, question);
  const answers = offeredChoices(choices);
  const language = primaryLanguage(definition.defaultLanguage);
  const one = answers.listed(plainText(raw.text)) ?? answers.knownWord(foldedText(raw.text), language)?.value ?? null;
  if (one !== null || question.type === 'select_one') return one;
  const exclusive = new Set(choices.filter((choice) => choice.exclusive).map((choice) => codeOfChoices([choice.name])));
  const { value, comment, problem } = normaliseSeveral(raw, language, { answers, exclusive }, {});
  return comment === '' && problem === null && value.startsWith('=') ? value : null;
}

function numberOf(question: Extract<Question, { type: 'integer' | 'decimal' }>, raw: RawNumber): string | null {
  const { value, problem } = normaliseNumber(raw, question);
  return problem === null && value.startsWith('=') ? value : null;
}

function textOf({ text }: RawNumber): string | null {
  const said = plainText(text);
  return said === '' ? null : `=${said}`;
}
