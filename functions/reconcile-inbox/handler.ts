import { cloudOf } from '../../shared/adapters/cloud.ts';
import { reconcilePorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { heartbeat, queueHandler } from '../../shared/lambda/queue-handler.ts';
import { reconcileInbox } from './reconcile-inbox.ts';

const ports = reconcilePorts(cloudOf(readEnvironment('reconcile-inbox')));

/** What the schedule sends says nothing that is needed. */
export const handler = queueHandler('reconcile-inbox', async () => {
  const outcome = await reconcileInbox(ports);
  return [{ metric: 'Uploads-requeued', count: outcome.requeued, facts: { ...outcome } }, heartbeat('reconciliations')];
});
