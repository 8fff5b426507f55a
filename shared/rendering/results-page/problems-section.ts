import { html } from 'hono/html';
import type { Html } from '../html/html.ts';
import { problemLines } from '../letters/problem-lines.ts';
import type { PageContent } from './page-content.ts';

/** What was not understood: each problem with its cell and what to write there. */
export function problemsSection({ report, messages }: PageContent): Html {
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
