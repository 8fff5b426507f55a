import type { SubmissionId } from '../../shared/domain/ids.ts';
import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import { groupTitle } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { ResultsTab } from '../../shared/ports/online-sheets.ts';
import type { DefinitionMessages } from '../../shared/rendering/words/definition-words.ts';
import { formHeadline, groupScores, shareText } from '../../shared/rendering/words/form-scores.ts';
import { bold, introRows, plain, problemRows } from './results-tab.ts';

/** The results of an office's own questionnaire as a tab of the sheet they came from. */
export function formResultsTab(
  report: FormReport,
  about: { readonly submission: SubmissionId; readonly authorityName: string },
  messages: DefinitionMessages,
): ResultsTab {
  const { definition, scored, language, receivedAt } = report;
  return {
    submission: about.submission,
    receivedAt,
    title: messages.mail.tab.title,
    rows: [
      ...introRows(formHeadline(report, about.authorityName, messages), receivedAt, messages),
      bold(messages.formResults.groups.heading),
      ...groupScores(definition, scored).map(({ group, node, level }) =>
        (level === 0 ? bold : plain)(groupTitle(group, language, definition), shareText(definition, node, messages)),
      ),
      plain(''),
      ...problemRows({ ...report, questionnaire: definition }, messages),
    ],
  };
}
