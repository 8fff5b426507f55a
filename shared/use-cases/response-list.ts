import pMap from 'p-map';
import type { AuthorityId } from '../domain/ids.ts';
import type { Round } from '../domain/registry/registry.ts';
import { isListed, type Responding, type Response, responseOf } from '../domain/standings/response-list.ts';
import type { Standing } from '../domain/standings/standing.ts';
import type { Submission } from '../domain/submissions/submission.ts';
import type { Participations } from '../ports/participations.ts';
import type { Registry } from '../ports/registry.ts';
import type { Reviews } from '../ports/reviews.ts';
import type { StandingsStore } from '../ports/standings-store.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';
import { knownQuestionnaires, type QuestionnaireSources } from './known-questionnaires.ts';

export interface ResponseSources extends QuestionnaireSources {
  readonly registry: Pick<Registry, 'authorities'>;
  readonly participations: Pick<Participations, 'ofRound'>;
  readonly entries: Pick<StandingsStore, 'accepted'>;
  readonly store: Pick<SubmissionStore, 'submissions' | 'rejectionsOf'>;
  readonly reviews: Pick<Reviews, 'of'>;
}

/** Authorities that are read at once. */
const readAtOnce = 50;
/** Of how many files that were not accepted it is asked whether one is for the round. */
const mostRejections = 10;

/** How far each authority is in a round, by name; worked out from what is stored, each time that somebody asks. */
export async function responseList(round: Round, sources: ResponseSources): Promise<Response[]> {
  const [authorities, known] = await Promise.all([sources.registry.authorities(), knownQuestionnaires(sources)]);
  const [noted, standings] = await Promise.all([
    sources.participations.ofRound(
      round.id,
      authorities.map(({ id }) => id),
    ),
    standingsOf(round, sources.entries),
  ]);
  const files = await filesOf([...standings.values()], sources.store);
  const responding = await pMap(
    authorities,
    async (authority): Promise<Responding | null> => {
      const participation = noted.get(authority.id);
      if (participation === undefined) return null;
      const standing = standings.get(authority.id) ?? null;
      return {
        ...{ authority, participation, standing },
        problems: files.get(standing?.submission ?? '')?.problems ?? [],
        review: standing === null ? null : await sources.reviews.of(round.id, authority.id),
        wasReturned: standing === null && (await wasReturned(round, authority.id, sources.store)),
      };
    },
    { concurrency: readAtOnce },
  );
  return responding
    .filter((one) => one !== null)
    .filter((one) => isListed(round, one))
    .map((one) => responseOf(one, round, known.find))
    .sort(
      (a, b) => a.authority.name.localeCompare(b.authority.name, 'en') || (a.authority.id < b.authority.id ? -1 : 1),
    );
}

async function standingsOf(round: Round, entries: ResponseSources['entries']): Promise<Map<AuthorityId, Standing>> {
  const shards = Array.from({ length: round.shards }, (_, shard) => shard);
  const found = await pMap(
    shards,
    async (shard) => {
      const standings: Standing[] = [];
      for await (const page of entries.accepted(round, shard)) standings.push(...page);
      return standings;
    },
    { concurrency: readAtOnce },
  );
  return new Map(found.flat().map((one) => [one.authority, one]));
}

/** The files that came last, by id. */
async function filesOf(
  standings: readonly Standing[],
  store: ResponseSources['store'],
): Promise<Map<string, Submission>> {
  const files = await store.submissions(standings.map(({ submission }) => submission));
  return new Map(files.map((one) => [one.id, one]));
}

async function wasReturned(
  { id: round }: Round,
  authority: AuthorityId,
  store: ResponseSources['store'],
): Promise<boolean> {
  const ids = await store.rejectionsOf(authority, mostRejections);
  if (ids.length === 0) return false;
  return (await store.submissions(ids)).some((one) => one.stage === 'rejected' && one.round === round);
}
