import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ResultsTabQueue, SheetQueue } from '../../../ports/online-sheets.ts';
import { resultsTabMessage, sheetMessage } from '../../../queues/sheet-messages.ts';

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
