import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulators, startEmulators } from '../../infra/local/emulators.ts';
import { type LocalClients, localClients } from '../../infra/local/local-clients.ts';
import { questionnaireItemKey } from '../../shared/adapters/aws/dynamo/keys.ts';
import { dynamoQuestionnaires } from '../../shared/adapters/aws/dynamo/questionnaires.ts';
import type { Texts } from '../../shared/adapters/aws/s3/text-store.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { definitionKey } from '../../shared/config/object-keys.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { authored } from '../support/authored.ts';
import type { Dynamo } from '../support/dynamo.ts';

const bucket = 'scorebook-test-definitions';
const at = '2026-11-30T12:00:00.000Z';

/** What any store of published questionnaires must hold, run over each DynamoDB there is. */
export function questionnaireStoreContract(start: () => Promise<Dynamo>): void {
  let dynamo: Dynamo;
  let files: Emulators;
  let clients: LocalClients;
  let asked: string[] = [];
  const counting = (texts: Texts): Texts => ({
    keep: (text) => texts.keep(text),
    get(hash) {
      asked.push(hash);
      return texts.get(hash);
    },
  });
  /** As another instance of a function has it, which remembers nothing. */
  const storeOf = (client: DynamoDBDocumentClient = dynamo.client) =>
    dynamoQuestionnaires(client, dynamo.table, counting(s3Texts(clients.s3, bucket, definitionKey)));
  let versions = 0;
  let libraries: Definition;
  const titled = (of: Definition, title: string): Definition => ({ ...of, title: { ...of.title, en: title } });

  beforeAll(async () => {
    dynamo = await start();
    files = await startEmulators(null);
    clients = localClients(files.endpoints);
    await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  });
  beforeEach(async () => {
    versions += 1;
    asked = [];
    libraries = { ...(await authored('examples/public-libraries.authoring.xlsx')), version: `v${versions}` };
  });
  afterAll(async () => {
    clients.destroy();
    await files.stop();
    await dynamo.stop();
  });
  const key = () => `public-libraries@v${versions}`;

  test('what is published is found by anybody, as it was, and listed', async () => {
    expect(await storeOf().find(key())).toBeNull();
    expect(await storeOf().publish(libraries, at)).toBe('published');
    expect(await storeOf().find(key())).toEqual(libraries);
    const listed = (await storeOf().list()).filter(({ questionnaire }) => questionnaire === key());
    expect(listed).toMatchObject([
      { title: 'Public libraries', languages: ['en', 'fi'], publishedAt: at, inUse: false },
    ]);
    expect(await storeOf().published(key())).toEqual(listed[0]);
  });

  test('the very same once more changes nothing', async () => {
    await storeOf().publish(libraries, at);
    expect(await storeOf().publish(libraries, '2026-12-24T00:00:00.000Z')).toBe('unchanged');
    expect((await storeOf().published(key()))?.publishedAt).toBe(at);
  });

  test('as long as no round takes it, another one takes its place', async () => {
    const store = storeOf();
    await store.publish(libraries, at);
    expect((await store.find(key()))?.title['en']).toBe('Public libraries');
    expect(await storeOf().publish(titled(libraries, 'Libraries'), at)).toBe('published');
    expect((await store.find(key()))?.title['en']).toBe('Libraries');
  });

  test('from the moment a round takes it, it never changes', async () => {
    await storeOf().publish(libraries, at);
    const fixed = await storeOf().fix(key());
    expect(fixed).toBe((await storeOf().published(key()))?.definition);
    expect(await storeOf().publish(titled(libraries, 'Libraries'), at)).toBe('in use');
    expect(await storeOf().publish(libraries, at)).toBe('unchanged');
    expect(await storeOf().fix(key())).toBe(fixed);
    expect(await storeOf().find(key())).toEqual(libraries);
  });

  test('nobody takes what is not published', async () => {
    expect(await storeOf().fix(key())).toBeNull();
  });

  test('one publishes while a round takes it: the round is of what is there in the end', async () => {
    await storeOf().publish(libraries, at);
    const [fixed, published] = await Promise.all([
      storeOf().fix(key()),
      storeOf().publish(titled(libraries, 'Libraries'), at),
    ]);
    expect(['published', 'in use']).toContain(published);
    const title = (await storeOf().find(key()))?.title['en'];
    expect(title).toBe(published === 'published' ? 'Libraries' : 'Public libraries');
    expect((await storeOf().published(key()))?.definition).toBe(fixed);
  });

  describe('what is asked for again', () => {
    test('is read from its bucket once for each content', async () => {
      await storeOf().publish(libraries, at);
      const store = storeOf();
      for (let time = 0; time < 3; time += 1) await store.find(key());
      expect(asked).toHaveLength(1);
    });

    test('is not asked of the table any more once a round takes it', async () => {
      await storeOf().publish(libraries, at);
      await storeOf().fix(key());
      const store = storeOf();
      await store.find(key());
      const gone = new DeleteCommand({ TableName: dynamo.table, Key: { ...questionnaireItemKey(key()) } });
      await dynamo.client.send(gone);
      expect(await store.find(key())).toEqual(libraries);
      expect(asked).toHaveLength(1);
    });
  });

  test('definitions lie by their hash, one for each content', async () => {
    await storeOf().publish(libraries, at);
    const published = await storeOf().published(key());
    const { Contents = [] } = await clients.s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: 'definitions/' }),
    );
    expect(Contents.map(({ Key }) => Key)).toContain(`definitions/${published?.definition}`);
  });
}
