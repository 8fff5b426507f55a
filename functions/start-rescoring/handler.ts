import { dynamoClient } from '../../shared/adapters/aws-clients.ts';
import { dynamoRegistry } from '../../shared/adapters/dynamo-registry.ts';
import { sfnClient, stateMachineRescorings } from '../../shared/adapters/state-machine-rescorings.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { parseRescoringMessage } from '../../shared/rescoring-message.ts';
import { queueHandler } from '../queue-handler.ts';
import { startRescorings } from './start-rescoring.ts';

const environment = readEnvironment('start-rescoring');
const dependencies = {
  registry: dynamoRegistry(dynamoClient(), environment.TABLE_NAME),
  rescorings: stateMachineRescorings(sfnClient(), environment.STATE_MACHINE_ARN),
  now: () => new Date(),
};

export const handler = queueHandler('start-rescoring', async (body) => {
  const asked = parseRescoringMessage(body);
  const started = await startRescorings(asked, dependencies);
  return [{ metric: 'Rescorings-started', count: started, facts: { ...asked, started } }];
});
