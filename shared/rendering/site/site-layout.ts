import { html } from 'hono/html';
import { isDefinition } from '../../domain/questionnaire/any-questionnaire.ts';
import { textOf } from '../../domain/questionnaire/definition/definition-tree.ts';
import { textIn } from '../../domain/questionnaire/questionnaire.ts';
import { defaultTimeZone, localMinute } from '../../domain/registry/time-zone.ts';
import type { Profile } from '../../domain/standings/standings.ts';
import type { Html } from '../html/html.ts';
import { fill } from '../words/messages.ts';
import type { FormSite } from './form/form-site.ts';
import { softened } from './form/shown-texts.ts';
import { linkTo, pageOfAuthority, type RoundSite, type SiteFile } from './round-site.ts';
import { styleFile } from './site-style.ts';

export const sections = ['ranking', 'averages', 'questions', 'rounds', 'data'] as const;
export type Section = (typeof sections)[number];
const fileOf: Readonly<Record<Section, string>> = {
  ranking: 'index.html',
  averages: 'averages.html',
  questions: 'questions.html',
  rounds: 'rounds.html',
  data: 'data.html',
};

export interface SitePage {
  readonly path: string;
  readonly title: string;
  readonly section: Section;
  /** Of a page below a section's own page: where it hangs. */
  readonly under?: { readonly name: string; readonly path: string };
  readonly wide?: boolean;
  /** Scripts by their path. */
  readonly scripts?: readonly string[];
  readonly body: Html;
}

/** Of whichever questionnaire its round is. */
type AnySite = RoundSite | FormSite;

export const titleOf = ({ questionnaire, language }: AnySite): string =>
  isDefinition(questionnaire)
    ? textOf(questionnaire.title, language, questionnaire)
    : textIn(questionnaire.title, language);

/** A whole page. It needs the style and the scripts of its round, and nothing of anybody else. */
export function sitePage(page: SitePage, site: AnySite): SiteFile {
  const { messages, standings } = site;
  const words = messages.dashboard;
  const up = '../'.repeat(page.path.split('/').length - 1);
  const name = fill(words.site, { questionnaire: titleOf(site) });
  const round = fill(words.round, { round: standings.round });
  const whole = html`<!doctype html>
<html lang="${messages.workbook.locale.slice(0, 2)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} – ${name}, ${round}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up}${styleFile.path}">
${(page.scripts ?? []).map((path) => html`<script src="${up}${path}" defer></script>\n`)}</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="top"><div class="inside">
<p class="brand"><a href="${up}index.html">${isDefinition(site.questionnaire) ? softened(name) : name}</a> <span class="edition">${round}</span></p>
<nav aria-label="${words.navigation}"><ul>${sections.map((section) => tab(section, page, up, site))}</ul></nav>
${otherRounds(site, up)}
</div></header>
<main id="content" class="${page.wide ? 'inside' : 'inside narrow'}">
${page.under === undefined ? '' : html`<nav class="trail" aria-label="${words.trail}"><a href="${up}${page.under.path}">← ${page.under.name}</a></nav>`}
<h1>${page.title}</h1>
${page.body}
</main>
<footer class="inside"><p>${fill(footerOf(site), {
    cutOff: shownMoment(standings.cutOff, messages.timeZone),
    method: standings.method,
    questionnaire: standings.questionnaire,
  })}</p></footer>
</body>
</html>
`;
  return { path: page.path, content: String(whole) };
}

/** The method of an office's own questionnaire is the questionnaire itself. */
const footerOf = ({ messages }: AnySite): string =>
  'formSite' in messages ? messages.formSite.footer : messages.dashboard.footer;

function tab(section: Section, page: SitePage, up: string, { messages }: AnySite): Html {
  const current = section === page.section ? html` aria-current="${page.under === undefined ? 'page' : 'true'}"` : '';
  return html`<li><a href="${up}${fileOf[section]}"${current}>${messages.dashboard.pages[section]}</a></li>`;
}

function otherRounds({ rounds, standings, messages }: AnySite, up: string): Html | '' {
  const others = rounds.filter((round) => round !== standings.round);
  if (others.length === 0) return '';
  return html`<nav class="editions" aria-label="${messages.dashboard.otherRounds}"><ul>${others.map(
    (round) => html`<li><a href="${up}../${linkTo(round)}/index.html">${round}</a></li>`,
  )}</ul></nav>`;
}

/** `2022-12-01 00:00 UTC`, `2022-12-01 02:00 Europe/Helsinki` */
export const shownMoment = (instant: string, zone = defaultTimeZone): string => `${localMinute(instant, zone)} ${zone}`;

/** The page of one authority, which hangs below the ranking. */
export const authoritySitePage = (
  { authority, name }: Pick<Profile, 'authority' | 'name'>,
  body: Html,
  site: AnySite,
): SiteFile =>
  sitePage(
    {
      path: pageOfAuthority(authority),
      title: name,
      section: 'ranking',
      under: { name: site.messages.dashboard.pages.ranking, path: fileOf.ranking },
      wide: true,
      body,
    },
    site,
  );
