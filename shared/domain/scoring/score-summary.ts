import { type Questionnaire, questionnaireKey } from '../questionnaire/questionnaire.ts';
import type { ScoredBy } from './form-score.ts';
import type { Score } from './scoring.ts';

/** A result as it is shown, and what it was judged by. */
export interface ScoreSummary {
  /** The number shown: a whole percentage, or percent or points as an office's definition shows them. */
  readonly percent: number;
  readonly method: ScoredBy;
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
