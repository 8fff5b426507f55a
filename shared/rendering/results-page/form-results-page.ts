import { html } from 'hono/html';
import type { FormInsight } from '../../domain/insight/form-insight.ts';
import type { FormReport } from '../../domain/insight/form-report.ts';
import { definitionKeyOf } from '../../domain/questionnaire/definition/definition.ts';
import type { Html } from '../html/html.ts';
import { fromStranger } from '../letters/from-stranger.ts';
import { problemLines } from '../letters/problem-lines.ts';
import { definitionMessagesIn } from '../words/definition-words.ts';
import { certaintySentences } from '../words/form-certainty.ts';
import { decimalText, shownChange, shownText } from '../words/form-scores.ts';
import { formSequel } from '../words/form-sequel.ts';
import { inZone } from '../words/messages.ts';
import { notAskedRows } from '../words/not-asked.ts';
import { formQuestionText } from '../words/question-words.ts';
import { readableInstant } from '../words/readable.ts';
import { comparedWith } from './compared-section.ts';
import { type Entry, howComputed, type ToldFile } from './computed-section.ts';
import { formOutcomeHeader } from './form-outcome-header.ts';
import { type FormPageContent, formHeadlineOf } from './form-page-content.ts';
import { formStepsSection } from './form-steps-section.ts';
import { pageOf } from './page-frame.ts';
import { problemsSection } from './problems-section.ts';
import { sequelSection } from './sequel-section.ts';

/** What tables of groups and conditions need besides. */
const formStyle = `
.groups .level1{padding-left:14px}.groups .level2{padding-left:28px}.groups .level3{padding-left:42px}
`;

/**
 * A form's results as one HTML file that needs nothing else: how did we do, what was made of what counted before, what is
 * not asked, what does not count, how was it computed. The same report gives the same bytes.
 */
export function formResultsPage(report: FormReport, insight: FormInsight): string {
  const messages = inZone(definitionMessagesIn(report.language), report.timeZone);
  const content: FormPageContent = { report, insight, messages };
  const notAsked = notAskedSection(content);
  const sections: readonly (readonly [string, string])[] = [
    ...(insight.peers === null ? [] : [['compared', messages.page.peers.heading] as const]),
    ...(notAsked === '' ? [] : [['not-asked', messages.formResults.notAsked.heading] as const]),
    ['problems', messages.page.problems.heading],
    ['steps', messages.page.steps.heading],
    ['computed', messages.page.computed.heading],
  ];
  return pageOf(
    { language: messages.language, title: formHeadlineOf(content), style: formStyle },
    html`${formOutcomeHeader(content, sections)}
${toldSequel(content)}
${comparedOf(content)}
${notAsked}
${problemsOf(content)}
${formStepsSection(content)}
${computedOf(content)}`,
  );
}

function toldSequel({ report, messages }: FormPageContent): Html | '' {
  const told = formSequel(report, messages, (fileName) => fromStranger(fileName, messages));
  if (told === null) return '';
  return sequelSection(told, (id) => formQuestionText(report.definition, id, report.language), messages);
}

/** Compared with whom: all, the own country, authorities of the own size and kind. */
function comparedOf({ report, insight, messages }: FormPageContent): Html | '' {
  if (insight.peers === null) return '';
  const { decimals } = report.definition.shown;
  const told = (shown: number): string => decimalText(shown, decimals, messages);
  const certainty = certaintySentences(report, insight, messages).map((sentence) => html`<p>${sentence}</p>\n`);
  return comparedWith(insight.peers, told, html`${certainty}`, messages);
}

function problemsOf({ report, messages }: FormPageContent): Html {
  const { problems, definition, language } = report;
  return problemsSection(problemLines(problems, definition, language, messages, problems.length).shown, messages);
}

function computedOf({ report, insight, messages }: FormPageContent): Html {
  const words = messages.page.computed;
  const { definition } = report;
  const entries: readonly Entry[] = [
    [words.questionnaire, definitionKeyOf(definition)],
    [words.file, fromStranger(report.fileName, messages)],
    [words.received, readableInstant(report.receivedAt, messages)],
    [words.sha256, html`<code>${report.sha256}</code>`],
    [words.reproduce, html`<code>npm run -s scorebook -- score FILE --questionnaire QUESTIONNAIRE.xlsx --json</code>`],
  ];
  const history = insight.history.map((row): ToldFile => {
    const points = (change: number | null | undefined): string =>
      change === null || change === undefined ? '' : shownChange(definition, change, messages, false);
    const { total, real, method } = row.change ?? {};
    return {
      ...row,
      told: shownText(definition, row.percent, messages),
      changes: [points(total), points(real), points(method)],
    };
  });
  return howComputed(messages.formResults.computed, entries, history, messages);
}

/** What is not asked of this authority, and why. */
function notAskedSection({ report, messages }: FormPageContent): Html | '' {
  const words = messages.formResults.notAsked;
  const rows = notAskedRows(report, messages);
  if (rows.length === 0) return '';
  return html`<section aria-labelledby="not-asked">
<h2 id="not-asked">${words.heading}</h2>
<p>${words.intro}</p>
<table>
<thead><tr><th scope="col">${words.question}</th><th scope="col">${words.counts}</th></tr></thead>
<tbody>${rows.map(
    ({ what, why, counts }) => html`
<tr><th scope="row">${what}<br><span class="quiet">${why}</span></th><td>${counts}</td></tr>`,
  )}</tbody>
</table>
</section>`;
}
