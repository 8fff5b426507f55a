import { html } from 'hono/html';
import type { Answers } from '../../domain/answers/answer.ts';
import { type Indicator, indicatorsOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { ofHoweverFew } from '../../domain/standings/limited.ts';
import { codeMapOf } from '../../domain/standings/tally.ts';
import { type Html, svgBar } from '../html/html.ts';
import { fill } from '../words/messages.ts';
import { numberText, percentOf, percentText } from '../words/numbers.ts';
import { isVerified, verifiedMark } from './badges.ts';
import { evidence } from './evidence.ts';
import type { RankingRow } from './ranking-rows.ts';
import { linkTo, pageOfAuthority, pageOfIndicator, type RoundSite, type SiteFile } from './round-site.ts';
import { sitePage } from './site-layout.ts';

/** Whose evidence a question's page shows, and how many more names: a page that can still be read. */
const maxCount = { evidence: 40, names: 400 } as const;

/** For each indicator the authorities that meet it with evidence, those with the highest scores first. */
export function toLearnFrom(rows: readonly RankingRow[], { questionnaire, showsEvidence }: RoundSite): Teachers {
  const { indicatorIds, metLetters } = codeMapOf(questionnaire);
  return new Map(
    indicatorIds.map((id, index) => {
      const meeting = rows.filter(({ profile }) => metLetters.has(profile.answerCode.charAt(index)));
      const withEvidence = meeting.filter(({ profile }) => profile.evidenceCode.charAt(index) === '1');
      const shown = showsEvidence ? withEvidence.slice(0, maxCount.evidence) : [];
      const first = meeting.slice(0, maxCount.names + shown.length);
      const others = first.filter((row) => !shown.includes(row)).slice(0, maxCount.names);
      return [id, { meeting: meeting.length, withEvidence: withEvidence.length, shown, others }];
    }),
  );
}

export type Teachers = ReadonlyMap<
  string,
  {
    readonly meeting: number;
    readonly withEvidence: number;
    /** Whose evidence is shown. */
    readonly shown: readonly RankingRow[];
    readonly others: readonly RankingRow[];
  }
>;

export function questionsPage(site: RoundSite): SiteFile {
  const { messages, questionnaire, language, standings } = site;
  const words = messages.dashboard.questions;
  const body = html`<p class="lead">${words.intro}</p>
${questionnaire.pillars.map((pillar) => [
  html`<h2>${pillar.id} ${textIn(pillar.title, language)}</h2>`,
  ...pillar.categories.map(
    ({
      id,
      title,
      indicators,
    }) => html`<div class="scroll" tabindex="0" role="group" aria-label="${textIn(title, language)}"><table><caption>${id} ${textIn(title, language)}</caption><thead><tr><th scope="col">${words.question}</th><th scope="col">${words.met}</th><th scope="col">${words.share}</th></tr></thead><tbody>
${indicators.map((indicator) => {
  const count = { met: ofHoweverFew(standings.all).indicators[indicator.id] ?? 0, total: standings.all.authorities };
  return html`<tr><th scope="row"><a href="${linkTo(pageOfIndicator(indicator.id))}">${indicator.id} ${textIn(indicator.text, language)}</a>${svgBar(percentOf(count))}</th><td class="number">${numberText(count.met, messages)}</td><td class="number">${percentText(percentOf(count), messages)}</td></tr>
`;
})}</tbody></table></div>`,
  ),
])}`;
  return sitePage({ path: 'questions.html', title: words.heading, section: 'questions', body }, site);
}

/** A page for each question; `written` holds the answers of everybody {@link toLearnFrom} shows, by authority. */
export function* questionPages(
  teachers: Teachers,
  written: ReadonlyMap<string, Answers>,
  site: RoundSite,
): Generator<SiteFile> {
  for (const [index, indicator] of indicatorsOf(site.questionnaire).entries()) {
    yield questionPage(index, indicator, teachers, written, site);
  }
}

function questionPage(
  index: number,
  { id, text }: Indicator,
  teachers: Teachers,
  written: ReadonlyMap<string, Answers>,
  site: RoundSite,
): SiteFile {
  const { messages, language, standings, showsEvidence } = site;
  const words = messages.dashboard.question;
  const { meeting = 0, withEvidence = 0, shown = [], others = [] } = teachers.get(id) ?? {};
  const count = { met: ofHoweverFew(standings.all).indicators[id] ?? 0, total: standings.all.authorities };
  const percent = percentText(percentOf(count), messages);
  const note = !showsEvidence ? words.hidden : withEvidence === 0 ? words.learnNone : null;
  const further = meeting - shown.length - others.length;
  const body = html`<p class="lead">${textIn(text, language)}</p>
<div class="card"><p>${fill(words.met, { ...count, percent })}</p>${svgBar(percentOf(count))}</div>
<section aria-labelledby="learn"><h2 id="learn">${words.learn}</h2>
${note === null ? '' : html`<p class="quiet">${note}</p>`}${
  shown.length < withEvidence && shown.length > 0
    ? html`<p class="quiet">${fill(words.first, { shown: shown.length, all: withEvidence })}</p>`
    : ''
}
<ul class="qa">${shown.map((row) => {
    const answer = written.get(row.profile.authority)?.get(id);
    return html`<li><p class="asked">${authorityLink(row)} <span class="quiet">${scoreText(row, site)}</span>${isVerified(row.profile, index) ? verifiedMark(messages) : ''}</p>
${answer === undefined ? '' : evidence(answer.evidence)}</li>
`;
  })}</ul></section>
${
  others.length === 0
    ? ''
    : html`<section aria-labelledby="others"><h2 id="others">${words.others}</h2><ul class="names">${others.map((row) => html`<li>${authorityLink(row)}</li>`)}</ul>${
        further > 0 ? html`<p class="quiet">${fill(words.othersMore, { more: numberText(further, messages) })}</p>` : ''
      }</section>`
}`;
  return sitePage(
    {
      path: pageOfIndicator(id),
      title: fill(words.title, { id }),
      section: 'questions',
      under: { name: messages.dashboard.pages.questions, path: 'questions.html' },
      body,
    },
    site,
  );
}

const authorityLink = ({ profile }: RankingRow): Html =>
  html`<a href="../${linkTo(pageOfAuthority(profile.authority))}">${profile.name}</a>`;

function scoreText({ profile: { percent }, rank }: RankingRow, { messages }: RoundSite): string {
  if (rank === null) return percentText(percent, messages);
  return fill(messages.dashboard.question.scores, { percent, rank });
}
