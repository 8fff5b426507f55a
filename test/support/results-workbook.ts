import { insightOf } from '../../shared/domain/insight.ts';
import type { ResultsReport } from '../../shared/domain/results-report.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { writeResultsWorkbook } from '../../shared/workbook/results-workbook.ts';

/** The results workbook of a report, as it is delivered. */
export const resultsWorkbook = (report: ResultsReport): Promise<Uint8Array> =>
  writeResultsWorkbook(report, insightOf(report, catalogue));
