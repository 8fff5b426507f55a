import { html } from 'hono/html';
import { textIn } from '../../domain/questionnaire/questionnaire.ts';
import { ofHoweverFew } from '../../domain/standings/limited.ts';
import type { Standings } from '../../domain/standings/standings.ts';
import { meanPercent, pooled, quantile } from '../../domain/standings/tally.ts';
import type { Html } from '../html/html.ts';
import { labelled } from '../words/labelled.ts';
import { fill } from '../words/messages.ts';
import { numberText, percentOf, percentText, signed } from '../words/numbers.ts';
import { lineChart } from './charts.ts';
import type { RankingRow } from './ranking-rows.ts';
import { linkTo, pageOfAuthority, type RoundSite, type SiteFile } from './round-site.ts';
import { sitePage } from './site-layout.ts';

/** Another published round, as it is compared with. */
export interface OtherRound {
  readonly standings: Standings;
  /** Shown percentages by the authority's id. */
  readonly percents: ReadonlyMap<string, number>;
}

const maxAuthorities = 500;

/** The published rounds beside each other: as a whole, and the authorities that took part more than once. */
export function roundsPage(rows: readonly RankingRow[], others: readonly OtherRound[], site: RoundSite): SiteFile {
  const words = site.messages.dashboard.rounds;
  const own = {
    standings: site.standings,
    percents: new Map(rows.map(({ profile }) => [profile.authority, profile.percent])),
  };
  const rounds = [own, ...others].sort((a, b) => byRound(a.standings.round, b.standings.round));
  const body =
    others.length === 0
      ? html`<p class="lead">${words.one}</p>
${wholeTable(rounds, site)}`
      : html`<div class="card">${chart(rounds, site)}</div>
${wholeTable(rounds, site)}<p class="quiet">${words.note}</p>
${changes(rows, rounds, site)}`;
  return sitePage({ path: 'rounds.html', title: words.heading, section: 'rounds', body }, site);
}

/** Ids of rounds in the order in which people count: 2022, 2023, 2023-pilot. */
export const byRound = new Intl.Collator('en', { numeric: true }).compare;

function wholeTable(rounds: readonly OtherRound[], { messages }: RoundSite): Html {
  const words = messages.dashboard.rounds;
  return html`<section><div class="scroll" tabindex="0" role="group" aria-label="${words.caption}"><table><caption>${words.caption}</caption><thead><tr><th scope="col">${words.round}</th><th scope="col">${words.authorities}</th><th scope="col">${words.mean}</th><th scope="col">${words.median}</th><th scope="col">${words.questionnaire}</th></tr></thead><tbody>
${rounds.map(({ standings: { round, all, questionnaire } }) => {
  const { percents } = ofHoweverFew(all);
  const median = quantile(percents, 0.5);
  return html`<tr><th scope="row"><a href="../${linkTo(round)}/index.html">${round}</a></th><td>${numberText(all.authorities, messages)}</td><td class="number">${percentText(meanPercent(percents) ?? 0, messages, 1)}</td><td class="number">${percentText(median ?? 0, messages)}</td><td>${questionnaire}</td></tr>
`;
})}</tbody></table></div></section>`;
}

/** The pillars' pooled averages over the rounds. Pillars keep their ids from one questionnaire version to the next. */
function chart(rounds: readonly OtherRound[], { messages, questionnaire, language }: RoundSite): Html {
  const words = messages.dashboard.rounds;
  const lines = questionnaire.pillars.map(({ id, title }) => ({
    name: textIn(title, language),
    percents: rounds.map(({ standings }) => {
      const histogram = ofHoweverFew(standings.all).pillars[id];
      return histogram === undefined ? null : percentOf(pooled(histogram));
    }),
  }));
  const places = rounds.map(({ standings }) => standings.round);
  const told = lines.map(({ name, percents }) => {
    const shares = percents.flatMap((percent, index) =>
      percent === null ? [] : [`${places[index]} ${percentText(percent, messages)}`],
    );
    return labelled(name, `${shares.join(', ')}.`, language);
  });
  const description = fill(words.chartText, { series: told.join(' ') });
  return lineChart({ id: 'rounds', title: words.chartTitle, description }, places, lines);
}

function changes(rows: readonly RankingRow[], rounds: readonly OtherRound[], site: RoundSite): Html | '' {
  const { messages, standings } = site;
  const words = messages.dashboard.rounds;
  const here = rounds.findIndex((one) => one.standings.round === standings.round);
  const before = rounds[here - 1];
  const again = rows.filter(
    ({ profile }) => rounds.filter(({ percents }) => percents.has(profile.authority)).length > 1,
  );
  const shown = again.slice(0, maxAuthorities);
  if (shown.length === 0) return '';
  return html`<section aria-labelledby="changes"><h2 id="changes">${words.authorityChanges}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${words.authorityChanges}"><table>${
    shown.length < again.length
      ? html`<caption>${fill(words.changesNote, { shown: shown.length, all: again.length })}</caption>`
      : ''
  }<thead><tr><th scope="col">${words.authority}</th>${rounds.map((one) => html`<th scope="col">${one.standings.round}</th>`)}<th scope="col">${words.change}</th></tr></thead><tbody>
${shown.map(({ profile }) => {
  const was = before?.percents.get(profile.authority);
  return html`<tr><th scope="row"><a href="${linkTo(pageOfAuthority(profile.authority))}">${profile.name}</a></th>${rounds.map(
    ({ percents }) => {
      const percent = percents.get(profile.authority);
      return html`<td class="number">${percent === undefined ? '' : percentText(percent, messages)}</td>`;
    },
  )}<td class="number">${was === undefined ? '' : signed(profile.percent - was)}</td></tr>
`;
})}</tbody></table></div></section>`;
}
