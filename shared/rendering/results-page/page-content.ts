import type { Insight } from '../../domain/insight/insight.ts';
import type { ResultsReport } from '../../domain/insight/results-report.ts';
import { indicatorsOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { fill, type Messages } from '../words/messages.ts';

/** What every part of the page is made of. */
export interface PageContent {
  readonly report: ResultsReport;
  readonly insight: Insight;
  readonly messages: Messages;
}

/** A question or a figure with its id, by its id. */
export function questionText(id: string, { questionnaire, language }: ResultsReport): string {
  const question = indicatorsOf(questionnaire).find((one) => one.id === id);
  if (question !== undefined) return `${id} ${textIn(question.text, language)}`;
  const figure = questionnaire.background.find((one) => one.id === id);
  return figure === undefined ? id : textIn(figure.text, language);
}

export function headlineOf({ report, messages }: PageContent): string {
  const { authority, score } = report;
  const { headline, headlineUnnamed } = messages.page;
  return authority === null
    ? fill(headlineUnnamed, { percent: score.percent })
    : fill(headline, { authority: authority.name, percent: score.percent });
}

export function eyebrowOf({ report, messages }: PageContent): string {
  const title = textIn(report.questionnaire.title, report.language);
  const { eyebrow, eyebrowNoRound } = messages.page;
  return report.round === null ? fill(eyebrowNoRound, { title }) : fill(eyebrow, { title, round: report.round });
}
