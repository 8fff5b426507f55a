import { cloudOf } from '../../shared/adapters/cloud.ts';
import { followPorts, remindPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { heartbeat, queueHandler } from '../../shared/lambda/queue-handler.ts';
import { parseReminderMessage } from '../../shared/queues/reminder-message.ts';
import { followSheets } from './follow-sheets.ts';
import { remindAuthorities } from './remind-authorities.ts';

const cloud = cloudOf(readEnvironment('remind-authorities'));
const ports = remindPorts(cloud);
const following = followPorts(cloud);

/** Who is invited and reminded is decided by the clock; a schedule says whether it is a morning, or a deadline may have passed. */
export const handler = queueHandler('remind-authorities', async (body) => {
  const { closings = false } = parseReminderMessage(body);
  const rounds = closings ? [] : await remindAuthorities(ports);
  const followed = await followSheets(following, closings ? 'closed' : 'each');
  return [
    ...followed.map((facts) => ({ metric: 'Sheets-followed', count: facts.followed, facts })),
    ...rounds.map((facts) => ({ metric: 'Rounds-reminded', facts: { ...facts } })),
    heartbeat(closings ? 'closings' : 'reminders'),
  ];
});
