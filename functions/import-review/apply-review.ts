import pMap from 'p-map';
import type { KeptAnswers } from '../../shared/domain/answers/answer.ts';
import type { AuthorityId } from '../../shared/domain/ids.ts';
import { addDue, firstDelivery } from '../../shared/domain/mail/delivery.ts';
import { isDefinition } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { codesUnder, latestDecision, type Review } from '../../shared/domain/review/review.ts';
import { type AuthorityReview, updatedReview } from '../../shared/domain/review/review-plan.ts';
import type { ScoreSummary } from '../../shared/domain/scoring/score-summary.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import { historyEntry } from '../../shared/domain/submissions/history.ts';
import type { DeliveryQueue, OwedMails } from '../../shared/ports/outbox.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Reviews } from '../../shared/ports/reviews.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { countedState, type StateStore } from '../../shared/use-cases/counted-state.ts';
import { deliveryRequest, requestIfOwed } from '../../shared/use-cases/delivery-request.ts';
import { anyBasisOf, judgeBy, type KnownQuestionnaires } from '../../shared/use-cases/scoring-basis.ts';
import { updateEntry } from '../../shared/use-cases/update-entry.ts';

/** Authorities that are worked on at once: thousands must fit into one run. */
export const reviewedAtOnce = 10;

export interface ApplyDependencies extends KnownQuestionnaires {
  readonly registry: Pick<Registry, 'round'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'putStanding' | 'putHistory'> & StateStore;
  readonly reviews: Reviews;
  readonly deliveries: DeliveryQueue;
  readonly owed: Pick<OwedMails, 'note'>;
}

/**
 * What was verified first, then each standing whose answers it changes, in one conditional write with the mail that
 * tells of it. Done again after a crash at any point it ends the same, and tells nobody twice.
 */
export async function applyReview(updates: readonly AuthorityReview[], deps: ApplyDependencies): Promise<void> {
  await pMap(
    updates,
    async (update) => {
      const { authority } = update;
      await deps.reviews.change(update.round, authority, (current) => updatedReview(current, update));
      const round = await deps.registry.round(update.round);
      if (round !== null) await countAnew(round, authority, deps);
    },
    { concurrency: reviewedAtOnce },
  );
}

/**
 * What is decided is read anew for each attempt: another review may have come in between. The standing is written even
 * where it stays as it is, so that a file which is being read at this moment does not come to count without the review.
 */
async function countAnew(round: Round, authority: AuthorityId, deps: ApplyDependencies): Promise<void> {
  const change = async (current: Standing | null): Promise<Standing | null> => {
    const review = current === null ? null : await deps.reviews.of(round.id, authority);
    if (current === null || review === null) return null;
    const state = await countedState(current, deps.store);
    if (state === null) throw new Error(`The answers of standing ${current.submission} are not there`);
    const next = await underReviewNow(current, state.answers, review, deps);
    if (next.reviewedAt !== current.reviewedAt || next.answerCode !== current.answerCode) {
      await deps.owed.note(deliveryRequest({ ...next, delivery: firstDelivery(next.submission) }));
      // In the history answers stand by the questionnaire that they were given to.
      const score = await shownBy({ ...next.score, questionnaire: next.questionnaire }, next, deps);
      await deps.store.putHistory(historyEntry({ ...next, score }));
    }
    return next;
  };
  const counted = await updateEntry({ round, authority }, change, deps.store);
  if (counted !== null) await requestIfOwed(counted, firstDelivery(counted.submission), deps.deliveries);
}

/** Its next version, as the review has it count: to be told anew where that is otherwise than before. */
async function underReviewNow(
  current: Standing,
  claimed: KeptAnswers,
  review: Review,
  deps: KnownQuestionnaires,
): Promise<Standing> {
  const questionnaire =
    deps.catalogue.find(current.questionnaire) ?? (await deps.questionnaires.find(current.questionnaire));
  if (questionnaire === null) throw new Error(`Questionnaire ${current.questionnaire} is not known`);
  const codes = codesUnder(questionnaire, claimed, review);
  const version = current.version + 1;
  const isSame = codes.answerCode === current.answerCode;
  const next = { ...current, ...codes, version };
  // By an office's own questionnaire an answer that is confirmed may come to count without its evidence.
  const mayCount = !isSame || (isDefinition(questionnaire) && codes.verifiedCode !== current.verifiedCode);
  const score = mayCount ? await shownBy(current.score, next, deps) : current.score;
  if (isSame && score.percent === current.score.percent) return next;
  // A mail that is on its way tells of the answers before: one more is due.
  const first = firstDelivery(current.submission);
  const others = current.deliveries.filter(({ id }) => id !== first);
  const reviewedAt = latestDecision(review) ?? undefined;
  return { ...next, score, told: score, reviewedAt, deliveries: addDue(others, first) };
}

/** By what the round was judged by last: that may be a newer questionnaire than the one which was answered. */
async function shownBy(
  { questionnaire, method }: Omit<ScoreSummary, 'percent'>,
  answered: Standing,
  deps: KnownQuestionnaires,
): Promise<ScoreSummary> {
  const basis = await anyBasisOf({ id: answered.round, questionnaire, method }, deps);
  const judged = await judgeBy(basis, deps)(answered, answered);
  if (judged === null) {
    throw new Error(`Nothing says how answers to ${answered.questionnaire} count by ${questionnaire}`);
  }
  return judged.score;
}
