import { type Definition, definitionKeyOf } from './definition/definition.ts';
import { type Questionnaire, questionnaireKey } from './questionnaire.ts';

/** A questionnaire of the product, whose questions are met or not, or one that an office has defined. */
export type AnyQuestionnaire = Questionnaire | Definition;

/** Whether an office has defined it. */
export const isDefinition = (questionnaire: AnyQuestionnaire): questionnaire is Definition => 'nodes' in questionnaire;

/** `user-centricity@2023`, `municipal-climate@2026`. */
export const keyOfAny = (questionnaire: AnyQuestionnaire): string =>
  isDefinition(questionnaire) ? definitionKeyOf(questionnaire) : questionnaireKey(questionnaire);
