import { createHash } from 'node:crypto';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulators, startEmulators } from '../../infra/local/emulators.ts';
import { type LocalClients, localClients } from '../../infra/local/local-clients.ts';
import { answersItem, parseItem } from '../../shared/adapters/aws/dynamo/items.ts';
import {
  answerKey,
  answersKey,
  authorityKey,
  type Key,
  roundKey,
  standingKey,
  submissionKey,
} from '../../shared/adapters/aws/dynamo/keys.ts';
import { dynamoOutbox } from '../../shared/adapters/aws/dynamo/outbox.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { type Answer, answerValues, type KeptAnswers } from '../../shared/domain/answers/answer.ts';
import { type ProblemCode, problem } from '../../shared/domain/answers/problems.ts';
import { addDue } from '../../shared/domain/mail/delivery.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import { shardOf } from '../../shared/domain/standings/standing.ts';
import type { HistoryEntry } from '../../shared/domain/submissions/history.ts';
import type { Dynamo } from '../support/dynamo.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';
import { anySubmission, rejectedOf, round, sent, standingOf, submissionOf } from './samples.ts';

const bucket = 'scorebook-test-texts';

/** What any store of submissions must hold, run over each DynamoDB there is. */
export function submissionStoreContract(start: () => Promise<Dynamo>): void {
  let dynamo: Dynamo;
  let files: Emulators;
  let clients: LocalClients;
  const storeOf = (client: DynamoDBDocumentClient) =>
    dynamoSubmissionStore(client, dynamo.table, s3Texts(clients.s3, bucket));
  const store = () => storeOf(dynamo.client);
  const registry = () => dynamoRegistry(dynamo.client, dynamo.table);
  const outbox = () => dynamoOutbox(dynamo.client, dynamo.table, registry());
  const rawItem = async (key: Pick<Key, 'pk' | 'sk'>) => {
    const get = new GetCommand({ TableName: dynamo.table, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true });
    return (await dynamo.client.send(get)).Item;
  };
  const rawItems = async (pk: string) => {
    const query = {
      TableName: dynamo.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    };
    const items: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateQuery({ client: dynamo.client }, query)) items.push(...Items);
    return items;
  };
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `s${ids}`;
  };

  beforeAll(async () => {
    dynamo = await start();
    files = await startEmulators(null);
    clients = localClients(files.endpoints);
    await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await registry().putRound(round);
  });
  afterAll(async () => {
    clients.destroy();
    await files.stop();
    await dynamo.stop();
  });

  describe('a submission', () => {
    test('comes back as it was, every field of it', async () => {
      await fc.assert(
        fc.asyncProperty(anySubmission, async (fields) => {
          const submission = { ...fields, id: newId() };
          await store().putSubmission(submission);
          expect(await store().submission(submission.id)).toEqual(submission);
        }),
        { numRuns: 50 },
      );
      expect(await store().submission('nowhere')).toBeNull();
    });

    test('that was rejected comes back with its mails', async () => {
      const rejected = rejectedOf(newId());
      await store().putRejected(rejected);
      expect(await store().submission(rejected.id)).toEqual(rejected);
    });

    test('with more problems than an item holds keeps the gravest, and says how many there were more', async () => {
      const long = (code: ProblemCode) => problem(code, { facts: { text: '€'.repeat(1000) } });
      const problems = [
        long('round-closed'),
        ...Array.from({ length: 300 }, () => long('evidence-weak')),
        problem('more-problems', { facts: { count: '7' } }),
      ];
      for (const put of [
        (id: string) => store().putSubmission({ ...submissionOf(id), problems }),
        (id: string) => store().putRejected({ ...rejectedOf(id), problems }),
      ]) {
        const id = newId();
        await put(id);
        const read = (await store().submission(id))?.problems ?? [];
        const kept = read.slice(0, -1);
        expect(kept.length).toBeGreaterThan(50);
        // An emulator may take a larger item than DynamoDB does.
        expect(Buffer.byteLength(JSON.stringify(read))).toBeLessThan(300_000);
        expect(kept).toEqual(problems.slice(0, kept.length));
        expect(read.at(-1)).toEqual(problem('more-problems', { facts: { count: String(301 - kept.length + 7) } }));
      }
    });

    test('whose texts hold half a character is kept with the mark for one that cannot be read', async () => {
      const submission = submissionOf(newId());
      const problems = [problem('evidence-weak', { read: 'cut \ud83d' })];
      await store().putSubmission({ ...submission, problems });
      expect((await store().submission(submission.id))?.problems[0]?.read).toBe('cut \ufffd');
    });

    test('that was rejected keeps its mails as they are when it is put again', async () => {
      const rejected = rejectedOf(newId());
      await store().putRejected(rejected);
      const owner = { kind: 'rejected', submission: rejected.id } as const;
      expect(await outbox().load(owner)).toEqual({ deliveries: rejected.deliveries, version: 1 });
      const deliveries = sent(rejected.deliveries, rejected.id);
      expect(await outbox().save(owner, deliveries, 1)).toBe('written');
      await store().putRejected(rejected);
      expect(await outbox().load(owner)).toEqual({ deliveries, version: 2 });
      expect(await store().submission(rejected.id)).toEqual({ ...rejected, deliveries });
    });

    test.each(['accepted', 'superseded'] as const)('that was %s is not rejected afterwards', async (stage) => {
      const submission = { ...submissionOf(newId()), stage };
      await store().putSubmission(submission);
      await store().putRejected(rejectedOf(submission.id));
      expect(await store().submission(submission.id)).toEqual(submission);
    });

    test('gets a note that comes later, whatever else it holds; one that is gone gets none', async () => {
      const rejected = rejectedOf(newId());
      await store().putRejected(rejected);
      await store().putNote(rejected.id, 'cut \ud83d');
      expect(await store().submission(rejected.id)).toEqual({ ...rejected, note: 'cut \ufffd' });
      await store().putNote('nowhere', 'a');
      expect(await store().submission('nowhere')).toBeNull();
    });

    test('that was begun by a step that crashed can still be rejected', async () => {
      const rejected = rejectedOf(newId());
      await store().putSubmission({ ...submissionOf(rejected.id), stage: 'committing' });
      await store().putRejected(rejected);
      expect(await store().submission(rejected.id)).toEqual(rejected);
    });

    test('that was rejected and is accepted after all has no mails of its own any more', async () => {
      const rejected = rejectedOf(newId());
      const accepted = submissionOf(rejected.id);
      const owner = { kind: 'rejected', submission: rejected.id } as const;
      await store().putRejected(rejected);
      await store().putSubmission(accepted);
      expect(await outbox().load(owner)).toBeNull();
      expect(await outbox().save(owner, rejected.deliveries, 1)).toBe('conflict');
      expect(await store().submission(rejected.id)).toEqual(accepted);
    });
  });

  describe('answers', () => {
    const answer = fc.record({
      value: fc.constantFrom(...answerValues),
      raw: fc.string({ unit: 'grapheme', maxLength: 50 }),
      evidence: fc.string({ unit: 'grapheme', maxLength: 300 }),
      cell: fc.option(fc.constant('Questionnaire!D9')),
    });

    test('come back as they were, whatever is written in them', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 60 }), async (list) => {
          const id = newId();
          const answers = new Map(list.map((one, index): [string, Answer] => [`1.1.${index}`, one]));
          await store().putAnswers(id, answers);
          expect(sorted(await store().answers(id))).toEqual(sorted(answers));
        }),
        { numRuns: 20 },
      );
    });

    test('to all 41 indicators, with the longest evidence a cell can hold, of four bytes a character, are whole', async () => {
      const id = newId();
      const evidence = `${'𝕏'.repeat(16_383)}.`;
      const answers = new Map(
        indicatorsOf(userCentricity2023).map((indicator): [string, Answer] => [
          indicator.id,
          { value: 'yes', raw: 'Yes', evidence, cell: null },
        ]),
      );
      await store().putAnswers(id, answers);
      const read = await store().answers(id);
      expect(read.size).toBe(41);
      expect(sorted(read)).toEqual(sorted(answers));
    });

    test('without evidence, of blanks and of line breaks come back with just that', async () => {
      const id = newId();
      const answers = new Map(
        ['', ' ', '\r\n', '\u0000', ' Sí,\tñandú '].map((written, index): [string, Answer] => [
          `1.1.${index}`,
          { value: 'unclear', raw: written, evidence: written, cell: null },
        ]),
      );
      await store().putAnswers(id, answers);
      expect(sorted(await store().answers(id))).toEqual(sorted(answers));
    });

    test.each([
      ['at 8 KiB', 'ä'.repeat(4096), true],
      ['a byte over it', `${'ä'.repeat(4096)}x`, false],
    ])('with evidence %s lie where an item of that length belongs', async (_, evidence, inTheItem) => {
      const id = newId();
      await store().putAnswers(id, new Map([['1.1.1', { value: 'yes', raw: 'Yes', evidence, cell: null }]]));
      const item = (await rawItem(firstChunk(id))) ?? {};
      expect(parseItem(answersItem, item).answers).toMatchObject([
        { indicator: '1.1.1', evidence: inTheItem ? evidence : '' },
      ]);
      expect((await store().answers(id)).get('1.1.1')?.evidence).toBe(evidence);
    });

    test('of more than a page of 1 MB are all there', async () => {
      const id = newId();
      const answers = new Map(
        Array.from({ length: 60 }, (_, index): [string, Answer] => [
          `9.9.${index}`,
          { value: 'no', raw: unlike(index), evidence: '', cell: null },
        ]),
      );
      await store().putAnswers(id, answers);
      const { client, inputs } = watched('QueryCommand');
      expect(sorted(await storeOf(client).answers(id))).toEqual(sorted(answers));
      expect(inputs.length).toBeGreaterThan(1);
    });

    test('that DynamoDB leaves over in a batch are asked for again', async () => {
      const client = dynamo.another();
      let leftOver = 0;
      client.middlewareStack.add(
        (next, context) => async (parameters) => {
          const input = parameters.input as { RequestItems?: Record<string, unknown[]> };
          const requests = input.RequestItems?.[dynamo.table];
          if (context['commandName'] !== 'BatchWriteItemCommand' || requests === undefined || leftOver > 0)
            return next(parameters);
          const left = requests.splice(1);
          leftOver = left.length;
          const result = await next(parameters);
          Object.assign(result.output, { UnprocessedItems: { [dynamo.table]: left } });
          return result;
        },
        { step: 'initialize' },
      );
      const id = newId();
      await storeOf(client).putAnswers(id, inChunks(10, 'a'));
      expect(leftOver).toBe(8);
      expect(sorted(await store().answers(id))).toEqual(sorted(inChunks(10, 'a')));
    });

    test('to a thousand questions with long evidence lie in chunks of at most 100 KB, and come back whole', async () => {
      const id = newId();
      const answers = new Map(
        Array.from({ length: 1000 }, (_, index): [string, Answer] => [
          `q${index}`,
          {
            value: 'yes',
            raw: 'Yes',
            evidence: `${index} ${'ä'.repeat(index < 500 ? 2000 : 4500)}`,
            cell: `D${index}`,
          },
        ]),
      );
      await store().putAnswers(id, answers);
      const items = await rawItems(submissionKey(id).pk);
      const sizes = items.map((item) => Buffer.byteLength(JSON.stringify(parseItem(answersItem, item).answers)));
      expect(Math.max(...sizes)).toBeLessThanOrEqual(100 * 1024);
      // Those of 4 KB in the chunks; the longer ones are objects, and here only their hashes.
      expect(items.length).toBeLessThan(25);
      expect(sorted(await store().answers(id))).toEqual(sorted(answers));
    });

    test('that were stored before, an item each, are read until others are written', async () => {
      const id = newId();
      const put = (indicator: string, fields: object) =>
        dynamo.client.send(
          new PutCommand({
            TableName: dynamo.table,
            Item: {
              ...answerKey(id, indicator),
              schemaVersion: 1,
              indicator,
              raw: 'Yes',
              evidence: '',
              cell: null,
              ...fields,
            },
          }),
        );
      await put('1.1.1', { value: 'yes' });
      const evidenceText = await s3Texts(clients.s3, bucket).keep('Long ago.');
      await put('1.1.2', { value: 'no', evidenceText });
      const answer = { raw: 'Yes', evidence: '', cell: null };
      expect([...(await store().answers(id))]).toEqual([
        ['1.1.1', { ...answer, value: 'yes' }],
        ['1.1.2', { ...answer, value: 'no', evidence: 'Long ago.' }],
      ]);
      await store().putAnswers(id, new Map([['1.1.2', { ...answer, value: 'na' }]]));
      expect([...(await store().answers(id))]).toEqual([['1.1.2', { ...answer, value: 'na' }]]);
    });

    test.each([
      ['fewer', 3],
      ['more', 12],
    ])(
      'written over others, in %s chunks, are at each moment the old ones or the new ones, whole',
      async (_, count) => {
        const id = newId();
        const [old, next] = [inChunks(6, 'old'), inChunks(count, 'new')];
        await store().putAnswers(id, old);
        // The other chunks in one batch, then the first.
        for (const [n, moment] of [
          [1, 'before'],
          [1, 'after'],
          [2, 'before'],
          [2, 'after'],
        ] as const) {
          await store().putAnswers(id, old);
          const client = dynamo.another();
          ending(client, n, moment);
          await expect(storeOf(client).putAnswers(id, next)).rejects.toThrow('The process has ended');
          const isDone = n === 2 && moment === 'after';
          expect(sorted(await store().answers(id)), `${moment} call ${n}`).toEqual(sorted(isDone ? next : old));
        }
        await store().putAnswers(id, next);
        expect(sorted(await store().answers(id))).toEqual(sorted(next));
      },
    );

    test('of which a chunk is missing are no answers', async () => {
      const id = newId();
      await store().putAnswers(id, inChunks(3, 'a'));
      const [chunk] = (await rawItems(submissionKey(id).pk)).slice(-1);
      const { pk, sk } = chunk as unknown as Key;
      await dynamo.client.send(new DeleteCommand({ TableName: dynamo.table, Key: { pk, sk } }));
      await expect(store().answers(id)).rejects.toThrow(`Of 3 chunks of answers of submission ${id}, 2 are there`);
    });
  });

  test('history comes back in the order of receipt, round by round, and the same entry again changes nothing', async () => {
    const authority = `åbo-${newId()}`;
    const entries = ['2021#2021-05-01#b', '2022#2022-03-01#a', '2022#2022-03-02#b'].map((place) => {
      const [round = '', ...order] = place.split('#');
      return {
        ...{ round, authority, submission: place, order: order.join('#'), questionnaire: 'user-centricity@2023' },
        ...{
          answerCode: 'YN',
          evidenceCode: '10',
          verifiedCode: '01',
          method: 'ucdashboard-2022' as const,
          percent: 50,
        },
        ...(place.endsWith('b') ? { reviewedAt: '2022-04-01T00:00:00.000Z' } : {}),
      };
    });
    for (const entry of [...entries, ...entries].reverse()) await store().putHistory(entry);
    await store().putHistory({ ...(entries[0] as HistoryEntry), authority: `${authority}-2` });
    expect(await store().history(authority)).toEqual(entries);
    expect(await store().history('nobody')).toEqual([]);
  });

  describe('a standing', () => {
    test('comes back as it was, from the shard of its authority', async () => {
      const wide = { ...round, id: '2021', shards: 12 };
      const standings = ['espoo', 'київ', 'a coruña'].map((authority) => ({
        ...standingOf(newId()),
        round: '2021',
        authority,
      }));
      for (const standing of standings) {
        expect(await store().putStanding(wide, standing)).toBe('written');
        expect(await store().standing(wide, standing.authority)).toEqual(standing);
        const shard = String(shardOf(standing.authority, 12)).padStart(2, '0');
        const key = { pk: `ROUND#2021#SHARD#${shard}`, sk: `AUTHORITY#${standing.authority}` };
        expect(await rawItem(key)).toMatchObject({ submission: standing.submission });
      }
      expect(await store().standing(wide, 'nobody')).toBeNull();
    });

    test('is written by one of those who read the same version, the others are told', async () => {
      const first = standingOf(newId());
      const writes = await Promise.all([first, first, first].map((one) => store().putStanding(round, one)));
      expect(writes.sort()).toEqual(['conflict', 'conflict', 'written']);
      const next = { ...first, version: 2 };
      const again = await Promise.all([next, next].map((one) => store().putStanding(round, one)));
      expect(again.sort()).toEqual(['conflict', 'written']);
    });

    test('is not written over a version that nobody read', async () => {
      const first = standingOf(newId());
      await store().putStanding(round, first);
      expect(await store().putStanding(round, { ...first, version: 3 })).toBe('conflict');
      expect(await store().putStanding(round, { ...standingOf(newId()), version: 2 })).toBe('conflict');
    });

    test('keeps everything but its mails when those are saved, and a writer who read before that is told', async () => {
      const standing = standingOf(newId());
      await store().putStanding(round, standing);
      const owner = { kind: 'standing', round: round.id, authority: standing.authority } as const;
      const key = standingKey(round, standing.authority);
      const before = await rawItem(key);
      expect(await outbox().load(owner)).toEqual({ deliveries: standing.deliveries, version: 1 });
      const deliveries = addDue(sent(standing.deliveries, standing.submission), newId());
      expect(await outbox().save(owner, deliveries, 1)).toBe('written');
      expect(await outbox().save(owner, deliveries, 1)).toBe('conflict');
      expect(await rawItem(key)).toEqual({ ...before, deliveries, version: 2 });
      expect(await store().standing(round, standing.authority)).toEqual({ ...standing, deliveries, version: 2 });
      expect(await store().putStanding(round, { ...standing, version: 2 })).toBe('conflict');
    });

    test('of a round that is not there has no mails, and none can be saved', async () => {
      const owner = { kind: 'standing', round: 'nowhere', authority: 'espoo' } as const;
      expect(await outbox().load(owner)).toBeNull();
      await expect(outbox().save(owner, [], 1)).rejects.toThrow('a round that is not there');
    });

    test('that is not there has no mails, and saving some makes none', async () => {
      const authority = newId();
      const owner = { kind: 'standing', round: round.id, authority } as const;
      expect(await outbox().load(owner)).toBeNull();
      expect(await outbox().save(owner, [], 1)).toBe('conflict');
      expect(await store().standing(round, authority)).toBeNull();
    });
  });

  describe('the registry', () => {
    const espoo = {
      id: 'espoo',
      name: 'Espoo – Esbo',
      country: 'FI',
      contacts: [{ address: 'Officer@Espoo.example', language: 'fi' }],
    };

    test('gives an authority back, and finds it by an address in any case', async () => {
      await registry().putAuthority(espoo);
      expect(await registry().authority('espoo')).toEqual(espoo);
      expect(await registry().authoritiesOf('officer@ESPOO.example')).toEqual(['espoo']);
      expect(await registry().authority('nowhere')).toBeNull();
    });

    test('lists what is registered, by id, and not what was removed', async () => {
      for (const id of ['list-b', 'list-a', 'list-gone']) await registry().putAuthority({ ...espoo, id, contacts: [] });
      await registry().removeAuthority('list-gone');
      await registry().putRound({
        ...round,
        id: 'list-r',
        mails: 'link',
        languages: ['fi'],
        publishesEvidence: true,
        publishesResults: true,
      });
      const ids = (await registry().authorities()).map(({ id }) => id).filter((id) => id.startsWith('list-'));
      expect(ids).toEqual(['list-a', 'list-b']);
      expect((await registry().rounds()).find(({ id }) => id === 'list-r')).toMatchObject({ mails: 'link' });
      expect(await registry().authority('list-gone')).toBeNull();
      await registry().removeAuthority('list-gone');
    });

    test('loses nothing of two changes to one authority at once', async () => {
      await registry().putAuthority({ ...espoo, id: 'busy', contacts: [] });
      const add = (address: string) =>
        registry().changeAuthority('busy', (current) =>
          current === null ? null : { ...current, contacts: [...current.contacts, { address, language: 'en' }] },
        );
      await Promise.all(['a', 'b', 'c'].map((name) => add(`${name}@busy.example`)));
      expect((await registry().authority('busy'))?.contacts.map(({ address }) => address).sort()).toEqual([
        'a@busy.example',
        'b@busy.example',
        'c@busy.example',
      ]);
    });

    test('changes an authority that was written before there were versions', async () => {
      const item = { pk: 'AUTHORITY#before', sk: 'PROFILE', schemaVersion: 1, ...espoo, id: 'before', contacts: [] };
      await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item: item }));
      await registry().changeAuthority('before', (current) => current && { ...current, name: 'After' });
      expect((await registry().authority('before'))?.name).toBe('After');
    });

    test('no longer finds a contact that was taken out, and keeps the others', async () => {
      const kept = { address: 'kept@espoo.example', language: 'fi' };
      await registry().putAuthority({ ...espoo, contacts: [...espoo.contacts, kept] });
      await registry().putAuthority({ ...espoo, contacts: [kept] });
      expect(await registry().authoritiesOf('officer@espoo.example')).toEqual([]);
      expect(await registry().authoritiesOf('kept@espoo.example')).toEqual(['espoo']);
    });

    test('does not find a contact whose taking out ended in a crash', async () => {
      const lost = { address: 'lost@espoo.example', language: 'fi' };
      await registry().putAuthority({ ...espoo, contacts: [lost] });
      const client = dynamo.another();
      client.middlewareStack.add(
        (next, { commandName }) =>
          (parameters) =>
            commandName === 'DeleteItemCommand' ? Promise.reject(new Error('The process ends here')) : next(parameters),
        { step: 'initialize' },
      );
      await expect(dynamoRegistry(client, dynamo.table).putAuthority(espoo)).rejects.toThrow('ends here');
      expect(await registry().authoritiesOf('lost@espoo.example')).toEqual([]);
      expect(await registry().authoritiesOf('officer@espoo.example')).toEqual(['espoo']);
    });

    test('finds all authorities of one person', async () => {
      const both = [{ address: 'region@fi.example', language: 'fi' }];
      await registry().putAuthority({ ...espoo, id: 'a', contacts: both });
      await registry().putAuthority({ ...espoo, id: 'b', contacts: both });
      expect(await registry().authoritiesOf('region@fi.example')).toEqual(['a', 'b']);
    });

    test('gives a round back', async () => {
      const next = { ...round, id: '2023', opensAt: '2023-01-01T00:00:00Z', closesAt: null, previous: '2022' };
      await registry().putRound(next);
      expect(await registry().round('2023')).toEqual(next);
      expect(await registry().round('2022')).toEqual(round);
      expect(await registry().round('1999')).toBeNull();
    });
  });

  describe('an item that is damaged names its key and the field, and nothing it holds:', () => {
    const id = 'damaged';
    const standing = standingOf(id);
    const mails = { kind: 'rejected', submission: id } as const;
    const cases = [
      { what: 'a submission', key: submissionKey(id), field: 'stage', read: () => store().submission(id) },
      { what: 'an outbox', key: submissionKey(id), field: 'deliveries', read: () => outbox().load(mails) },
      { what: 'answers', key: firstChunk(id), field: 'answers', read: () => store().answers(id) },
      {
        what: 'a standing',
        key: standingKey(round, standing.authority),
        field: 'score',
        read: () => store().standing(round, standing.authority),
      },
      { what: 'an authority', key: authorityKey(id), field: 'contacts', read: () => registry().authority(id) },
      { what: 'a round', key: roundKey(id), field: 'shards', read: () => registry().round(id) },
    ];
    const set = ({ pk, sk }: Key, field: string, value: unknown) =>
      dynamo.client.send(
        new UpdateCommand({
          TableName: dynamo.table,
          Key: { pk, sk },
          UpdateExpression: 'SET #field = :value',
          ExpressionAttributeNames: { '#field': field },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    const faultOf = (read: () => Promise<unknown>): Promise<string> =>
      read().then(
        () => 'none',
        (error: Error) => error.message,
      );

    beforeAll(async () => {
      await store().putRejected(rejectedOf(id));
      await store().putAnswers(id, new Map([['1.1.1', { value: 'yes', raw: '', evidence: '', cell: null }]]));
      await store().putStanding(round, standing);
      await registry().putAuthority({ id, name: '', country: null, contacts: [] });
      await registry().putRound({ ...round, id });
    });

    test.each(cases)('$what', async ({ key, field, read }) => {
      const whole = await rawItem(key);
      const secret = 'officer@espoo.example';
      await set(key, field, secret);
      expect(await faultOf(read)).toBe(`The item ${key.pk} / ${key.sk} cannot be read: ${field}`);
      // Of a later version nothing is guessed at, although it looks like ours.
      await set(key, field, whole?.[field]);
      expect(await faultOf(read)).toBe('none');
      await set(key, 'schemaVersion', 2);
      expect(await faultOf(read)).toBe(`The item ${key.pk} / ${key.sk} cannot be read: schemaVersion`);
      await set(key, 'schemaVersion', 1);
    });
  });

  test('every read asks for what was written last', async () => {
    const standing = standingOf(newId());
    await store().putStanding(round, standing);
    await registry().putAuthority({
      id: 'x',
      name: 'X',
      country: null,
      contacts: [{ address: 'x@x', language: 'en' }],
    });
    const { client, inputs } = watched('GetItemCommand', 'QueryCommand');
    const reading = { store: storeOf(client), registry: dynamoRegistry(client, dynamo.table) };
    await reading.store.submission(standing.submission);
    await reading.store.answers(standing.submission);
    await reading.store.standing(round, standing.authority);
    await reading.registry.authoritiesOf('x@x');
    const owner = { kind: 'standing', round: round.id, authority: standing.authority } as const;
    await dynamoOutbox(client, dynamo.table, reading.registry).load(owner);
    expect(inputs).toHaveLength(7);
    expect(inputs.map((input) => input['ConsistentRead'])).toEqual(inputs.map(() => true));
  });

  /** A client that notes what it is asked of some commands. */
  function watched(...commands: string[]): { client: DynamoDBDocumentClient; inputs: Record<string, unknown>[] } {
    const client = dynamo.another();
    const inputs: Record<string, unknown>[] = [];
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        (parameters) => {
          if (commands.includes(commandName)) inputs.push(parameters.input as Record<string, unknown>);
          return next(parameters);
        },
      { step: 'initialize', priority: 'high' },
    );
    return { client, inputs };
  }
}

/** A text of 30,000 letters that no compression makes much smaller. */
const unlike = (index: number): string =>
  createHash('shake256', { outputLength: 22_500 }).update(String(index)).digest('base64');

const firstChunk = (id: string): Key => answersKey(id, { number: 0, set: '' });

/** Answers of so many chunks, one in each. */
const inChunks = (count: number, text: string): Map<string, Answer> =>
  new Map(
    Array.from({ length: count }, (_, index) => [
      `1.1.${index}`,
      { value: 'no', raw: text.padEnd(60_000, '.'), evidence: '', cell: null },
    ]),
  );

/** Ends the process before or after its n-th call. */
function ending(client: DynamoDBDocumentClient, n: number, moment: 'before' | 'after'): void {
  let made = 0;
  client.middlewareStack.add(
    (next) => async (parameters) => {
      made += 1;
      if (made > n || (made === n && moment === 'before')) throw new Error('The process has ended');
      const result = await next(parameters);
      if (made === n) throw new Error('The process has ended');
      return result;
    },
    { step: 'initialize' },
  );
}

const sorted = (answers: KeptAnswers) => [...answers].sort(([a], [b]) => (a < b ? -1 : 1));
