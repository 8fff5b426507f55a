import type { Problem } from '../answers/problems.ts';
import type { Definition } from '../questionnaire/definition/definition.ts';

/** What an authoring workbook of the office does. */
export interface QuestionnairePlan {
  readonly kind: 'questionnaire';
  /** What is published; null: the workbook has faults. */
  readonly definition: Definition | null;
  /** What the office is told: every fault by its cell. */
  readonly report: { readonly problems: readonly Problem[] };
  /** The workbook's own, in which its office is answered; not in plans of before, nor of files that cannot be read. */
  readonly language?: string;
}

/** Of a file of which nothing can be taken but why. */
export const questionnaireRefusal = (...problems: readonly Problem[]): QuestionnairePlan => ({
  kind: 'questionnaire',
  definition: null,
  report: { problems },
});
