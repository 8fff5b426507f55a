import { html } from 'hono/html';
import { textIn } from '../../domain/questionnaire/questionnaire.ts';
import { minGroup, ofGroup, ofHoweverFew } from '../../domain/standings/limited.ts';
import { meanPercent, pooled, quantile } from '../../domain/standings/tally.ts';
import { type Html, svgBar } from '../html/html.ts';
import { groupName } from '../words/group-names.ts';
import { fill } from '../words/messages.ts';
import { numberText, percentOf, percentText } from '../words/numbers.ts';
import { columnChart } from './charts.ts';
import type { RoundSite, SiteFile } from './round-site.ts';
import { sitePage } from './site-layout.ts';

/** All authorities together: how their scores are spread, what is met in each part, and by countries and sizes. */
export function averagesPage(site: RoundSite): SiteFile {
  const words = site.messages.dashboard.averages;
  const body = html`<p class="lead">${words.intro}</p>
${distribution(site)}
${parts(site)}
${groups(site)}`;
  return sitePage({ path: 'averages.html', title: words.heading, section: 'averages', body }, site);
}

function quartiles(histogram: readonly number[]) {
  const at = (part: number): number => quantile(histogram, part) ?? 0;
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}

function distribution({ standings, messages }: RoundSite): Html {
  const words = messages.dashboard.averages;
  const { percents } = ofHoweverFew(standings.all);
  // The last step holds 100 %, too.
  const steps = Array.from({ length: 10 }, (_, step) => ({
    from: 10 * step,
    to: step === 9 ? 100 : 10 * step + 9,
    count: percents.slice(10 * step, step === 9 ? 101 : 10 * step + 10).reduce((all, count) => all + count, 0),
  }));
  const told = steps.filter(({ count }) => count > 0).map((step) => fill(words.step, step));
  const chart = columnChart(
    {
      id: 'distribution',
      title: words.distribution,
      description: fill(words.distributionText, { steps: told.join(' ') }),
    },
    steps.map(({ from, to, count }) => ({ label: `${from}–${to}`, count })),
  );
  return html`<section aria-labelledby="scores"><h2 id="scores">${words.distribution}</h2>
<div class="card">${chart}<p>${fill(words.median, quartiles(percents))}</p></div></section>`;
}

function parts({ standings, questionnaire, messages, language }: RoundSite): Html {
  const words = messages.dashboard.averages;
  const all = ofHoweverFew(standings.all);
  const row = (id: string, name: string, histogram: readonly number[] = [], level: string): Html => {
    const percent = percentOf(pooled(histogram));
    const typical = fill(words.quartiles, { ...quartiles(histogram), total: histogram.length - 1 });
    return html`<tr class="${level}"><th scope="row">${id} ${name}${svgBar(percent)}</th><td class="number">${percentText(percent, messages, 1)}</td><td class="number">${typical}</td></tr>
`;
  };
  return html`<section aria-labelledby="parts"><h2 id="parts">${words.parts}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${words.parts}"><table><thead><tr><th scope="col">${words.part}</th><th scope="col">${words.share}</th><th scope="col">${words.typical}</th></tr></thead><tbody>
${questionnaire.pillars.map((pillar) => [
  row(pillar.id, textIn(pillar.title, language), all.pillars[pillar.id], 'pillar'),
  ...pillar.categories.map(({ id, title }) => row(id, textIn(title, language), all.categories[id], 'category')),
])}</tbody></table></div></section>`;
}

function groups({ standings, messages }: RoundSite): Html | '' {
  const words = messages.dashboard.averages;
  const shown = Object.entries(standings.groups)
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap(([group, tally]) => {
      const counters = ofGroup(tally);
      return counters === null ? [] : [{ group, authorities: tally.authorities, percents: counters.percents }];
    });
  if (shown.length === 0) return '';
  return html`<section aria-labelledby="groups"><h2 id="groups">${words.groups}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${words.groups}"><table><caption>${fill(words.groupsNote, { least: minGroup })}</caption><thead><tr><th scope="col">${words.group}</th><th scope="col">${words.authorities}</th><th scope="col">${words.mean}</th><th scope="col">${words.percentQuartiles}</th></tr></thead><tbody>
${shown.map(({ group, authorities, percents }) => {
  const mean = meanPercent(percents) ?? 0;
  return html`<tr><th scope="row">${groupName(group, messages)}${svgBar(mean)}</th><td>${numberText(authorities, messages)}</td><td class="number">${percentText(mean, messages, 1)}</td><td class="number">${fill(words.percents, quartiles(percents))}</td></tr>
`;
})}</tbody></table></div></section>`;
}
