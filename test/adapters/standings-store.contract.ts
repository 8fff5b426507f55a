import { hash } from 'node:crypto';
import { CreateBucketCommand, DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulators, startEmulators } from '../../infra/local/emulators.ts';
import { type LocalClients, localClients } from '../../infra/local/local-clients.ts';
import { dynamoScoringRuns } from '../../shared/adapters/aws/dynamo/scoring-runs.ts';
import { dynamoCounters, dynamoStandings } from '../../shared/adapters/aws/dynamo/standings.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { withoutTextStore } from '../../shared/adapters/aws/s3/text-store.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { countedShardKey } from '../../shared/config/object-keys.ts';
import { drawRanks } from '../../shared/domain/insight/robustness/rank-draws.ts';
import { scoreFormCodes } from '../../shared/domain/scoring/form-score.ts';
import { scoringMethod } from '../../shared/domain/scoring/methods/methods.ts';
import { countFormAuthorities } from '../../shared/domain/standings/form-standings.ts';
import { type Standing, shardOf } from '../../shared/domain/standings/standing.ts';
import { countAuthorities, type Profile } from '../../shared/domain/standings/standings.ts';
import type { Run, RunEnd, ShardResult } from '../../shared/ports/scoring-runs.ts';
import type { CountedShard, Publication } from '../../shared/ports/standings-store.ts';
import { standingsOf, theSeven } from '../support/compared.ts';
import { defined } from '../support/defined.ts';
import type { Dynamo } from '../support/dynamo.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';
import { round as anyRound, standingOf } from './samples.ts';

const bucket = 'scorebook-test-standings';

/** Two groups, and a question of each kind. */
const harbours = defined(
  [
    { type: 'group', name: 'A' },
    { type: 'select_one', name: 'q1', parent: 'A', list: 'yes_no_na' },
    { type: 'select_one', name: 'q2', parent: 'A', list: 'yes_no_na' },
    { type: 'group', name: 'B' },
    { type: 'decimal', name: 'q3', parent: 'B', goalposts: { low: '-1', high: '7', better: 'more' } },
    { type: 'select_multiple', name: 'q4', parent: 'B', list: 'sources' },
  ],
  { id: 'harbours', version: '2026', shown: { as: 'points', decimals: 2 } },
);

/** What any store of standings must hold, run over each DynamoDB there is. */
export function standingsStoreContract(start: () => Promise<Dynamo>): void {
  let dynamo: Dynamo;
  let files: Emulators;
  let clients: LocalClients;
  const storeOf = (client: DynamoDBDocumentClient) =>
    dynamoStandings(client, dynamo.table, (prefix) => s3Texts(clients.s3, bucket, prefix));
  const store = () => storeOf(dynamo.client);
  let rounds = 0;
  const newRound = (): string => {
    rounds += 1;
    return `round ${rounds}`;
  };
  const published = (round: string, run: string, profiles: readonly Profile[]): Publication => {
    const { standings } = standingsOf(profiles);
    return { standings: { ...standings, round, run }, shards: [`shard of ${run}`], profiles };
  };
  const objects = async (): Promise<string[]> => {
    const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    return Contents.map(({ Key = '' }) => Key);
  };

  beforeAll(async () => {
    dynamo = await start();
    files = await startEmulators(null);
    clients = localClients(files.endpoints);
    await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  });
  afterAll(async () => {
    clients.destroy();
    await files.stop();
    await dynamo.stop();
  });

  test('nothing is current before anything was published', async () => {
    expect(await store().current(newRound())).toBeNull();
  });

  test('what is published comes back as it was, every counter of it', async () => {
    const publication = published(newRound(), '2022-12-01', theSeven);
    const { standings, profiles } = publication;
    await store().publish(publication);
    expect(await store().publication(standings.round)).toEqual(publication);
    expect(await store().current(standings.round)).toEqual({ standings, profiles });
  });

  /** Five authorities by an office's own questionnaire, in so many countries, and what is published of them. */
  const ofForm = (round: string, countries: readonly string[]): Publication => {
    const answers = ['0|2|4|0 1', '1|2|?|', '0||-0.25|0 2', '2|0|1|3', '|1|9|0'];
    const profiles = countries.map((country, at): Profile => {
      const codes = { answerCode: answers[at % 5] ?? '', evidenceCode: '1000', verifiedCode: '' };
      const facts = { country, population: 60_000, kind: 'county' };
      const percent = scoreFormCodes(harbours, codes, facts).shown ?? 0;
      return { ...codes, ...facts, percent, authority: `a${at}`, submission: `s${at}`, name: `A${at}` };
    });
    const about = { round, run: '2026-12-01', cutOff: '2026-12-01T00:00:00.000Z', questionnaire: 'harbours@2026' };
    return {
      standings: { ...about, registered: 7, ...countFormAuthorities(harbours, profiles) },
      ...{ shards: ['shard'], profiles },
    };
  };

  test('standings by an office’s own questionnaire come back as they were, in a small item', async () => {
    const publication = ofForm(newRound(), ['FI', 'FI', 'PT', 'FI', 'SE']);
    const { standings, profiles, shards } = publication;
    await store().publish(publication);
    expect(await store().publication(standings.round)).toEqual(publication);
    expect(await store().current(standings.round)).toEqual({ standings, profiles });
    expect(await dynamoCounters(dynamo.client, dynamo.table).counters(standings.round)).toEqual(standings);
    const counted = { part: countFormAuthorities(harbours, profiles), profiles };
    expect(await store().shard(standings.round, await store().keepShard(standings.round, counted))).toEqual(counted);
    expect(shards).toHaveLength(1);
  });

  test('counters of more groups than an item takes lie beside it', async () => {
    // Countries of hashes: nothing about them can be made smaller.
    const countries = Array.from({ length: 12_000 }, (_, at) => hash('sha256', String(at), 'hex'));
    const publication = ofForm(newRound(), countries);
    const { standings } = publication;
    await store().publish({ ...publication, profiles: [] });
    expect((await store().current(standings.round))?.standings).toEqual(standings);
    const first = await dynamoCounters(dynamo.client, dynamo.table).counters(standings.round);
    expect([first?.all.authorities, Object.keys(first?.groups ?? {}).length]).toEqual([12_000, 0]);
  });

  test('the draws of rank intervals come back as they were, and a publication of before has none', async () => {
    const codes = theSeven.map(({ answerCode }) => answerCode);
    const draws = drawRanks(userCentricity2023, scoringMethod('ucdashboard-2022'), codes);
    const publication = published(newRound(), '2022-12-01', theSeven);
    await store().publish({ ...publication, draws });
    expect((await store().current(publication.standings.round))?.draws).toEqual(draws);
    const before = published(newRound(), '2022-12-01', theSeven);
    await store().publish(before);
    expect((await store().current(before.standings.round))?.draws).toBeUndefined();
  });

  test('the run with the greatest name is current, whichever was published last', async () => {
    const round = newRound();
    const one = store();
    const runs = ['2022-12-02', '2022-12-03', '2022-12-01'];
    const seen: (string | undefined)[] = [];
    for (const [index, run] of runs.entries()) {
      await one.publish(published(round, run, theSeven.slice(index)));
      seen.push((await one.current(round))?.standings.run);
    }
    expect(seen).toEqual(['2022-12-02', '2022-12-03', '2022-12-03']);
    expect((await one.current(round))?.profiles).toEqual(theSeven.slice(1));
  });

  test('what a run has published stays as it is when it publishes again', async () => {
    const first = published(newRound(), '2022-12-01', theSeven);
    await store().publish(first);
    await store().publish(published(first.standings.round, first.standings.run, []));
    expect(await store().publication(first.standings.round)).toEqual(first);
  });

  test('without the profiles, which an erasure has taken away, the counters are still there', async () => {
    const publication = published(newRound(), '2022-12-01', theSeven);
    await store().publish(publication);
    const folder = `standings/${publication.standings.round}/`;
    const keys = (await objects()).filter((key) => key.startsWith(folder));
    expect(keys).toHaveLength(2);
    for (const Key of keys) {
      const text = await s3Texts(clients.s3, bucket, (hash) => countedShardKey(publication.standings.round, hash)).get(
        Key.slice(folder.length),
      );
      if (text.includes('"authority"')) await clients.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    }
    const { standings } = publication;
    expect(await store().current(standings.round)).toEqual({ standings, profiles: [] });
  });

  const counted = (profiles: readonly Profile[]): CountedShard => ({
    part: countAuthorities(userCentricity2023, 'ucdashboard-2022', profiles),
    profiles,
  });

  test('a counted shard is found by its name, and the same content is written once', async () => {
    const round = newRound();
    const puts: unknown[] = [];
    const middleware = (clients.s3 as S3Client).middlewareStack;
    middleware.add(
      (next, { commandName }) =>
        (parameters) => {
          if (commandName === 'PutObjectCommand') puts.push(parameters.input);
          return next(parameters);
        },
      { step: 'initialize', name: 'puts' },
    );
    const name = await store().keepShard(round, counted(theSeven));
    expect(await store().keepShard(round, counted(theSeven))).toBe(name);
    expect(await store().keepShard(round, counted([]))).not.toBe(name);
    middleware.remove('puts');
    expect(puts).toHaveLength(2);
    expect(await store().shard(round, name)).toEqual(counted(theSeven));
    await clients.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: `standings/${round}/${name}` }));
    expect(await store().shard(round, name)).toBeNull();
  });

  test('the accepted states of a shard come page by page, and nothing else of the table', async () => {
    const round = { ...anyRound, id: newRound() };
    const submissions = dynamoSubmissionStore(dynamo.client, dynamo.table, withoutTextStore);
    const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => ({ ...standingOf(id), round: round.id }));
    for (const standing of all) await submissions.putStanding(round, standing);
    const other = { pk: `ROUND#${round.id}#SHARD#00`, sk: 'NOTE', schemaVersion: 1 };
    await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item: other }));
    const paged = dynamo.another();
    paged.middlewareStack.add(
      (next) => (parameters) => next({ ...parameters, input: { ...parameters.input, Limit: 2 } }),
      { step: 'initialize', name: 'small pages' },
    );
    for (let shard = 0; shard < round.shards; shard += 1) {
      const pages: (readonly Standing[])[] = [];
      for await (const page of storeOf(paged).accepted(round, shard)) pages.push(page);
      const inside = all.filter(({ authority }) => shardOf(authority, round.shards) === shard);
      expect(pages.flat().map(({ authority }) => authority)).toEqual(inside.map(({ authority }) => authority).sort());
      expect(Math.max(0, ...pages.map(({ length }) => length))).toBeLessThanOrEqual(2);
    }
    paged.destroy();
  });

  describe('a run', () => {
    const runs = () => dynamoScoringRuns(dynamo.client, dynamo.table);
    const runOf = (round: string, run: string): Run => ({
      ...{ round, run, cutOff: '2022-12-01T00:00:00.000Z', questionnaire: 'user-centricity@2023', method: 'exact' },
      ...{ shards: 3, execution: `execution of ${run}`, end: null },
    });
    const end: RunEnd = { outcome: 'published', at: '2022-12-02', authorities: 7, leftOut: 1, toTell: 2 };

    test('stays as it began, and ends once', async () => {
      const run = runOf(newRound(), '1');
      expect(await runs().load(run)).toBeNull();
      await runs().begin(run);
      await runs().begin({ ...run, execution: 'another' });
      expect(await runs().load(run)).toEqual(run);
      await runs().finish(run, end);
      await runs().finish(run, { ...end, outcome: 'unchanged' });
      await runs().begin(run);
      expect(await runs().load(run)).toEqual({ ...run, end });
    });

    test('that was never begun is not ended', async () => {
      const run = runOf(newRound(), '1');
      await runs().finish(run, end);
      expect(await runs().load(run)).toBeNull();
    });

    test('keeps the first result of each shard, and tells them by shard', async () => {
      const run = runOf(newRound(), '1');
      const result = (shard: number, counted: string): ShardResult => ({
        ...{ shard, counted, authorities: shard, leftOut: 0, toTell: 0 },
      });
      expect(await runs().result(run, 10)).toBeNull();
      expect(await runs().putResult(run, result(10, 'a'))).toEqual(result(10, 'a'));
      expect(await runs().putResult(run, result(9, 'b'))).toEqual(result(9, 'b'));
      expect(await runs().putResult(run, result(10, 'later'))).toEqual(result(10, 'a'));
      await runs().putResult({ ...run, run: '2' }, result(1, 'of another run'));
      expect(await runs().result(run, 10)).toEqual(result(10, 'a'));
      expect(await runs().results(run)).toEqual([result(9, 'b'), result(10, 'a')]);
    });

    test('is listed with the others of its round, the latest first, beside what was published', async () => {
      const round = newRound();
      for (const run of ['2', '3', '1']) await runs().begin(runOf(round, run));
      await runs().begin(runOf(newRound(), '9'));
      await store().publish(published(round, '2', theSeven));
      expect((await runs().latest(round, 2)).map(({ run }) => run)).toEqual(['3', '2']);
      expect((await store().current(round))?.standings.run).toBe('2');
    });
  });
}
