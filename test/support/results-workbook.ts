import { insightOf } from '../../shared/domain/insight/insight.ts';
import type { ResultsReport } from '../../shared/domain/insight/results-report.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { writeResultsWorkbook } from '../../shared/rendering/workbooks/results-workbook.ts';

/** The results workbook of a report, as it is delivered. */
export const resultsWorkbook = (report: ResultsReport): Promise<Uint8Array> =>
  writeResultsWorkbook(report, insightOf(report, catalogue));
