import { verifiedOf } from '../../shared/domain/review/review.ts';
import type { Registry, Reviews, Round, SubmissionStore } from '../../shared/ports.ts';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import type { AuthorityToReview } from '../../shared/workbook/review/review-workbook.ts';

export interface ReviewSources {
  readonly registry: Pick<Registry, 'round' | 'authorities'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'answers' | 'submission'>;
  readonly reviews: Reviews;
}

/** What counts for an authority in a round, with what was claimed, verified and odd about it; null: nothing counts. */
export async function reviewableOf(
  round: Round,
  authority: string,
  { store, reviews }: ReviewSources,
): Promise<AuthorityToReview | null> {
  const standing = await store.standing(round, authority);
  if (standing === null) return null;
  const { submission, authorityName } = standing;
  const questionnaire = findQuestionnaire(standing.questionnaire);
  if (questionnaire === undefined) throw new Error(`The questionnaire of standing ${submission} is not known`);
  return {
    round: round.id,
    authority,
    authorityName,
    submission,
    questionnaire,
    claimed: await store.answers(submission),
    verified: (await reviews.of(round.id, authority))?.verified ?? {},
    problems: (await store.submission(submission))?.problems ?? [],
  };
}

/** Whether something odd is left to check: not what is verified already, nor figures, which a review does not verify. */
export function isOpen({ problems, claimed, verified }: AuthorityToReview): boolean {
  return problems.some(({ severity, indicator }) => {
    if (severity !== 'query' && severity !== 'error') return false;
    if (indicator === null) return true;
    const answer = claimed.get(indicator);
    return answer !== undefined && verifiedOf(answer, verified[indicator]) === null;
  });
}
