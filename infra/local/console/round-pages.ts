import { html } from 'hono/html';
import { counters } from '../../../shared/adapters/table-ports.ts';
import { type AnyQuestionnaire, isDefinition } from '../../../shared/domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../../../shared/domain/questionnaire/catalogue.ts';
import { questionsOf } from '../../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { Round } from '../../../shared/domain/registry/registry.ts';
import { finalityOf } from '../../../shared/domain/standings/finality.ts';
import type { Html } from '../../../shared/rendering/html/html.ts';
import { inZone, messagesIn } from '../../../shared/rendering/words/messages.ts';
import { rankingSentences } from '../../../shared/rendering/words/rank-words.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { counted, moment } from './layout.ts';
import { questionnaireIn } from './score-text.ts';
import type { SubmissionRow } from './submission-rows.ts';

/** How settled the results of a round are. */
export interface RoundLine {
  readonly sentences: readonly string[];
  /** Nobody may send any more, and its results are not final. */
  readonly mayBeFinal: boolean;
}

export interface RoundList {
  readonly rounds: readonly (RoundLine & { readonly round: Round })[];
  readonly rows: readonly SubmissionRow[];
  /** What became of what was begun here, by round. */
  readonly outcomes: ReadonlyMap<string, string>;
  /** Where the public site is; null: nowhere. */
  readonly site: string | null;
  readonly reviewFolder: string;
  readonly known: AnyCatalogue;
}

/** Each round: when it is open, what counts in it, and what the office does with it. */
export function roundsView({ rounds, rows, outcomes, site, reviewFolder, known }: RoundList): Html {
  return html`<h1>Rounds</h1><p class="sub">To open or change a round, import the registry workbook on <a href="/authorities">Authorities</a>.</p>
${rounds.length === 0 ? html`<div class="card empty"><strong>No round is registered yet</strong></div>` : ''}
${rounds.map((one) => roundCard(one, { rows, site, known }, outcomes.get(one.round.id) ?? null))}
<h2>Import a review</h2><div class="card"><form class="upload" method="post" action="/review" enctype="multipart/form-data"><label>Review workbook, filled in<input type="file" name="file" required></label><button>Import</button><span class="small">or drop it into <code>${reviewFolder}</code></span></form></div>`;
}

function roundCard(
  { round, sentences, mayBeFinal }: RoundList['rounds'][number],
  { rows, site, known }: Pick<RoundList, 'rows' | 'site' | 'known'>,
  outcome: string | null,
): Html {
  const { id, questionnaire, opensAt, closesAt, timeZone = 'UTC', method, previous } = round;
  const counting = rows.filter(({ submission, counts }) => counts && submission.round === id).length;
  const facts: readonly (readonly [string, string | Html])[] = [
    ['Questionnaire', questionnaire],
    ...formFacts(questionnaireIn(known, questionnaire)),
    ['Opens', opensAt === null ? 'no opening date' : `${moment(opensAt)} UTC`],
    ['Closes', closesAt === null ? 'no deadline' : `${moment(closesAt)} UTC`],
    ['Time zone', timeZone],
    ['Authorities that count', html`<a href="/?${new URLSearchParams({ q: id, show: 'counts' })}">${counting}</a>`],
    ...(method === undefined ? [] : ([['Method', method]] as const)),
    ...(previous === undefined ? [] : ([['Previous round', previous]] as const)),
  ];
  const path = encodeURIComponent(id);
  return html`<div class="card round"><h2>Round ${id}</h2><dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${sentences.length === 0 ? '' : html`<p>${sentences.join(' ')}</p>`}
<div class="acts"><form method="post" action="/rounds/${path}/rescore"><button>Score all again</button></form>${mayBeFinal ? html`<form method="post" action="/rounds/${path}/finalise"><button class="plain">Declare results final</button></form>` : ''}<a href="/rounds/${path}/responses">Responses</a><a href="/review/${path}">Review workbook of round ${id}</a>${site === null || round.publishesResults !== true ? '' : html`<a href="${site}/${path}/index.html">Public site</a>`}</div>
${outcome === null ? '' : html`<p class="small" role="status">${outcome}</p>`}</div>`;
}

/** What an office has defined itself is told by its title, its size and the unit of its scores. */
function formFacts(questionnaire: AnyQuestionnaire | undefined): (readonly [string, string])[] {
  if (questionnaire === undefined || !isDefinition(questionnaire)) return [];
  const { title, defaultLanguage, languages, shown } = questionnaire;
  const decimals = shown.decimals === 0 ? '' : `, ${counted(shown.decimals, 'decimal')}`;
  return [
    ['Title', title[defaultLanguage] ?? ''],
    ['Questions', `${questionsOf(questionnaire).length}, in ${languages.join(', ')}`],
    ['Scores', `${shown.as}${decimals}`],
  ];
}

/** How settled the results of a round are, in the words of mails and pages. */
export async function roundLineOf(round: Round, { reached }: LocalCloud): Promise<RoundLine> {
  const standings = await counters(reached).counters(round.id);
  const finality = finalityOf(round, standings, new Date());
  const messages = inZone(messagesIn('en'), round.timeZone);
  const isClosed = round.closesAt !== null && new Date(round.closesAt) < new Date();
  return {
    sentences: rankingSentences(standings?.all.authorities ?? 0, finality, messages),
    mayBeFinal: finality?.state !== 'final' && (isClosed || round.closesAt === null) && standings !== null,
  };
}
