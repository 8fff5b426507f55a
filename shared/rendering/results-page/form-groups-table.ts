import { html } from 'hono/html';
import { countsIntoNone } from '../../domain/questionnaire/definition/definition.ts';
import { groupTitle } from '../../domain/questionnaire/definition/definition-tree.ts';
import { type Html, spanBar } from '../html/html.ts';
import { fill } from '../words/fill.ts';
import {
  barPercent,
  type GroupScore,
  groupScores,
  hasPoints,
  partText,
  shareText,
  shownText,
} from '../words/form-scores.ts';
import { percentText } from '../words/numbers.ts';
import type { FormPageContent } from './form-page-content.ts';

/** Each group in the nesting of the questionnaire: what it has of what it could have, and its score. */
export function formGroupsTable(content: FormPageContent): Html {
  const { report, messages } = content;
  const { definition, scored } = report;
  const words = messages.formResults.groups;
  const groups = groupScores(definition, scored);
  // Where all are means there are no points to tell.
  const points = groups.some(({ group }) => hasPoints(definition, group.name));
  const { peers } = content.insight;
  const { average, bestQuarter } = messages.page.categories;
  return html`<table class="groups">
<thead><tr><th scope="col">${words.name}</th>${points ? html`<th scope="col">${words.points}</th>` : ''}<th scope="col">${words.share}</th>${
    peers === null ? '' : html`<th scope="col">${average}</th><th scope="col">${bestQuarter}</th>`
  }</tr></thead>
<tbody>${groups.map((one) => row(one, points, content))}</tbody>
</table>
${
  peers === null
    ? ''
    : html`<p class="quiet">${fill(words.note, {
        authorities: peers.authorities,
        best: peers.bestQuarter.authorities,
        from: shownText(definition, peers.bestQuarter.fromPercent, messages),
      })}</p>`
}`;
}

function row(
  { group, level, node }: GroupScore,
  points: boolean,
  { report, insight, messages }: FormPageContent,
): Html {
  const part = insight.peers?.sections.find(({ name }) => name === group.name);
  const told = (percent: number | null | undefined): string => (percent == null ? '–' : percentText(percent, messages));
  const { definition, language, scored } = report;
  const words = messages.formResults.groups;
  const title = groupTitle(group, language, definition);
  const why = scored.asked.get(group.name) === false ? words.notAsked : words.missing;
  const notes = [...(node === null ? [why] : []), ...(group.countsInto === countsIntoNone ? [words.shownOnly] : [])];
  return html`
<tr class="${level === 0 ? 'pillar' : 'category'}"><th scope="row" class="level${level}">${title}${notes.map((note) => html`<br><span class="quiet">${note}</span>`)}${spanBar(barPercent(node), part?.average ?? null)}</th>
${points ? html`<td class="nowrap">${partText(definition, group.name, node, messages, false)}</td>` : ''}<td class="nowrap">${shareText(definition, node, messages)}</td>${
    insight.peers === null ? '' : html`<td>${told(part?.average)}</td><td>${told(part?.bestQuarter)}</td>`
  }</tr>`;
}
