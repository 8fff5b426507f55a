import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { questionnairePrefix, registryPrefix, reviewPrefix, submissionPrefixes } from '../../../config/object-keys.ts';
import type { IntakeQueue, UploadQueue } from '../../../ports/intake-queue.ts';
import type { ResultsTabQueue, SheetQueue } from '../../../ports/online-sheets.ts';
import type { DeliveryQueue } from '../../../ports/outbox.ts';
import type { RescoringQueue } from '../../../ports/rescorings.ts';
import type { PublicationQueue } from '../../../ports/site.ts';
import { deliveryMessage } from '../../../queues/delivery-message.ts';
import { publicationMessage } from '../../../queues/publication-message.ts';
import { rescoringMessage } from '../../../queues/rescoring-message.ts';
import { resultsTabMessage, sheetMessage } from '../../../queues/sheet-messages.ts';
import { uploadMessage } from '../../../queues/upload.ts';

export function sqsDeliveryQueue(client: SQSClient, queueUrl: string): DeliveryQueue {
  return {
    async request(request, delaySeconds) {
      const message = { QueueUrl: queueUrl, MessageBody: deliveryMessage(request), DelaySeconds: delaySeconds };
      await client.send(new SendMessageCommand(message));
    },
  };
}

export function sqsPublicationQueue(client: SQSClient, url: string): PublicationQueue {
  const send = async (MessageBody: string): Promise<void> => {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  };
  return { request: (part) => send(publicationMessage(part)), look: () => send(publicationMessage()) };
}

export function sqsRescoringQueue(client: SQSClient, url: string): RescoringQueue {
  return {
    async request(request) {
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: rescoringMessage(request) }));
    },
  };
}

export function sqsSheetQueue(client: SQSClient, queueUrl: string): SheetQueue {
  return {
    async request(request) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: sheetMessage(request) }));
    },
  };
}

export function sqsResultsTabQueue(client: SQSClient, queueUrl: string): ResultsTabQueue {
  return {
    async request(request) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: resultsTabMessage(request) }));
    },
  };
}

export function sqsUploadQueue(client: SQSClient, queueUrl: string): UploadQueue {
  return {
    async put(upload) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: uploadMessage(upload) }));
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
