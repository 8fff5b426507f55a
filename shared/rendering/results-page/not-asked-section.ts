import { html } from 'hono/html';
import type { Html } from '../html/html.ts';
import { notAskedRows } from '../words/not-asked.ts';
import type { FormPageContent } from './form-page-content.ts';

/** What is not asked of this authority, and why. */
export function notAskedSection({ report, messages }: FormPageContent): Html | '' {
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
