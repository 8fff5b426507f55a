import { basename } from 'node:path';
import { html } from 'hono/html';
import type { NotedMail } from '../../../shared/adapters/aws/dynamo/owed-mails.ts';
import type { Html } from '../../../shared/rendering/html/html.ts';
import type { SavedMail } from '../mail-folder.ts';
import { counted, moment } from './layout.ts';
import { given, isIn, pageOf, pager, searchForm } from './lists.ts';
import type { OwedMailInWords } from './owed-mails.ts';

export interface MailList {
  readonly mails: readonly SavedMail[];
  /** The first ones of those that have not gone out yet, and how many there are in all. */
  readonly owed: { readonly shown: readonly (NotedMail & OwedMailInWords)[]; readonly all: number };
  readonly query: { readonly q: string; readonly page: string };
}

export function mailsView({ mails, owed, query }: MailList): Html {
  const { q } = query;
  const list = pageOf(
    mails.filter(({ subject, to, references }) => q.trim() === '' || isIn(q, subject, ...to, ...references)),
    query.page,
  );
  const empty =
    mails.length === 0
      ? html`<div class="card empty"><strong>No mails sent yet</strong>Each file that arrives gets a mail in reply.</div>`
      : html`<div class="card empty"><strong>No mail matches</strong><a href="/mails">Show all</a></div>`;
  const table = html`<div class="card"><table><thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Sent</th></tr></thead><tbody>${list.shown.map(
    (mail) =>
      html`<tr><td class="file"><a href="/mails/${basename(mail.folder)}">${mail.subject}</a></td><td class="file" data-title="To">${mail.to.join(', ')}</td><td class="num" data-title="Sent">${moment(mail.at)} UTC</td></tr>`,
  )}</tbody></table></div>`;
  return html`<h1>Mails</h1><p class="sub">${counted(mails.length, 'mail')} sent. They stay on this machine.</p>
${owedView(owed)}
${searchForm('/mails', 'Subject, address or reference', q)}
${list.all === 0 ? empty : html`${table}${pager(list, '/mails', given({ q }))}`}`;
}

/** Nothing of it is said when none is owed. */
function owedView({ shown, all }: MailList['owed']): Html {
  if (all === 0) return html``;
  return html`<h2 id="owed">Not sent yet</h2><p class="small">${counted(all, 'mail')} that will be sent shortly, or at the next try.${shown.length === all ? '' : ` The ${shown.length} oldest:`}</p>
<div class="card"><table><thead><tr><th scope="col">Mail</th><th scope="col">To</th><th scope="col">Waiting since</th><th scope="col">Next try</th></tr></thead><tbody>${shown.map(
    ({ what, to, submission, notedAt, askAt }) =>
      html`<tr><td class="file">${submission === null ? what : html`<a href="/submissions/${submission}">${what}</a>`}</td><td class="file" data-title="To">${to}</td><td class="num" data-title="Waiting since">${moment(notedAt)} UTC</td><td class="num" data-title="Next try">${moment(askAt)} UTC</td></tr>`,
  )}</tbody></table></div>
<h2>Sent</h2>`;
}

export function mailPage(mail: SavedMail, text: string): Html {
  const name = basename(mail.folder);
  return html`<h1>${mail.subject}</h1><p class="sub">To ${mail.to.join(', ')} · ${moment(mail.at)} UTC</p>
<div class="card"><iframe sandbox title="The mail" src="/mails/${name}/html"></iframe></div>
<h2>Attachments</h2><div class="card">${
    mail.attachments.length === 0
      ? html`<div class="empty">No attachments.</div>`
      : html`<table>${mail.attachments.map((file) => html`<tr><td class="file"><a href="/mails/${name}/attachments/${encodeURIComponent(file)}">${file}</a></td></tr>`)}</table>`
  }</div>
<h2>Headers</h2><div class="card"><pre>${[`From: ${mail.from}`, ...mail.replyTo.map((address) => `Reply-To: ${address}`), ...mail.headers.map(({ name: header, value }) => `${header}: ${value}`)].join('\n')}</pre></div>
<h2>As plain text</h2><div class="card"><pre>${text}</pre></div>`;
}
