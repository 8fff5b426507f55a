import type { FormInsight } from '../../../domain/insight/form-insight.ts';
import type { FormReport } from '../../../domain/insight/form-report.ts';
import type { DefinitionMessages } from '../../words/definition-words.ts';
import type { AnswerCells, FormRow } from '../form/form-layout.ts';

/** What the sheets of a form's results workbook are drawn from. */
export interface FormResultsContent {
  readonly report: FormReport;
  readonly insight: FormInsight;
  readonly messages: DefinitionMessages;
  /** Offices whose programs do not take charts have none (decision 029): every bar is there in cells, too. */
  readonly charts: boolean;
  /** Of the definition's texts: the one of its languages that is closest to the reader's. */
  readonly language: string;
  /** The rows of the sheet Questionnaire, and by name of a question the cells in which it is answered. */
  readonly rows: readonly FormRow[];
  readonly cells: ReadonlyMap<string, AnswerCells>;
}
