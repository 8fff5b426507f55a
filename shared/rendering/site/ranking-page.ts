import { html } from 'hono/html';
import { categoriesOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { aggregateOf } from '../../domain/scoring/methods/methods.ts';
import { ofHoweverFew } from '../../domain/standings/limited.ts';
import { populationBands } from '../../domain/standings/population-bands.ts';
import { meanPercent, pooled } from '../../domain/standings/tally.ts';
import { type Html, svgBar } from '../html/html.ts';
import { countryName, groupName } from '../words/group-names.ts';
import { fill, type Messages } from '../words/messages.ts';
import { numberText, percentText } from '../words/numbers.ts';
import { rankingSentences } from '../words/rank-words.ts';
import { countText, legend, markOfCount } from './badges.ts';
import type { RankingRow } from './ranking-rows.ts';
import { scriptFile } from './ranking-script.ts';
import { linkTo, pageOfAuthority, type RoundSite, type SiteFile } from './round-site.ts';
import { sitePage } from './site-layout.ts';

/** Authorities on one page of the ranking. */
export const rowsPerPage = 300;
/** Where the browser finds the rows of a ranking of several pages by name, country and size. */
export const listsPath = 'rows/lists.json';

/** The ranking, as many pages as it takes; on each of them all authorities can be searched and sorted. */
export function* rankingPages(rows: readonly RankingRow[], site: RoundSite): Generator<SiteFile> {
  for (const page of pagesOf(rows)) yield rankingPage(page, site);
}

export function pagesOf<Row extends Pick<RankingRow, 'profile' | 'band'>>(rows: readonly Row[]): PageOfRanking<Row>[] {
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage));
  // Of all rows, once: there are as many pages as rows, but for a factor.
  const countries = [...new Set(rows.flatMap(({ profile }) => profile.country ?? []))];
  const used = new Set(rows.map(({ band }) => band));
  const bands = populationBands.filter((bound) => used.has(bound));
  return Array.from({ length: pages }, (_, index) => {
    const shown = rows.slice(index * rowsPerPage, (index + 1) * rowsPerPage);
    return { rows, countries, bands, shown, page: index + 1, pages };
  });
}

export interface PageOfRanking<Row = RankingRow> {
  readonly rows: readonly Row[];
  /** Codes of the countries, and the population bands, that any of all rows has. */
  readonly countries: readonly string[];
  readonly bands: readonly number[];
  readonly shown: readonly Row[];
  readonly page: number;
  readonly pages: number;
}

/** `Ranking of 7 local authorities` */
export function rankingHeading(rows: readonly { readonly rank: number | null }[], messages: Messages): string {
  const words = messages.dashboard.ranking;
  const isRanked = rows.some(({ rank }) => rank !== null);
  const several = isRanked ? words.heading : words.headingUnranked;
  return fill(rows.length === 1 ? words.headingOne : several, { authorities: numberText(rows.length, messages) });
}

function rankingPage(of: PageOfRanking, site: RoundSite): SiteFile {
  const words = site.messages.dashboard.ranking;
  const { length: categories } = categoriesOf(site.questionnaire);
  const heading = rankingHeading(of.rows, site.messages);
  const settled = rankingSentences(site.standings.all.authorities, site.finality ?? null, site.messages);
  // What is looked for comes first, how it is to be read after it.
  const body = html`${settled.length === 0 ? '' : html`<p class="lead">${settled.join(' ')}</p>`}
${of.rows.length > 0 ? find(of, columnsOf(site), countedData(site), site.messages) : ''}
${of.rows.length === 0 ? html`<p class="card">${words.empty}</p>` : table(of, site)}
${turn(of, site.messages)}
<p class="narrow-hint quiet">${words.narrow}</p>
${legend(site.messages)}
<p class="lead">${fill(words.intro[aggregateOf(site.standings.method)], { categories })}</p>`;
  return sitePage(
    {
      path: pagePath(of.page),
      title: heading,
      section: 'ranking',
      wide: true,
      scripts: [scriptFile.path],
      body,
    },
    site,
  );
}

export const pagePath = (page: number): string => (page === 1 ? 'index.html' : `ranking-${page}.html`);

/** What can be sorted by: the id of each column, and its heading. */
function columnsOf({ questionnaire, messages, language }: RoundSite): [string, string][] {
  const words = messages.dashboard.ranking;
  return [
    ['rank', words.rank],
    ['name', words.authority],
    ['score', words.score],
    ...categoriesOf(questionnaire).map(({ id, title }): [string, string] => [id, `${id} ${textIn(title, language)}`]),
  ];
}

const countedData = ({ messages }: RoundSite): Html =>
  html` data-count="${messages.dashboard.count}" data-percent="${messages.page.percent}"`;

/** Shown by the script that makes it work. What is chosen stands in the address. `data`: what else that script needs. */
export function find(
  { rows, countries: codes, bands, pages }: PageOfRanking<Pick<RankingRow, 'profile' | 'band'>>,
  columns: readonly (readonly [id: string, title: string])[],
  data: Html,
  messages: Messages,
): Html {
  const words = messages.dashboard.ranking;
  const countries = codes.map((code) => ({ code, name: countryName(code, messages) }));
  const byName = new Intl.Collator(messages.workbook.locale).compare;
  const lists =
    pages > 1
      ? html` data-lists="${listsPath}" data-per-page="${rowsPerPage}" data-page="${words.page}" data-previous="${words.previous}" data-next="${words.next}" data-failed="${words.failed}"`
      : '';
  return html`<form class="find" id="find" hidden role="search" data-shown="${words.shown}" data-sort="${words.sort}" data-none="${words.none}" data-average="${words.pooledShown}" data-all="${rows.length}"${data}${lists}>
<label class="by-name">${words.search}<input type="search" name="name" autocomplete="off"></label>
<details><summary>${words.filters}</summary><div class="choices">
<label>${words.country}<select name="country"><option value="">${words.any}</option>${countries
    .sort((a, b) => byName(a.name, b.name))
    .map(({ code, name }) => html`<option value="${code}">${name}</option>`)}</select></label>
<label>${words.size}<select name="band"><option value="">${words.any}</option>${bands.map(
    (bound) => html`<option value="${bound}">${groupName(`population:${bound}`, messages)}</option>`,
  )}</select></label>
<label>${words.by}<select name="by">${columns.map(([id, title]) => html`<option value="${id}">${title}</option>`)}</select></label>
<button type="reset">${words.reset}</button>
</div></details>
</form>
<p class="quiet" id="shown" role="status"></p>`;
}

/** So many columns of categories stand side by side on a usual screen; more are scrolled sideways. */
export const maxThatFit = 14;

function table({ shown }: PageOfRanking, site: RoundSite): Html {
  const { questionnaire, messages, language } = site;
  const words = messages.dashboard.ranking;
  const categories = categoriesOf(questionnaire);
  const isWide = categories.length > maxThatFit;
  return html`<div${isWide ? html` class="board wide" tabindex="0" role="group" aria-label="${words.region}"` : html` class="board"`}><table class="ranking" id="ranking">
<caption>${words.caption}</caption>
<thead><tr><th scope="col" rowspan="2" data-by="rank">${words.rank}</th><th scope="col" rowspan="2" class="left" data-by="name">${words.authority}</th><th scope="col" rowspan="2" class="left" data-by="score">${words.score}</th>${questionnaire.pillars.map(
    (pillar) =>
      html`<th scope="colgroup" class="group" colspan="${pillar.categories.length}">${pillar.id} ${textIn(pillar.title, language)}</th>`,
  )}</tr>
<tr>${categories.map(({ id, title }) => html`<th scope="col" class="title" data-by="${id}"><span>${id} ${textIn(title, language)}</span></th>`)}</tr></thead>
<tbody>
${shown.map((row) => tableRow(row, site))}</tbody>
<tfoot><tr><td></td><th scope="row">${words.pooled}</th><td class="score">${averageText(site)}</td>${categories.map(
    ({ id }) => {
      const { met, total } = pooled(ofHoweverFew(site.standings.all).categories[id] ?? []);
      return html`<td class="c">${total === 0 ? '' : percentText((100 * met) / total, messages)}</td>`;
    },
  )}</tr></tfoot>
</table></div>`;
}

function tableRow({ rank, profile, band, counts }: RankingRow, { messages }: RoundSite): Html {
  const { authority, name, country, percent } = profile;
  return html`<tr data-country="${country ?? ''}" data-band="${band ?? ''}"><td class="rank">${rank ?? '–'}</td><th scope="row"><a href="${linkTo(pageOfAuthority(authority))}">${name}</a>${
    country === null ? '' : html`<small>${countryName(country, messages)}</small>`
  }</th><td class="score">${percentText(percent, messages)}${svgBar(percent)}</td>${counts.map(
    (count) => html`<td class="c ${markOfCount(count)}">${countText(count, messages)}</td>`,
  )}</tr>
`;
}

/** Mean of the shown percentages. */
function averageText({ standings, messages }: RoundSite): string {
  const mean = meanPercent(ofHoweverFew(standings.all).percents);
  return mean === null ? '' : percentText(mean, messages, 1);
}

export function turn({ page, pages }: Pick<PageOfRanking, 'page' | 'pages'>, messages: Messages): Html | '' {
  if (pages === 1) return '';
  const words = messages.dashboard.ranking;
  return html`<nav class="turn" aria-label="${words.pagesOf}">${page === 1 ? '' : html`<a rel="prev" href="${pagePath(page - 1)}">${words.previous}</a>`}
<span>${fill(words.page, { page, pages })}</span>${page === pages ? '' : html`<a rel="next" href="${pagePath(page + 1)}">${words.next}</a>`}</nav>`;
}
