import type { Insight } from '../../domain/insight.ts';
import type { ResultsReport } from '../../domain/results-report.ts';
import type { Messages } from '../../messages/messages.ts';

/** What the sheets of a results workbook are drawn from. */
export interface ResultsContent {
  readonly report: ResultsReport;
  readonly insight: Insight;
  readonly messages: Messages;
}
