import { html } from 'hono/html';
import { type Html, spanBar } from '../html/html.ts';
import { fill } from '../words/fill.ts';
import { barPercent, indexNode, notCountingCount, questionCounts, shownChange } from '../words/form-scores.ts';
import { pluralOf } from '../words/plural.ts';
import { rankSentencesOf } from '../words/rank-words.ts';
import { readableInstant } from '../words/readable.ts';
import { formGroupsTable } from './form-groups-table.ts';
import { type FormPageContent, formEyebrowOf, formHeadlineOf } from './form-page-content.ts';

/** How did we do: the score, the rank, the change, how much of it is answered, and the groups. */
export function formOutcomeHeader(
  content: FormPageContent,
  sections: readonly (readonly [id: string, title: string])[],
): Html {
  const { report, messages } = content;
  const { definition, scored } = report;
  const words = messages.formResults;
  return html`<header class="hero">
<p class="eyebrow">${formEyebrowOf(content)}</p>
<h1>${formHeadlineOf(content)}</h1>
${spanBar(barPercent(indexNode(scored)))}
<p>${words.meaning[definition.index.aggregate]}</p>
<dl class="facts">
${rankFact(content)}
${changeFact(content)}
${askedFact(content)}
</dl>
<nav aria-label="${messages.page.contents}"><ul>
${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ul></nav>
</header>
<section aria-labelledby="groups">
<h2 id="groups">${words.groups.heading}</h2>
${formGroupsTable(content)}
</section>`;
}

function rankFact({ report, insight, messages }: FormPageContent): Html | '' {
  // Of a file that no round knows there is nothing to say.
  if (report.round === null && report.published === null) return '';
  const words = messages.page.facts;
  const { rank } = insight;
  const sentences = rankSentencesOf(report, insight, messages).map((sentence) => html`<dd>${sentence}</dd>`);
  const said = rank === null ? words.noRank : fill(words.rankOf, { ...rank });
  const asOf =
    report.published === null || rank === null
      ? ''
      : html`<dd class="quiet">${fill(words.asOf, { cutOff: readableInstant(report.published.standings.cutOff, messages) })}</dd>`;
  return html`<div><dt>${words.rank}</dt><dd class="large">${said}</dd>${sentences}${asOf}</div>`;
}

function changeFact({ report, insight, messages }: FormPageContent): Html | '' {
  const { change } = insight;
  if (change === null) return '';
  return html`<div><dt>${fill(messages.page.facts.change, { round: change.round })}</dt>
<dd class="large">${shownChange(report.definition, change.total, messages)}</dd></div>`;
}

function askedFact({ report, messages }: FormPageContent): Html {
  const words = messages.formResults;
  const { asked, answered, all } = questionCounts(report);
  const notCounting = notCountingCount(report);
  const counted = (forms: { one: string; other: string }, count: number): Html | '' =>
    count === 0 ? '' : html`<dd>${pluralOf(forms, count, { count }, messages.workbook.locale)}</dd>`;
  return html`<div><dt>${words.askedFact}</dt><dd class="large">${fill(words.askedOf, { answered, asked })}</dd>
${counted(words.notAskedCount, all - asked)}
${counted(words.notCountingCount, notCounting)}</div>`;
}
