import { html } from 'hono/html';
import type { Problem, Severity } from '../../../shared/domain/answers/problems.ts';
import type { AnyQuestionnaire } from '../../../shared/domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../../../shared/domain/questionnaire/catalogue.ts';
import { referenceOf } from '../../../shared/domain/submissions/reference.ts';
import type { Html } from '../../../shared/rendering/html/html.ts';
import { attentionView } from './attention.ts';
import type { DeadLetters } from './dead-letters.ts';
import { counted, moment } from './layout.ts';
import { given, pageOf, pager, searchForm } from './lists.ts';
import { questionnaireIn, scoreText } from './score-text.ts';
import { foundIn, isShow, type SubmissionRow, shows } from './submission-rows.ts';

export interface Overview {
  readonly rows: readonly SubmissionRow[];
  /** How many mails went out. */
  readonly mails: number;
  /** How many are to go out. */
  readonly owed: number;
  readonly deadLetters: readonly DeadLetters[];
  readonly inbox: string;
  readonly known: AnyCatalogue;
  /** What the address asks for. */
  readonly query: { readonly q: string; readonly show: string; readonly page: string };
}

export function overviewView({ rows, mails, owed, deadLetters, inbox, known, query }: Overview): Html {
  const { q, show } = query;
  const found = pageOf(foundIn(rows, q, show), query.page);
  const options = html`<label>Show<select name="show"><option value="">all</option>${Object.entries(shows).map(
    ([id, { name }]) => html`<option value="${id}"${id === show ? html` selected` : ''}>${name}</option>`,
  )}</select></label>`;
  const isAsked = q.trim() !== '' || isShow(show);
  return html`<h1>Submissions</h1>
<p class="sub" id="counts" data-live>${counted(rows.length, 'file')} received, ${counted(mails, 'mail')} sent.</p>
<div id="attention" data-live>${attentionView(rows, owed, deadLetters)}</div>
<div class="card"><form class="upload" method="post" action="/upload" enctype="multipart/form-data">
<label>Send a questionnaire in<input type="file" name="file" required></label><label>Address of the sender (optional)<input type="email" name="sender" autocomplete="off"></label>
<button>Upload</button><span class="small">or drop it into <code>${inbox}</code></span></form></div>
${searchForm('/', 'Authority, file, sender or reference', q, options)}
<div id="submissions" data-live>${
    rows.length === 0
      ? html`<div class="card empty"><strong>No files have arrived yet</strong>Upload a filled questionnaire, or drop one into <code>${inbox}</code>.</div>`
      : found.all === 0
        ? html`<div class="card empty"><strong>No submission matches</strong><a href="/">Show all</a></div>`
        : html`${isAsked ? html`<p class="small">${found.all} of ${rows.length} · <a href="/">Show all</a></p>` : ''}<div class="card">${table(found.shown, known)}</div>${pager(found, '/', given({ q, show }))}`
  }</div>`;
}

function table(rows: readonly SubmissionRow[], known: AnyCatalogue): Html {
  return html`<table><thead><tr><th scope="col">Authority</th><th scope="col">File</th><th scope="col">Stage</th><th scope="col" class="num">Score</th><th scope="col">To check</th><th scope="col">Mail</th></tr></thead>
<tbody>${rows.map((one) => row(one, known))}</tbody></table>`;
}

function row({ submission, counts, standing, mail }: SubmissionRow, known: AnyCatalogue): Html {
  const { id, authorityName, round, receipt, score, problems } = submission;
  const stage = counts ? 'counts' : submission.stage;
  const questionnaire = questionnaireIn(known, submission.questionnaire);
  return html`<tr>
<td class="file"><a href="/submissions/${id}">${authorityName ?? 'not named'}</a><div class="small">${round === null ? 'no round' : `round ${round}`} · ${referenceOf(id)}</div></td>
<td class="file" data-title="File">${receipt.fileName}<div class="small">${moment(receipt.receivedAt)} UTC · ${receipt.channel}</div></td>
<td data-title="Stage"><span class="stage ${stage}">${stage}</span></td>
<td class="num" data-title="Score">${score === null ? html`<span class="small">–</span>` : html`<span class="big">${scoreText(standing ?? score.percent, questionnaire)}</span><div class="small">${ofFile(score, standing, questionnaire)}</div>`}</td>
<td data-title="To check">${problemCounts(problems)}</td>
<td data-title="Mail">${mail}</td>
</tr>`;
}

/** What the file comes to by itself, where that is another number; of Yes answers their count. */
function ofFile(
  score: NonNullable<SubmissionRow['submission']['score']>,
  standing: number | null,
  questionnaire: AnyQuestionnaire | undefined,
): string {
  const isSame = standing === null || standing === score.percent;
  const alone = isSame ? '' : 'only this file: ';
  if (score.method !== 'definition') return `${alone}${score.met} of ${score.total}`;
  return isSame ? '' : `${alone}${scoreText(score.percent, questionnaire)}`;
}

const severities: readonly Severity[] = ['reject', 'error', 'query', 'notice'];
const plural: Record<Severity, [one: string, many: string]> = {
  reject: ['reason it was not accepted', 'reasons it was not accepted'],
  error: ['to correct', 'to correct'],
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
