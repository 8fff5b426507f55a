import { cloudOf } from '../../shared/adapters/cloud.ts';
import { remindPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { heartbeat, queueHandler } from '../../shared/lambda/queue-handler.ts';
import { remindAuthorities } from './remind-authorities.ts';

const ports = remindPorts(cloudOf(readEnvironment('remind-authorities')));

/** What the schedule sends says nothing that is needed: who is invited and reminded is decided by the clock. */
export const handler = queueHandler('remind-authorities', async () => {
  const rounds = await remindAuthorities(ports);
  return [...rounds.map((facts) => ({ metric: 'Rounds-reminded', facts: { ...facts } })), heartbeat('reminders')];
});
