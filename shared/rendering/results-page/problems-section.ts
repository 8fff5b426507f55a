import { html } from 'hono/html';
import type { Html } from '../html/html.ts';
import type { DescribedProblem } from '../words/described-problem.ts';
import type { Messages } from '../words/messages.ts';

/** What was not understood, and what does not count: each problem with its cell and what to write there. */
export function problemsSection(lines: readonly DescribedProblem[], messages: Messages): Html {
  const words = messages.page.problems;
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
