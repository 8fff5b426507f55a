import { type Insight, insightOf } from '../../shared/domain/insight/insight.ts';
import type { ResultsReport } from '../../shared/domain/insight/results-report.ts';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import type { ScoreSummary } from '../../shared/domain/scoring/score-summary.ts';
import type { Rescoring } from '../../shared/domain/standings/rescoring.ts';
import { resultsLetter } from '../../shared/rendering/letters/results-letter.ts';
import { resultsPage } from '../../shared/rendering/results-page/results-page.ts';
import { fill, type Messages } from '../../shared/rendering/words/messages.ts';
import { writeResultsWorkbook } from '../../shared/rendering/workbooks/results-workbook.ts';
import type { MadeResults, Telling } from './made-results.ts';
import { resultsTab } from './results-tab.ts';

interface ResultsSources {
  /** Those of the product. */
  readonly catalogue: Catalogue;
  /** null: results workbooks have charts in place of a picture. */
  readonly rasterise: ((svg: string) => Promise<Uint8Array>) | null;
}

/** Results of a questionnaire of the product. */
export async function ownResults(
  report: ResultsReport,
  about: Telling,
  messages: Messages,
  deps: ResultsSources,
): Promise<MadeResults> {
  const insight = insightOf(report, deps.catalogue);
  return {
    subject: subjectOf(report, about.authorityName, { ...about, insight }, messages),
    workbook: await writeResultsWorkbook(report, insight, deps),
    page: resultsPage(report, insight),
    letter: (where) => resultsLetter(report, { ...about, ...where, insight }, messages),
    tab: (of) => resultsTab(report, of, messages),
  };
}

function subjectOf(
  { round, score, finality }: ResultsReport,
  authority: string,
  {
    insight,
    rescoring,
    corrects,
  }: { readonly insight: Insight; readonly rescoring: Rescoring | null; readonly corrects: ScoreSummary | null },
  { mail }: Messages,
): string {
  const { rank } = insight;
  const outcome = { authority, round: round ?? '', percent: score.percent };
  const words = mail.results;
  const ranked = finality?.state === 'open' ? words.subjectSoFar : words.subjectRanked;
  const subject = rank === null ? fill(words.subject, outcome) : fill(ranked, { ...outcome, ...rank });
  if (rescoring?.isFinal) return fill(words.subjectFinal, { subject });
  if (corrects !== null) return fill(words.subjectCorrection, { subject });
  return rescoring === null ? subject : fill(words.subjectRescored, { subject });
}
