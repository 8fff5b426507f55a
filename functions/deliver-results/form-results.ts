import { codedAnswers, unansweredNowhere } from '../../shared/domain/answers/answer.ts';
import { eachPlace } from '../../shared/domain/answers/problems.ts';
import { type FormInsight, formInsightOf } from '../../shared/domain/insight/form-insight.ts';
import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import { isDefinition } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import { carriedAnswers, findMapping, mapIndicators } from '../../shared/domain/questionnaire/mapping.ts';
import { scoreFormCodes } from '../../shared/domain/scoring/form-score.ts';
import type { ScoreSummary } from '../../shared/domain/scoring/score-summary.ts';
import { carriedForm } from '../../shared/domain/standings/form-rescoring.ts';
import { formResultsLetter } from '../../shared/rendering/letters/form-results-letter.ts';
import { formResultsPage } from '../../shared/rendering/results-page/form-results-page.ts';
import { type DefinitionMessages, definitionMessagesIn } from '../../shared/rendering/words/definition-words.ts';
import { indexText } from '../../shared/rendering/words/form-scores.ts';
import { fill } from '../../shared/rendering/words/messages.ts';
import { writeFormResultsWorkbook } from '../../shared/rendering/workbooks/form-results-workbook.ts';
import { formResultsTab } from './form-results-tab.ts';
import type { MadeResults, Telling } from './made-results.ts';

/** The results of a questionnaire that an office has defined. */
export async function formResults(
  report: FormReport,
  about: Telling,
  { catalogue, charts }: { readonly catalogue?: AnyCatalogue; readonly charts?: boolean } = {},
): Promise<MadeResults> {
  const messages = { ...definitionMessagesIn(report.language), timeZone: report.timeZone };
  const insight = formInsightOf(report, catalogue);
  return {
    subject: subjectOf(report, { ...about, insight }, messages),
    workbook: await writeFormResultsWorkbook(report, insight, charts === undefined ? {} : { charts }),
    page: formResultsPage(report, insight),
    letter: (where) => formResultsLetter(report, { ...about, ...where, insight }, messages),
    tab: (of) => formResultsTab(report, of, messages),
  };
}

function subjectOf(
  report: FormReport,
  { authorityName: authority, insight, rescoring, corrects }: Telling & { readonly insight: FormInsight },
  messages: DefinitionMessages,
): string {
  const { definition, scored, shown, round, finality } = report;
  const { rank } = insight;
  const words = messages.formResults;
  const outcome = { authority, round: round ?? '', score: indexText(definition, scored, shown, messages) };
  const ranked = finality?.state === 'open' ? words.subjectSoFar : words.subjectRanked;
  const subject = rank === null ? fill(words.subject, outcome) : fill(ranked, { ...outcome, ...rank });
  const { subjectFinal, subjectCorrection, subjectRescored } = messages.mail.results;
  if (rescoring?.isFinal) return fill(subjectFinal, { subject });
  if (corrects !== null) return fill(subjectCorrection, { subject });
  return rescoring === null ? subject : fill(subjectRescored, { subject });
}

/** The file's report with its answers as they count now. Problems of questions that are no longer asked are left out. */
export function rescoredForm(report: FormReport, now: ScoreSummary, { find, mappings }: AnyCatalogue): FormReport {
  const answered = definitionKeyOf(report.definition);
  if (answered === now.questionnaire) return report;
  const [older, newer] = [report.definition, find(now.questionnaire)];
  const mapping = findMapping(mappings, answered, now.questionnaire);
  if (newer === undefined || !isDefinition(newer) || mapping === undefined) {
    throw new Error(`Nothing says how answers to ${answered} count as answers to ${now.questionnaire}`);
  }
  const renamed = carriedAnswers(mapping, report.answers);
  const answers = codedAnswers(mapIndicators(mapping, renamed, unansweredNowhere));
  const problems = report.problems.flatMap(eachPlace).flatMap((problem) => {
    if (problem.indicator === null) return [problem];
    const indicator = mapping.indicators[problem.indicator] ?? '';
    return answers.has(indicator) ? [{ ...problem, indicator }] : [];
  });
  const codes = carriedForm(report.codes, older, newer, mapping);
  const scored = scoreFormCodes(newer, codes, report.facts);
  return { ...report, ...scored, definition: newer, answers, codes, problems };
}
