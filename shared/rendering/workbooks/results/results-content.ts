import type { Insight } from '../../../domain/insight/insight.ts';
import type { ResultsReport } from '../../../domain/insight/results-report.ts';
import type { Messages } from '../../words/messages.ts';

/** What the sheets of a results workbook are drawn from. */
export interface ResultsContent {
  readonly report: ResultsReport;
  readonly insight: Insight;
  readonly messages: Messages;
}
