import pMap from 'p-map';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { isOfForm } from '../../shared/domain/standings/any-standings.ts';
import type { Profile } from '../../shared/domain/standings/standings.ts';
import { begin } from '../../shared/ports/asked-once.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import type { PublicationPart, PublicationQueue, SiteEntries, SiteStore } from '../../shared/ports/site.ts';
import type { StandingsStore } from '../../shared/ports/standings-store.ts';
import { together } from '../../shared/ports/together.ts';
import { authorityPage } from '../../shared/rendering/site/authority-page.ts';
import { formAuthorityPage } from '../../shared/rendering/site/form/form-authority-page.ts';
import { formRanking } from '../../shared/rendering/site/form/form-ranking-rows.ts';
import { type FormSite, formSite } from '../../shared/rendering/site/form/form-site.ts';
import { formSiteFiles } from '../../shared/rendering/site/form/form-site-files.ts';
import { toLearnFrom } from '../../shared/rendering/site/question-pages.ts';
import { rankingRows } from '../../shared/rendering/site/ranking-rows.ts';
import { type RoundSite, roundSite, type SiteFile } from '../../shared/rendering/site/round-site.ts';
import type { OtherRound } from '../../shared/rendering/site/rounds-page.ts';
import { notFoundFile, siteFiles } from '../../shared/rendering/site/site-files.ts';
import { loadProfiles } from '../../shared/use-cases/load-profiles.ts';
import {
  loadPublishedAnswers,
  loadPublishedForm,
  type WrittenSources,
} from '../../shared/use-cases/load-published-answers.ts';
import { type PlanSources, type PublicationPlan, publicationPlans, siteFolder } from './publication-plan.ts';

export interface PublishDependencies extends PlanSources {
  readonly standings: Pick<StandingsStore, 'publication' | 'shard'>;
  readonly store: WrittenSources['store'];
  readonly catalogue: Catalogue;
  readonly questionnaires: Pick<Questionnaires, 'find'>;
  readonly site: Pick<SiteStore, 'put' | 'count'>;
  readonly entries: Pick<SiteEntries, 'folder' | 'switchTo'>;
  readonly publications: PublicationQueue;
  /** After so many pages the rest is another message's: each has time enough, whatever the number of authorities. */
  readonly pagesOfPart: number;
}

export interface PublishOutcome {
  /**
   * - there: it is the site of its round already
   * - continued: a part is done, the next is asked for
   * - overtaken: it is no longer what should be public
   * - incomplete: what it stands on is being erased; the next standings are published
   */
  readonly outcome: 'there' | 'continued' | 'switched' | 'overtaken' | 'incomplete';
  readonly files: number;
}

/** Files read and written at once. */
const filesAtOnce = 24;

/**
 * Writes a part of a round's site into a folder nobody sees yet. Whoever writes the last part checks that all is there
 * and then, in one write, makes the folder the round's site: readers see the old one or the new one, never half of it.
 */
export async function publishPart(part: PublicationPart, deps: PublishDependencies): Promise<PublishOutcome> {
  const { round, folder } = part;
  const [plans, shownNow] = await Promise.all([publicationPlans(deps), deps.entries.folder(round)]);
  const plan = plans.find((one) => one.round.id === round && one.folder === folder);
  if (plan === undefined) return { outcome: 'overtaken', files: 0 };
  if (shownNow === folder) return { outcome: 'there', files: 0 };
  const pages = await pagesOf(plan, deps);
  let files = 0;
  let shard = part.fromShard;
  const { length } = plan.publication.shards;
  const load = (of: number) => loadProfiles(plan.publication, deps.standings, of);
  let loading = shard < length ? load(shard) : null;
  for (; loading !== null && files < deps.pagesOfPart; shard += 1) {
    const members: readonly Profile[] | null = await loading;
    if (members === null) return { outcome: 'incomplete', files };
    // The next one is read while the pages of this one are written.
    loading = shard + 1 < length && files + members.length < deps.pagesOfPart ? load(shard + 1) : null;
    if (loading !== null) begin([loading]);
    files += await publishAuthorities(members, plan, pages, deps);
  }
  if (shard < length) {
    await deps.publications.request({ round, folder, fromShard: shard });
    return { outcome: 'continued', files };
  }
  const profiles = await loadProfiles(plan.publication, deps.standings);
  if (profiles === null) return { outcome: 'incomplete', files };
  files += await publishWhole(profiles, plan, pages, deps);
  const count = await deps.site.count(`${siteFolder(round, folder)}authorities/`);
  if (count !== profiles.length) {
    throw new Error(`The site of round ${round} has ${count} pages of ${profiles.length} authorities`);
  }
  const first = plans[0]?.round.id ?? round;
  const shown = first === round || (await deps.entries.folder(first)) !== null ? first : round;
  return { outcome: await deps.entries.switchTo({ round, folder, first: shown }), files };
}

/** The pages of a round, by whichever questionnaire it is. */
interface RoundPages {
  authority(profile: Profile): Promise<SiteFile>;
  /** Everything else, of all authorities. */
  whole(profiles: readonly Profile[], others: readonly OtherRound[]): Promise<AsyncIterable<SiteFile>>;
}

async function pagesOf(plan: PublicationPlan, deps: PublishDependencies): Promise<RoundPages> {
  const { round, publication, finality, language, rounds } = plan;
  const { standings } = publication;
  const key = standings.questionnaire;
  const about = { language, rounds, finality, showsEvidence: round.publishesEvidence === true };
  const { timeZone } = round;
  if (isOfForm(standings)) {
    const questionnaire = await deps.questionnaires.find(key);
    if (questionnaire === null) throw new Error(`Questionnaire ${key} is not known`);
    return formPages(formSite({ standings, questionnaire, ...about, timeZone }), deps);
  }
  const questionnaire = deps.catalogue.find(key);
  if (questionnaire === undefined) throw new Error(`Questionnaire ${key} is not known`);
  return yesNoPages(roundSite({ standings, questionnaire, ...about, timeZone }), deps);
}

/** Of a questionnaire of the product. */
function yesNoPages(site: RoundSite, deps: PublishDependencies): RoundPages {
  const writtenBy = (profile: Profile, showsEvidence: boolean) =>
    loadPublishedAnswers(profile, site.standings, showsEvidence, deps);
  return {
    authority: async (profile) =>
      authorityPage({ profile, written: await writtenBy(profile, site.showsEvidence) }, site),
    async whole(profiles, others) {
      const rows = rankingRows(profiles, site);
      const teachers = toLearnFrom(rows, site);
      const taught = [...teachers.values()].flatMap(({ shown }) => shown.map(({ profile }) => profile));
      const written = await answersOf(taught, async (profile) => (await writtenBy(profile, true))?.answers);
      return siteFiles({ rows, teachers, written, others }, site);
    },
  };
}

/** Of an office's own questionnaire. */
function formPages(site: FormSite, deps: PublishDependencies): RoundPages {
  const writtenBy = (profile: Profile) => loadPublishedForm(profile, site.standings, site.showsEvidence, deps);
  return {
    authority: async (profile) => formAuthorityPage({ profile, written: await writtenBy(profile) }, site),
    async whole(profiles, others) {
      const { rows, answers, texts } = formRanking(profiles, site);
      const taught = [...answers.values()].flatMap(({ withEvidence }) => withEvidence.map(({ profile }) => profile));
      const written = await answersOf(taught, async (profile) => (await writtenBy(profile))?.answers);
      return formSiteFiles({ rows, answers, texts, written, others }, site);
    },
  };
}

/** What those whose evidence is shown have written, by authority. */
async function answersOf<A>(
  profiles: readonly Profile[],
  load: (profile: Profile) => Promise<A | undefined>,
): Promise<Map<string, A>> {
  const written = new Map<string, A>();
  await pMap(
    new Set(profiles),
    async (profile) => {
      const own = await load(profile);
      if (own !== undefined) written.set(profile.authority, own);
    },
    { concurrency: filesAtOnce },
  );
  return written;
}

async function publishAuthorities(
  profiles: readonly Profile[],
  { round, folder }: PublicationPlan,
  pages: RoundPages,
  deps: PublishDependencies,
): Promise<number> {
  await pMap(
    profiles,
    async (profile) => {
      const { path, content } = await pages.authority(profile);
      await deps.site.put(siteFolder(round.id, folder) + path, content);
    },
    { concurrency: filesAtOnce },
  );
  return profiles.length;
}

async function publishWhole(
  profiles: readonly Profile[],
  { round, folder, earlier }: PublicationPlan,
  pages: RoundPages,
  deps: PublishDependencies,
): Promise<number> {
  const others: OtherRound[] = [];
  for (const publication of earlier) {
    const { standings } = publication;
    const before = (await loadProfiles(publication, deps.standings)) ?? [];
    const percents = new Map(before.map(({ authority, percent }) => [authority, percent]));
    const definition = isOfForm(standings) ? await deps.questionnaires.find(standings.questionnaire) : null;
    others.push({ standings, percents, ...(definition === null ? {} : { definition }) });
  }
  const files = await pages.whole(profiles, others);
  const putting = pMap(files, ({ path, content }) => deps.site.put(siteFolder(round.id, folder) + path, content), {
    concurrency: filesAtOnce,
  });
  const [put] = await together([putting, deps.site.put(notFoundFile.path, notFoundFile.content)]);
  return put.length;
}
