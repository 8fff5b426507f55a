import { html, raw } from 'hono/html';
import type { Answer } from '../../../domain/answers/answer.ts';
import type { Group, Question } from '../../../domain/questionnaire/definition/definition.ts';
import { indexName } from '../../../domain/questionnaire/definition/definition.ts';
import {
  choiceLabel,
  groupTitle,
  isSelect,
  nodesByName,
  parentOf,
  questionsOf,
} from '../../../domain/questionnaire/definition/definition-tree.ts';
import { planOf } from '../../../domain/scoring/engine/plan.ts';
import { isMissing } from '../../../domain/scoring/engine/relevance.ts';
import type { ScoredForm } from '../../../domain/scoring/form-score.ts';
import { compared, one } from '../../../domain/scoring/rational.ts';
import { shareBand } from '../../../domain/scoring/share-band.ts';
import { meanOfShown } from '../../../domain/scoring/shown-counters.ts';
import { formGroupsOf, rankAmongShown } from '../../../domain/standings/form-standings.ts';
import { ofHoweverFew } from '../../../domain/standings/limited.ts';
import { type Html, svgBar } from '../../html/html.ts';
import { radarSvg } from '../../pictures/radar.ts';
import {
  barPercent,
  decimalText,
  groupScores,
  indexText,
  partText,
  pointsText,
  shareText,
} from '../../words/form-scores.ts';
import { countryName } from '../../words/group-names.ts';
import { labelled } from '../../words/labelled.ts';
import { fill } from '../../words/messages.ts';
import { numberText, percentText } from '../../words/numbers.ts';
import { type Place, pickNavigation, placeFacts } from '../authority-parts.ts';
import { isVerified, verifiedMark } from '../badges.ts';
import { evidence, publicText } from '../evidence.ts';
import { linkTo, pageOfIndicator, type SiteFile } from '../round-site.ts';
import { authoritySitePage } from '../site-layout.ts';
import { markOfPercent, sectionLegend } from './form-badges.ts';
import { type FormSite, type PublishedForm, scoredProfile, sectionsOf } from './form-site.ts';
import { numbered, softened, titleOfGroup } from './shown-texts.ts';

/** All that is public of one authority: its place, its sections, its answers with their points and evidence. */
export function formAuthorityPage(authority: PublishedForm, site: FormSite): SiteFile {
  const { profile } = authority;
  const { messages, questionnaire } = site;
  const words = messages.dashboard.authority;
  const own = messages.formSite.authority;
  const scored = scoredProfile(profile, questionnaire);
  const { country, population, kind = null } = profile;
  const size = messages.dashboard.ranking.size;
  const about = [
    ...(country === null ? [] : [countryName(country, messages)]),
    ...(kind === null || kind === '' ? [] : [kind]),
    ...(population === null ? [] : [labelled(size, numberText(population, messages), messages.workbook.locale)]),
  ];
  const index = scored.scored.nodes.get(indexName) ?? null;
  const body = html`<p class="lead">${about.join(' · ')}</p>
<dl class="facts">
<div><dt>${words.score}</dt><dd class="large">${shownLarge(profile.percent, site)}</dd><dd>${
    questionnaire.shown.as === 'points' ? indexText(questionnaire, scored.scored, profile.percent, messages) : ''
  }</dd>${svgBar(barPercent(index))}</div>
${placeFacts(placeOf(authority, site), site)}
</dl>
<section aria-labelledby="sections"><h2 id="sections">${own.sections}</h2>
${sectionsPart(profile.name, scored, site)}</section>
<section aria-labelledby="answers"><h2 id="answers">${words.answers}</h2>${answersPart(authority, scored, site)}</section>`;
  return authoritySitePage(profile, body, site);
}

/** The number alone where the line below says of how many points. */
function shownLarge(shown: number, { questionnaire: { shown: how }, messages }: FormSite): string {
  const number = decimalText(shown, how.decimals, messages);
  return how.as === 'percent' ? fill(messages.page.percent, { number }) : number;
}

function placeOf({ profile }: PublishedForm, { standings }: FormSite): Place {
  const { shown } = ofHoweverFew(standings.all);
  return {
    rank: rankAmongShown(standings.all, profile.percent),
    alike: shown.find(([number]) => number === profile.percent)?.[1] ?? 1,
    groups: formGroupsOf(profile).map((group) => {
      const tally = standings.groups[group];
      return [group, tally === undefined ? null : rankAmongShown(tally, profile.percent)];
    }),
  };
}

/** So many axes a picture can have; fewer than three are no area. */
const axesThatFit = { least: 3, most: 14 } as const;

function sectionsPart(name: string, scored: ScoredForm, site: FormSite): Html {
  const { length } = sectionsOf(site.questionnaire);
  const table = html`${sectionsTable(scored, site)}${sectionLegend(site.messages)}`;
  if (length < axesThatFit.least || length > axesThatFit.most) return table;
  return html`<div class="two"><figure class="radar">${radar(name, scored, site)}</figure>
<div>${table}</div></div>`;
}

const meanPercentOf = (section: string, { standings }: FormSite): number | null =>
  meanOfShown(ofHoweverFew(standings.all).sections.get(section) ?? [], 0);

function radar(name: string, { scored }: ScoredForm, site: FormSite): Html {
  const { messages, questionnaire, language } = site;
  const { radar: words } = messages.page;
  const axes = sectionsOf(questionnaire).map((group) => {
    const own = barPercent(scored.nodes.get(group.name) ?? null);
    const average = Math.max(0, meanPercentOf(group.name, site) ?? 0);
    const band = shareBand({ met: Math.round(own), total: 100 });
    return { label: groupTitle(group, language, questionnaire), own: own / 100, band, compared: [average / 100] };
  });
  const told = axes.map(({ label, own, compared: [average = 0] }) =>
    fill(messages.formSite.authority.axis, {
      ...{ section: label, own: Math.round(100 * own), average: Math.round(100 * average) },
    }),
  );
  return raw(
    radarSvg({
      title: fill(words.title, { authority: name }),
      description: fill(words.description, { axes: told.join(' ') }),
      ...{ own: name, compared: [words.average], bands: words.bands, percent: messages.page.percent, axes },
    }),
  );
}

/** Each group in the nesting of the questionnaire: its points, its score, and the average of all. */
function sectionsTable({ scored }: ScoredForm, site: FormSite): Html {
  const { messages, questionnaire } = site;
  const words = messages.dashboard.authority;
  const own = messages.formSite.authority;
  const row = ({ group, level, node }: ReturnType<typeof groupScores>[number]): Html => {
    const average = meanPercentOf(group.name, site);
    const why = scored.asked.get(group.name) === false ? own.notAsked : own.tooLittle;
    const note = node === null ? html`<br><span class="quiet">${why}</span>` : '';
    const points = node === null ? '' : partText(questionnaire, group.name, node, messages);
    const share = node?.score == null ? '' : html` class="${markOfPercent(Math.round(barPercent(node)))}"`;
    const bar = node === null ? '' : svgBar(barPercent(node), average === null ? null : Math.max(0, average));
    return html`<tr class="${level === 0 ? 'pillar' : 'category'}"><th scope="row"><a href="#group-${group.name}">${titleOfGroup(group, site)}</a>${points === '' || points === '–' ? '' : html` <span class="quiet">${points}</span>`}${note}${bar}</th><td${share}>${shareText(questionnaire, node, messages)}</td><td class="number">${average === null ? '–' : percentText(average, messages)}</td></tr>
`;
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${own.sections}"><table><thead><tr><th scope="col">${own.section}</th><th scope="col">${words.score}</th><th scope="col">${words.average}</th></tr></thead><tbody>
${groupScores(questionnaire, scored).map(row)}</tbody></table></div>`;
}

/** The groups in which a group stands, the outermost first, and itself. */
function pathOf(group: Group, { questionnaire }: FormSite): Group[] {
  const path: Group[] = [];
  for (let at: Group | null = group; at !== null; at = parentOf(questionnaire, at)) path.unshift(at);
  return path;
}

function answersPart(authority: PublishedForm, scored: ScoredForm, site: FormSite): Html {
  const { messages, questionnaire, showsEvidence } = site;
  const words = messages.dashboard.authority;
  const own = messages.formSite.authority;
  const note = !showsEvidence ? words.hidden : authority.written === null ? words.withdrawn : null;
  const nodes = nodesByName(questionnaire);
  const questions = questionsOf(questionnaire);
  const byGroup = Map.groupBy(questions, ({ parent }) => parent);
  const looks = new Map(questions.map((question) => [question.name, lookOf(question, scored)]));
  const countOf = (look: Look): number => [...looks.values()].filter((one) => one === look).length;
  const pick = pickNavigation(
    [
      ['answers', words.all, questions.length],
      ['not-met', own.notFull, countOf('is-not')],
      ['met', own.full, countOf('is-met')],
    ],
    messages,
  );
  const reached = new Set<string>();
  const groupOf = (name: string, members: readonly Question[]): Html => {
    const group = nodes.get(name);
    const above = group?.type === 'group' ? pathOf(group, site) : [];
    // Groups that ask nothing themselves begin where the first of their groups does.
    const begun = above.filter((one) => one !== group && !reached.has(one.name));
    for (const one of above) reached.add(one.name);
    const anchors = begun.map((one) => html`<span id="group-${one.name}"></span>`);
    const titles = above.map((one) => titleOfGroup(one, site));
    const heading = above.length === 0 ? '' : html`${anchors}<h3 id="group-${name}">${titles.join(' › ')}</h3>`;
    const inside = [...new Set(members.map((question) => looks.get(question.name)))];
    const [only] = inside;
    return html`<div class="${inside.length === 1 ? `group ${only}` : 'group'}">${heading}
<ol class="qa">${members.map((question) => answerItem(question, authority, scored, site))}</ol></div>
`;
  };
  return html`${note === null ? '' : html`<p class="quiet">${note}</p>`}
<div id="met"><div id="not-met">
${pick}
${[...byGroup].map(([name, members]) => groupOf(name, members))}</div></div>`;
}

/** Classes by which an answer goes: what is not scored, or not asked, has neither all points nor less. */
type Look = 'is-met' | 'is-not' | 'is-met is-not';

function lookOf({ name }: Question, { scored }: ScoredForm): Look {
  const node = scored.nodes.get(name);
  if (node == null || scored.asked.get(name) === false || node.score === null) return 'is-met is-not';
  return compared(node.score, one) >= 0 ? 'is-met' : 'is-not';
}

function answerItem(question: Question, { profile, written }: PublishedForm, scored: ScoredForm, site: FormSite): Html {
  const { messages, questionnaire, showsEvidence } = site;
  const { name } = question;
  const at = questionsOf(questionnaire).findIndex((other) => other.name === name);
  const answer = written?.answers.get(name);
  const said = saidAnswer(question, answer, scored, site);
  const text = showsEvidence ? (answer?.evidence ?? '').trim() : '';
  const node = scored.scored.nodes.get(name) ?? null;
  const isAsked = scored.scored.asked.get(name) !== false;
  const points = !isAsked || node === null ? '' : pointsMark(node, site);
  return html`<li class="${lookOf(question, scored)}"><p class="asked"><a href="../${linkTo(pageOfIndicator(name))}">${numbered(question, site)}</a> ${points}${isVerified(profile, at) ? verifiedMark(messages) : ''}</p>
<p>${said.isAnswer ? html`<strong>${said.text}</strong>` : html`<span class="quiet">${said.text}</span>`}</p>
${text === '' || text === said.text ? '' : evidence(text)}</li>
`;
}

function pointsMark(node: Parameters<typeof barPercent>[0] & object, { messages }: FormSite): Html {
  const { countOf, points: onlyPoints } = messages.formResults;
  // Of what can only take away there is no most.
  const words = node.score === null ? onlyPoints : countOf;
  const text = fill(words, { points: pointsText(node.points, messages), most: pointsText(node.most, messages) });
  const mark = node.score === null ? 'number' : markOfPercent(Math.round(barPercent(node)));
  return html`<span class="${mark}">${text}</span>`;
}

/** What was answered, in the words of the questionnaire; or why there is nothing that counts. */
function saidAnswer(
  question: Question,
  answer: Answer<string> | undefined,
  { given, scored }: ScoredForm,
  { messages, language, questionnaire, showsEvidence }: FormSite,
): { readonly text: string; readonly isAnswer: boolean } {
  const own = messages.formSite.authority;
  const not = (text: string) => ({ text, isAnswer: false });
  if (scored.asked.get(question.name) === false) return not(own.notAsked);
  const found = given.get(question.name);
  if (found === undefined) return not(own.blank);
  if ('doesNotCount' in found)
    return not(fill(own.doesNotCount, { reason: messages.form.review.reasons[found.doesNotCount] }));
  if ('text' in found) {
    const text =
      answer === undefined || !showsEvidence
        ? ''
        : publicText(answer.value.startsWith('=') ? answer.value.slice(1) : answer.evidence);
    return text === '' ? not(own.text) : { text, isAnswer: true };
  }
  if ('number' in found) {
    const number = numberText(Number(found.number), messages, 12);
    const unit =
      'unit' in question && question.unit !== undefined && question.unit !== 'money' ? ` ${question.unit}` : '';
    return { text: `${number}${unit}`, isAnswer: true };
  }
  if (!isSelect(question)) return not(own.blank);
  const labels = found.choices.map((choice) => choiceLabel(questionnaire, question, choice, language) ?? choice);
  const planned = planOf(questionnaire).questions.get(question.name);
  const counts = planned === undefined || !isMissing(planned, found);
  return labels.length === 0 ? not(own.blank) : { text: softened(labels.join(' · ')), isAnswer: counts };
}
