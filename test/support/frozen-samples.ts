import { readdirSync, readFileSync } from 'node:fs';
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { scannedIn } from '../../functions/pass-scanned/pass-scanned.ts';
import { mailIn } from '../../functions/receive-mail/event.ts';
import { mailEventIn } from '../../functions/track-mail/event.ts';
import { credentials, region } from '../../infra/local/emulators.ts';
import { cloudOver } from '../../infra/local/local-clients.ts';
import { type Key, kindOfItem, namePartition, owedShards, receiptKey } from '../../shared/adapters/aws/dynamo/keys.ts';
import { dynamoAllowance } from '../../shared/adapters/aws/dynamo/mail-intake.ts';
import { type NotedMail, notedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { storedPart } from '../../shared/adapters/aws/dynamo/standings-schema.ts';
import { imports, questionnaires, standings, store } from '../../shared/adapters/bucket-ports.ts';
import {
  acts,
  counters,
  erasures,
  finals,
  keys,
  ledger,
  notices,
  outbox,
  participations,
  refusals,
  registry,
  reviews,
  runs,
  sentWorkbooks,
  uploads,
} from '../../shared/adapters/table-ports.ts';
import type { KeptAnswers } from '../../shared/domain/answers/answer.ts';
import { namesOf } from '../../shared/domain/registry/names.ts';
import type { ErasureSubject } from '../../shared/ports/erasures.ts';
import { parseDeliveryMessage } from '../../shared/queues/delivery-message.ts';
import { parsePublicationMessage } from '../../shared/queues/publication-message.ts';
import { parseReminderMessage } from '../../shared/queues/reminder-message.ts';
import { parseRescoringMessage } from '../../shared/queues/rescoring-message.ts';
import { parseResultsTabMessage, parseSheetMessage } from '../../shared/queues/sheet-messages.ts';
import { uploadsIn } from '../../shared/queues/upload.ts';
import type { Pipeline } from './pipeline.ts';

/**
 * Items, objects and messages as earlier versions wrote them: a folder of `test/frozen` for each time that a shape was new.
 * Nothing here writes one.
 */
const root = 'test/frozen';

export interface FrozenItem {
  /** As DynamoDB has it: `{ pk: { S: 'ROUND#2026' }, … }`; bytes as base64. */
  readonly item: Readonly<Record<string, AttributeValue>>;
  /** What its reader gave when it was frozen, as {@link plain} tells it. */
  readonly read: unknown;
}

export interface FrozenObject {
  readonly bucket: 'inbox' | 'results';
  readonly key: string;
  /** null: its name alone was kept; it is a file that somebody sent. */
  readonly text: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A message of a queue, and what it was read as. */
export interface FrozenMessage {
  readonly queue: string;
  readonly body: string;
  readonly read: unknown;
}

export interface Frozen {
  readonly name: string;
  readonly items: readonly FrozenItem[];
  readonly objects: readonly FrozenObject[];
  readonly messages: readonly FrozenMessage[];
}

export const frozenFolders = (): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
    .sort();

export const frozenSamples = (): Frozen[] =>
  frozenFolders().map((name) => ({
    name,
    items: linesOf(name, 'items.jsonl'),
    objects: linesOf(name, 'objects.jsonl'),
    messages: linesOf(name, 'messages.jsonl'),
  }));

function linesOf<T>(folder: string, file: string): T[] {
  if (!readdirSync(`${root}/${folder}`).includes(file)) return [];
  const lines = readFileSync(`${root}/${folder}/${file}`, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

/** A value of the domain as JSON: a map as its entries in order, bytes as base64. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, told) ?? 'null');

function told(this: unknown, key: string, shown: unknown): unknown {
  const value = (this as Record<string, unknown>)[key];
  if (value instanceof Map) return { map: [...value] };
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : shown;
}

/** Puts the items of a folder into the table and its objects into their buckets. `ahead`: each item has a field more. */
export async function putFrozen(
  { clients, endpoints, table, results, inbox }: Pipeline,
  { items, objects }: Frozen,
  { ahead }: { readonly ahead: boolean },
): Promise<void> {
  const client = new DynamoDBClient({ region, credentials, endpoint: endpoints.dynamodb });
  const later: Record<string, AttributeValue> = ahead ? { addedLater: { M: { by: { S: 'a later version' } } } } : {};
  for (const { item } of items) {
    await client.send(new PutItemCommand({ TableName: table, Item: { ...withBytes(item), ...later } }));
  }
  client.destroy();
  for (const { bucket, key, text, metadata } of objects) {
    const place = { Bucket: bucket === 'inbox' ? inbox : results, Key: key };
    if (text !== null) await clients.s3.send(new PutObjectCommand({ ...place, Body: text, Metadata: metadata }));
  }
}

const withBytes = (item: FrozenItem['item']): FrozenItem['item'] =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.B === undefined ? value : { B: Buffer.from(String(value.B), 'base64') },
    ]),
  );

/** The beginning of a long text, and how long it is. */
const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 60)}… ${text.length}` : text);

type Place = Pick<Key, 'pk' | 'sk'>;
type Reader = (key: Place) => Promise<unknown>;

export const kindNamed = (key: Place): string => {
  const { pk, sk } = kindOfItem(key);
  return `${pk} / ${sk}`;
};

/** By the name of a kind: reads an item of it as the functions do. */
export function frozenReaders(
  { clients, table, inbox, results }: Pipeline,
  { objects }: Frozen,
): ReadonlyMap<string, Reader> {
  const on = cloudOver(clients, { TABLE_NAME: table, INBOX_BUCKET: inbox, RESULTS_BUCKET: results });
  const after = (text: string, prefix: string): string => text.slice(prefix.length);
  const parts = (text: string): string[] => text.split('#');
  const nth = (text: string, n: number): string => parts(text)[n] ?? '';
  const round = async (id: string) => {
    const found = await registry(on).round(id);
    if (found === null) throw new Error(`Round ${id} is no sample`);
    return found;
  };
  const read = new Map<string, Promise<KeptAnswers>>();
  const answersOf = (submission: string): Promise<KeptAnswers> => {
    const answers = read.get(submission) ?? store(on).answers(submission);
    read.set(submission, answers);
    return answers;
  };
  const outboxed = (owner: Parameters<ReturnType<typeof outbox>['load']>[0]) => outbox(on).load(owner);
  /** Whether the same is counted once, and whether one more than what is there is refused. */
  const allowed =
    (way: 'MAILS' | 'UPLOADS'): Reader =>
    async ({ pk, sk }) => {
      const taken = (most: number, id: string) =>
        dynamoAllowance(clients.dynamodb, table, { way, most }).take(after(pk, `${way}#`), sk, id);
      return { another: await taken(1, 'another') };
    };
  return new Map<string, Reader>([
    [
      'AUTHORITY# / COLLEAGUES#',
      async ({ pk, sk }) => {
        const of = { way: 'COLLEAGUES', most: 1 } as const;
        return { another: await dynamoAllowance(clients.dynamodb, table, of).take(nth(pk, 1), nth(sk, 1), 'another') };
      },
    ],
    ['AUTHORITY# / PROFILE', ({ pk }) => registry(on).authority(nth(pk, 1))],
    ['CONTACT# / AUTHORITY#', ({ pk }) => registry(on).authoritiesOf(after(pk, 'CONTACT#'))],
    [
      'NAME# / AUTHORITY#',
      async ({ pk, sk }) => {
        const authority = await registry(on).authority(nth(sk, 1));
        const name = authority && namesOf(authority).find((one) => namePartition(one) === pk);
        return [name, (await registry(on).named(name ?? '')).map(({ id }) => id)];
      },
    ],
    ['ROUND# / ROUND', ({ pk }) => registry(on).round(nth(pk, 1))],
    ['REGISTRY / AUTHORITY#', async () => (await registry(on).authorities()).map(({ id }) => id)],
    ['REGISTRY / QUESTIONNAIRE#', async () => (await questionnaires(on).list()).map((one) => one.questionnaire)],
    [
      'QUESTIONNAIRE# / VERSION#',
      async ({ pk, sk }) => {
        const key = `${nth(pk, 1)}@${nth(sk, 1)}`;
        return [await questionnaires(on).published(key), await questionnaires(on).find(key)];
      },
    ],
    ['REGISTRY / ROUND#', async () => (await registry(on).rounds()).map(({ id }) => id)],
    // Where it is there, names are looked up in their own list alone.
    ['REGISTRY / NAMES-LISTED', async () => (await registry(on).named('Nowhere')).length],
    ['AUTHORITY# / SENT#', ({ pk, sk }) => sentWorkbooks(on).of(nth(sk, 1), nth(pk, 1))],
    ['REGISTRY / LAST-IMPORT#', ({ sk }) => imports(on).lastFile(nth(sk, 1) as 'registry')],
    ['IMPORT# / IMPORT', ({ pk }) => imports(on).load(nth(pk, 1))],
    [
      'RECEIPT# / RECEIPT',
      async ({ pk }) => {
        const places = objects.map(({ key }) => ({ bucket: inbox, key, versionId: null }));
        const [place] = places.filter((one) => receiptKey(one).pk === pk);
        return place === undefined ? null : [place.key, (await ledger(on).open([place], 3)).length];
      },
    ],
    ['SUBMISSION# / HEADER', ({ pk }) => store(on).submission(nth(pk, 1))],
    ['SUBMISSION# / COUNTED', ({ pk }) => store(on).counted(nth(pk, 1))],
    ['SUBMISSION# / ANSWER#', async ({ pk, sk }) => (await answersOf(nth(pk, 1))).get(nth(sk, 1))],
    [
      'SUBMISSION# / ANSWERS#',
      async ({ pk, sk }) => {
        const all = await answersOf(nth(pk, 1));
        if (sk !== 'ANSWERS#000') return all.size;
        return [...all].map(([id, answer]) => [id, { ...answer, evidence: shortened(answer.evidence) }]);
      },
    ],
    [
      'ROUND# / AUTHORITY#',
      async ({ pk, sk }) => {
        const [id, authority] = [nth(pk, 1), nth(sk, 1)];
        const owed = await outboxed({ kind: 'standing', round: id, authority });
        return [await store(on).standing(await round(id), authority), owed];
      },
    ],
    [
      'ROUND# / STANDINGS#',
      async ({ pk }) => {
        const current = await standings(on).current(nth(pk, 1));
        const counted = await counters(on).counters(nth(pk, 1));
        const publication = await standings(on).publication(nth(pk, 1));
        const shards = publication?.shards.map((name) => standings(on).shard(nth(pk, 1), name)) ?? [];
        const members = (await Promise.all(shards)).map((one) => one?.profiles.map(({ authority }) => authority));
        const all = counted && storedPart(counted);
        return [counted, all, current?.profiles, Object.keys(current?.draws ?? {}), members];
      },
    ],
    // What lies beside a round is told with it.
    ['ROUND# / PARTICIPANTS', ({ pk }) => round(nth(pk, 1))],
    ['AUTHORITY# / PARTICIPATION#', ({ pk, sk }) => participations(on).of(nth(sk, 1), nth(pk, 1))],
    ['ACTS# / ACT#', async ({ pk, sk }) => (await acts(on).of(nth(pk, 1) || null)).find(({ at }) => at === nth(sk, 1))],
    ['ACTORS / ACTOR#', async ({ sk }) => (await acts(on).actors()).get(after(sk, 'ACTOR#'))],
    ['ROUND# / FINAL', ({ pk }) => finals(on).declared(nth(pk, 1))],
    ['ROUND# / RUN#', ({ pk, sk }) => runs(on).load({ round: nth(pk, 1), run: after(sk, 'RUN#') })],
    [
      'ROUND# / SHARD#',
      ({ pk, sk }) => {
        const [id = '', run = ''] = after(pk, 'ROUND#').split('#RUN#');
        return runs(on).result({ round: id, run }, Number(nth(sk, 1)));
      },
    ],
    [
      'ERASURE# / ERASURE',
      async () => {
        const covers = (of: object) =>
          erasures(on).covers({ sender: null, authority: null, receivedAt: '2026-11-01T00:00:00.000Z', ...of });
        const subjects: ErasureSubject[] = ['gormhill', 'hillend'].map((id) => ({ kind: 'authority', id }));
        return [
          await covers({ sender: 'Reader@aarnankyla.example' }),
          await covers({ sender: 'officer@aarnankyla.example' }),
          await covers({ authority: 'gormhill' }),
          await covers({ authorityName: 'Gormhill' }),
          await covers({ authorityName: 'Hillend' }),
          await covers({ authority: 'gormhill', receivedAt: '2030-01-01T00:00:00.000Z' }),
          await Promise.all(subjects.map((subject) => erasures(on).underway(subject))),
        ];
      },
    ],
    ['ERASURES / LAST', () => erasures(on).lastFinished()],
    ['AUTHORITY# / REVIEW#', ({ pk, sk }) => reviews(on).of(nth(sk, 1), nth(pk, 1))],
    [
      'AUTHORITY# / HISTORY#',
      async ({ pk, sk }) => {
        const order = parts(sk).slice(2).join('#');
        return (await store(on).history(nth(pk, 1))).find((one) => one.order === order);
      },
    ],
    [
      'NOTICE# / HEADER',
      async ({ pk }) => [await notices(on).load(nth(pk, 1)), await outboxed({ kind: 'notice', notice: nth(pk, 1) })],
    ],
    [
      'OWED# / ',
      async ({ sk }) => {
        const noted: NotedMail[] = [];
        for (let shard = 0; shard < owedShards; shard += 1)
          for await (const page of notedMails(clients.dynamodb, table, shard)) noted.push(...page);
        return noted.find(({ request }) => request.delivery === sk);
      },
    ],
    ['MAILS# / ', allowed('MAILS')],
    ['UPLOADS# / ', allowed('UPLOADS')],
    ['REFUSALS# / ', ({ pk }) => refusals(on).list(nth(pk, 1), 10)],
    ['LINK-KEYS / KEY#', () => keys(on).all()],
    ['UPLOAD# / UPLOAD', ({ pk }) => uploads(on).find(nth(pk, 1))],
    ['AUTHORITY# / PAGE-UPLOAD#', async ({ pk }) => (await uploads(on).latestOf(nth(pk, 1), 10)).map(({ id }) => id)],
    ['AUTHORITY# / REJECTED#', ({ pk }) => store(on).rejectionsOf(nth(pk, 1), 10)],
  ]);
}

/** By the name of a queue: reads a message of it. What the schedules of the others send says nothing that is read. */
export const messageReaders: Readonly<Record<string, (body: string) => unknown>> = {
  submissions: uploadsIn,
  registry: uploadsIn,
  reviews: uploadsIn,
  questionnaires: uploadsIn,
  scans: scannedIn,
  deliveries: parseDeliveryMessage,
  sheets: parseSheetMessage,
  'results-tabs': parseResultsTabMessage,
  reminders: parseReminderMessage,
  rescorings: parseRescoringMessage,
  publications: parsePublicationMessage,
  mails: mailIn,
  'mail-events': mailEventIn,
};
