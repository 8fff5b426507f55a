import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { BucketAlreadyOwnedByYou, CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { type DeclaredMail, declaredMail } from './declared-mail.ts';
import {
  type DeclaredFunction,
  type DeclaredQueue,
  declaredFunction,
  type EventSource,
  eventSource,
  type Notification,
  notificationsOf,
  type Properties,
} from './declared-wiring.ts';
import { region } from './emulators.ts';
import type { LocalClients } from './local-clients.ts';
import { type DeclaredSchedule, declaredSchedule } from './schedules.ts';
import { type DeclaredSite, declaredSite } from './site/declared-site.ts';
import { type DeclaredStateMachine, stateMachineArn } from './state-machines.ts';
import { account, type Created, type Resource, resolver, type Template } from './template.ts';

export interface DeclaredResources {
  readonly buckets: readonly string[];
  readonly queues: readonly { readonly name: string; readonly url: string; readonly deadLetters: string | null }[];
  readonly tables: readonly string[];
  readonly functions: readonly DeclaredFunction[];
  readonly eventSources: readonly EventSource[];
  readonly notifications: readonly Notification[];
  readonly mail: DeclaredMail;
  readonly site: DeclaredSite | null;
  readonly schedules: readonly DeclaredSchedule[];
  readonly stateMachines: readonly DeclaredStateMachine[];
  /** Name of the function behind an HTTP API; null: the template has none. */
  readonly httpFunction: string | null;
  /** Types that no emulator has: said, not silently left out. */
  readonly notEmulated: readonly string[];
}

/** In this order everything a resource refers to exists before it. */
const emulated = [
  'AWS::S3::Bucket',
  'AWS::CloudFront::KeyValueStore',
  'AWS::DynamoDB::Table',
  'AWS::SES::ConfigurationSet',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::StepFunctions::StateMachine',
  'AWS::Lambda::Function',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Scheduler::Schedule',
  'AWS::ApiGatewayV2::Integration',
] as const;
type EmulatedType = (typeof emulated)[number];

/** Creates what the template declares, by its names and settings; what is there already is kept. */
export async function createDeclared(template: Template, clients: LocalClients): Promise<DeclaredResources> {
  const created = new Map<string, Created>();
  const resolve = resolver(created);
  const found = {
    buckets: [] as string[],
    queues: [] as DeclaredQueue[],
    tables: [] as string[],
    functions: [] as DeclaredFunction[],
    eventSources: [] as EventSource[],
    schedules: [] as DeclaredSchedule[],
    httpFunctions: [] as string[],
  };
  const definitions: { arn: string; definition: unknown }[] = [];
  const bucketProperties: { name: string; properties: Properties }[] = [];

  const create: Record<EmulatedType, (id: string, properties: Properties) => Promise<void>> = {
    'AWS::S3::Bucket': async (id, properties) => {
      const name = String(resolve(properties['BucketName']));
      await createBucket(clients.s3, name);
      created.set(id, {
        ref: name,
        attributes: { Arn: `arn:aws:s3:::${name}`, RegionalDomainName: `${name}.s3.${region}.amazonaws.com` },
      });
      bucketProperties.push({ name, properties });
      found.buckets.push(name);
    },
    'AWS::CloudFront::KeyValueStore': async (id, properties) => {
      const name = String(properties['Name']);
      created.set(id, { ref: name, attributes: { Arn: `arn:aws:cloudfront::${account}:key-value-store/${name}` } });
    },
    'AWS::DynamoDB::Table': async (id, properties) => {
      const { TableName, KeySchema, AttributeDefinitions } = resolve(properties) as CreateTableCommandInput;
      const name = String(TableName);
      const table = { TableName: name, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' as const };
      await clients.dynamodb.send(new CreateTableCommand(table)).catch(unless(ResourceInUseException));
      await tableActive(clients.dynamodb, name);
      created.set(id, { ref: name, attributes: { Arn: `arn:aws:dynamodb:${region}:${account}:table/${name}` } });
      found.tables.push(name);
    },
    'AWS::SES::ConfigurationSet': async (id, properties) => {
      created.set(id, { ref: String(resolve(properties['Name'])), attributes: {} });
    },
    'AWS::SNS::Topic': async (id, properties) => {
      // Nothing is published to it here: what it would pass on is put into the queue behind it.
      created.set(id, { ref: `arn:aws:sns:${region}:${account}:${properties['TopicName']}`, attributes: {} });
    },
    'AWS::SQS::Queue': async (id, properties) => {
      const queue = await createQueue(clients, resolve(properties) as Properties);
      created.set(id, { ref: queue.url, attributes: { Arn: queue.arn, QueueName: queue.name } });
      found.queues.push(queue);
    },
    'AWS::StepFunctions::StateMachine': async (id, properties) => {
      // By its name alone: what starts it and what it calls are functions, and come after it.
      const arn = stateMachineArn(region, String(properties['StateMachineName']));
      created.set(id, { ref: arn, attributes: { Arn: arn } });
      definitions.push({ arn, definition: properties['DefinitionString'] });
    },
    'AWS::Lambda::Function': async (id, properties) => {
      const declared = declaredFunction(properties, resolve);
      created.set(id, {
        ref: declared.name,
        attributes: { Arn: `arn:aws:lambda:${region}:${account}:function:${declared.name}` },
      });
      found.functions.push(declared);
    },
    'AWS::Lambda::EventSourceMapping': async (_, properties) => {
      found.eventSources.push(eventSource(resolve(properties) as Properties, found.queues));
    },
    'AWS::Scheduler::Schedule': async (_, properties) => {
      found.schedules.push(declaredSchedule(resolve(properties) as Properties, found.queues));
    },
    'AWS::ApiGatewayV2::Integration': async (_, properties) => {
      found.httpFunctions.push(String(resolve(properties['IntegrationUri'])).split(':function:').at(-1) ?? '');
    },
  };
  for (const type of emulated) {
    for (const [id, resource] of inOrder(template, type)) await create[type](id, resource.Properties ?? {});
  }
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
  return {
    ...found,
    notifications: bucketProperties.flatMap(({ name, properties }) =>
      notificationsOf(name, resolve(properties) as Properties, found.queues),
    ),
    site: declaredSite(template, resolve),
    stateMachines: definitions.map(({ arn, definition }) => ({
      arn,
      definition: JSON.parse(String(resolve(definition))),
    })),
    mail: declaredMail(template, resolve, found.queues),
    httpFunction: found.httpFunctions[0] ?? null,
    notEmulated: [...types].filter((type) => !emulated.some((known) => known === type)).sort(),
  };
}

/** Queues that others name as their dead letters come first. */
function inOrder(template: Template, type: EmulatedType): [string, Resource][] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .sort(
      ([, a], [, b]) =>
        Number('RedrivePolicy' in (a.Properties ?? {})) - Number('RedrivePolicy' in (b.Properties ?? {})),
    );
}

async function createBucket(s3: S3Client, name: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: name })).catch(unless(BucketAlreadyOwnedByYou));
}

/** Waits for a table that was made just now: until it is active, a read may be told that it is not there. */
export async function tableActive(client: LocalClients['dynamodb'], TableName: string): Promise<void> {
  for (let asked = 0; asked < 1000; asked += 1) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
  }
  throw new Error(`The table ${TableName} does not become active`);
}

async function createQueue({ sqs, sqsUrl }: LocalClients, properties: Properties): Promise<DeclaredQueue> {
  const name = String(properties['QueueName']);
  const redrive = properties['RedrivePolicy'] as { deadLetterTargetArn: string } | undefined;
  const attributes = {
    VisibilityTimeout: String(properties['VisibilityTimeout'] ?? 30),
    MessageRetentionPeriod: String(properties['MessageRetentionPeriod'] ?? 345_600),
    ...(redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(redrive) }),
  };
  await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  // The emulator answers with a host that no URL can have (sqs.region.127.0.0.1).
  const url = `${sqsUrl}/${account}/${name}`;
  const deadLetters = redrive === undefined ? null : (redrive.deadLetterTargetArn.split(':').at(-1) ?? null);
  return { name, url, arn: `arn:aws:sqs:${region}:${account}:${name}`, deadLetters };
}

/** What is there already from an earlier run is what we wanted. */
function unless(expected: new (...parameters: never[]) => Error): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof expected)) throw error;
  };
}
