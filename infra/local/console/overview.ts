import { html } from 'hono/html';
import type { Problem, Severity } from '../../../shared/domain/problems.ts';
import type { SavedMail } from '../mail-folder.ts';
import type { DeadLetters } from './dead-letters.ts';
import { type Html, moment } from './layout.ts';
import type { SubmissionRow } from './submission-rows.ts';

export interface Overview {
  readonly rows: readonly SubmissionRow[];
  readonly mails: readonly SavedMail[];
  readonly deadLetters: readonly DeadLetters[];
  readonly inbox: string;
  readonly review: string;
  readonly rounds: readonly RoundLine[];
}

/** A round, and how settled its results are. */
export interface RoundLine {
  readonly id: string;
  readonly sentences: readonly string[];
  /** Nobody may send any more, and its results are not final. */
  readonly mayBeFinal: boolean;
}

export function overviewView({ rows, mails, deadLetters, inbox, review, rounds }: Overview): Html {
  const read = rows.length === 1 ? '1 file' : `${rows.length} files`;
  return html`<h1>Submissions</h1>
<div id="submissions" data-live><p class="sub">${read} in, ${mails.length === 1 ? '1 mail' : `${mails.length} mails`} out.</p>
<div class="card">${rows.length === 0 ? empty(inbox) : table(rows)}</div></div>
<h2>Send one in</h2>
<div class="card"><form class="upload" method="post" action="/upload" enctype="multipart/form-data">
<input type="file" name="file" required aria-label="Filled questionnaire"><input type="email" name="sender" placeholder="sender (optional)" aria-label="Address of the sender">
<button>Upload</button><span class="small">or drop it into <code>${inbox}</code></span></form></div>
<h2>Rounds</h2>
<div id="rounds" class="card" data-live>${rounds.length === 0 ? html`<div class="empty">No round is registered.</div>` : rounds.map(roundLine)}</div>
<h2>Review</h2>
<div class="card"><p class="upload">${rounds.map(({ id }) => html`<a href="/review/${id}">Review workbook of round ${id}</a> `)}<span class="small">verify answers in it and drop it into <code>${review}</code></span></p></div>
<h2>Dead letters</h2>
<div id="dead-letters" class="card" data-live>${deadLetters.some(({ bodies }) => bodies.length > 0) ? deadLetters.map(letters) : html`<div class="empty">None: no message was given up.</div>`}</div>`;
}

function roundLine({ id, sentences, mayBeFinal }: RoundLine): Html {
  const facts = html`<strong>Round ${id}</strong><span class="small">${sentences.join(' ')}</span>`;
  if (!mayBeFinal) return html`<p class="upload">${facts}</p>`;
  return html`<form class="upload" method="post" action="/rounds/${encodeURIComponent(id)}/finalise">${facts}<button class="plain">Declare results final</button></form>`;
}

function empty(inbox: string): Html {
  return html`<div class="empty"><strong>Nothing has come in yet</strong>Upload a filled questionnaire below, or drop one into <code>${inbox}</code>.</div>`;
}

function table(rows: readonly SubmissionRow[]): Html {
  return html`<table><thead><tr><th>Authority</th><th>File</th><th>Stage</th><th class="num">Score</th><th>To look at</th><th>Mail</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table>`;
}

function row({ submission, counts, mail }: SubmissionRow): Html {
  const { id, authorityName, round, receipt, score, problems } = submission;
  const stage = counts ? 'counts' : submission.stage;
  return html`<tr>
<td><a href="/submissions/${id}">${authorityName ?? 'not named'}</a><div class="small">${round === null ? 'no round' : `round ${round}`}</div></td>
<td class="file">${receipt.fileName}<div class="small">${moment(receipt.receivedAt)} UTC · ${receipt.channel}</div></td>
<td><span class="stage ${stage}">${stage}</span></td>
<td class="num">${score === null ? html`<span class="small">–</span>` : html`<span class="big">${score.percent} %</span><div class="small">${score.met} of ${score.total}</div>`}</td>
<td>${problemCounts(problems)}</td>
<td>${mail}</td>
</tr>`;
}

const severities: readonly Severity[] = ['reject', 'error', 'query', 'notice'];
const plural: Record<Severity, [one: string, many: string]> = {
  reject: ['reason to return it', 'reasons to return it'],
  error: ['not counted', 'not counted'],
  query: ['to check', 'to check'],
  notice: ['notice', 'notices'],
};

function problemCounts(problems: readonly Problem[]): Html {
  if (problems.length === 0) return html`<span class="small">nothing</span>`;
  const counts = severities.map((severity) => ({
    severity,
    count: problems.filter((one) => one.severity === severity).length,
  }));
  return html`${counts
    .filter(({ count }) => count > 0)
    .map(
      ({ severity, count }) => html`<div class="${severity}">${count} ${plural[severity][count === 1 ? 0 : 1]}</div>`,
    )}`;
}

function letters({ queue, bodies }: DeadLetters): Html {
  if (bodies.length === 0) return html``;
  return html`<form class="upload" method="post" action="/dead-letters/${queue}/redrive"><strong>${queue}</strong><span class="small">${bodies.length} given up</span><button class="plain">Redrive</button></form>
${bodies.map((body) => html`<pre>${body.slice(0, 2000)}</pre>`)}`;
}
