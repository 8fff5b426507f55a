import { html } from 'hono/html';
import type { Answers } from '../../domain/answers/answer.ts';
import { messagesIn } from '../words/messages.ts';
import { averagesPage } from './averages-page.ts';
import { dataFiles } from './data-page.ts';
import { questionPages, questionsPage, type Teachers } from './question-pages.ts';
import { rankingLists } from './ranking-lists.ts';
import { rankingPages } from './ranking-page.ts';
import type { RankingRow } from './ranking-rows.ts';
import { scriptFile } from './ranking-script.ts';
import type { RoundSite, SiteFile } from './round-site.ts';
import { type OtherRound, roundsPage } from './rounds-page.ts';
import { styleFile } from './site-style.ts';

/** Other pages of the same round are published anew: the number counts up when what is below makes some. */
export const siteEdition = ['6', styleFile.path, scriptFile.path].join();

/** What is known of a round as a whole, beside the pages of its authorities. */
export interface RoundContent {
  /** All authorities, by rank. */
  readonly rows: readonly RankingRow[];
  readonly teachers: Teachers;
  /** Answers of everybody whose evidence the pages of questions show, by authority. */
  readonly written: ReadonlyMap<string, Answers>;
  readonly others: readonly OtherRound[];
}

/** Every file of a published round but the pages of its authorities, one after the other; the same input gives the same bytes. */
export async function* siteFiles(content: RoundContent, site: RoundSite): AsyncGenerator<SiteFile> {
  const { rows, teachers, written, others } = content;
  yield styleFile;
  yield scriptFile;
  yield* rankingPages(rows, site);
  yield* rankingLists(rows, site);
  yield averagesPage(site);
  yield questionsPage(site);
  yield* questionPages(teachers, written, site);
  yield roundsPage(rows, others, site);
  yield* dataFiles(rows, site);
}

/** For addresses at which there is nothing, in any round: it has no style, because it has no round. */
export const notFoundFile: SiteFile = { path: 'not-found.html', content: notFoundPage() };

function notFoundPage(): string {
  const { dashboard, workbook } = messagesIn('en');
  const words = dashboard.gone;
  return String(html`<!doctype html>
<html lang="${workbook.locale.slice(0, 2)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title}</title></head>
<body><main><h1>${words.title}</h1><p>${words.text}</p><p><a href="/">${words.home}</a></p></main></body>
</html>
`);
}
