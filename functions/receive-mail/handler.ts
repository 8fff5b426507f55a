import { cloudOf } from '../../shared/adapters/cloud.ts';
import { receivePorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { plainAddress } from '../../shared/domain/mail/mail-headers.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { mailIn } from './event.ts';
import { type ReceiveDependencies, receiveMail } from './receive-mail.ts';

const environment = readEnvironment('receive-mail');
const deps: ReceiveDependencies = {
  ...receivePorts(cloudOf(environment)),
  mailBucket: environment.MAIL_BUCKET,
  own: [plainAddress(environment.MAIL_FROM), environment.MAIL_IN],
};

export const handler = queueHandler('receive-mail', async (body) => {
  const mail = mailIn(body);
  if (mail === null) return [];
  const result = await receiveMail(mail, deps);
  return [{ metric: `Mails-in-${result.outcome}`, facts: { mail: mail.id, ...result } }];
});
