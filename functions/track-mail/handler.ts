import { cloudOf } from '../../shared/adapters/cloud.ts';
import { trackPorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { mailEventIn } from './event.ts';
import { trackMail } from './track-mail.ts';

const ports = trackPorts(cloudOf(readEnvironment('track-mail')));

export const handler = queueHandler('track-mail', async (body) => {
  const event = mailEventIn(body);
  if (event === null) return [];
  const outcome = await trackMail(event, ports);
  const { delivery: submission, fate, suppress, listed } = event;
  // Told apart: SES did not try an address that is on a list of its own, and the office cannot release it by the registry.
  const metric = listed === undefined ? `Mails-${fate}` : `Mails-${fate}-listed`;
  return [{ metric, facts: { submission, fate, listed: listed ?? 'no', suppressed: suppress.length, outcome } }];
});
