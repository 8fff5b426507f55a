import { html } from 'hono/html';
import type { RoundId } from '../../../shared/domain/ids.ts';
import type { AnyCatalogue } from '../../../shared/domain/questionnaire/catalogue.ts';
import type { Authority } from '../../../shared/domain/registry/registry.ts';
import type { Html } from '../../../shared/rendering/html/html.ts';
import { counted, moment } from './layout.ts';
import { given, isIn, pageOf, pager, searchForm } from './lists.ts';
import { questionnaireIn, scoreText } from './score-text.ts';
import type { SubmissionRow } from './submission-rows.ts';

export interface AuthorityList {
  readonly authorities: readonly Authority[];
  readonly folder: string;
  readonly query: { readonly q: string; readonly page: string };
}

/** Who is registered, and the workbook by which that changes. */
export function authoritiesView({ authorities, folder, query }: AuthorityList): Html {
  const { q } = query;
  const found = authorities.filter(
    ({ id, name, country, contacts }) =>
      q.trim() === '' || isIn(q, id, name, country, ...contacts.map(({ address }) => address)),
  );
  const list = pageOf(found, query.page);
  return html`<h1>Authorities</h1><p class="sub">${counted(authorities.length, 'authority', 'authorities')} registered.</p>
<div class="card"><form class="upload" method="post" action="/registry" enctype="multipart/form-data"><label>Registry workbook<input type="file" name="file" required></label><button>Import</button><a href="/registry/workbook">Download the current one</a><span class="small">or drop it into <code>${folder}</code>; the office gets a mail that says what changed</span></form></div>
${searchForm('/authorities', 'Name, id, country or contact', q)}
${
  list.all === 0
    ? html`<div class="card empty"><strong>${authorities.length === 0 ? 'No authority is registered yet' : 'No authority matches'}</strong></div>`
    : html`<div class="card"><table><thead><tr><th scope="col">Authority</th><th scope="col">Id</th><th scope="col">Country</th><th scope="col">Contacts</th></tr></thead><tbody>${list.shown.map(
        ({ id, name, country, contacts }) =>
          html`<tr><td class="file"><a href="/authorities/${encodeURIComponent(id)}">${name}</a></td><td class="file" data-title="Id"><code>${id}</code></td><td data-title="Country">${country ?? '–'}</td><td class="file" data-title="Contacts">${contacts.map((one) => html`<div>${one.address}${contactMark(one)}</div>`)}</td></tr>`,
      )}</tbody></table></div>${pager(list, '/authorities', given({ q }))}`
}`;
}

const contactMark = ({ role, suppressed, added }: Authority['contacts'][number]): Html =>
  html`${role === 'reader' ? html` <span class="small">only receives results</span>` : ''}${suppressed ? html` <span class="stage rejected">no mail: ${suppressed.reason}</span>` : ''}${added ? html` <span class="small">colleague, added ${added.by === '' ? '' : html`by ${added.by} `}on ${added.at.slice(0, 10)}</span>` : ''}`;

export interface AuthorityAndAll {
  readonly authority: Authority;
  /** The pages of its contacts, by their addresses. */
  readonly pages: ReadonlyMap<string, readonly { readonly round: RoundId; readonly link: string }[]>;
  readonly rows: readonly SubmissionRow[];
  readonly known: AnyCatalogue;
}

/** One authority: what it has sent in, and the pages of its contacts. */
export function authorityView({ authority, pages, rows, known }: AuthorityAndAll): Html {
  const { id, name, country, kind, contacts, aliases = [], earlierNames = [] } = authority;
  const names = [...earlierNames, ...aliases];
  return html`<h1>${name}</h1><p class="sub"><code>${id}</code>${country === null ? '' : ` · ${country}`}${kind ? ` · ${kind}` : ''}${names.length === 0 ? '' : ` · also called ${names.join(', ')}`}</p>
<h2>Contacts</h2><div class="card">${
    contacts.length === 0
      ? html`<div class="empty">This authority has no contacts, so nobody can send files for it.</div>`
      : html`<table><thead><tr><th scope="col">Address</th><th scope="col">Language</th><th scope="col">Page</th></tr></thead><tbody>${contacts.map(
          (contact) =>
            html`<tr><td class="file">${contact.address}${contact.name ? html` <span class="small">${contact.name}</span>` : ''}${contactMark(contact)}</td><td data-title="Language">${contact.language}</td><td data-title="Page">${(
              pages.get(contact.address) ?? []
            ).map(
              ({ round, link }) => html`<div><a href="${link}">Open the page of round ${round}</a></div>`,
            )}</td></tr>`,
        )}</tbody></table>`
  }</div>
<h2>Submissions</h2><div class="card">${
    rows.length === 0
      ? html`<div class="empty">No files have arrived.</div>`
      : html`<table><tbody>${rows.map(
          ({ submission: { id: of, receipt, score, round, stage, questionnaire }, counts }) =>
            html`<tr><td class="file"><a href="/submissions/${of}">${receipt.fileName}</a></td><td data-title="Received">${moment(receipt.receivedAt)} UTC</td><td data-title="Round">${round ?? '–'}</td><td data-title="Stage"><span class="stage ${counts ? 'counts' : stage}">${counts ? 'counts' : stage}</span></td><td class="num" data-title="Score">${score === null ? '–' : scoreText(score.percent, questionnaireIn(known, questionnaire))}</td></tr>`,
        )}</tbody></table>`
  }</div>`;
}
