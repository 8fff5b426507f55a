import { html } from 'hono/html';
import { questionnaireKey } from '../../domain/questionnaire/questionnaire.ts';
import type { HistoryRow } from '../../domain/submissions/history-changes.ts';
import type { Html } from '../html/html.ts';
import { fromStranger } from '../letters/from-stranger.ts';
import { fill, type Messages } from '../words/messages.ts';
import { numberText, percentText, signed } from '../words/numbers.ts';
import { readableDay, readableInstant } from '../words/readable.ts';
import type { PageContent } from './page-content.ts';

/** How it was computed, so that anyone can compute it again; and all files that came before. */
export function computedSection(content: PageContent): Html {
  const { report, insight, messages } = content;
  const words = messages.page.computed;
  const { interval } = insight;
  const entries: readonly Entry[] = [
    [words.scoringMethod, report.score.method],
    [words.questionnaire, questionnaireKey(report.questionnaire)],
    [words.file, fromStranger(report.fileName, messages)],
    [words.received, readableInstant(report.receivedAt, messages)],
    [words.sha256, html`<code>${report.sha256}</code>`],
    ...(report.published === null
      ? []
      : [[words.cutOff, readableInstant(report.published.standings.cutOff, messages)] as const]),
    ...(interval === null
      ? []
      : [
          [
            words.interval,
            fill(words.intervalWords, {
              draws: numberText(interval.draws, messages),
              compared: numberText(interval.compared, messages),
            }),
          ] as const,
        ]),
    [words.reproduce, html`<code>npm run -s scorebook -- score FILE --method ${report.score.method} --json</code>`],
  ];
  const rows = insight.history.map((row) => ({
    ...row,
    told: percentText(row.percent, messages),
    changes: [points(row.change?.total), points(row.change?.real), points(row.change?.method)] as const,
  }));
  return howComputed(words.intro, entries, rows, messages);
}

/** What a term of the computation is. */
export type Entry = readonly [term: string, text: Html | string];

/** A file that came before, with its score in words and what changed, in points. */
export type ToldFile = Pick<HistoryRow, 'round' | 'receivedAt' | 'reviewedAt'> & {
  readonly told: string;
  /** In all, by the answers, by the method. */
  readonly changes: readonly [string, string, string];
};

/** The section of any results page that says it. */
export function howComputed(
  intro: string,
  entries: readonly Entry[],
  history: readonly ToldFile[],
  messages: Messages,
): Html {
  return html`<section aria-labelledby="computed">
<h2 id="computed">${messages.page.computed.heading}</h2>
<p>${intro}</p>
<dl class="about">${entries.map(
    ([term, text]) => html`
<dt>${term}</dt><dd>${text}</dd>`,
  )}
</dl>
${history.length < 2 ? '' : historyTable(history, messages)}
</section>`;
}

function historyTable(rows: readonly ToldFile[], messages: Messages): Html {
  const words = messages.page.history;
  return html`<h3>${words.heading}</h3>
<table>
<thead><tr><th scope="col">${words.round}</th><th scope="col">${words.score}</th><th scope="col">${words.change}</th><th scope="col">${words.real}</th><th scope="col">${words.method}</th></tr></thead>
<tbody>${rows.map(
    ({ round, receivedAt, reviewedAt, told, changes }) => html`
<tr><th scope="row">${round}<br><span class="quiet">${readableDay(receivedAt, messages, 'medium')}${
      reviewedAt === undefined ? '' : html`<br>${words.reviewed}`
    }</span></th><td class="nowrap">${told}</td><td>${changes[0]}</td><td>${changes[1]}</td><td>${changes[2]}</td></tr>`,
  )}</tbody>
</table>`;
}

/** Nothing for what is not known. */
const points = (change: number | null | undefined): string =>
  change === null || change === undefined ? '' : signed(change);
