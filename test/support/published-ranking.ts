import { readFileSync } from 'node:fs';
import type { AnswerValue } from '../../shared/domain/answers/answer.ts';
import { categoriesOf, type Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Count } from '../../shared/domain/scoring/count.ts';

export interface PublishedAuthority {
  readonly rank: number;
  readonly authority: string;
  readonly percent: number;
  /** In the order of the questionnaire's categories. */
  readonly counts: readonly Count[];
}

/** Part of the ranking as the dashboard published it. */
export const publishedRanking: readonly PublishedAuthority[] = readFileSync(
  'examples/published-ranking-2022.csv',
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [rank, authority = '', percent, ...counts] = line.trim().split(',');
    return {
      rank: Number(rank),
      authority,
      percent: Number(percent),
      counts: counts.map((count) => {
        const [met, total] = count.split('/').map(Number);
        return { met: met ?? 0, total: total ?? 0 };
      }),
    };
  });

/** Answers that make these counts: the first ones of each category Yes, the others by turns No and NA. */
export function valuesFor(questionnaire: Questionnaire, counts: readonly Count[]): Map<string, AnswerValue> {
  return new Map(
    categoriesOf(questionnaire).flatMap(({ indicators }, category) =>
      indicators.map(({ id }, index): [string, AnswerValue] => {
        const met = index < (counts[category]?.met ?? 0);
        return [id, met ? 'yes' : index % 2 === 0 ? 'no' : 'na'];
      }),
    ),
  );
}
