import { html } from 'hono/html';
import type { Definition } from '../../domain/questionnaire/definition/definition.ts';
import { familyOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { meanOfShown, quantileOfShown } from '../../domain/scoring/shown-counters.ts';
import { type AnyStandings, isOfForm } from '../../domain/standings/any-standings.ts';
import { ofHoweverFew } from '../../domain/standings/limited.ts';
import { meanPercent, pooled, quantile } from '../../domain/standings/tally.ts';
import type { Html } from '../html/html.ts';
import { definitionMessagesIn } from '../words/definition-words.ts';
import { shownText } from '../words/form-scores.ts';
import { labelled } from '../words/labelled.ts';
import { fill, type Messages } from '../words/messages.ts';
import { numberText, percentOf, percentText, signed } from '../words/numbers.ts';
import { lineChart } from './charts.ts';
import type { RankingRow } from './ranking-rows.ts';
import { linkTo, pageOfAuthority, type RoundSite, type SiteFile } from './round-site.ts';
import { sitePage } from './site-layout.ts';

/** Another published round, as it is compared with. */
export interface OtherRound {
  readonly standings: AnyStandings;
  /** What is shown, by the authority's id. */
  readonly percents: ReadonlyMap<string, number>;
  /** Where an office has defined its questionnaire. */
  readonly definition?: Definition | undefined;
}

const maxAuthorities = 500;

/** The published rounds beside each other: as a whole, and the authorities that took part more than once. */
export function roundsPage(rows: readonly RankingRow[], others: readonly OtherRound[], site: RoundSite): SiteFile {
  const words = site.messages.dashboard.rounds;
  const own = {
    standings: site.standings,
    percents: new Map(rows.map(({ profile }) => [profile.authority, profile.percent])),
  };
  const rounds = inOrderOfRounds([own, ...others]);
  const body =
    others.length === 0
      ? html`<p class="lead">${words.one}</p>
${wholeTable(rounds, site.messages)}`
      : html`<div class="card">${chart(rounds, site)}</div>
${wholeTable(rounds, site.messages)}<p class="quiet">${words.note}</p>
${changes(rows, sameFamily(rounds, site), site, {
  text: (percent) => percentText(percent, site.messages),
  change: signed,
})}`;
  return sitePage({ path: 'rounds.html', title: words.heading, section: 'rounds', body }, site);
}

export const inOrderOfRounds = (rounds: readonly OtherRound[]): OtherRound[] =>
  [...rounds].sort((a, b) => byRound(a.standings.round, b.standings.round));

/** The rounds whose numbers say the same: those of one family of questionnaires. */
export const sameFamily = (
  rounds: readonly OtherRound[],
  { standings: { questionnaire } }: { readonly standings: AnyStandings },
): OtherRound[] => rounds.filter(({ standings }) => familyOf(standings.questionnaire) === familyOf(questionnaire));

/** Ids of rounds in the order in which people count: 2022, 2023, 2023-pilot. */
export const byRound = new Intl.Collator('en', { numeric: true }).compare;

/** Each round as a whole, in the unit of its own questionnaire. */
export function wholeTable(rounds: readonly OtherRound[], messages: Messages): Html {
  const words = messages.dashboard.rounds;
  return html`<section><div class="scroll" tabindex="0" role="group" aria-label="${words.caption}"><table><caption>${words.caption}</caption><thead><tr><th scope="col">${words.round}</th><th scope="col">${words.authorities}</th><th scope="col">${words.mean}</th><th scope="col">${words.median}</th><th scope="col">${words.questionnaire}</th></tr></thead><tbody>
${rounds.map((one) => {
  const { round, all, questionnaire } = one.standings;
  const { mean, median } = middleOf(one, messages);
  return html`<tr><th scope="row"><a href="../${linkTo(round)}/index.html">${round}</a></th><td>${numberText(all.authorities, messages)}</td><td class="number">${mean}</td><td class="number">${median}</td><td>${questionnaire}</td></tr>
`;
})}</tbody></table></div></section>`;
}

function middleOf({ standings, definition }: OtherRound, messages: Messages): { mean: string; median: string } {
  if (isOfForm(standings)) {
    if (definition === undefined) return { mean: '', median: '' };
    const { decimals } = definition.shown;
    const { shown } = ofHoweverFew(standings.all);
    const words = definitionMessagesIn(messages.language);
    const text = (number: number | null, digits: number): string =>
      shownText({ ...definition, shown: { ...definition.shown, decimals: Math.min(2, digits) as 0 } }, number, words);
    return {
      mean: text(meanOfShown(shown, decimals), decimals + 1),
      median: text(quantileOfShown(shown, 0.5), decimals),
    };
  }
  const { percents } = ofHoweverFew(standings.all);
  return {
    mean: percentText(meanPercent(percents) ?? 0, messages, 1),
    median: percentText(quantile(percents, 0.5) ?? 0, messages),
  };
}

/** The pillars' pooled averages over the rounds. Pillars keep their ids from one questionnaire version to the next. */
function chart(rounds: readonly OtherRound[], { messages, questionnaire, language }: RoundSite): Html {
  const words = messages.dashboard.rounds;
  const lines = questionnaire.pillars.map(({ id, title }) => ({
    name: textIn(title, language),
    percents: rounds.map(({ standings }) => {
      if (isOfForm(standings)) return null;
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

/** Authorities that took part in more than one of the rounds, which are of one family. `say`: how numbers are told. */
export function changes(
  rows: readonly Pick<RankingRow, 'profile'>[],
  rounds: readonly OtherRound[],
  { messages, standings }: { readonly messages: Messages; readonly standings: AnyStandings },
  say: { readonly text: (shown: number) => string; readonly change: (by: number) => string },
): Html | '' {
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
      return html`<td class="number">${percent === undefined ? '' : say.text(percent)}</td>`;
    },
  )}<td class="number">${was === undefined ? '' : say.change(profile.percent - was)}</td></tr>
`;
})}</tbody></table></div></section>`;
}
