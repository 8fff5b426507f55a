import { namesOfCode } from '../../domain/answers/choice-codes.ts';
import { type AnyQuestionnaire, isDefinition } from '../../domain/questionnaire/any-questionnaire.ts';
import type { Definition } from '../../domain/questionnaire/definition/definition.ts';
import {
  choiceLabel,
  isQuestion,
  isSelect,
  nodesByName,
  textOf,
} from '../../domain/questionnaire/definition/definition-tree.ts';
import { indicatorsOf, textIn } from '../../domain/questionnaire/questionnaire.ts';

/** A question as people know it. */
export interface NamedQuestion {
  /** As the questionnaire prints it: `1.1.2`, `12a`. */
  readonly number: string;
  readonly text: string;
}

/** The question of an id; null where the questionnaire has none of it. */
export function questionIn(questionnaire: AnyQuestionnaire, id: string, language: string): NamedQuestion | null {
  if (!isDefinition(questionnaire)) {
    const question = indicatorsOf(questionnaire).find((one) => one.id === id);
    return question === undefined ? null : { number: id, text: textIn(question.text, language) };
  }
  const node = nodesByName(questionnaire).get(id);
  if (node === undefined || !isQuestion(node)) return null;
  return { number: node.number ?? node.name, text: textOf(node.label, language, questionnaire) };
}

/** `1a Is a branch open in the evening?`, for a question of an office's own; its id where there is none. */
export function formQuestionText(definition: Definition, id: string, language: string): string {
  const question = questionIn(definition, id, language);
  return question === null ? id : `${question.number} ${question.text}`;
}

/** What was read of an answer in the words of its question; '' where nothing was, or nothing that was understood. */
export function formAnswerInWords(definition: Definition, id: string, value: string, language: string): string {
  const node = nodesByName(definition).get(id);
  if (node === undefined || !value.startsWith('=')) return '';
  if (!isSelect(node)) return value.slice(1);
  return namesOfCode(value)
    .map((name) => choiceLabel(definition, node, name, language) ?? name)
    .join(' · ');
}
