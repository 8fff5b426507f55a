import type { Severity } from '../../domain/answers/problems.ts';

/** A problem as a mail or the contact's page shows it: plain texts, not yet escaped. */
export interface DescribedProblem {
  readonly severity: Severity;
  readonly label: string;
  /** The question and the cell; empty when it is about the whole file. */
  readonly place: string;
  readonly question: string;
  /** What was read there; empty when nothing was. */
  readonly read: string;
  readonly message: string;
  readonly remedy: string;
}
