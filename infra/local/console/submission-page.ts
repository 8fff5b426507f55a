import { basename } from 'node:path';
import { html } from 'hono/html';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { groupTitle } from '../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { categoriesOf, textIn } from '../../../shared/domain/questionnaire/questionnaire.ts';
import type { FormScore, ScoredForm } from '../../../shared/domain/scoring/form-score.ts';
import type { Score } from '../../../shared/domain/scoring/scoring.ts';
import type { Submission } from '../../../shared/domain/submissions/submission.ts';
import { findQuestionnaire } from '../../../shared/questionnaires/catalogue.ts';
import type { Html } from '../../../shared/rendering/html/html.ts';
import { countedWords } from '../../../shared/rendering/words/counted-words.ts';
import { definitionMessagesIn } from '../../../shared/rendering/words/definition-words.ts';
import { describeProblem } from '../../../shared/rendering/words/describe-problem.ts';
import {
  barPercent,
  groupScores,
  indexText,
  partText,
  shareText,
} from '../../../shared/rendering/words/form-scores.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import type { SavedMail } from '../mail-folder.ts';
import { moment } from './layout.ts';
import { scoreText } from './score-text.ts';

export interface OpenedSubmission {
  readonly submission: Submission;
  readonly mail: SavedMail | null;
  /** Where an office has defined its questionnaire: what its answers come to by themselves. */
  readonly form: { readonly definition: Definition; readonly scored: ScoredForm } | null;
}

export function submissionPage({ submission, mail, form }: OpenedSubmission): Html {
  const { authorityName, round, receipt, score, id, stage } = submission;
  return html`<h1>${authorityName ?? 'Authority not named'}</h1>
<p class="sub">${round === null ? 'no round' : `Round ${round}`} · ${receipt.fileName} · ${stage} · received ${moment(receipt.receivedAt)} UTC</p>
${score === null ? '' : form === null ? scoreCard(score, submission.questionnaire) : formCard(score, form)}
${said(submission)}<h2>To check</h2><div class="card">${problems(submission)}</div>
<h2>Files and ids</h2><div class="card"><table>
${score === null ? '' : html`<tr><td>Results workbook</td><td><a href="/submissions/${id}/results">Download</a></td></tr>`}
${mail === null ? '' : html`<tr><td>Mail</td><td><a href="/mails/${basename(mail.folder)}">${mail.subject}</a> <span class="small">to ${mail.to.join(', ')}</span></td></tr>`}
<tr><td>Original</td><td class="file"><code>s3://${receipt.bucket}/${receipt.key}</code></td></tr>
<tr><td>SHA-256</td><td class="file"><code>${receipt.sha256}</code></td></tr>
<tr><td>Submission</td><td><code>${id}</code></td></tr>
</table></div>`;
}

/** Who certifies it, and what came with it to the office. */
function said({ certifiedBy, note }: Submission): Html {
  if (certifiedBy === undefined && note === undefined) return html``;
  return html`<h2>From the sender</h2><div class="card"><table>
${certifiedBy === undefined ? '' : html`<tr><td>Certified by</td><td class="file">${certifiedBy}</td></tr>`}
${note === undefined ? '' : html`<tr><td>Note to the office</td><td class="file note">${note}</td></tr>`}
</table></div>`;
}

function scoreCard(score: Score | FormScore, questionnaire: string | null): Html {
  // Its definition is not known any more.
  if (score.method === 'definition')
    return html`<div class="card"><div class="score"><span class="percent">${score.percent}</span></div></div>`;
  const { percent, met, total, readings, categories } = score;
  const definition = findQuestionnaire(questionnaire ?? '');
  const titles = definition === undefined ? [] : categoriesOf(definition);
  const counted =
    definition === undefined ? `${met} of ${total}` : countedWords({ met, total }, definition, messagesIn('en'));
  return html`<div class="card"><div class="score"><span class="percent">${percent}%</span><span>${counted}
<div class="small">NA and not answered left out ${readings.naExcluded ?? '–'}% · as met ${readings.naMet}%</div></span></div>
<table>${titles.map(({ id, title }) => {
    const count = categories[id] ?? { met: 0, total: 1 };
    return html`<tr><td>${id} ${textIn(title, 'en')}</td><td width="40%"><progress class="bar" value="${count.met}" max="${count.total}"></progress></td><td class="num">${count.met} of ${count.total}</td></tr>`;
  })}</table></div>`;
}

/** The number shown, and each section with its points. */
function formCard({ percent }: Score | FormScore, { definition, scored }: NonNullable<OpenedSubmission['form']>): Html {
  const messages = definitionMessagesIn('en');
  const points = definition.shown.as === 'points' ? indexText(definition, scored.scored, percent, messages) : '';
  return html`<div class="card"><div class="score"><span class="percent">${scoreText(percent, definition)}</span><span>${points}</span></div>
<table>${groupScores(definition, scored.scored).map(({ group, node }) => {
    const part = partText(definition, group.name, node, messages);
    const text = part === '–' ? shareText(definition, node, messages) : part;
    return html`<tr><td>${groupTitle(group, 'en', definition)}</td><td width="40%"><progress class="bar" value="${barPercent(node)}" max="100"></progress></td><td class="num">${text}</td></tr>`;
  })}</table></div>`;
}

function problems({ problems: list }: Submission): Html {
  if (list.length === 0) return html`<div class="empty">We understood everything.</div>`;
  return html`${list.map((problem) => {
    const { message, remedy } = describeProblem(problem, definitionMessagesIn('en'));
    const place = [problem.indicator, problem.sheet, problem.cell].filter((part) => part !== null).join(' · ');
    return html`<div class="problem"><span class="${problem.severity}">${problem.severity}</span> <span class="small">${place} ${problem.code}</span><div>${message}</div><div class="small">${remedy}</div></div>`;
  })}`;
}
