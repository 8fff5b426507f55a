import { html } from 'hono/html';
import { countsIntoNone } from '../../domain/questionnaire/definition/definition.ts';
import { groupTitle } from '../../domain/questionnaire/definition/definition-tree.ts';
import { type Html, spanBar } from '../html/html.ts';
import { barPercent, type GroupScore, groupScores, hasPoints, partText, shareText } from '../words/form-scores.ts';
import type { FormPageContent } from './form-page-content.ts';

/** Each group in the nesting of the questionnaire: what it has of what it could have, and its score. */
export function formGroupsTable(content: FormPageContent): Html {
  const { report, messages } = content;
  const { definition, scored } = report;
  const words = messages.formResults.groups;
  const groups = groupScores(definition, scored);
  // Where all are means there are no points to tell.
  const points = groups.some(({ group }) => hasPoints(definition, group.name));
  return html`<table class="groups">
<thead><tr><th scope="col">${words.name}</th>${points ? html`<th scope="col">${words.points}</th>` : ''}<th scope="col">${words.share}</th></tr></thead>
<tbody>${groups.map((one) => row(one, points, content))}</tbody>
</table>`;
}

function row({ group, level, node }: GroupScore, points: boolean, { report, messages }: FormPageContent): Html {
  const { definition, language, scored } = report;
  const words = messages.formResults.groups;
  const title = groupTitle(group, language, definition);
  const why = scored.asked.get(group.name) === false ? words.notAsked : words.missing;
  const notes = [...(node === null ? [why] : []), ...(group.countsInto === countsIntoNone ? [words.shownOnly] : [])];
  return html`
<tr class="${level === 0 ? 'pillar' : 'category'}"><th scope="row" class="level${level}">${title}${notes.map((note) => html`<br><span class="quiet">${note}</span>`)}${spanBar(barPercent(node))}</th>
${points ? html`<td class="nowrap">${partText(definition, group.name, node, messages, false)}</td>` : ''}<td class="nowrap">${shareText(definition, node, messages)}</td></tr>`;
}
