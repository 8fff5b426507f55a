import type { AnswerCode, Answers, Unread } from '../answers/answer.ts';
import type { Definition } from '../questionnaire/definition/definition.ts';
import type { FormCodes } from '../scoring/form-score.ts';
import type { AuthorityFacts, GivenAnswers } from '../scoring/given.ts';
import type { Scored } from '../scoring/scored.ts';
import type { PublishedFormStandings } from '../standings/form-standings.ts';
import type { FileReport } from './results-report.ts';

/**
 * The plain data that results by an office's own questionnaire are drawn from: workbook, page and letter. Texts of the
 * definition are told in the closest of its languages.
 */
export interface FormReport extends FileReport {
  readonly definition: Definition;
  /** What is registered of the authority, on which conditions rest. */
  readonly facts: AuthorityFacts;
  /** As they were read, and as they count: of several files what stands of each. */
  readonly answers: Answers<AnswerCode | Unread>;
  /** The same as it is kept, and which of them count as the office verified them: by it they are scored and compared. */
  readonly codes: FormCodes;
  /** What scoring makes of them: which count, and why others do not. */
  readonly given: GivenAnswers;
  readonly scored: Scored;
  /** The number that people see, in percent or points; null: too little is answered for one. */
  readonly shown: number | null;
  /** What the result is compared with; null before the round's first standings were published. */
  readonly published: PublishedFormStandings | null;
}
