import { html } from 'hono/html';
import { groupTitle } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { meanOfShown } from '../../../domain/scoring/shown-counters.ts';
import { isOfForm } from '../../../domain/standings/any-standings.ts';
import { ofHoweverFew } from '../../../domain/standings/limited.ts';
import type { Html } from '../../html/html.ts';
import { shownChange, shownText } from '../../words/form-scores.ts';
import { labelled } from '../../words/labelled.ts';
import { percentText } from '../../words/numbers.ts';
import { lineChart } from '../charts.ts';
import type { SiteFile } from '../round-site.ts';
import { changes, inOrderOfRounds, type OtherRound, sameFamily, wholeTable } from '../rounds-page.ts';
import { sitePage } from '../site-layout.ts';
import { type FormRow, type FormSite, sectionsOf } from './form-site.ts';

/** The published rounds beside each other, each in its own unit; those of one family compared section by section. */
export function formRoundsPage(rows: readonly FormRow[], others: readonly OtherRound[], site: FormSite): SiteFile {
  const { messages, questionnaire, standings } = site;
  const words = messages.dashboard.rounds;
  const own = messages.formSite.rounds;
  const percents = new Map(rows.map(({ profile }) => [profile.authority, profile.percent]));
  const rounds = inOrderOfRounds([{ standings, percents, definition: questionnaire }, ...others]);
  const family = sameFamily(rounds, site);
  const say = {
    text: (shown: number) => shownText(questionnaire, shown, messages),
    change: (by: number) => shownChange(questionnaire, by, messages, false),
  };
  const body =
    others.length === 0
      ? html`<p class="lead">${words.one}</p>
${wholeTable(rounds, messages)}`
      : html`${family.length > 1 ? html`<div class="card">${chart(family, site)}</div>` : ''}
${wholeTable(rounds, messages)}<p class="quiet">${family.length < rounds.length ? own.note : words.note}</p>
${changes(rows, family, site, say)}`;
  return sitePage({ path: 'rounds.html', title: words.heading, section: 'rounds', body }, site);
}

/** Lines that can still be told apart, and letters of a name that stand beside one. */
const maxDrawn = { lines: 8, letters: 26 } as const;

/** The sections' averages over the rounds. Sections keep their names from one version to the next. */
function chart(rounds: readonly OtherRound[], { messages, questionnaire, language }: FormSite): Html {
  const words = messages.formSite.rounds;
  const places = rounds.map(({ standings }) => standings.round);
  const lines = sectionsOf(questionnaire).map((group) => ({
    title: groupTitle(group, language, questionnaire),
    percents: rounds.map(({ standings }) => {
      const counters = isOfForm(standings) ? ofHoweverFew(standings.all).sections.get(group.name) : undefined;
      return counters === undefined ? null : meanOfShown(counters, 0);
    }),
  }));
  const told = lines.map(({ title, percents }) => {
    const shares = percents.flatMap((percent, at) =>
      percent === null ? [] : [`${places[at]} ${percentText(percent, messages)}`],
    );
    return labelled(title, `${shares.join(', ')}.`, language);
  });
  const drawn = lines.slice(0, maxDrawn.lines).map(({ title, percents }) => ({
    name: title.length > maxDrawn.letters ? `${title.slice(0, maxDrawn.letters - 1)}…` : title,
    percents: percents.map((percent) => (percent === null ? null : Math.max(0, percent))),
  }));
  return lineChart({ id: 'rounds', title: words.chartTitle, description: told.join(' ') }, places, drawn);
}
