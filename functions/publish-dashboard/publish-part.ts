import pMap from 'p-map';
import type { Answers } from '../../shared/domain/answers/answer.ts';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import { yesNoStandings } from '../../shared/domain/standings/any-standings.ts';
import type { Profile } from '../../shared/domain/standings/standings.ts';
import type { PublicationPart, PublicationQueue, SiteEntries, SiteStore } from '../../shared/ports/site.ts';
import type { StandingsStore } from '../../shared/ports/standings-store.ts';
import { authorityPage } from '../../shared/rendering/site/authority-page.ts';
import { toLearnFrom } from '../../shared/rendering/site/question-pages.ts';
import { rankingRows } from '../../shared/rendering/site/ranking-rows.ts';
import { type RoundSite, roundSite } from '../../shared/rendering/site/round-site.ts';
import type { OtherRound } from '../../shared/rendering/site/rounds-page.ts';
import { notFoundFile, siteFiles } from '../../shared/rendering/site/site-files.ts';
import { loadProfiles } from '../../shared/use-cases/load-profiles.ts';
import { loadPublishedAnswers, type WrittenSources } from '../../shared/use-cases/load-published-answers.ts';
import { type PlanSources, type PublicationPlan, publicationPlans, siteFolder } from './publication-plan.ts';

export interface PublishDependencies extends PlanSources {
  readonly standings: Pick<StandingsStore, 'publication' | 'shard'>;
  readonly store: WrittenSources['store'];
  readonly catalogue: Catalogue;
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
  const plans = await publicationPlans(deps);
  const plan = plans.find((one) => one.round.id === round && one.folder === folder);
  if (plan === undefined) return { outcome: 'overtaken', files: 0 };
  if ((await deps.entries.folder(round)) === folder) return { outcome: 'there', files: 0 };
  const site = siteOf(plan, deps.catalogue);
  let files = 0;
  let shard = part.fromShard;
  for (; shard < plan.publication.shards.length && files < deps.pagesOfPart; shard += 1) {
    const members = await loadProfiles(plan.publication, deps.standings, shard);
    if (members === null) return { outcome: 'incomplete', files };
    files += await publishAuthorities(members, plan, site, deps);
  }
  if (shard < plan.publication.shards.length) {
    await deps.publications.request({ round, folder, fromShard: shard });
    return { outcome: 'continued', files };
  }
  const profiles = await loadProfiles(plan.publication, deps.standings);
  if (profiles === null) return { outcome: 'incomplete', files };
  files += await publishWhole(profiles, plan, site, deps);
  const pages = await deps.site.count(`${siteFolder(round, folder)}authorities/`);
  if (pages !== profiles.length) {
    throw new Error(`The site of round ${round} has ${pages} pages of ${profiles.length} authorities`);
  }
  const first = plans[0]?.round.id ?? round;
  const shown = first === round || (await deps.entries.folder(first)) !== null ? first : round;
  return { outcome: await deps.entries.switchTo({ round, folder, first: shown }), files };
}

function siteOf({ round, publication, finality, language, rounds }: PublicationPlan, catalogue: Catalogue): RoundSite {
  const standings = yesNoStandings(publication.standings);
  const questionnaire = catalogue.find(standings.questionnaire);
  if (questionnaire === undefined) throw new Error(`Questionnaire ${standings.questionnaire} is not known`);
  const showsEvidence = round.publishesEvidence === true;
  const { timeZone } = round;
  return roundSite({ standings, questionnaire, language, rounds, finality, showsEvidence, timeZone });
}

async function publishAuthorities(
  profiles: readonly Profile[],
  { round, folder }: PublicationPlan,
  site: RoundSite,
  deps: PublishDependencies,
): Promise<number> {
  await pMap(
    profiles,
    async (profile) => {
      const written = await loadPublishedAnswers(profile, site.standings, site.showsEvidence, deps);
      const { path, content } = authorityPage({ profile, written }, site);
      await deps.site.put(siteFolder(round.id, folder) + path, content);
    },
    { concurrency: filesAtOnce },
  );
  return profiles.length;
}

async function publishWhole(
  profiles: readonly Profile[],
  { round, folder, earlier }: PublicationPlan,
  site: RoundSite,
  deps: PublishDependencies,
): Promise<number> {
  const rows = rankingRows(profiles, site);
  const teachers = toLearnFrom(rows, site);
  const taught = new Set([...teachers.values()].flatMap(({ shown }) => shown.map(({ profile }) => profile)));
  const written = new Map<string, Answers>();
  await pMap(
    taught,
    async (profile) => {
      const own = await loadPublishedAnswers(profile, site.standings, true, deps);
      if (own !== null) written.set(profile.authority, own.answers);
    },
    { concurrency: filesAtOnce },
  );
  const others: OtherRound[] = [];
  for (const publication of earlier) {
    const before = (await loadProfiles(publication, deps.standings)) ?? [];
    const percents = new Map(before.map(({ authority, percent }) => [authority, percent]));
    others.push({ standings: yesNoStandings(publication.standings), percents });
  }
  await deps.site.put(notFoundFile.path, notFoundFile.content);
  const files = siteFiles({ rows, teachers, written, others }, site);
  return (
    await pMap(files, ({ path, content }) => deps.site.put(siteFolder(round.id, folder) + path, content), {
      concurrency: filesAtOnce,
    })
  ).length;
}
