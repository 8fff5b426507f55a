import { html } from 'hono/html';
import { indexName } from '../../../domain/questionnaire/definition/definition.ts';
import { groupsOf, parentOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { hasScores } from '../../../domain/scoring/engine/plan.ts';
import { rangesOf } from '../../../domain/scoring/engine/ranges.ts';
import { toNumber } from '../../../domain/scoring/rational.ts';
import { meanOfShown, quantileOfShown, type ShownCounters } from '../../../domain/scoring/shown-counters.ts';
import { minGroup, ofGroup, ofHoweverFew } from '../../../domain/standings/limited.ts';
import { type Html, svgBar } from '../../html/html.ts';
import { decimalText, shownText } from '../../words/form-scores.ts';
import { groupName } from '../../words/group-names.ts';
import { fill } from '../../words/messages.ts';
import { numberText, percentText } from '../../words/numbers.ts';
import { columnChart } from '../charts.ts';
import type { SiteFile } from '../round-site.ts';
import { sitePage } from '../site-layout.ts';
import type { FormSite } from './form-site.ts';
import { titleOfGroup } from './shown-texts.ts';

/** All authorities together: how their scores are spread, each section, and by countries, sizes and kinds. */
export function formAveragesPage(site: FormSite): SiteFile {
  const { dashboard, formSite } = site.messages;
  const body = html`<p class="lead">${formSite.averages.intro}</p>
${distribution(site)}
${parts(site)}
${groups(site)}`;
  return sitePage({ path: 'averages.html', title: dashboard.averages.heading, section: 'averages', body }, site);
}

const quartiles = (counters: ShownCounters, text: (number: number) => string) => {
  const at = (part: number): string => text(quantileOfShown(counters, part) ?? 0);
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
};

/** About ten steps of a round width, from zero, or the lowest score that is shown, to the highest that can be. */
export function stepsOf(
  { questionnaire }: Pick<FormSite, 'questionnaire'>,
  shown: ShownCounters,
): { readonly from: number; readonly to: number }[] {
  const [lowest = [0]] = shown;
  const isPercent = questionnaire.shown.as === 'percent';
  const high = isPercent ? 100 : Math.max(1, toNumber(rangesOf(questionnaire)(indexName).mostPoints));
  const rough = high / 10;
  const size = 10 ** Math.floor(Math.log10(rough));
  const width = size * ([1, 2, 5, 10].find((step) => step * size >= rough - 1e-9) ?? 10);
  const start = Math.floor(Math.min(0, lowest[0]) / width) * width;
  const length = Math.max(1, Math.ceil((high - start) / width - 1e-9));
  const at = (step: number): number => Number((start + step * width).toFixed(6));
  return Array.from({ length }, (_, step) => ({ from: at(step), to: at(step + 1) }));
}

function distribution(site: FormSite): Html {
  const { standings, messages, questionnaire } = site;
  const words = messages.formSite.averages;
  const { shown } = ofHoweverFew(standings.all);
  const steps = stepsOf(site, shown);
  const text = (number: number): string => shownText(questionnaire, number, messages);
  const counted = steps.map(({ from, to }, at) => ({
    ...{ from, to },
    // The highest score of all is in the last step, the lowest in the first.
    count: shown
      .filter(([number]) => (at === 0 || number >= from) && (at === steps.length - 1 || number < to))
      .reduce((all, [, authorities]) => all + authorities, 0),
  }));
  const told = counted
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => fill(words.step, { from: text(from), to: text(to), count }));
  const { distribution: title } = messages.dashboard.averages;
  const chart = columnChart(
    { id: 'distribution', title, description: fill(words.distributionText, { steps: told.join(' ') }) },
    counted.map(({ from, to, count }) => ({
      label: [from, to].map((one) => numberText(one, messages, 2)).join(from < 0 ? ' – ' : '–'),
      count,
    })),
  );
  return html`<section aria-labelledby="scores"><h2 id="scores">${title}</h2>
<div class="card">${chart}<p>${fill(words.median, quartiles(shown, text))}</p></div></section>`;
}

function parts(site: FormSite): Html {
  const { standings, questionnaire, messages } = site;
  const words = messages.formSite.averages;
  const { section } = messages.formSite.authority;
  const { sections } = ofHoweverFew(standings.all);
  const rows = groupsOf(questionnaire).filter(({ name }) => hasScores(questionnaire, name));
  return html`<section aria-labelledby="parts"><h2 id="parts">${words.parts}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${words.parts}"><table><thead><tr><th scope="col">${section}</th><th scope="col">${words.share}</th><th scope="col">${words.typical}</th></tr></thead><tbody>
${rows.map((group) => {
  const counters = sections.get(group.name) ?? [];
  const mean = meanOfShown(counters, 0);
  const level = parentOf(questionnaire, group) === null ? 'pillar' : 'category';
  const whole = (number: number): string => String(number);
  return html`<tr class="${level}"><th scope="row">${titleOfGroup(group, site)}${mean === null ? '' : svgBar(Math.max(0, mean))}</th><td class="number">${mean === null ? '–' : percentText(mean, messages, 1)}</td><td class="number">${mean === null ? '' : fill(messages.dashboard.averages.percents, quartiles(counters, whole))}</td></tr>
`;
})}</tbody></table></div></section>`;
}

function groups({ standings, messages, questionnaire }: FormSite): Html | '' {
  const words = messages.dashboard.averages;
  const { decimals, as } = questionnaire.shown;
  const shown = Object.entries(standings.groups)
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap(([group, tally]) => {
      const counters = ofGroup(tally);
      return counters === null ? [] : [{ group, authorities: tally.authorities, counters: counters.shown }];
    });
  if (shown.length === 0) return '';
  const text = (number: number): string => decimalText(number, decimals, messages);
  return html`<section aria-labelledby="groups"><h2 id="groups">${messages.formSite.averages.groups}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${messages.formSite.averages.groups}"><table><caption>${fill(words.groupsNote, { least: minGroup })}</caption><thead><tr><th scope="col">${words.group}</th><th scope="col">${words.authorities}</th><th scope="col">${words.mean}</th><th scope="col">${words.percentQuartiles}</th></tr></thead><tbody>
${shown.map(({ group, authorities, counters }) => {
  const mean = meanOfShown(counters, decimals) ?? 0;
  const number = decimalText(mean, decimals + 1, messages);
  const { lower, median, upper } = quartiles(counters, text);
  const bar = as === 'percent' ? svgBar(Math.min(100, Math.max(0, mean))) : '';
  return html`<tr><th scope="row">${groupName(group, messages)}${bar}</th><td>${numberText(authorities, messages)}</td><td class="number">${as === 'percent' ? fill(messages.page.percent, { number }) : number}</td><td class="number">${as === 'percent' ? fill(words.percents, { lower, median, upper }) : `${lower} · ${median} · ${upper}`}</td></tr>
`;
})}</tbody></table></div></section>`;
}
