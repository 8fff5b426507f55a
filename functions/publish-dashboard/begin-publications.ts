import pMap from 'p-map';
import { askedOnce } from '../../shared/ports/asked-once.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { PublicationQueue, SiteEntries, SiteStore } from '../../shared/ports/site.ts';
import { together } from '../../shared/ports/together.ts';
import {
  type PlanSources,
  type PublicationPlan,
  publicationPlans,
  roundFolder,
  roundsAtOnce,
  siteFolder,
} from './publication-plan.ts';

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
  const registry = { rounds: askedOnce(deps.registry.rounds) };
  const plans = new Map((await publicationPlans({ ...deps, registry })).map((plan) => [plan.round.id, plan]));
  const rounds = (await registry.rounds()).map(({ id }) => id);
  const folders = await pMap(rounds, async (round) => [round, await deps.entries.folder(round)] as const, {
    concurrency: roundsAtOnce,
  });
  const shown = new Map(folders.flatMap(([round, folder]) => (folder === null ? [] : [[round, folder]])));
  const toWithdraw = [...shown.keys()].filter((round) => !plans.has(round));
  if (toWithdraw.length > 0) {
    const first = [...plans.keys()].find((round) => shown.has(round)) ?? null;
    await deps.entries.withdraw(toWithdraw, first);
  }
  const outcomes = await pMap(
    rounds,
    (round) => beginRound(round, { plan: plans.get(round), shown: shown.get(round) }, deps),
    { concurrency: roundsAtOnce },
  );
  return {
    begun: outcomes.filter(({ isBegun }) => isBegun).length,
    withdrawn: toWithdraw.length,
    cleared: outcomes.reduce((sum, { cleared }) => sum + cleared, 0),
  };
}

/** Asks for the site of a round where another one is `shown`, and takes away what is neither. */
async function beginRound(
  round: string,
  { plan, shown }: { readonly plan: PublicationPlan | undefined; readonly shown: string | undefined },
  { publications, site, now }: BeginDependencies,
): Promise<{ readonly isBegun: boolean; readonly cleared: number }> {
  const isBegun = plan !== undefined && plan.folder !== shown;
  const kept = plan === undefined ? undefined : shown;
  const [, cleared] = await together([
    isBegun && publications.request({ round, folder: plan.folder, fromShard: 0 }),
    site.clear(roundFolder(round), {
      prefix: kept === undefined ? null : siteFolder(round, kept),
      since: new Date(now().getTime() - (plan === undefined ? 0 : clearedAfter)),
    }),
  ]);
  return { isBegun, cleared };
}
