import { loadQuestionnaire, type Questionnaire, questionnaireKey } from '../domain/questionnaire.ts';
import userCentricity2023 from './user-centricity@2023.json' with { type: 'json' };

const questionnaires = [userCentricity2023].map(loadQuestionnaire);
const byKey = new Map(questionnaires.map((questionnaire) => [questionnaireKey(questionnaire), questionnaire]));

/** The version that is sent out when none is named. */
export const currentQuestionnaire = questionnaires[0] as Questionnaire;

/** The definition named `id@version`, or undefined when we do not know it. */
export function findQuestionnaire(key: string): Questionnaire | undefined {
  return byKey.get(key);
}

export function allQuestionnaires(): readonly Questionnaire[] {
  return questionnaires;
}
