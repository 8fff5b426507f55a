import { html } from 'hono/html';
import { categoriesOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { aggregateOf } from '../../domain/scoring/methods/methods.ts';
import { ofHoweverFew } from '../../domain/standings/limited.ts';
import { fill } from '../words/messages.ts';
import { csvHead, csvLines, type DataColumn, dictionaryColumns, dictionaryCsv } from './data-table.ts';
import type { RankingRow } from './ranking-rows.ts';
import type { RoundSite, SiteFile } from './round-site.ts';
import { sitePage } from './site-layout.ts';
import { standingsColumns, standingsRow } from './standings-table.ts';

/** A workbook of more rows takes more memory than a function has. */
const maxRowsOfWorkbook = 5000;
/** Rows that are values at once, before they are text. */
const rowsAtOnce = 500;

/** The page that tells what the data are, and the data: the same rows in each format. */
export async function* dataFiles(rows: readonly RankingRow[], site: RoundSite): AsyncGenerator<SiteFile> {
  const { questionnaire, messages, language, standings } = site;
  const columns = standingsColumns(site);
  const dataRow = (row: RankingRow) => standingsRow(row, questionnaire, standings.method);
  const withWorkbook = rows.length <= maxRowsOfWorkbook;
  yield dataPage(columns, withWorkbook, site);
  yield { path: 'data/standings.csv', content: csvHead(columns) + textOf(rows, (part) => csvLines(part.map(dataRow))) };
  yield { path: 'data/standings.json', content: standingsJson(rows, site) };
  yield { path: 'data/data-dictionary.csv', content: dictionaryCsv({ 'standings.csv': columns }) };
  if (!withWorkbook) return;
  const dictionary = columns.map(({ name, type, unit, meaning }) => ['standings', name, type, unit, meaning]);
  const { writeDataWorkbook } = await import('../workbooks/data-workbook.ts');
  const workbook = await writeDataWorkbook(fill(messages.dashboard.round, { round: standings.round }), language, [
    { name: 'standings', columns, rows: rows.map(dataRow) },
    {
      name: 'dictionary',
      columns: dictionaryColumns.map((name) => ({ name, type: 'text' as const })),
      rows: dictionary,
    },
  ]);
  yield { path: 'data/standings.xlsx', content: workbook };
}

/** The standings as they were computed, and each authority with its answers as one letter a question. */
function standingsJson(rows: readonly RankingRow[], { standings, questionnaire, finality = null }: RoundSite): string {
  const { round, run, cutOff, method, all } = standings;
  const { withoutCategory: _, metByPercent: __, ...counted } = ofHoweverFew(all);
  const categories = categoriesOf(questionnaire).map(({ id, title, total }) => ({ id, title, total }));
  const about = JSON.stringify({
    ...{ round, run, cutOff, questionnaire: standings.questionnaire, method },
    ...{ finality, categories, all: { authorities: all.authorities, ...counted } },
  });
  const authorities = textOf(rows, (part) =>
    part.map((row) => `,\n${JSON.stringify(authorityOf(row))}`).join(''),
  ).slice(1);
  return `${about.slice(0, -1)},"authorities":[${authorities}]}\n`;
}

function authorityOf({ rank, profile, counts }: RankingRow): object {
  const { authority, name, country, population, percent, answerCode, verifiedCode } = profile;
  const met = counts.map((count) => count.met);
  return { rank, authority, name, country, population, percent, met, answerCode, verifiedCode };
}

/** A text of very many rows, part by part: as values they would take ten times its memory. */
function textOf(rows: readonly RankingRow[], write: (part: readonly RankingRow[]) => string): string {
  const parts: string[] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    parts.push(write(rows.slice(start, start + rowsAtOnce)));
  return parts.join('');
}

function dataPage(columns: readonly DataColumn[], withWorkbook: boolean, site: RoundSite): SiteFile {
  const { messages, questionnaire, standings } = site;
  const words = messages.dashboard.data;
  const files: readonly (readonly [string, string])[] = [
    ['standings.csv', words.csv],
    ...(withWorkbook ? [['standings.xlsx', words.xlsx] as const] : []),
    ['standings.json', words.json],
    ['data-dictionary.csv', words.dictionaryFile],
  ];
  const body = html`<p class="lead">${words.intro}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${words.heading}"><table><thead><tr><th scope="col">${words.file}</th><th scope="col" class="left">${words.format}</th></tr></thead><tbody>
${files.map(([name, format]) => html`<tr><th scope="row"><a href="data/${name}" download="${fileName(name, site)}">${name}</a></th><td class="left">${format}</td></tr>\n`)}</tbody></table></div>
<p class="quiet">${words.escaped}</p>
<section aria-labelledby="method"><h2 id="method">${words.method}</h2><p>${fill(words.methodText[aggregateOf(standings.method)], { categories: categoriesOf(questionnaire).length })} ${messages.results.method.rules[standings.method]}</p><p class="quiet">${fill(words.run, { run: standings.run })}</p></section>
<section aria-labelledby="dictionary"><h2 id="dictionary">${words.dictionary}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${words.dictionary}"><table><caption>${words.dictionaryCaption}</caption><thead><tr><th scope="col">${words.column}</th><th scope="col" class="left">${words.type}</th><th scope="col" class="left">${words.unit}</th><th scope="col" class="left">${words.meaning}</th></tr></thead><tbody>
${columns.map(({ name, type, unit, meaning }) => html`<tr><th scope="row"><code>${name}</code></th><td class="left">${type}</td><td class="left">${unit}</td><td class="left">${meaning}</td></tr>\n`)}</tbody></table></div></section>`;
  return sitePage({ path: 'data.html', title: words.heading, section: 'data', body }, site);
}

/** As it is kept by who downloads it: told apart from those of other rounds. */
const fileName = (name: string, { standings, questionnaire, language }: RoundSite): string =>
  `${textIn(questionnaire.title, language)} ${standings.round} ${name}`.replace(/[^\w.-]+/g, '-').toLowerCase();
