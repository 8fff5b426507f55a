import { mustAt } from '../domain/must.ts';
import { catalogueOfChecked } from '../domain/questionnaire/catalogue.ts';
import type { Questionnaire } from '../domain/questionnaire/questionnaire.ts';
import userCentricity2023 from './user-centricity@2023.json' with { type: 'json' };

/**
 * Newest version first. A second version comes with its mapping: decision 10 says how. They are checked by
 * `test/domain/questionnaire/questionnaire.test.ts` and not at each start of a function, which would take as long as to read a file.
 */
export const catalogue = catalogueOfChecked([userCentricity2023 as unknown as Questionnaire], []);

/** The version that is sent out when none is named. */
export const currentQuestionnaire = mustAt(catalogue.all, 0);

/** The definition named `id@version`, or undefined when we do not know it. */
export function findQuestionnaire(key: string): Questionnaire | undefined {
  return catalogue.find(key);
}

export function allQuestionnaires(): readonly Questionnaire[] {
  return catalogue.all;
}
