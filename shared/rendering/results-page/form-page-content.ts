import type { FormInsight } from '../../domain/insight/form-insight.ts';
import type { FormReport } from '../../domain/insight/form-report.ts';
import { textOf } from '../../domain/questionnaire/definition/definition-tree.ts';
import type { DefinitionMessages } from '../words/definition-words.ts';
import { fill } from '../words/fill.ts';
import { formHeadline } from '../words/form-scores.ts';

/** What every part of the page of a form's results is made of. */
export interface FormPageContent {
  readonly report: FormReport;
  readonly insight: FormInsight;
  readonly messages: DefinitionMessages;
}

export const formHeadlineOf = ({ report, messages }: FormPageContent): string =>
  formHeadline(report, report.authority?.name ?? null, messages);

export function formEyebrowOf({ report, messages }: FormPageContent): string {
  const title = textOf(report.definition.title, report.language, report.definition);
  const { eyebrow, eyebrowNoRound } = messages.page;
  return report.round === null ? fill(eyebrowNoRound, { title }) : fill(eyebrow, { title, round: report.round });
}
