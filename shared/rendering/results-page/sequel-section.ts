import { html } from 'hono/html';
import type { Html } from '../html/html.ts';
import { fromStranger } from '../letters/from-stranger.ts';
import { sequelLines, sequelRows } from '../words/sequel-lines.ts';
import { type PageContent, questionText } from './page-content.ts';

/** What the file has made of what counted before: in sentences, and by question. */
export function sequelSection({ report, messages }: PageContent): Html | '' {
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
