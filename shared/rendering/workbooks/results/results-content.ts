import type { Insight } from '../../../domain/insight/insight.ts';
import type { ResultsReport } from '../../../domain/insight/results-report.ts';
import type { Messages } from '../../words/messages.ts';

/** Draws an SVG document as a PNG. */
export type Rasterise = (svg: string) => Promise<Uint8Array>;

/** What the sheets of a results workbook are drawn from. */
export interface ResultsContent {
  readonly report: ResultsReport;
  readonly insight: Insight;
  readonly messages: Messages;
  /** null: charts that move with the answers, in place of a picture (decision 029). */
  readonly rasterise: Rasterise | null;
}
