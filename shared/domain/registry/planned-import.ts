import type { ReviewPlan } from '../review/review-plan.ts';
import type { QuestionnairePlan } from './questionnaire-plan.ts';
import type { RegistryPlan } from './registry-plan.ts';

/** What a workbook of the office does: to the registry, to the answers of a round, or to the questionnaires that there are. */
export type ImportPlan = RegistryPlan | ReviewPlan | QuestionnairePlan;

/** One workbook of the office that came in: what it does is decided once, then done, then told. */
export interface PlannedImport {
  readonly id: string;
  readonly fileName: string;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly sha256: string;
  readonly plan: ImportPlan;
}
