import { s3Client, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { s3ScannedInbox } from '../../shared/adapters/aws/s3/scanned-inbox.ts';
import { sqsWaysIn } from '../../shared/adapters/aws/sqs/upload-queue.ts';
import { queueUrlsOf, readEnvironment } from '../../shared/config/environment.ts';
import { type Done, queueHandler } from '../../shared/lambda/queue-handler.ts';
import { scannedIn } from './event.ts';
import { type PassDependencies, passScanned } from './pass-scanned.ts';

const environment = readEnvironment('pass-scanned');
const dependencies: PassDependencies = {
  inbox: s3ScannedInbox(s3Client()),
  waysIn: sqsWaysIn(sqsClient(), queueUrlsOf(environment)),
};

export const handler = queueHandler('pass-scanned', async (body) => {
  const done: Done[] = [];
  for (const place of scannedIn(body)) {
    const result = await passScanned(place, dependencies);
    done.push({ metric: `Uploads-${result.outcome}`, facts: { ...result } });
  }
  return done;
});
