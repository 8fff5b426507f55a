import pMap from 'p-map';
import type { RoundId } from '../../shared/domain/ids.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { isOfForm } from '../../shared/domain/standings/any-standings.ts';
import { type Finality, finalityOf } from '../../shared/domain/standings/finality.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import type { Erasures } from '../../shared/ports/erasures.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Publication, StandingsStore } from '../../shared/ports/standings-store.ts';
import { formSiteEdition } from '../../shared/rendering/site/form/form-site-files.ts';
import { byRound } from '../../shared/rendering/site/rounds-page.ts';
import { siteEdition } from '../../shared/rendering/site/site-files.ts';

/** A round as it is to be public. */
export interface PublicationPlan {
  readonly round: Round;
  readonly publication: Publication;
  readonly finality: Finality | null;
  /** Named by the run it shows and, after the last hyphen, by how it shows it: the same plan is the same folder. */
  readonly folder: string;
  readonly language: string;
  /** All public rounds, the latest first. */
  readonly rounds: readonly string[];
  /** The public rounds before this one, to be compared with. */
  readonly earlier: readonly Publication[];
}

/** Rounds that are read at once. */
export const roundsAtOnce = 4;

export interface PlanSources {
  readonly registry: Pick<Registry, 'rounds'>;
  readonly standings: Pick<StandingsStore, 'publication'>;
  readonly erasures: Pick<Erasures, 'lastFinished'>;
  readonly now: () => Date;
}

/** Every round that is public, the latest first: its results are to be published, and it has standings. */
export async function publicationPlans({
  registry,
  standings,
  erasures,
  now,
}: PlanSources): Promise<PublicationPlan[]> {
  // A person who was erased may be named on any page: all are made anew.
  const [all, erased] = await Promise.all([registry.rounds(), erasures.lastFinished()]);
  const open = all.filter(({ publishesResults }) => publishesResults === true);
  const found = await pMap(
    open.sort((a, b) => byRound(b.id, a.id)),
    async (round) => ({ round, publication: await standings.publication(round.id) }),
    { concurrency: roundsAtOnce },
  );
  const published = found.flatMap(({ round, publication }) => (publication === null ? [] : [{ round, publication }]));
  const rounds = published.map(({ round }) => round.id);
  return published.map(({ round, publication }, index) => {
    const earlier = published.slice(index + 1).map((one) => one.publication);
    const language = languageOf(round);
    const finality = finalityOf(round, publication.standings, now());
    const shown = [
      isOfForm(publication.standings) ? formSiteEdition : siteEdition,
      language,
      round.publishesEvidence === true,
      finality,
      round.timeZone,
      erased,
      rounds,
      earlier.map((one) => one.standings.run),
    ];
    return { round, publication, finality, language, rounds, earlier, folder: folderOf(publication, shown) };
  });
}

/** A round that is offered in one language is published in it, any other in English. */
function languageOf({ languages = [] }: Round): string {
  const [only] = languages;
  return only !== undefined && languages.length === 1 ? only : 'en';
}

function folderOf({ standings, shards }: Publication, shown: readonly unknown[]): string {
  const how = hashedId([shown, shards], 12);
  return `${standings.run.replace(/[^\w.]+/g, '-')}-${how}`;
}

/** Where a round's site lies. */
export const siteFolder = (round: RoundId, folder: string): string => `${roundFolder(round)}${folder}/`;
export const roundFolder = (round: RoundId): string => `runs/${round}/`;
