import { html } from 'hono/html';
import type { Round } from '../../../shared/domain/registry/registry.ts';
import { defaultTimeZone, localMinute } from '../../../shared/domain/registry/time-zone.ts';
import {
  countedByGroup,
  countResponses,
  type Response,
  type ResponseCounts,
  type ResponseStage,
  stages,
} from '../../../shared/domain/standings/response-list.ts';
import type { Html } from '../../../shared/rendering/html/html.ts';
import { bandName, percentOf, responseFacts, stageWords } from '../../../shared/use-cases/response-table.ts';
import { given, isIn, pageOf, pager, searchForm } from './lists.ts';

export interface ResponsesPage {
  readonly round: Round;
  readonly responses: readonly Response[];
  /** What the address asks for. */
  readonly query: { readonly q: string; readonly show: string; readonly page: string };
}

/** What can be looked for besides how far an authority is. */
const others = new Map<string, { readonly name: string; readonly isMeant: (one: Response) => boolean }>(
  Object.entries({
    missing: {
      name: 'nothing sent yet',
      isMeant: ({ stage }: Response) => !['complete', 'partial', 'left'].includes(stage),
    },
    check: { name: 'something to check', isMeant: ({ toCheck }: Response) => toCheck > 0 },
    notes: { name: 'a note to the office', isMeant: ({ notes }: Response) => notes.length > 0 },
    deadline: { name: 'own deadline', isMeant: ({ hasOwnDeadline }: Response) => hasOwnDeadline },
  }),
);

const isStage = (text: string): text is ResponseStage => stages.some((stage) => stage === text);

/** How far each authority is in a round. */
export function responsesView({ round, responses, query }: ResponsesPage): Html {
  const { q, show } = query;
  const path = `/rounds/${encodeURIComponent(round.id)}/responses`;
  const found = responses.filter(
    (one) =>
      (q.trim() === '' || isIn(q, one.authority.id, one.authority.name, one.authority.country)) &&
      (isStage(show) ? one.stage === show : (others.get(show)?.isMeant(one) ?? true)),
  );
  const list = pageOf(found, query.page);
  const isAsked = list.all < responses.length;
  return html`<h1>Responses of round ${round.id}</h1>${
    responses.length === 0
      ? html`<div class="card empty"><strong>No authority takes part</strong>Import the registry workbook on <a href="/authorities">Authorities</a>.</div>`
      : html`${summary(responses)}
<p><a href="${path}.xlsx">Download the list</a></p>
${searchForm(path, 'Name, id or country', q, showing(show))}
${isAsked ? html`<p class="small">${list.all} of ${responses.length} · <a href="${path}">Show all</a></p>` : ''}${
  list.all === 0
    ? html`<div class="card empty"><strong>No authority matches</strong></div>`
    : html`<div class="card">${table(list.shown, round)}</div>${pager(list, path, given({ q, show }))}`
}`
  }`;
}

const showing = (show: string): Html => {
  const options = [
    ...stages.map((stage) => [stage, stageWords[stage]] as const),
    ...[...others].map(([id, { name }]) => [id, name] as const),
  ];
  return html`<label>Show<select name="show"><option value="">all</option>${options.map(
    ([id, name]) => html`<option value="${id}"${id === show ? html` selected` : ''}>${name}</option>`,
  )}</select></label>`;
};

/** Counts, a bar, and the same by country and size, folded. */
function summary(responses: readonly Response[]): Html {
  const counts = countResponses(responses);
  const { countries, sizes } = countedByGroup(responses);
  const groups = [
    ...countries.map(([country, of]) => [country ?? 'no country', of] as const),
    ...sizes.map(([band, of]) => [bandName(band), of] as const),
  ];
  return html`<p class="sub" id="sent">${counts.sent} of ${counts.all} sent (${percentOf(counts)}%): ${stages
    .filter((stage) => counts.stages[stage] > 0)
    .map((stage) => `${stageWords[stage]} ${counts.stages[stage]}`)
    .join(', ')}.</p>
${bar('All', counts)}
<details><summary>By country and size</summary><div class="card"><table><thead><tr><th scope="col">Group</th><th scope="col" class="num">Sent</th><th scope="col">Share</th></tr></thead><tbody>${groups.map(
    ([name, of]) =>
      html`<tr><td class="file">${name}</td><td class="num" data-title="Sent">${of.sent} of ${of.all}</td><td>${bar(name, of)}</td></tr>`,
  )}</tbody></table></div></details>`;
}

const bar = (name: string, counts: ResponseCounts): Html =>
  html`<progress class="bar" aria-label="${name}: ${counts.sent} of ${counts.all} sent" value="${counts.sent}" max="${Math.max(1, counts.all)}">${percentOf(counts)}%</progress>`;

function table(responses: readonly Response[], round: Round): Html {
  const zone = round.timeZone ?? defaultTimeZone;
  const minute = (at: string | null): string => (at === null ? '–' : localMinute(at, zone));
  return html`<table><thead><tr><th scope="col">Authority</th><th scope="col">State</th><th scope="col">Invited</th><th scope="col">Opened</th><th scope="col">Sent</th><th scope="col">Reminded</th></tr></thead><tbody>${responses.map(
    (one) =>
      html`<tr><td class="file"><a href="/authorities/${encodeURIComponent(one.authority.id)}">${one.authority.name}</a><div class="small">${one.authority.country ?? ''}</div></td><td class="file" data-title="State"><span class="stage${one.stage === 'complete' ? ' counts' : one.stage === 'returned' ? ' rejected' : ''}">${stageWords[one.stage]}</span>${responseFacts(one, [['downloaded', one.downloadedAt]], minute).map((fact) => html`<div class="small">${fact}</div>`)}</td><td data-title="Invited">${minute(one.invitedAt)}</td><td data-title="Opened">${minute(one.openedAt)}</td><td data-title="Sent">${minute(one.sentAt)}</td><td data-title="Reminded">${minute(one.remindedAt)}</td></tr>`,
  )}</tbody></table><p class="small zone">Times in ${zone}.</p>`;
}
