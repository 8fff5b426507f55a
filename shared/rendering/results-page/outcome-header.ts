import { html, raw } from 'hono/html';
import { categoriesOf } from '../../domain/questionnaire/questionnaire.ts';
import { aggregateOf } from '../../domain/scoring/methods/methods.ts';
import { type Html, spanBar } from '../html/html.ts';
import { radarSvg } from '../pictures/radar.ts';
import { resultsRadar } from '../pictures/results-radar.ts';
import { changeParts } from '../words/change-parts.ts';
import { countedWords } from '../words/counted-words.ts';
import { fill } from '../words/messages.ts';
import { percentText, pointsText } from '../words/numbers.ts';
import { isOneRank, rankSentencesOf } from '../words/rank-words.ts';
import { readableInstant } from '../words/readable.ts';
import { categoriesTable } from './categories-table.ts';
import { eyebrowOf, headlineOf, type PageContent } from './page-content.ts';

/** How did we do: the score, the rank, the change, the three readings, the picture and the categories. */
export function outcomeHeader(content: PageContent): Html {
  const { report, insight, messages } = content;
  const { page } = messages;
  const counted = countedWords(report.score, report.questionnaire, messages);
  const { length: categories } = categoriesOf(report.questionnaire);
  return html`<header class="hero">
<p class="eyebrow">${eyebrowOf(content)}</p>
<h1>${headlineOf(content)}</h1>
${spanBar(report.score.percent)}
<p>${fill(page.meaning[aggregateOf(report.score.method)], { counted, categories })}</p>
<dl class="facts">
${rankFact(content)}
${changeFact(content)}
${readingsFact(content)}
</dl>
<nav aria-label="${page.contents}"><ul>
<li><a href="#compared">${page.peers.heading}</a></li>
<li><a href="#problems">${page.problems.heading}</a></li>
<li><a href="#steps">${page.steps.heading}</a></li>
<li><a href="#computed">${page.computed.heading}</a></li>
</ul></nav>
</header>
<section aria-labelledby="categories">
<h2 id="categories">${page.categories.heading}</h2>
<figure>${raw(radarSvg(resultsRadar(report, insight.peers)))}</figure>
${categoriesTable(content)}
</section>`;
}

function rankFact({ insight, messages, report }: PageContent): Html {
  const words = messages.page.facts;
  const { rank, interval } = insight;
  const sentences = rankSentencesOf(report, insight, messages).map((sentence) => html`<dd>${sentence}</dd>`);
  if (rank === null) {
    return html`<div><dt>${words.rank}</dt><dd class="large">${words.noRank}</dd>${sentences}</div>`;
  }
  const cutOff = readableInstant(report.published?.standings.cutOff ?? '', messages);
  return html`<div><dt>${words.rank}</dt><dd class="large">${fill(words.rankOf, { ...rank })}</dd>${sentences}
${interval === null ? '' : html`<dd>${fill(isOneRank(interval) ? words.intervalSame : words.interval, { ...interval })}</dd>`}
<dd class="quiet">${fill(words.asOf, { cutOff })}</dd></div>`;
}

function changeFact({ insight, messages }: PageContent): Html | '' {
  const words = messages.page.facts;
  const { change } = insight;
  if (change === null) return '';
  const parts = changeParts(change);
  return html`<div><dt>${fill(words.change, { round: change.round })}</dt>
<dd class="large">${pointsText(change.total, messages)}</dd>${
    parts === null ? '' : html`<dd>${fill(words[parts.words], parts.facts)}</dd>`
  }</div>`;
}

function readingsFact({ report, messages }: PageContent): Html {
  const words = messages.page.facts;
  const { readings } = report.score;
  const shown = (['naNotMet', 'naExcluded', 'naMet'] as const).flatMap((reading) => {
    const percent = readings[reading];
    return percent === null ? [] : [html`<dt>${percentText(percent, messages)}</dt><dd>${words[reading]}</dd>`];
  });
  return html`<div class="wide"><dt>${words.readings}</dt><dd><dl class="readings">${shown}</dl></dd></div>`;
}
