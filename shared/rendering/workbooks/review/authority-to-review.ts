import type { Problem } from '../../../domain/answers/problems.ts';
import type { AnyQuestionnaire } from '../../../domain/questionnaire/any-questionnaire.ts';
import type { Reviewable } from '../../../domain/review/plan-review.ts';
import type { AuthorityFacts } from '../../../domain/scoring/given.ts';

/** What counts for one authority, with what was odd about it. */
export interface AuthorityToReview<Of extends AnyQuestionnaire = AnyQuestionnaire> extends Reviewable {
  readonly questionnaire: Of;
  readonly problems: readonly Problem[];
  /** What is registered of it, on which conditions of an office's own questionnaire may rest. */
  readonly facts?: AuthorityFacts | undefined;
}
