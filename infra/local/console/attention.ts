import { html } from 'hono/html';
import type { Html } from '../../../shared/rendering/html/html.ts';
import type { DeadLetters } from './dead-letters.ts';
import { counted } from './layout.ts';
import { type SubmissionRow, shows } from './submission-rows.ts';

/** What somebody has to look at, before all that is well: nothing of it is said when there is none. */
export function attentionView(rows: readonly SubmissionRow[], owed: number, deadLetters: readonly DeadLetters[]): Html {
  const given = deadLetters.filter(({ bodies }) => bodies.length > 0);
  const rejected = rows.filter(shows.rejected.has).length;
  const lines = [
    ...given.map(letters),
    ...(owed === 0
      ? []
      : [
          html`<li class="query"><a href="/mails#owed">${counted(owed, 'mail')} not sent yet</a> <span class="small">sent shortly, or at the next try</span></li>`,
        ]),
    ...(rejected === 0
      ? []
      : [
          html`<li class="reject"><a href="/?show=rejected">${counted(rejected, 'file')} rejected</a> <span class="small">sent back with the reason</span></li>`,
        ]),
  ];
  if (lines.length === 0)
    return html`<p class="fine">Nothing needs attention: no messages failed, and no mails are waiting.</p>`;
  return html`<div class="card attention"><h2>Needs attention</h2><ul>${lines}</ul></div>`;
}

function letters({ queue, bodies }: DeadLetters): Html {
  return html`<li class="reject"><form method="post" action="/dead-letters/${encodeURIComponent(queue)}/redrive"><span><strong>${counted(bodies.length, 'message')} given up</strong> <span class="small">in ${queue}</span></span><button class="plain">Send ${bodies.length === 1 ? 'it' : 'them'} again</button></form>
<details><summary>What ${bodies.length === 1 ? 'it says' : 'they say'}</summary>${bodies.slice(0, 20).map((body) => html`<pre>${body.slice(0, 2000)}</pre>`)}</details></li>`;
}
