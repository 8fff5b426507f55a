import { readFileSync } from 'node:fs';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import {
  type BeginDependencies,
  type BeginOutcome,
  beginPublications,
} from '../../functions/publish-dashboard/begin-publications.ts';
import {
  type PublishDependencies,
  type PublishOutcome,
  publishPart,
} from '../../functions/publish-dashboard/publish-part.ts';
import { cloudOver } from '../../infra/local/local-clients.ts';
import { keyValueStoreClient, siteEntries } from '../../shared/adapters/aws/cloudfront/site-entries.ts';
import { publications } from '../../shared/adapters/bucket-ports.ts';
import type { Cloud } from '../../shared/adapters/cloud.ts';
import { publishPorts } from '../../shared/adapters/compose.ts';
import type { SettingsOf } from '../../shared/config/environment.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { shardOf } from '../../shared/domain/standings/standing.ts';
import { countAuthorities, type Profile } from '../../shared/domain/standings/standings.ts';
import type { PublicationPart } from '../../shared/ports/site.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { parsePublicationMessage } from '../../shared/queues/publication-message.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { standingsOf } from './compared.ts';
import type { Clients, Pipeline } from './pipeline.ts';
import { userCentricity2023 } from './user-centricity.ts';

const site = 'scorebook-test-site';

/** publish-dashboard on the emulators of a pipeline. */
export interface Publishing {
  /** What the schedule has done. */
  begin(clients?: Clients, now?: Date): Promise<BeginOutcome>;
  /** Works on what waits until nothing does; a failed message stays and ends it. */
  work(clients?: Clients): Promise<(PublishOutcome | Error)[]>;
  /** What readers of a round get under a path; null where there is nothing. */
  page(round: string, path: string): Promise<string | null>;
  folder(round: string): Promise<string | null>;
  keys(): Promise<string[]>;
  /** Standings of a round as a run has counted them, in two shards; not kept: as after an erasure. */
  standings(round: string, run: string, profiles: readonly Profile[], how?: { keep: boolean }): Promise<void>;
  /** Asks for a part of a publication. */
  ask(part: PublicationPart): Promise<void>;
}

/** What publish-dashboard works with, on the emulators of a pipeline. */
export function publishDependencies(
  clients: Omit<Clients, 'ses'>,
  { pagesOfPart, now = new Date() }: { readonly pagesOfPart: number; readonly now?: Date | undefined },
): PublishDependencies & BeginDependencies {
  const cloud = reach(clients, now);
  return { ...publishPorts(cloud), entries: siteEntries(cloud), catalogue, pagesOfPart };
}

function reach(clients: Omit<Clients, 'ses'>, now = new Date()): Cloud<SettingsOf<'publish-dashboard'>> {
  const settings = {
    TABLE_NAME: 'scorebook-test',
    RESULTS_BUCKET: 'scorebook-test-results',
    SITE_BUCKET: site,
    SITE_ENTRIES: 'arn:aws:cloudfront::000000000000:key-value-store/site',
    PUBLICATIONS_QUEUE_URL: publicationsUrl(clients.sqsUrl),
  };
  return cloudOver(clients, settings, { others: [[keyValueStoreClient, clients.entries]], now: () => now });
}

export const publicationsUrl = (sqsUrl: string): string => `${sqsUrl}/000000000000/publications`;

/** Works on what waits until nothing does; a failed message stays and ends it. */
export async function workOnPublications(
  { sqs, sqsUrl }: Pick<Clients, 'sqs' | 'sqsUrl'>,
  dependencies: PublishDependencies,
): Promise<(PublishOutcome | Error)[]> {
  const outcomes: (PublishOutcome | Error)[] = [];
  const QueueUrl = publicationsUrl(sqsUrl);
  for (;;) {
    const [message] = (await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }))).Messages ?? [];
    const part = message === undefined ? null : parsePublicationMessage(message.Body ?? '');
    if (message === undefined || part === null) return outcomes;
    try {
      outcomes.push(await publishPart(part, dependencies));
    } catch (error) {
      return [...outcomes, error as Error];
    }
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
  }
}

export async function startPublishing({ clients, standings }: Pipeline): Promise<Publishing> {
  await clients.s3.send(new CreateBucketCommand({ Bucket: site }));
  await clients.sqs.send(new CreateQueueCommand({ QueueName: 'publications' }));
  // Each shard is a part of its own.
  const dependencies = (own: Clients, now?: Date) => publishDependencies(own, { pagesOfPart: 1, now });
  const folder = (round: string) => siteEntries(reach(clients)).folder(round);
  return {
    begin: (own = clients, now) => beginPublications(dependencies(own, now)),
    work: (own = clients) => workOnPublications(clients, dependencies(own)),
    async page(round, path) {
      const Key = `runs/${round}/${await folder(round)}/${path}`;
      const found = await clients.s3.send(new GetObjectCommand({ Bucket: site, Key })).catch(() => null);
      return (await found?.Body?.transformToString()) ?? null;
    },
    folder,
    async keys() {
      const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket: site }));
      return Contents.map(({ Key = '' }) => Key);
    },
    ask: (part) => publications(reach(clients)).request(part),
    async standings(round, run, profiles, { keep } = { keep: true }) {
      const about = { ...standingsOf(profiles).standings, round, run, cutOff: new Date().toISOString() };
      const shards: string[] = [];
      for (const shard of [0, 1]) {
        const members = profiles.filter(({ authority }) => shardOf(authority, 2) === shard);
        const part = countAuthorities(userCentricity2023, about.method, members);
        shards.push(keep ? await standings.keepShard(round, { part, profiles: members }) : `gone-${shard}`);
      }
      await standings.publish({ standings: about, shards, profiles });
    },
  };
}

/** The workbook an officer of Espoo would send: the answers it published, in our questionnaire; `words` begin all evidence. */
export function espooWorkbook(round: string, words = ''): Promise<Uint8Array> {
  const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
  const answers = [...page.answers].map(([id, one]) => [id, { ...one, evidence: words + one.evidence }] as const);
  return writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', authority: { id: 'espoo', name: 'Espoo' }, round },
    ...{ answers: new Map(answers), background: page.background },
  });
}
