import { html, raw } from 'hono/html';
import type { Insight } from '../../domain/insight/insight.ts';
import type { ResultsReport } from '../../domain/insight/results-report.ts';
import type { Html } from '../html/html.ts';
import { fromStranger } from '../letters/from-stranger.ts';
import { problemLines } from '../letters/problem-lines.ts';
import { inZone, messagesIn } from '../words/messages.ts';
import { sequelLines, sequelRows } from '../words/sequel-lines.ts';
import { comparedSection } from './compared-section.ts';
import { computedSection } from './computed-section.ts';
import { outcomeHeader } from './outcome-header.ts';
import { headlineOf, type PageContent, questionText } from './page-content.ts';
import { pageStyle } from './page-style.ts';
import { stepsSection } from './steps-section.ts';

/** Nothing is loaded, nothing runs: what is shown is in the file. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * A submission's results as one HTML file that needs nothing else, in the order in which they are asked for: how
 * did we do, compared with whom, what was not understood, what to do next, how was it computed. Every text that
 * came from people is escaped by the templates; the same report gives the same bytes.
 */
export function resultsPage(report: ResultsReport, insight: Insight): string {
  const messages = inZone(messagesIn(report.language), report.timeZone);
  const content: PageContent = { report, insight, messages };
  const page = html`<!doctype html>
<html lang="${messages.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${headlineOf(content)}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
<main>
${outcomeHeader(content)}
${sequelSection(content)}
${comparedSection(content)}
${problemsSection(content)}
${stepsSection(content)}
${computedSection(content)}
</main>
</body>
</html>
`;
  return String(page);
}

/** What the file has made of what counted before: in sentences, and by question. */
function sequelSection({ report, messages }: PageContent): Html | '' {
  const { sequel } = report;
  if (sequel === null) return '';
  const words = messages.mail.sequel;
  const { columns, kinds } = words;
  const lines = sequelLines(sequel, messages, (fileName) => fromStranger(fileName, messages));
  const rows = sequelRows(sequel, messages);
  if (lines.length + rows.length === 0) return '';
  const table = html`<details><summary>${columns.change}</summary>
<table><thead><tr><th scope="col">${columns.question}</th><th scope="col">${columns.change}</th><th scope="col">${columns.before}</th><th scope="col">${columns.after}</th></tr></thead>
<tbody>${rows.map(
    ({ id, change, before, after }) => html`
<tr><th scope="row">${questionText(id, report)}</th><td>${kinds[change]}</td><td>${before}</td><td>${after}</td></tr>`,
  )}</tbody></table></details>`;
  return html`<section aria-labelledby="sequel">
<h2 id="sequel">${sequel.kind === 'file' ? words.heading : words.headingAct}</h2>
${lines.map((line) => html`<p>${line}</p>\n`)}
${rows.length === 0 ? '' : table}
</section>`;
}

/** What was not understood: each problem with its cell and what to write there. */
function problemsSection({ report, messages }: PageContent): Html {
  const words = messages.page.problems;
  const { problems, questionnaire, language } = report;
  const { shown: lines } = problemLines(problems, questionnaire, language, messages, problems.length);
  const list = html`<ul class="cards">${lines.map(
    (line) => html`
<li class="${line.severity}"><p class="what"><span class="label">${line.label}</span>${line.place === '' ? '' : html`<span>${line.place}</span>`}</p>
${line.question === '' ? '' : html`<p class="quiet">${line.question}</p>`}
<p>${line.message}</p>
<p class="remedy">${line.remedy}</p></li>`,
  )}
</ul>`;
  return html`<section aria-labelledby="problems">
<h2 id="problems">${words.heading}</h2>
${lines.length === 0 ? html`<p>${words.none}</p>` : list}
</section>`;
}
