import { cloudOf } from '../../shared/adapters/cloud.ts';
import { followPorts, remindPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { heartbeat, queueHandler } from '../../shared/lambda/queue-handler.ts';
import { followSheets } from './follow-sheets.ts';
import { remindAuthorities } from './remind-authorities.ts';

const cloud = cloudOf(readEnvironment('remind-authorities'));
const ports = remindPorts(cloud);
const following = followPorts(cloud);

/** What the schedule sends says nothing that is needed: who is invited and reminded is decided by the clock. */
export const handler = queueHandler('remind-authorities', async () => {
  const rounds = await remindAuthorities(ports);
  const followed = await followSheets(following);
  return [
    ...followed.map((facts) => ({ metric: 'Sheets-followed', count: facts.followed, facts })),
    ...rounds.map((facts) => ({ metric: 'Rounds-reminded', facts: { ...facts } })),
    heartbeat('reminders'),
  ];
});
