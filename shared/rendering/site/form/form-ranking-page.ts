import { html } from 'hono/html';
import { meanOfShown } from '../../../domain/scoring/shown-counters.ts';
import { ofHoweverFew } from '../../../domain/standings/limited.ts';
import { type Html, svgBar } from '../../html/html.ts';
import { decimalText } from '../../words/form-scores.ts';
import { countryName } from '../../words/group-names.ts';
import { fill } from '../../words/messages.ts';
import { percentText } from '../../words/numbers.ts';
import { rankingSentences } from '../../words/rank-words.ts';
import { listsOf } from '../ranking-lists.ts';
import { find, maxThatFit, type PageOfRanking, pagePath, pagesOf, rankingHeading, turn } from '../ranking-page.ts';
import { formScriptFile } from '../ranking-script.ts';
import { linkTo, pageOfAuthority, type SiteFile } from '../round-site.ts';
import { sitePage } from '../site-layout.ts';
import { markOfPercent, sectionLegend } from './form-badges.ts';
import type { FormRankingRow } from './form-ranking-rows.ts';
import { type FormSite, sectionsOf } from './form-site.ts';
import { shortened, titleOfGroup } from './shown-texts.ts';

/** The ranking, as many pages as it takes, and the lists by which all authorities can be searched and sorted. */
export function* formRankingFiles(rows: readonly FormRankingRow[], site: FormSite): Generator<SiteFile> {
  for (const page of pagesOf(rows)) yield rankingPage(page, site);
  yield* listsOf(rows, {}, (row) => {
    const { rank, profile, band, width, sections } = row;
    const { authority, name, country, percent } = profile;
    const said = country === null ? '' : countryName(country, site.messages);
    const cells = sections.map((one) => [one, sectionText(one, site), one === null ? '' : markOfPercent(one)]);
    return [rank, authority, name, country ?? '', said, band ?? '', percent, scoreText(percent, site), width, cells];
  });
}

/** The score without its unit where that is points: it stands above the column. */
function scoreText(shown: number, { questionnaire, messages }: FormSite): string {
  const { as, decimals } = questionnaire.shown;
  const number = decimalText(shown, decimals, messages);
  return as === 'percent' ? fill(messages.page.percent, { number }) : number;
}

const sectionText = (percent: number | null, { messages }: FormSite): string =>
  percent === null ? '–' : percentText(percent, messages);

/** Sections as columns: the id by which they are sorted, and their heading. */
const columnsOfSections = (site: FormSite) =>
  sectionsOf(site.questionnaire).map((group) => ({ id: group.name, title: titleOfGroup(group, site) }));

const scoreHeading = ({ questionnaire, messages }: FormSite): string =>
  questionnaire.shown.as === 'percent' ? messages.dashboard.ranking.score : messages.formSite.ranking.points;

function rankingPage(of: PageOfRanking<FormRankingRow>, site: FormSite): SiteFile {
  const { messages, questionnaire, standings, finality = null } = site;
  const words = messages.dashboard.ranking;
  const own = messages.formSite.ranking;
  const settled = rankingSentences(standings.all.authorities, finality, messages);
  const columns: [string, string][] = [
    ['rank', words.rank],
    ['name', words.authority],
    ['score', scoreHeading(site)],
    ...columnsOfSections(site).map(({ id, title }): [string, string] => [id, title]),
  ];
  const { as, decimals } = questionnaire.shown;
  const unit = as === 'percent' ? messages.page.percent : '{number}';
  const data = html` data-unit="${unit}" data-decimals="${decimals}" data-percent="${messages.page.percent}"`;
  const { meaning } = messages.formResults;
  const body = html`${settled.length === 0 ? '' : html`<p class="lead">${settled.join(' ')}</p>`}
${of.rows.length > 0 ? find(of, columns, data, messages) : ''}
${of.rows.length === 0 ? html`<p class="card">${words.empty}</p>` : table(of, site)}
${turn(of, messages)}
<p class="narrow-hint quiet">${own.narrow}</p>
${sectionLegend(messages)}
<p class="lead">${meaning[questionnaire.index.aggregate]} ${own.intro}</p>`;
  return sitePage(
    {
      path: pagePath(of.page),
      title: rankingHeading(of.rows, messages),
      section: 'ranking',
      wide: true,
      scripts: [formScriptFile.path],
      body,
    },
    site,
  );
}

function table({ shown }: PageOfRanking<FormRankingRow>, site: FormSite): Html {
  const { messages, standings } = site;
  const words = messages.dashboard.ranking;
  const columns = columnsOfSections(site);
  const isWide = columns.length > maxThatFit;
  const all = ofHoweverFew(standings.all);
  // Two rows of heads, as wide rankings have them: the upper one has what is there of every authority.
  return html`<div${isWide ? html` class="board wide" tabindex="0" role="group" aria-label="${words.region}"` : html` class="board"`}><table class="ranking" id="ranking">
<caption>${messages.formSite.ranking.caption}</caption>
<thead><tr><th scope="col" rowspan="2" data-by="rank">${words.rank}</th><th scope="col" rowspan="2" class="left" data-by="name">${words.authority}</th><th scope="col" rowspan="2" class="left" data-by="score">${scoreHeading(site)}</th>${
    columns.length === 0
      ? ''
      : html`<th scope="colgroup" class="group" colspan="${columns.length}">${messages.formSite.authority.sections}</th>`
  }</tr>
<tr>${columns.map(({ id, title }) => html`<th scope="col" class="title" data-by="${id}"><span>${shortened(title)}</span></th>`)}</tr></thead>
<tbody>
${shown.map((row) => tableRow(row, site))}</tbody>
<tfoot><tr><td></td><th scope="row">${words.pooled}</th><td class="score">${meanText(site)}</td>${columns.map(
    ({ id }) => {
      const mean = meanOfShown(all.sections.get(id) ?? [], 0);
      return html`<td class="c">${mean === null ? '' : percentText(mean, messages)}</td>`;
    },
  )}</tr></tfoot>
</table></div>`;
}

function tableRow({ rank, profile, band, width, sections }: FormRankingRow, site: FormSite): Html {
  const { authority, name, country, percent } = profile;
  return html`<tr data-country="${country ?? ''}" data-band="${band ?? ''}" data-rank="${rank ?? ''}" data-shown="${percent}"><td class="rank">${rank ?? '–'}</td><th scope="row"><a href="${linkTo(pageOfAuthority(authority))}">${name}</a>${
    country === null ? '' : html`<small>${countryName(country, site.messages)}</small>`
  }</th><td class="score">${scoreText(percent, site)}${svgBar(width)}</td>${sections.map((one) =>
    one === null
      ? html`<td class="c" data-value="">–</td>`
      : html`<td class="c ${markOfPercent(one)}" data-value="${one}">${sectionText(one, site)}</td>`,
  )}</tr>
`;
}

/** Of what all show, with one decimal more than they show. */
function meanText({ standings, questionnaire, messages }: FormSite): string {
  const { as, decimals } = questionnaire.shown;
  const mean = meanOfShown(ofHoweverFew(standings.all).shown, decimals);
  if (mean === null) return '';
  const number = decimalText(mean, decimals + 1, messages);
  return as === 'percent' ? fill(messages.page.percent, { number }) : number;
}
