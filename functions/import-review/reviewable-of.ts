import type { AuthorityId } from '../../shared/domain/ids.ts';
import type { AnyCatalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { verifiedOf } from '../../shared/domain/review/review.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Reviews } from '../../shared/ports/reviews.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import type { AuthorityToReview } from '../../shared/rendering/workbooks/review/authority-to-review.ts';
import { countedState, type StateStore } from '../../shared/use-cases/counted-state.ts';
import { problemsOf } from '../../shared/use-cases/effective-result.ts';

export interface ReviewSources {
  readonly registry: Pick<Registry, 'round' | 'authorities'>;
  readonly store: Pick<SubmissionStore, 'standing'> & StateStore;
  readonly reviews: Reviews;
  /** All questionnaires that may have been answered. */
  readonly known: AnyCatalogue;
}

/** What counts for an authority in a round, with what was claimed, verified and odd about it; null: nothing counts. */
export async function reviewableOf(
  round: Round,
  authority: AuthorityId,
  { store, reviews, known: catalogue }: Omit<ReviewSources, 'registry'>,
): Promise<AuthorityToReview | null> {
  const standing = await store.standing(round, authority);
  if (standing === null) return null;
  const { submission, authorityName, kind, country, population } = standing;
  const facts = { kind, country, population };
  const questionnaire = catalogue.find(standing.questionnaire);
  const state = await countedState(standing, store);
  const header = await store.submission(submission);
  if (questionnaire === undefined || state === null || header === null) {
    throw new Error(`The answers of standing ${submission}, or their questionnaire, are not there`);
  }
  return {
    round: round.id,
    authority,
    authorityName,
    submission,
    questionnaire,
    claimed: state.answers,
    verified: (await reviews.of(round.id, authority))?.verified ?? {},
    problems: await problemsOf(header, state, questionnaire, { store, reviews, catalogue }, facts),
    facts,
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
