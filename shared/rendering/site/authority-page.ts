import { html } from 'hono/html';
import { type Answer, decodeAnswers } from '../../domain/answers/answer.ts';
import type { BackgroundValue, BackgroundValues } from '../../domain/answers/background.ts';
import { type Indicator, indicatorsOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import type { Count } from '../../domain/scoring/count.ts';
import { score } from '../../domain/scoring/scoring.ts';
import { ofHoweverFew } from '../../domain/standings/limited.ts';
import { groupsOf, rankAmong } from '../../domain/standings/standings.ts';
import { pooled } from '../../domain/standings/tally.ts';
import { type Html, svgBar } from '../html/html.ts';
import { countedHeading, countedWords } from '../words/counted-words.ts';
import { countryName } from '../words/group-names.ts';
import { labelled } from '../words/labelled.ts';
import { fill } from '../words/messages.ts';
import { numberText, percentOf, percentText } from '../words/numbers.ts';
import { type Place, pickNavigation, placeFacts } from './authority-parts.ts';
import { countText, isVerified, legend, markOfCount, verifiedMark } from './badges.ts';
import { evidence, publicText } from './evidence.ts';
import { linkTo, type PublishedAuthority, pageOfIndicator, type RoundSite, type SiteFile } from './round-site.ts';
import { authoritySitePage } from './site-layout.ts';
import { siteRadar } from './site-radar.ts';

type Counts = Readonly<Record<string, Count>>;

/** All that is public of one authority: its place, its categories, its answers with their evidence, its figures. */
export function authorityPage(authority: PublishedAuthority, site: RoundSite): SiteFile {
  const { profile } = authority;
  const { messages, questionnaire, standings } = site;
  const words = messages.dashboard.authority;
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const { met, total, categories, pillars } = score(
    questionnaire,
    decodeAnswers(ids, profile.answerCode),
    standings.method,
  );
  const about = [
    ...(profile.country === null ? [] : [countryName(profile.country, messages)]),
    ...(profile.population === null
      ? []
      : [
          labelled(messages.dashboard.ranking.size, numberText(profile.population, messages), messages.workbook.locale),
        ]),
  ];
  const body = html`<p class="lead">${about.join(' · ')}</p>
<dl class="facts">
<div><dt>${words.score}</dt><dd class="large">${percentText(profile.percent, messages)}</dd><dd>${countedWords({ met, total }, questionnaire, messages)}</dd>${
    met === total ? '' : html`<dd><a href="#not-met">${fill(words.notMetCount, { count: total - met })}</a></dd>`
  }</div>
${placeFacts(placeOf(authority, site), site)}
</dl>
<section aria-labelledby="categories"><h2 id="categories">${words.categories}</h2>
<div class="two"><figure class="radar">${siteRadar(profile.name, Object.values(categories), site)}</figure>
<div>${categoriesTable({ categories, pillars }, site)}${legend(messages)}</div></div></section>
<section aria-labelledby="answers"><h2 id="answers">${words.answers}</h2>${answersPart(authority, site)}</section>
${backgroundSection(authority.written?.background ?? null, site)}`;
  return authoritySitePage(profile, body, site);
}

function placeOf({ profile }: PublishedAuthority, { standings }: RoundSite): Place {
  const { percents } = ofHoweverFew(standings.all);
  return {
    rank: rankAmong(standings.all, profile.percent),
    alike: percents[profile.percent] ?? 1,
    groups: groupsOf(profile).map((group) => {
      const tally = standings.groups[group];
      return [group, tally === undefined ? null : rankAmong(tally, profile.percent)];
    }),
  };
}

function categoriesTable(own: { categories: Counts; pillars: Counts }, site: RoundSite): Html {
  const { messages, questionnaire, language, standings } = site;
  const words = messages.dashboard.authority;
  const all = ofHoweverFew(standings.all);
  const row = (
    id: string,
    name: string,
    count: Count | undefined,
    histogram: readonly number[] | undefined,
    level: string,
  ) => {
    if (count === undefined) return '';
    const average = percentOf(pooled(histogram ?? []));
    return html`<tr class="${level}"><th scope="row">${level === 'category' ? html`<a href="#category-${id}">${id} ${name}</a>` : html`${id} ${name}`}${svgBar(percentOf(count), average)}</th><td class="${markOfCount(count)}">${countText(count, messages)}</td><td class="number">${percentText(average, messages)}</td></tr>
`;
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${words.categories}"><table><thead><tr><th scope="col">${words.category}</th><th scope="col">${countedHeading(questionnaire, messages)}</th><th scope="col">${words.average}</th></tr></thead><tbody>
${questionnaire.pillars.map(({ id, title, categories }) => [
  row(id, textIn(title, language), own.pillars[id], all.pillars[id], 'pillar'),
  ...categories.map((category) =>
    row(
      category.id,
      textIn(category.title, language),
      own.categories[category.id],
      all.categories[category.id],
      'category',
    ),
  ),
])}</tbody></table></div>`;
}

function answersPart({ profile, written }: PublishedAuthority, site: RoundSite): Html {
  const { messages, questionnaire, language, showsEvidence } = site;
  const words = messages.dashboard.authority;
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const values = decodeAnswers(ids, profile.answerCode);
  const verified = new Set(ids.filter((_, index) => isVerified(profile, index)));
  const met = new Set(ids.filter((id) => values.get(id) === 'yes'));
  const note = !showsEvidence ? words.hidden : written === null ? words.withdrawn : null;
  const pick = pickNavigation(
    [
      ['answers', words.all, ids.length],
      ['not-met', words.notMetCount, ids.length - met.size],
      ['met', words.metCount, met.size],
    ],
    messages,
  );
  return html`${note === null ? '' : html`<p class="quiet">${note}</p>`}
<div id="met"><div id="not-met">
${pick}
${questionnaire.pillars.map((pillar) =>
  pillar.categories.map(
    ({
      id,
      title,
      indicators,
    }) => html`<div class="${groupLook(indicators, met)}"><h3 id="category-${id}">${id} ${textIn(title, language)}</h3>
<ol class="qa">${indicators.map((indicator) =>
      answerItem(
        indicator,
        { value: values.get(indicator.id) ?? 'unanswered', isVerified: verified.has(indicator.id) },
        written?.answers.get(indicator.id),
        site,
      ),
    )}</ol></div>
`,
  ),
)}</div></div>`;
}

/** Classes by which a category goes when nothing of it is shown. */
function groupLook(indicators: readonly Indicator[], met: ReadonlySet<string>): string {
  const count = indicators.filter(({ id }) => met.has(id)).length;
  return count === indicators.length ? 'group is-met' : count === 0 ? 'group is-not' : 'group';
}

function answerItem(
  { id, text }: Indicator,
  { value, isVerified }: { readonly value: Answer['value']; readonly isVerified: boolean },
  answer: Answer | undefined,
  { messages, language, showsEvidence, standings }: RoundSite,
): Html {
  const words = messages.dashboard;
  const look = value === 'yes' || value === 'no' ? value : 'open';
  const written = showsEvidence ? (answer?.evidence ?? '').trim() : '';
  const facts = { met: ofHoweverFew(standings.all).indicators[id] ?? 0, total: standings.all.authorities };
  return html`<li class="${value === 'yes' ? 'is-met' : 'is-not'}"><p class="asked"><a href="../${linkTo(pageOfIndicator(id))}">${id} ${textIn(text, language)}</a> <span class="said ${look}">${words.answers[value]}</span>${isVerified ? verifiedMark(messages) : ''}</p>
${written === '' ? '' : evidence(written)}<p class="quiet">${fill(words.authority.metBy, facts)}</p></li>
`;
}

/** The background figures: as numbers where they are, else as they were written. */
function backgroundSection(values: BackgroundValues | null, site: RoundSite): Html | '' {
  if (values === null) return '';
  const { messages, questionnaire, language } = site;
  const words = messages.dashboard.authority;
  return html`<section aria-labelledby="background"><h2 id="background">${words.background}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${words.background}"><table><thead><tr><th scope="col">${words.figure}</th><th scope="col">${words.value}</th><th scope="col">${words.year}</th></tr></thead><tbody>
${questionnaire.background.map(({ id, text }) => {
  const value = values.get(id);
  return html`<tr><th scope="row">${textIn(text, language)}</th><td>${shown(value, site)}</td><td>${value?.year ?? ''}</td></tr>
`;
})}</tbody></table></div></section>`;
}

function shown(value: BackgroundValue | undefined, { messages, showsEvidence }: RoundSite): string {
  const notGiven = messages.dashboard.authority.notGiven;
  if (value === undefined) return notGiven;
  if (value.value !== null) return [numberText(value.value, messages), value.unit ?? ''].join(' ').trim();
  // What is no number is a text of the authority, like evidence.
  return showsEvidence && value.raw.trim() !== '' ? publicText(value.raw) : notGiven;
}
