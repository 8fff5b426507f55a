import { html } from 'hono/html';
import type { Answers } from '../../../domain/answers/answer.ts';
import { indexName, type Question, type SelectQuestion } from '../../../domain/questionnaire/definition/definition.ts';
import {
  choicesOf,
  isGroup,
  isSelect,
  nodesByName,
  parentOf,
  questionsOf,
} from '../../../domain/questionnaire/definition/definition-tree.ts';
import { planOf } from '../../../domain/scoring/engine/plan.ts';
import type { QuestionCounters } from '../../../domain/standings/form-standings.ts';
import { ofHoweverFew } from '../../../domain/standings/limited.ts';
import { type Html, svgBar } from '../../html/html.ts';
import { relevanceInWords } from '../../words/condition-words.ts';
import { pointsText, shownText } from '../../words/form-scores.ts';
import { fill } from '../../words/messages.ts';
import { numberText, percentText } from '../../words/numbers.ts';
import { isVerified, verifiedMark } from '../badges.ts';
import { evidence } from '../evidence.ts';
import { linkTo, pageOfAuthority, pageOfIndicator, type SiteFile } from '../round-site.ts';
import { sitePage } from '../site-layout.ts';
import { type FormAnswers, type QuestionAnswers, quantileOf } from './form-answers.ts';
import type { FormRow, FormSite } from './form-site.ts';
import { labelOf, numbered, shownNumberOf, titleOfGroup } from './shown-texts.ts';

const nobody: QuestionCounters = { answered: 0, choices: [], blank: 0, unclear: 0, notCounted: 0, notAsked: 0 };
const countersOf = (name: string, { standings }: FormSite): QuestionCounters =>
  ofHoweverFew(standings.all).questions.get(name) ?? nobody;

const shareOf = (count: number, of: number): number => (of === 0 ? 0 : (100 * count) / of);

/** Every question with how many answered it, and what it scores on average. */
export function formQuestionsPage(answers: FormAnswers, site: FormSite): SiteFile {
  const { messages, questionnaire } = site;
  const words = messages.formSite.questions;
  const nodes = nodesByName(questionnaire);
  const byGroup = Map.groupBy(questionsOf(questionnaire), ({ parent }) => parent);
  const row = (question: Question): Html => {
    const { name } = question;
    const { answered } = countersOf(name, site);
    const average = answers.get(name)?.average ?? null;
    return html`<tr><th scope="row"><a href="${linkTo(pageOfIndicator(name))}">${numbered(question, site)}</a>${average === null ? '' : svgBar(Math.min(100, Math.max(0, 100 * average)))}</th><td class="number">${numberText(answered, messages)}</td><td class="number">${average === null ? '–' : percentText(100 * average, messages)}</td></tr>
`;
  };
  const body = html`<p class="lead">${words.intro}</p>
${[...byGroup].map(([name, members]) => {
  const group = nodes.get(name);
  const title = group !== undefined && isGroup(group) ? titleOfGroup(group, site) : words.other;
  const above = group !== undefined && isGroup(group) ? parentOf(questionnaire, group) : null;
  const caption = above === null ? title : `${titleOfGroup(above, site)} › ${title}`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${title}"><table><caption>${caption}</caption><thead><tr><th scope="col">${messages.dashboard.questions.question}</th><th scope="col">${words.answered}</th><th scope="col">${words.average}</th></tr></thead><tbody>
${members.map(row)}</tbody></table></div>
`;
})}`;
  return sitePage({ path: 'questions.html', title: words.heading, section: 'questions', body }, site);
}

/** A page for each question; `written` has the answers of everybody whose evidence is shown, by authority. */
export function* formQuestionPages(
  answers: FormAnswers,
  written: ReadonlyMap<string, Answers<string>>,
  site: FormSite,
): Generator<SiteFile> {
  for (const [at, question] of questionsOf(site.questionnaire).entries()) {
    const own = answers.get(question.name);
    if (own !== undefined) yield questionPage(question, at, own, written, site);
  }
}

function questionPage(
  question: Question,
  at: number,
  own: QuestionAnswers,
  written: ReadonlyMap<string, Answers<string>>,
  site: FormSite,
): SiteFile {
  const { messages, questionnaire } = site;
  const words = messages.formSite.question;
  const { name, label, parent, hint } = question;
  const number = shownNumberOf(question);
  const group = parent === indexName ? undefined : nodesByName(questionnaire).get(parent);
  const notes = [
    ...(group !== undefined && isGroup(group) ? [titleOfGroup(group, site)] : []),
    labelOf(hint, site),
    relevanceInWords(name, { definition: questionnaire, language: site.language, messages }),
    own.average === null ? '' : fill(words.average, { average: percentText(100 * own.average, messages, 1) }),
  ].filter((note) => note !== '');
  const body = html`${number === '' ? '' : html`<p class="lead">${labelOf(label, site)}</p>`}
${notes.map((note) => html`<p class="quiet">${note}</p>`)}
<section aria-labelledby="distribution"><h2 id="distribution">${words.answers}</h2>
${isSelect(question) ? choicesTable(question, site) : question.type === 'text' ? textPart(question, site) : numbersTable(question, own, site)}</section>
${evidencePart(question, at, own, written, site)}
${isSelect(question) ? whoPart(question, own, site) : ''}`;
  return sitePage(
    {
      path: pageOfIndicator(name),
      title: number === '' ? labelOf(label, site) : fill(messages.dashboard.question.title, { id: number }),
      section: 'questions',
      under: { name: messages.dashboard.pages.questions, path: 'questions.html' },
      body,
    },
    site,
  );
}

/** How many gave each answer, and why the others gave none that counts; shares are of those who were asked. */
function choicesTable(question: SelectQuestion, site: FormSite): Html {
  const { messages, questionnaire } = site;
  const words = messages.formSite.question;
  const counters = countersOf(question.name, site);
  const asked = askedIn(counters);
  const points = planOf(questionnaire).questions.get(question.name)?.scoring?.points;
  const choices = choicesOf(questionnaire, question).map(({ name, label }, at): Html => {
    const count = counters.choices[at] ?? 0;
    const own = points?.get(name);
    const worth =
      points === undefined ? '' : html`<td class="number">${own === undefined ? '' : pointsText(own, messages)}</td>`;
    return html`<tr><th scope="row">${labelOf(label, site)}${svgBar(shareOf(count, asked))}</th>${worth}<td class="number">${numberText(count, messages)}</td><td class="number">${percentText(shareOf(count, asked), messages)}</td></tr>
`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${words.answers}"><table>${question.type === 'select_multiple' ? html`<caption>${words.several}</caption>` : ''}<thead><tr><th scope="col">${words.choice}</th>${points === undefined ? '' : html`<th scope="col">${words.points}</th>`}<th scope="col">${words.authorities}</th><th scope="col">${words.share}</th></tr></thead><tbody>
${choices}${othersRows(counters, points === undefined ? 0 : 1, site)}</tbody></table></div>`;
}

const askedIn = ({ answered, blank, unclear, notCounted }: QuestionCounters): number =>
  answered + blank + unclear + notCounted;

/** Who gave no answer that counts; `beside`: columns that say nothing of them. */
function othersRows(counters: QuestionCounters, beside: number, site: FormSite): Html[] {
  const words = site.messages.formSite.question;
  const asked = askedIn(counters);
  return (['blank', 'unclear', 'notCounted', 'notAsked'] as const)
    .filter((state) => counters[state] > 0)
    .map(
      (
        state,
      ) => html`<tr><th scope="row"><span class="quiet">${words[state]}</span></th>${beside > 0 ? html`<td></td>` : ''}<td class="number">${numberText(counters[state], site.messages)}</td><td class="number">${state === 'notAsked' ? '' : percentText(shareOf(counters[state], asked), site.messages)}</td></tr>
`,
    );
}

function othersTable(counters: QuestionCounters, site: FormSite): Html | '' {
  const rows = othersRows(counters, 0, site);
  const words = site.messages.formSite.question;
  if (rows.length === 0) return '';
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${words.blank}"><table><thead><tr><th scope="col">${words.choice}</th><th scope="col">${words.authorities}</th><th scope="col">${words.share}</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

/** The numbers in order, at their ends, in the middle and at the quarters. */
function numbersTable(
  question: Exclude<Question, SelectQuestion | { type: 'text' }>,
  { numbers }: QuestionAnswers,
  site: FormSite,
): Html {
  const { messages } = site;
  const words = messages.formSite.question;
  const unit = question.unit === undefined || question.unit === 'money' ? '' : ` ${question.unit}`;
  const text = (number: number | null): string => (number === null ? '–' : `${numberText(number, messages, 6)}${unit}`);
  const places = [
    ...[['lowest', 0] as const, ['lower', 0.25] as const, ['median', 0.5] as const],
    ...[['upper', 0.75] as const, ['highest', 1] as const],
  ];
  const table =
    numbers.length === 0
      ? ''
      : html`<p>${fill(words.numbers, { answered: numberText(numbers.length, messages), median: text(quantileOf(numbers, 0.5)) })}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${words.answers}"><table><thead><tr><th scope="col">${words.answers}</th><th scope="col">${words.number}</th></tr></thead><tbody>
${places.map(([name, part]) => html`<tr><th scope="row">${words[name]}</th><td class="number">${text(quantileOf(numbers, part))}</td></tr>\n`)}</tbody></table></div>`;
  return html`${table}${othersTable(countersOf(question.name, site), site)}`;
}

function textPart({ name }: Question, site: FormSite): Html {
  const counters = countersOf(name, site);
  const { messages } = site;
  return html`<p>${fill(messages.formSite.question.text, { answered: numberText(counters.answered, messages) })}</p>
${othersTable(counters, site)}`;
}

/** The evidence of those that score here, as long as a page can be read. */
function evidencePart(
  question: Question,
  at: number,
  { withEvidence }: QuestionAnswers,
  written: ReadonlyMap<string, Answers<string>>,
  site: FormSite,
): Html | '' {
  const { messages, showsEvidence, questionnaire } = site;
  const words = messages.formSite.question;
  const isScored = planOf(questionnaire).questions.get(question.name)?.scoring != null;
  if (!isScored) return '';
  const note = !showsEvidence ? words.hidden : withEvidence.length === 0 ? words.learnNone : null;
  return html`<section aria-labelledby="learn"><h2 id="learn">${words.learn}</h2>
${note === null ? '' : html`<p class="quiet">${note}</p>`}
<ul class="qa">${withEvidence.map((row) => {
    const answer = written.get(row.profile.authority)?.get(question.name);
    return html`<li><p class="asked">${authorityLink(row)} <span class="quiet">${shownText(questionnaire, row.profile.percent, messages)}</span>${isVerified(row.profile, at) ? verifiedMark(messages) : ''}</p>
${answer === undefined ? '' : evidence(answer.evidence)}</li>
`;
  })}</ul></section>`;
}

const authorityLink = ({ profile }: FormRow): Html =>
  html`<a href="../${linkTo(pageOfAuthority(profile.authority))}">${profile.name}</a>`;

/** The authorities of each answer, by rank. */
function whoPart(question: SelectQuestion, { byChoice }: QuestionAnswers, site: FormSite): Html | '' {
  const { messages, questionnaire } = site;
  const words = messages.formSite.question;
  if (byChoice.size === 0) return '';
  const counters = countersOf(question.name, site);
  return html`<section aria-labelledby="who"><h2 id="who">${words.who}</h2>
${choicesOf(questionnaire, question).map(({ name, label }, at) => {
  const named = byChoice.get(name) ?? [];
  if (named.length === 0) return '';
  const more = (counters.choices[at] ?? 0) - named.length;
  return html`<h3>${labelOf(label, site)}</h3><ul class="names">${named.map((row) => html`<li>${authorityLink(row)}</li>`)}</ul>${more > 0 ? html`<p class="quiet">${fill(words.more, { more: numberText(more, messages) })}</p>` : ''}
`;
})}</section>`;
}
