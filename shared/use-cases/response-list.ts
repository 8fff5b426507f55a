import pMap from 'p-map';
import type { AuthorityId } from '../domain/ids.ts';
import type { Round } from '../domain/registry/registry.ts';
import { isListed, type Responding, type Response, responseOf } from '../domain/standings/response-list.ts';
import type { Standing } from '../domain/standings/standing.ts';
import { givenBySource } from '../domain/submissions/fold.ts';
import type { Submission } from '../domain/submissions/submission.ts';
import type { Participations } from '../ports/participations.ts';
import type { Registry } from '../ports/registry.ts';
import type { Reviews } from '../ports/reviews.ts';
import type { StandingsStore } from '../ports/standings-store.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';
import { countedState } from './counted-state.ts';
import { knownQuestionnaires, type QuestionnaireSources } from './known-questionnaires.ts';

export interface ResponseSources extends QuestionnaireSources {
  readonly registry: Pick<Registry, 'authorities'>;
  readonly participations: Pick<Participations, 'ofRound'>;
  readonly entries: Pick<StandingsStore, 'accepted'>;
  readonly store: Pick<SubmissionStore, 'submission' | 'submissions' | 'rejectionsOf' | 'answers' | 'counted'>;
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
      const last = files.get(standing?.submission ?? '');
      return {
        ...{ authority, participation, standing },
        problems: last?.problems ?? [],
        review: standing === null ? null : await sources.reviews.of(round.id, authority.id),
        files: await countingFiles(standing, last, sources.store),
        returned: await returnedFiles(round, authority.id, sources.store),
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

/** Newest first. Only where several count together are the others asked for. */
async function countingFiles(
  standing: Standing | null,
  last: Submission | undefined,
  store: ResponseSources['store'],
): Promise<Submission[]> {
  if (standing === null || last === undefined) return [];
  if (standing.counted === undefined) return [last];
  const state = await countedState(standing, store);
  const sources = state === null ? [] : [...givenBySource(state).keys()];
  return newestFirst(await store.submissions([...new Set([last.id, ...sources])]));
}

async function returnedFiles(
  { id: round }: Round,
  authority: AuthorityId,
  store: ResponseSources['store'],
): Promise<Submission[]> {
  const ids = await store.rejectionsOf(authority, mostRejections);
  if (ids.length === 0) return [];
  const found = await store.submissions(ids);
  return newestFirst(found.filter((one) => one.stage === 'rejected' && one.round === round));
}

const newestFirst = (files: readonly Submission[]): Submission[] =>
  [...files].sort((a, b) => (a.receipt.receivedAt < b.receipt.receivedAt ? 1 : -1));
