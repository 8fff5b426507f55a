import type { Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';

/** The version whose figures the tests know: Espoo's 58 % and the seven published authorities were scored by these questions. */
export const userCentricity2023 = catalogue.find('user-centricity@2023') as Questionnaire;
