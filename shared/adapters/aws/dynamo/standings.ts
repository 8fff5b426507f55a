import { gunzipSync, gzipSync } from 'node:zlib';
import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { countedShardKey } from '../../../config/object-keys.ts';
import type { RoundId } from '../../../domain/ids.ts';
import type { RankDraws } from '../../../domain/insight/robustness/rank-draws.ts';
import type { AnyStandings } from '../../../domain/standings/any-standings.ts';
import { type AnyStandingsPart, isOfForm, isPartOfForm } from '../../../domain/standings/any-standings.ts';
import type { Publication, StandingsCounters, StandingsStore } from '../../../ports/standings-store.ts';
import { together } from '../../../ports/together.ts';
import type { KeyOfText, SearchableTexts } from '../s3/texts.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { storedFormPart } from './form-standings-schema.ts';
import { itemOf, parseItem, standingItem } from './items.ts';
import { authorityPrefix, roundKey, standingPartition, standingsKey, standingsPrefix } from './keys.ts';
import { rankDrawsIn, rankDrawsText } from './rank-draws-text.ts';
import { latestUnder } from './reads.ts';
import { countedShard, profiles, standingsItem, standingsPart, storedPart } from './standings-schema.ts';

/**
 * Standings: counters in the table, where the run with the greatest name is the current one, so that an older run
 * which ends late changes nothing; profiles beside it. `textsOf`: of a round, kept once by their content.
 */
export function dynamoStandings(
  client: DynamoDBDocumentClient,
  table: string,
  textsOf: (keyOf: KeyOfText) => SearchableTexts,
): StandingsStore {
  const textsIn = (round: RoundId): SearchableTexts => textsOf((hash) => countedShardKey(round, hash));
  // Never changes once it is published. What an erasure takes out of it stays here for as long as the process lives.
  let last: Publication | null = null;

  let lastDraws: { readonly name: string; readonly draws: RankDraws | undefined } | null = null;

  const publication: StandingsStore['publication'] = async (round) => {
    const item = await newest(client, table, round);
    return item === null ? null : whole(round, item);
  };
  const whole = async (round: RoundId, item: v.InferOutput<typeof standingsItem>): Promise<Publication> => {
    if (last?.standings.round === round && last.standings.run === item.run) return last;
    const texts = textsIn(round);
    const [shards, sample, more] = await Promise.all([
      texts.get(item.shards),
      texts.find(item.profiles),
      item.more === undefined ? null : texts.get(item.more),
    ]);
    last = {
      standings: standingsIn(item, more),
      shards: v.parse(v.array(v.string()), JSON.parse(shards)),
      profiles: v.parse(profiles, JSON.parse(sample ?? '[]')),
    };
    return last;
  };

  const drawsOf = async (
    round: RoundId,
    { draws: name }: v.InferOutput<typeof standingsItem>,
  ): Promise<RankDraws | undefined> => {
    if (name === undefined) return undefined;
    if (lastDraws?.name !== name) {
      const text = await textsIn(round).find(name);
      lastDraws = { name, draws: text === null ? undefined : rankDrawsIn(text) };
    }
    return lastDraws.draws;
  };

  return {
    publication,
    async current(round) {
      const item = await newest(client, table, round);
      if (item === null) return null;
      const [{ standings, profiles: sample }, draws] = await Promise.all([whole(round, item), drawsOf(round, item)]);
      if (isOfForm(standings)) return { standings, profiles: sample };
      return item.draws === undefined ? { standings, profiles: sample } : { standings, profiles: sample, draws };
    },
    async publish({ standings, shards, profiles: sample, draws }) {
      const { round, run, cutOff, questionnaire, method, registered, final } = standings;
      const texts = textsIn(round);
      const { inItem, beside } = packedCounters(standings);
      // All of them are there before the item names them.
      const [more, namesOfShards, sampled, drawn] = await together([
        beside === null ? undefined : texts.keep(beside),
        texts.keep(JSON.stringify(shards)),
        texts.keep(JSON.stringify(sample)),
        draws === undefined ? undefined : texts.keep(rankDrawsText(draws)),
      ]);
      const about = { round, run, cutOff, questionnaire, method, registered, final };
      const fields = { ...about, counters: inItem, more, shards: namesOfShards, profiles: sampled, draws: drawn };
      const put = new PutCommand({
        TableName: table,
        Item: itemOf(standingsKey(round, run), fields),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      await ignoringConflict(client.send(put));
    },
    keepShard: (round, { part, profiles: counted }) =>
      textsIn(round).keepOnce(JSON.stringify({ part: storedPart(part), profiles: counted })),
    async shard(round, name) {
      const text = await textsIn(round).find(name);
      return text === null ? null : v.parse(countedShard, JSON.parse(text));
    },
    async *accepted({ id }, shard) {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :shard AND begins_with(sk, :standing)',
        ExpressionAttributeValues: { ':shard': standingPartition(id, shard), ':standing': authorityPrefix },
      };
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        yield Items.map((item) => parseItem(standingItem, item));
      }
    },
  };
}

async function newest(
  client: DynamoDBDocumentClient,
  table: string,
  round: RoundId,
): Promise<v.InferOutput<typeof standingsItem> | null> {
  const [item] = await latestUnder(client, table, { pk: roundKey(round).pk, sk: standingsPrefix }, 1);
  return item === undefined ? null : parseItem(standingsItem, item);
}

/** An item of DynamoDB has at most 400 KB. */
const maxItemCounters = 250_000;

/** Counters as they are kept: in the item, but for those of a great many groups and steps. */
function packedCounters(part: AnyStandingsPart): { readonly inItem: Uint8Array; readonly beside: string | null } {
  const stored = storedPart(part);
  const inItem = gzipSync(JSON.stringify(stored));
  if (inItem.length <= maxItemCounters || !isPartOfForm(part)) return { inItem, beside: null };
  const { groups, without, ...first } = storedFormPart(part);
  const beside = gzipSync(JSON.stringify({ groups, without })).toString('base64');
  return { inItem: gzipSync(JSON.stringify({ ...first, groups: {}, without: [] })), beside };
}

const unpacked = (bytes: Uint8Array): object => JSON.parse(gunzipSync(bytes).toString('utf8'));

/** `more`: what is kept beside the item; null where it is not read. */
function standingsIn(
  { counters, more: _, shards, profiles: sample, draws, method, ...about }: v.InferOutput<typeof standingsItem>,
  more: string | null = null,
): AnyStandings {
  const beside = more === null ? {} : unpacked(Buffer.from(more, 'base64'));
  const part = v.parse(standingsPart, { ...unpacked(counters), ...beside });
  if (isPartOfForm(part)) return { ...about, ...part };
  if (method === 'definition') throw new Error(`The counters of round ${about.round} are of another questionnaire`);
  return { ...about, method, ...part };
}

/** The counters alone, for whoever may not read what lies beside them. */
export const dynamoCounters = (client: DynamoDBDocumentClient, table: string): StandingsCounters => ({
  async counters(round) {
    const item = await newest(client, table, round);
    return item === null ? null : standingsIn(item);
  },
});
