import { dynamoClient, s3Client, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoAllowance, dynamoRefusals } from '../../shared/adapters/aws/dynamo/mail-intake.ts';
import { dynamoNotices } from '../../shared/adapters/aws/dynamo/notices.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { s3Inbox } from '../../shared/adapters/aws/s3/inbox.ts';
import { s3InboxWriter } from '../../shared/adapters/aws/s3/inbox-writer.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/delivery-queue.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { plainAddress } from '../../shared/domain/mail/mail-headers.ts';
import { mailLimits } from '../../shared/domain/mail/mail-limits.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { mailIn } from './event.ts';
import { type ReceiveDependencies, receiveMail } from './receive-mail.ts';

const environment = readEnvironment('receive-mail');
const dynamo = dynamoClient();
const s3 = s3Client();
const table = environment.TABLE_NAME;
const dependencies: ReceiveDependencies = {
  mails: s3Inbox(s3, mailLimits.bytes),
  mailBucket: environment.MAIL_BUCKET,
  inbox: s3InboxWriter(s3, environment.INBOX_BUCKET),
  registry: dynamoRegistry(dynamo, table),
  allowance: dynamoAllowance(dynamo, table, { way: 'MAILS', most: mailLimits.mailsADay }),
  refusals: dynamoRefusals(dynamo, table),
  notices: dynamoNotices(dynamo, table),
  owed: dynamoOwedMails(dynamo, table),
  deliveries: sqsDeliveryQueue(sqsClient(), environment.DELIVERIES_QUEUE_URL),
  own: [plainAddress(environment.MAIL_FROM), environment.MAIL_IN],
  now: () => new Date(),
};

export const handler = queueHandler('receive-mail', async (body) => {
  const mail = mailIn(body);
  if (mail === null) return [];
  const result = await receiveMail(mail, dependencies);
  return [{ metric: `Mails-in-${result.outcome}`, facts: { mail: mail.id, ...result } }];
});
