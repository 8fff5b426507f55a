import type { SubmissionId } from '../../shared/domain/ids.ts';
import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import { groupTitle } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { ResultsTab } from '../../shared/ports/online-sheets.ts';
import type { DefinitionMessages } from '../../shared/rendering/words/definition-words.ts';
import { formHeadline, groupScores, partText, shareText } from '../../shared/rendering/words/form-scores.ts';
import { notAskedRows } from '../../shared/rendering/words/not-asked.ts';
import { bold, introRows, maxShown, plain, problemRows } from './results-tab.ts';

/** The results of an office's own questionnaire as a tab of the sheet they came from. */
export function formResultsTab(
  report: FormReport,
  about: { readonly submission: SubmissionId; readonly authorityName: string },
  messages: DefinitionMessages,
): ResultsTab {
  const { definition, scored, language, receivedAt } = report;
  const words = messages.formResults;
  const notAsked = notAskedRows(report, messages)
    .slice(0, maxShown)
    .map(({ what, why, counts }) => plain(what, why, counts));
  return {
    submission: about.submission,
    receivedAt,
    title: messages.mail.tab.title,
    rows: [
      ...introRows(formHeadline(report, about.authorityName, messages), receivedAt, messages),
      bold(words.groups.heading, words.groups.points, words.groups.share),
      ...groupScores(definition, scored).map(({ group, node, level }) =>
        (level === 0 ? bold : plain)(
          groupTitle(group, language, definition),
          partText(definition, group.name, node, messages, false),
          shareText(definition, node, messages),
        ),
      ),
      plain(''),
      ...(notAsked.length === 0 ? [] : [bold(words.notAsked.heading), ...notAsked, plain('')]),
      ...problemRows({ ...report, questionnaire: definition }, messages),
    ],
  };
}
