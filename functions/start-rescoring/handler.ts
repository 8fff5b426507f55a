import { cloudOf } from '../../shared/adapters/cloud.ts';
import { startPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { heartbeat, queueHandler } from '../../shared/lambda/queue-handler.ts';
import { parseRescoringMessage } from '../../shared/queues/rescoring-message.ts';
import { startRescorings } from './start-rescoring.ts';

const ports = startPorts(cloudOf(readEnvironment('start-rescoring')));

export const handler = queueHandler('start-rescoring', async (body) => {
  const asked = parseRescoringMessage(body);
  const started = await startRescorings(asked, ports);
  const done = { metric: 'Rescorings-started', count: started, facts: { ...asked, started } };
  // What a step asks for says nothing of the schedules.
  return 'round' in asked ? [done] : [done, heartbeat(asked.finals ? 'finals' : 'rescorings')];
});
