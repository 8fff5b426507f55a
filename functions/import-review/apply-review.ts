import { encodeAnswers } from '../../shared/domain/answer.ts';
import { addDue } from '../../shared/domain/delivery.ts';
import type { HistoryEntry } from '../../shared/domain/history.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire.ts';
import { type Review, scoreUnderReview, underReview } from '../../shared/domain/review/review.ts';
import { type AuthorityReview, updatedReview } from '../../shared/domain/review/review-plan.ts';
import { type Standing, shownOf } from '../../shared/domain/standing.ts';
import type { OwedMails } from '../../shared/mail-ports.ts';
import type {
  DeliveryQueue,
  DeliveryRequest,
  PlannedImport,
  Registry,
  Reviews,
  Round,
  SubmissionStore,
} from '../../shared/ports.ts';
import { findQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { changeStanding } from '../change-standing.ts';

export interface ApplyDependencies {
  readonly registry: Pick<Registry, 'round'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'putStanding' | 'answers' | 'putHistory'>;
  readonly reviews: Reviews;
  readonly deliveries: DeliveryQueue;
  readonly owed: Pick<OwedMails, 'note'>;
}

/**
 * What was verified first, then each standing whose answers it changes, in one conditional write with the mail that
 * tells of it. Done again after a crash at any point it ends the same: a standing that counts so already is left.
 */
export async function applyReview(
  updates: readonly AuthorityReview[],
  of: PlannedImport,
  to: ApplyDependencies,
): Promise<void> {
  for (const update of updates) {
    const review = await to.reviews.change(update.round, update.authority, (current) => updatedReview(current, update));
    const round = await to.registry.round(update.round);
    if (round !== null) await countAnew(round, review, of, to);
  }
}

async function countAnew(round: Round, review: Review, of: PlannedImport, to: ApplyDependencies): Promise<void> {
  const { authority } = review;
  const requestOf = ({ submission }: Standing): DeliveryRequest => ({
    owner: { kind: 'standing', round: round.id, authority },
    submission,
  });
  const change = async (current: Standing | null): Promise<Standing | null> => {
    if (current === null) return null;
    const next = await reviewed(current, review, of, to.store);
    if (next.answerCode === current.answerCode) return null;
    await to.owed.note(requestOf(next));
    await to.store.putHistory(historyOf(next, of));
    return next;
  };
  const counted = await changeStanding({ round, authority }, change, to.store);
  if (counted !== null) await to.deliveries.request(requestOf(counted));
}

async function reviewed(
  current: Standing,
  review: Review,
  { receivedAt }: PlannedImport,
  store: Pick<SubmissionStore, 'answers'>,
): Promise<Standing> {
  const questionnaire = findQuestionnaire(current.questionnaire);
  if (questionnaire === undefined) throw new Error(`Questionnaire ${current.questionnaire} is not known`);
  const counted = underReview(await store.answers(current.submission), review);
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  // A mail that is on its way tells of the answers before: one more is due.
  const others = current.deliveries.filter(({ submission }) => submission !== current.submission);
  const score = shownOf(scoreUnderReview(questionnaire, counted, current.score.method), questionnaire);
  return {
    ...current,
    answerCode: encodeAnswers(ids, counted),
    score,
    told: score,
    reviewedAt: new Date(receivedAt).toISOString(),
    version: current.version + 1,
    deliveries: addDue(others, current.submission),
  };
}

/** In the history a review stands at its own time: what counted until then stays told. */
function historyOf(standing: Standing, { id, receivedAt }: PlannedImport): HistoryEntry {
  const { round, authority, submission, questionnaire, answerCode } = standing;
  const { method, percent } = standing.score;
  const order = [new Date(receivedAt).toISOString(), 'review', id].join('#');
  return { round, authority, submission, order, questionnaire, answerCode, method, percent };
}
