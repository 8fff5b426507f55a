import fc from 'fast-check';
import { decodeAnswers } from '../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { MethodId } from '../../shared/domain/scoring/methods/methods.ts';
import { score } from '../../shared/domain/scoring/scoring.ts';
import { userCentricity2023 } from './user-centricity.ts';

const ids = indicatorsOf(userCentricity2023).map(({ id }) => id);

/** The shown percentage of an answer code by a method. */
export const percentBy = (code: string, method: MethodId): number =>
  score(userCentricity2023, decodeAnswers(ids, code), method).percent;

/** Answers to which the two methods give different percentages. */
export const scoredDifferently: string =
  fc
    .sample(fc.array(fc.constantFrom('Y', 'N'), { minLength: 41, maxLength: 41 }), { numRuns: 1000, seed: 1 })
    .map((letters) => letters.join(''))
    .find((code) => percentBy(code, 'ucdashboard-2022') !== percentBy(code, 'exact')) ?? '';
