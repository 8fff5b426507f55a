import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { definitionOfQuestionnaire } from '../../shared/domain/questionnaire/definition/definition-of-questionnaire.ts';
import type { Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { MethodId } from '../../shared/domain/scoring/methods/methods.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';

/** A questionnaire of today as a definition, with the words that its workbooks have. */
export function definitionOfToday(questionnaire: Questionnaire, method?: MethodId): Definition {
  const inEach = (text: (language: string) => string): Record<string, string> =>
    Object.fromEntries(questionnaire.languages.map((language) => [language, text(language)]));
  const answer = (value: 'yes' | 'no' | 'na') => inEach((language) => messagesIn(language).workbook.answers[value]);
  return definitionOfQuestionnaire(
    questionnaire,
    {
      answers: { yes: answer('yes'), no: answer('no'), na: answer('na') },
      background: inEach((language) => messagesIn(language).workbook.sheets.background),
    },
    method,
  );
}
