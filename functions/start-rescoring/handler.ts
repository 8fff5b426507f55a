import { dynamoClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoFinals } from '../../shared/adapters/aws/dynamo/finals.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoCounters } from '../../shared/adapters/aws/dynamo/standings.ts';
import { sfnClient, stateMachineRescorings } from '../../shared/adapters/aws/step-functions/rescorings.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { parseRescoringMessage } from '../../shared/queues/rescoring-message.ts';
import { startRescorings } from './start-rescoring.ts';

const environment = readEnvironment('start-rescoring');
const dynamo = dynamoClient();
const table = environment.TABLE_NAME;
const dependencies = {
  registry: dynamoRegistry(dynamo, table),
  standings: dynamoCounters(dynamo, table),
  finals: dynamoFinals(dynamo, table),
  rescorings: stateMachineRescorings(sfnClient(), environment.STATE_MACHINE_ARN),
  now: () => new Date(),
};

export const handler = queueHandler('start-rescoring', async (body) => {
  const asked = parseRescoringMessage(body);
  const started = await startRescorings(asked, dependencies);
  return [{ metric: 'Rescorings-started', count: started, facts: { ...asked, started } }];
});
