import type { Registry } from '../../shared/ports/registry.ts';
import type { PublicationQueue, SiteEntries, SiteStore } from '../../shared/ports/site.ts';
import { type PlanSources, publicationPlans, roundFolder, siteFolder } from './publication-plan.ts';

export interface BeginDependencies extends PlanSources {
  readonly registry: Pick<Registry, 'rounds'>;
  readonly site: Pick<SiteStore, 'clear'>;
  readonly entries: SiteEntries;
  readonly publications: PublicationQueue;
  readonly now: () => Date;
}

/** Counts of rounds and of files. */
export interface BeginOutcome {
  readonly begun: number;
  readonly withdrawn: number;
  readonly cleared: number;
}

/** What is not the site of its round stays this long: a publication of very many authorities may be under way. */
const clearedAfter = 6 * 3600_000;

/**
 * Asks for each round whose site is not what it should be, makes those not public that should not be, and takes
 * away what was public before. When all is as it should be, nothing is written.
 */
export async function beginPublications(deps: BeginDependencies): Promise<BeginOutcome> {
  const plans = new Map((await publicationPlans(deps)).map((plan) => [plan.round.id, plan]));
  const rounds = (await deps.registry.rounds()).map(({ id }) => id);
  const shown = new Map<string, string>();
  for (const round of rounds) {
    const folder = await deps.entries.folder(round);
    if (folder !== null) shown.set(round, folder);
  }
  const toWithdraw = [...shown.keys()].filter((round) => !plans.has(round));
  if (toWithdraw.length > 0) {
    const first = [...plans.keys()].find((round) => shown.has(round)) ?? null;
    await deps.entries.withdraw(toWithdraw, first);
  }
  let begun = 0;
  let cleared = 0;
  for (const round of rounds) {
    const plan = plans.get(round);
    if (plan !== undefined && plan.folder !== shown.get(round)) {
      await deps.publications.request({ round, folder: plan.folder, fromShard: 0 });
      begun += 1;
    }
    const kept = plan === undefined ? undefined : shown.get(round);
    cleared += await deps.site.clear(roundFolder(round), {
      prefix: kept === undefined ? null : siteFolder(round, kept),
      since: new Date(deps.now().getTime() - (plan === undefined ? 0 : clearedAfter)),
    });
  }
  return { begun, withdrawn: toWithdraw.length, cleared };
}
