import { cloudOf } from '../../shared/adapters/cloud.ts';
import { sweepPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { heartbeat, queueHandler } from '../../shared/lambda/queue-handler.ts';
import { sweepOutbox } from './sweep-outbox.ts';

const ports = sweepPorts(cloudOf(readEnvironment('sweep-outbox')));

/** What the schedule sends says nothing that is needed. */
export const handler = queueHandler('sweep-outbox', async () => {
  const asked = await sweepOutbox(ports);
  return [{ metric: 'Outbox-swept', facts: { asked } }, heartbeat('sweeps')];
});
