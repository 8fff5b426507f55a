import { html } from 'hono/html';
import type { NextStep } from '../../domain/insight/improvement.ts';
import { indicatorsOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import type { Html } from '../html/html.ts';
import { listFormat } from '../words/formats.ts';
import { fill } from '../words/messages.ts';
import { percentText } from '../words/numbers.ts';
import type { PageContent } from './page-content.ts';

const mostValuable = 3;

/** What to do next: the three most valuable questions to meet, then all others. */
export function stepsSection(content: PageContent): Html {
  const { steps } = content.insight;
  const words = content.messages.page.steps;
  const others = steps.slice(mostValuable);
  return html`<section aria-labelledby="steps">
<h2 id="steps">${words.heading}</h2>
${
  steps.length === 0
    ? html`<p>${words.none}</p>`
    : html`<h3>${words.first}</h3>
<ol class="cards">${steps.slice(0, mostValuable).map((step) => card(step, content))}
</ol>`
}
${
  others.length === 0
    ? ''
    : html`<h3>${words.others}</h3>
<table>
<thead><tr><th scope="col">${words.question}</th><th scope="col">${words.wouldShow}</th></tr></thead>
<tbody>${others.map((step) => otherRow(step, content))}</tbody>
</table>`
}
</section>`;
}

function card(step: NextStep, content: PageContent): Html {
  const words = content.messages.page.steps;
  const about = [
    ...(step.metBy === null ? [] : [fill(words.metBy, { ...step.metBy })]),
    ...(step.learnFrom.length === 0 ? [] : [fill(words.learnFrom, { names: namesOf(step, content) })]),
  ];
  return html`
<li><p class="what"><span class="move">${moveOf(step, content)}</span>${rankOf(step, content)}</p>
<p>${questionOf(step, content)}</p>
${about.map((text) => html`<p class="quiet">${text}</p>`)}</li>`;
}

function otherRow(step: NextStep, content: PageContent): Html {
  return html`
<tr><th scope="row">${questionOf(step, content)}</th><td class="nowrap">${percentText(step.percent, content.messages)}</td></tr>`;
}

const moveOf = ({ percent }: NextStep, { report, messages }: PageContent): string =>
  fill(messages.page.steps.move, { before: report.score.percent, after: percent });

const rankOf = ({ rank }: NextStep, { messages }: PageContent): Html | '' =>
  rank === null ? '' : html`<span>${fill(messages.page.steps.rankMove, { ...rank })}</span>`;

const namesOf = ({ learnFrom }: NextStep, { messages }: PageContent): string =>
  listFormat(messages.workbook.locale, {}).format(learnFrom);

function questionOf({ indicator }: NextStep, { report }: PageContent): string {
  const question = indicatorsOf(report.questionnaire).find(({ id }) => id === indicator);
  return `${indicator} ${textIn(question?.text ?? {}, report.language)}`;
}
