import { html } from 'hono/html';
import type { Html } from '../html/html.ts';
import type { Messages } from '../words/messages.ts';
import type { SequelRow } from '../words/sequel-lines.ts';

/** What a file has made of what counted before: in sentences, and by question. */
export interface ToldSequel {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly rows: readonly SequelRow[];
}

/** `questionText`: a question or figure with its id, by its id. */
export function sequelSection(
  { heading, lines, rows }: ToldSequel,
  questionText: (id: string) => string,
  { mail }: Messages,
): Html | '' {
  const { columns, kinds } = mail.sequel;
  if (lines.length + rows.length === 0) return '';
  const table = html`<details><summary>${columns.change}</summary>
<table><thead><tr><th scope="col">${columns.question}</th><th scope="col">${columns.change}</th><th scope="col">${columns.before}</th><th scope="col">${columns.after}</th></tr></thead>
<tbody>${rows.map(
    ({ id, change, before, after }) => html`
<tr><th scope="row">${questionText(id)}</th><td>${kinds[change]}</td><td>${before}</td><td>${after}</td></tr>`,
  )}</tbody></table></details>`;
  return html`<section aria-labelledby="sequel">
<h2 id="sequel">${heading}</h2>
${lines.map((line) => html`<p>${line}</p>\n`)}
${rows.length === 0 ? '' : table}
</section>`;
}
