import { namesOfCode } from '../answers/choice-codes.ts';
import { type AnyQuestionnaire, isDefinition } from '../questionnaire/any-questionnaire.ts';
import type { Definition } from '../questionnaire/definition/definition.ts';
import { choiceLabel, isQuestion, isSelect, nodesByName } from '../questionnaire/definition/definition-tree.ts';

/**
 * An answer to an office's own questionnaire as people read it: the labels of its choices, a number, a text.
 * `unanswered` and `unclear` stay as they are.
 */
export function saidAnswer(
  definition: Definition,
  name: string,
  value: string,
  language: string = definition.defaultLanguage,
): string {
  if (!value.startsWith('=')) return value;
  const question = nodesByName(definition).get(name);
  if (question === undefined || !isQuestion(question) || !isSelect(question)) return value.slice(1);
  return namesOfCode(value)
    .map((choice) => choiceLabel(definition, question, choice, language) ?? choice)
    .join('; ');
}

/** An answer as a decision keeps it: with the labels of an office's own questionnaire behind `=`. */
export function toldAnswer(questionnaire: AnyQuestionnaire, name: string, value: string): string {
  const isGiven = isDefinition(questionnaire) && value.startsWith('=');
  return isGiven ? `=${saidAnswer(questionnaire, name, value)}` : value;
}
