import { basename } from 'node:path';
import { html } from 'hono/html';
import type { SavedMail } from '../mail-folder.ts';
import { type Html, moment } from './layout.ts';

export function mailsView(mails: readonly SavedMail[]): Html {
  const list = html`<table><thead><tr><th>Subject</th><th>To</th><th>Sent</th></tr></thead><tbody>${mails.map(
    (mail) =>
      html`<tr><td><a href="/mails/${basename(mail.folder)}">${mail.subject}</a></td><td>${mail.to.join(', ')}</td><td class="num">${moment(mail.at)}</td></tr>`,
  )}</tbody></table>`;
  const empty = html`<div class="empty"><strong>No mail has gone out yet</strong>Each file that comes in is answered with one.</div>`;
  return html`<h1>Mails</h1><p class="sub">What senders got. Nothing leaves this machine.</p><div class="card">${mails.length === 0 ? empty : list}</div>`;
}

export function mailPage(mail: SavedMail, text: string): Html {
  const name = basename(mail.folder);
  return html`<h1>${mail.subject}</h1><p class="sub">To ${mail.to.join(', ')} · ${moment(mail.at)} UTC</p>
<div class="card"><iframe sandbox title="The mail" src="/mails/${name}/html"></iframe></div>
<h2>Attached</h2><div class="card">${
    mail.attachments.length === 0
      ? html`<div class="empty">Nothing is attached.</div>`
      : html`<table>${mail.attachments.map((file) => html`<tr><td><a href="/mails/${name}/attachments/${encodeURIComponent(file)}">${file}</a></td></tr>`)}</table>`
  }</div>
<h2>Headers</h2><div class="card"><pre>${[`From: ${mail.from}`, ...mail.replyTo.map((address) => `Reply-To: ${address}`), ...mail.headers.map(({ name: header, value }) => `${header}: ${value}`)].join('\n')}</pre></div>
<h2>As plain text</h2><div class="card"><pre>${text}</pre></div>`;
}
