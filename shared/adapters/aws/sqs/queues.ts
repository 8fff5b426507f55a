import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { questionnairePrefix, registryPrefix, reviewPrefix, submissionPrefixes } from '../../../config/object-keys.ts';
import type { IntakeQueue, UploadQueue } from '../../../ports/intake-queue.ts';
import type { ResultsTabQueue, SheetQueue } from '../../../ports/online-sheets.ts';
import type { DeliveryQueue } from '../../../ports/outbox.ts';
import type { RescoringQueue } from '../../../ports/rescorings.ts';
import type { PublicationQueue } from '../../../ports/site.ts';
import { correlationAttributes } from '../../../queues/correlation.ts';
import { deliveryMessage } from '../../../queues/delivery-message.ts';
import { publicationMessage } from '../../../queues/publication-message.ts';
import { rescoringMessage } from '../../../queues/rescoring-message.ts';
import { resultsTabMessage, sheetMessage } from '../../../queues/sheet-messages.ts';
import { uploadMessage } from '../../../queues/upload.ts';

/** Each message carries the id of what it is a consequence of. */
async function send(
  client: SQSClient,
  QueueUrl: string,
  MessageBody: string,
  more: { readonly DelaySeconds?: number | undefined } = {},
): Promise<void> {
  const MessageAttributes = correlationAttributes();
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes, ...more }));
}

export function sqsDeliveryQueue(client: SQSClient, queueUrl: string): DeliveryQueue {
  return {
    async request(request, delaySeconds) {
      await send(client, queueUrl, deliveryMessage(request), { DelaySeconds: delaySeconds });
    },
  };
}

export function sqsPublicationQueue(client: SQSClient, url: string): PublicationQueue {
  return {
    request: (part) => send(client, url, publicationMessage(part)),
    look: () => send(client, url, publicationMessage()),
  };
}

export function sqsRescoringQueue(client: SQSClient, url: string): RescoringQueue {
  return {
    async request(request) {
      await send(client, url, rescoringMessage(request));
    },
  };
}

export function sqsSheetQueue(client: SQSClient, queueUrl: string): SheetQueue {
  return {
    async request(request, delaySeconds) {
      await send(client, queueUrl, sheetMessage(request), { DelaySeconds: delaySeconds });
    },
  };
}

export function sqsResultsTabQueue(client: SQSClient, queueUrl: string): ResultsTabQueue {
  return {
    async request(request, delaySeconds) {
      await send(client, queueUrl, resultsTabMessage(request), { DelaySeconds: delaySeconds });
    },
  };
}

export function sqsUploadQueue(client: SQSClient, queueUrl: string): UploadQueue {
  return {
    async put(upload) {
      await send(client, queueUrl, uploadMessage(upload));
    },
  };
}

/** All ways in, by the addresses of the queues on which what comes in is worked on. */
export function sqsWaysIn(
  client: SQSClient,
  urls: Readonly<Record<'submissions' | 'registry' | 'reviews' | 'questionnaires', string>>,
): IntakeQueue[] {
  const submissions = sqsUploadQueue(client, urls.submissions);
  return [
    ...submissionPrefixes.map((prefix) => ({ prefix, queue: submissions })),
    { prefix: registryPrefix, queue: sqsUploadQueue(client, urls.registry) },
    { prefix: reviewPrefix, queue: sqsUploadQueue(client, urls.reviews) },
    { prefix: questionnairePrefix, queue: sqsUploadQueue(client, urls.questionnaires) },
  ];
}
