import { html } from 'hono/html';
import type { PeerPart } from '../../domain/insight/peers.ts';
import { textIn } from '../../domain/questionnaire/questionnaire.ts';
import type { Count } from '../../domain/scoring/count.ts';
import { type ShareBand, shareBand } from '../../domain/scoring/share-band.ts';
import { type Html, spanBar } from '../html/html.ts';
import { countedHeading } from '../words/counted-words.ts';
import { fill } from '../words/messages.ts';
import { percentOf, percentText } from '../words/numbers.ts';
import type { PageContent } from './page-content.ts';

/** The shapes of the picture, as letters. */
const marks: Readonly<Record<ShareBand, string>> = { low: '▼', middle: '◆', high: '●' };

/** Each pillar with its categories: what is met, and what others meet. */
export function categoriesTable(content: PageContent): Html {
  const { report, insight, messages } = content;
  const words = messages.page.categories;
  const { peers } = insight;
  const rows = report.questionnaire.pillars.flatMap(({ id, title, categories }) => [
    row({ id, name: textIn(title, report.language), count: report.score.pillars[id], level: 'pillar' }, content),
    ...categories.map((category) =>
      row(
        {
          id: category.id,
          name: textIn(category.title, report.language),
          count: report.score.categories[category.id],
          level: 'category',
        },
        content,
      ),
    ),
  ]);
  return html`<table>
<thead><tr><th scope="col">${words.name}</th><th scope="col">${countedHeading(report.questionnaire, messages)}</th>${
    peers === null ? '' : html`<th scope="col">${words.average}</th><th scope="col">${words.bestQuarter}</th>`
  }</tr></thead>
<tbody>${rows}</tbody>
</table>
${
  peers === null
    ? ''
    : html`<p class="quiet">${fill(words.note, {
        authorities: peers.groups[0]?.authorities ?? 0,
        best: peers.bestQuarter.authorities,
        fromPercent: peers.bestQuarter.fromPercent,
      })}</p>`
}`;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly count: Count | undefined;
  readonly level: PeerPart['level'];
}

function row({ id, name, count = { met: 0, total: 1 }, level }: Row, { insight, messages }: PageContent): Html {
  const part = insight.peers?.parts.find((one) => one.id === id);
  const band = shareBand(count);
  const compared = part === undefined ? null : percentOf(part.average);
  const others =
    part === undefined
      ? ''
      : html`<td>${percentText(percentOf(part.average), messages)}</td><td>${percentText(percentOf(part.bestQuarter), messages)}</td>`;
  return html`
<tr class="${level}"><th scope="row"><span class="band-${band}" aria-hidden="true">${marks[band]}</span> ${id} ${name}${spanBar(percentOf(count), compared)}</th>
<td class="nowrap">${fill(messages.page.categories.count, { ...count })}<span class="hidden">, ${messages.page.radar.bands[band]}</span></td>${others}</tr>`;
}
