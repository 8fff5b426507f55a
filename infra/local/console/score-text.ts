import { type AnyQuestionnaire, isDefinition } from '../../../shared/domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../../../shared/domain/questionnaire/catalogue.ts';
import { definitionMessagesIn } from '../../../shared/rendering/words/definition-words.ts';
import { shownText } from '../../../shared/rendering/words/form-scores.ts';

/** The questionnaire of a submission or a round; undefined where none is named, or none of that name is known. */
export const questionnaireIn = (known: AnyCatalogue, key: string | null): AnyQuestionnaire | undefined =>
  key === null ? undefined : known.find(key);

/** The number that people see, in the unit of its questionnaire: `58%`, `61.3%`, `1,088 points`. */
export function scoreText(shown: number, questionnaire: AnyQuestionnaire | undefined): string {
  if (questionnaire === undefined || !isDefinition(questionnaire)) return `${shown}%`;
  return shownText(questionnaire, shown, definitionMessagesIn('en'));
}
