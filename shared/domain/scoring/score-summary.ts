import { type Questionnaire, questionnaireKey } from '../questionnaire/questionnaire.ts';
import type { MethodId } from './methods/methods.ts';
import type { Score } from './scoring.ts';

/** A result as it is shown, and what it was judged by. */
export interface ScoreSummary {
  readonly percent: number;
  readonly method: MethodId;
  readonly questionnaire: string;
}

export const scoreSummary = (
  { percent, method }: Pick<Score, 'percent' | 'method'>,
  of: Questionnaire,
): ScoreSummary => ({
  percent,
  method,
  questionnaire: questionnaireKey(of),
});
