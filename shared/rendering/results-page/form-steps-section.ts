import { html } from 'hono/html';
import type { Html } from '../html/html.ts';
import { isBest } from '../words/form-scores.ts';
import { type ToldStep, toldStep } from '../words/form-step-words.ts';
import type { FormPageContent } from './form-page-content.ts';

const mostValuable = 3;
/** More would be a list of all questions. */
const maxOthers = 40;

/** What to do next: the three most valuable answers to change, then the others. */
export function formStepsSection({ report, insight, messages }: FormPageContent): Html {
  const words = messages.page.steps;
  const steps = insight.steps.slice(0, mostValuable + maxOthers).map((step) => toldStep(step, report, messages));
  const others = steps.slice(mostValuable);
  const first = html`<h3>${words.first}</h3>
<ol class="cards">${steps.slice(0, mostValuable).map(card)}
</ol>`;
  const rest = html`<h3>${words.others}</h3>
<table>
<thead><tr><th scope="col">${words.question}</th><th scope="col">${messages.formResults.steps.wouldShow}</th></tr></thead>
<tbody>${others.map(
    ({ question, answer, then }) => html`
<tr><th scope="row">${question}<br><span class="quiet">${answer}</span></th><td class="nowrap">${then}</td></tr>`,
  )}</tbody>
</table>`;
  return html`<section aria-labelledby="steps">
<h2 id="steps">${words.heading}</h2>
${steps.length === 0 ? html`<p>${isBest(report) ? words.none : messages.formResults.steps.none}</p>` : first}
${others.length === 0 ? '' : rest}
</section>`;
}

const card = ({ question, answer, move, rank, about }: ToldStep): Html => html`
<li><p class="what"><span class="move">${move}</span>${rank === '' ? '' : html`<span>${rank}</span>`}</p>
<p>${question}</p>
<p class="label">${answer}</p>
${about.map((text) => html`<p class="quiet">${text}</p>`)}</li>`;
