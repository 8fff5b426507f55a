import { html } from 'hono/html';
import type { Finality } from '../../domain/standings/finality.ts';
import type { Rank } from '../../domain/standings/standings.ts';
import type { Html } from '../html/html.ts';
import { groupName } from '../words/group-names.ts';
import { fill, type Messages } from '../words/messages.ts';
import { numberText } from '../words/numbers.ts';
import { rankSentences } from '../words/rank-words.ts';

/** What the pages of authorities have in common, whichever questionnaire they answered. */

export interface Place {
  /** Among all; null where they are too few for ranks. */
  readonly rank: Rank | null;
  /** How many show the same, itself included. */
  readonly alike: number;
  /** Groups it belongs to, with its rank in each; null where the group is too small for ranks. */
  readonly groups: readonly (readonly [group: string, rank: Rank | null])[];
}

/** Its place among all, and within the groups that are large enough to be one. */
export function placeFacts(
  { rank, alike, groups }: Place,
  { messages, finality = null }: { readonly messages: Messages; readonly finality?: Finality | null | undefined },
): Html {
  const words = messages.dashboard.authority;
  const sentences = rankSentences({ rank, isPublished: true, finality }, messages).map((one) => html`<dd>${one}</dd>`);
  if (rank === null) return html`<div><dt>${words.rank}</dt>${sentences}</div>`;
  const others = alike - 1;
  const tie = others === 0 ? '' : others === 1 ? words.tieOne : fill(words.tie, { others });
  const within = groups.flatMap(([group, own]) =>
    own === null ? [] : [html`<dd>${fill(words.withinGroup, { group: groupName(group, messages), ...own })}</dd>`],
  );
  const of = fill(messages.dashboard.of, { rank: rank.rank, of: numberText(rank.of, messages) });
  return html`<div><dt>${words.rank}</dt><dd class="large">${of}</dd><dd>${tie}</dd>${sentences}</div>${
    within.length === 0 ? '' : html`<div><dt>${words.within}</dt>${within}</div>`
  }`;
}

/** By which answers are picked; which are shown stands in the address, behind the #: the style does the rest. */
export function pickNavigation(
  links: readonly (readonly [target: string, text: string, count: number])[],
  { dashboard }: Messages,
): Html {
  const items = links.map(
    ([target, text, count]) => html`<li><a href="#${target}" class="to-${target}">${fill(text, { count })}</a></li>`,
  );
  return html`<nav class="pick" aria-label="${dashboard.authority.pick}"><ul>${items}</ul></nav>`;
}
