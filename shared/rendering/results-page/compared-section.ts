import { html } from 'hono/html';
import type { PeerGroup } from '../../domain/insight/peers.ts';
import { leftOutSpan } from '../../domain/insight/robustness/leave-one-out.ts';
import { categoriesOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { minGroup } from '../../domain/standings/limited.ts';
import type { Html } from '../html/html.ts';
import { groupName } from '../words/group-names.ts';
import { fill, type Messages } from '../words/messages.ts';
import { numberText, percentText } from '../words/numbers.ts';
import { readableInstant } from '../words/readable.ts';
import type { PageContent } from './page-content.ts';

/** Compared with whom: all, the own country, authorities of the own size; and how much the rank depends on one category. */
export function comparedSection(content: PageContent): Html {
  const { insight, messages } = content;
  const told = (percent: number, decimals: number): string => percentText(percent, messages, decimals);
  return comparedWith(insight.peers, told, withoutWords(content), messages, String);
}

/** What any result is compared with. */
interface Compared {
  readonly cutOff: string;
  readonly groups: readonly PeerGroup[];
}

/** The section of any results page: `told`, a score as people see it. */
export function comparedWith(
  peers: Compared | null,
  told: (score: number, decimals: number) => string,
  below: Html | '',
  messages: Messages,
  quartile: (score: number) => string = (score) => told(score, 0),
): Html {
  const words = messages.page.peers;
  const body =
    peers === null
      ? html`<p>${fill(words.none, { least: minGroup })}</p>`
      : html`<table>
<caption>${fill(words.caption, { cutOff: readableInstant(peers.cutOff, messages), least: minGroup })}</caption>
<thead><tr><th scope="col">${words.group}</th><th scope="col">${words.authorities}</th><th scope="col">${words.average}</th><th scope="col">${words.quartiles}</th><th scope="col">${words.own}</th></tr></thead>
<tbody>${peers.groups.map((group) => groupRow(group, { told, quartile }, messages))}</tbody>
</table>
${below}`;
  return html`<section aria-labelledby="compared">
<h2 id="compared">${words.heading}</h2>
${body}
</section>`;
}

interface Telling {
  readonly told: (score: number, decimals: number) => string;
  readonly quartile: (score: number) => string;
}

function groupRow(
  { group, authorities, average, quartiles, own }: PeerGroup,
  { told, quartile }: Telling,
  messages: Messages,
): Html {
  const words = messages.page.peers;
  const { lower, median, upper } = quartiles;
  const shown = { lower: quartile(lower), median: quartile(median), upper: quartile(upper) };
  return html`
<tr><th scope="row">${groupName(group, messages)}</th><td>${numberText(authorities, messages)}</td><td class="nowrap">${told(average, 1)}</td>
<td class="nowrap">${fill(words.quartilesOf, shown)}</td><td class="nowrap">${own === null ? words.outside : numberText(own.rank, messages)}</td></tr>`;
}

function withoutWords({ insight, messages, report }: PageContent): Html | '' {
  const rows = insight.withoutCategory;
  if (rows === null || insight.rank === null) return '';
  const words = messages.page.peers;
  const span = leftOutSpan(rows);
  if (span === null) return html`<p>${fill(words.withoutNothing, { rank: insight.rank.rank })}</p>`;
  const { most, best, worst } = span;
  const category = categoriesOf(report.questionnaire).find(({ id }) => id === most.category);
  const named = `${most.category} ${textIn(category?.title ?? {}, report.language)}`;
  return html`<p>${fill(words.without, { best, worst, category: named })}</p>`;
}
