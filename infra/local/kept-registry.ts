import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { dynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { participations, publishedNames, registry } from '../../shared/adapters/table-ports.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import { closed, host } from './listen.ts';
import { common } from './local-clients.ts';
import { openStateFolder } from './state-folder.ts';

/**
 * The registry of a local cloud that is stopped, as its state folder keeps it; null when nothing was ever registered
 * there. Until it is closed no local cloud can start on the folder.
 */
export async function keptRegistry(
  folder: string,
): Promise<
  ({ registry: Registry; questionnaires: Questionnaires; participations: Participations } & AsyncDisposable) | null
> {
  await using opened = new AsyncDisposableStack();
  const state = await openStateFolder(resolve(folder), false);
  opened.defer(() => state.unlock());
  const server = dynalite({ createTableMs: 0, path: join(state.emulators, 'table') });
  await new Promise<void>((listening) => server.listen(0, host, listening));
  opened.defer(() => closed(server));
  const client = new DynamoDBClient({
    ...common,
    endpoint: `http://${host}:${(server.address() as AddressInfo).port}`,
  });
  opened.defer(() => client.destroy());
  const { TableNames: [table] = [] } = await client.send(new ListTablesCommand({}));
  if (table === undefined) return null;
  const kept = opened.move();
  const made = [[dynamoClient, DynamoDBDocumentClient.from(client)]] as const;
  return {
    registry: registry(cloudOf({ TABLE_NAME: table }, { made })),
    participations: participations(cloudOf({ TABLE_NAME: table }, { made })),
    questionnaires: publishedNames(cloudOf({ TABLE_NAME: table }, { made })),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
