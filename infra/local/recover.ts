import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { listing as listingOf } from '../../shared/adapters/bucket-ports.ts';
import { ledger as ledgerOf } from '../../shared/adapters/table-ports.ts';
import { uploadMessage, uploadsIn } from '../../shared/queues/upload.ts';
import type { DeclaredResources } from './declared-resources.ts';
import type { Emulators } from './emulators.ts';
import { cloudOver, type LocalClients } from './local-clients.ts';

type Queues = DeclaredResources['queues'];

/** How often in a row a message that somebody works on may be cut off by the end of a run, and still begin anew. */
const maxInterruptions = 20;

/**
 * What an earlier run had received and not answered for, nobody works on now: it comes again at once instead of after
 * its visibility timeout of minutes. It begins anew: that this machine was switched off is no failure of the message,
 * and must not bring it to the dead letters. Of one that is cut off each time the failures count after all: it may be
 * what ends the process. A run that ends in order leaves such messages too: the emulator hands them to a long poll that
 * was given up.
 */
export async function releaseOrphaned(queues: Queues, emulators: Emulators, sqs: SQSClient): Promise<void> {
  for (const { name, url: QueueUrl } of queues) {
    for (const { receiptHandle: ReceiptHandle, body: MessageBody, interruptions } of emulators.inFlight(name)) {
      if (interruptions >= maxInterruptions) {
        // Not 0: the emulator loses a message that is made visible at once.
        await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 1 }));
        continue;
      }
      const counted = { DataType: 'Number', StringValue: String(interruptions + 1) };
      // Sent before it is deleted: twice in a queue is harmless, in none it would be lost.
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes: { interruptions: counted } }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

/**
 * Puts what came into the inbox, was not worked on and waits nowhere back on its queue: the run was ended between the
 * file and the message about it. The hourly reconciliation does it for what came in a while ago, as on AWS; here it is
 * known at the start that nothing is on its way. Returns how many.
 */
export async function requeueLost(
  { notifications, queues, tables }: DeclaredResources,
  emulators: Emulators,
  clients: LocalClients,
): Promise<number> {
  const ledger = ledgerOf(cloudOver(clients, { TABLE_NAME: tables[0] ?? '' }));
  let requeued = 0;
  for (const { bucket, prefix, queueUrl } of notifications) {
    const queue = queues.find(({ url }) => url === queueUrl);
    const names = [queue?.name, queue?.deadLetters].filter((name) => name !== undefined && name !== null);
    const told = new Set(names.flatMap((name) => emulators.held(name)).flatMap(keysIn));
    for await (const page of listingOf(cloudOver(clients, { INBOX_BUCKET: bucket })).under(prefix)) {
      const silent = page.filter(({ key }) => !told.has(key));
      const open = await ledger.open(silent, Number.POSITIVE_INFINITY);
      for (const upload of silent.filter((one) => open.includes(one))) {
        await clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: uploadMessage(upload) }));
        requeued += 1;
      }
    }
  }
  return requeued;
}

/** Of messages that are no events of the inbox: none. */
function keysIn(body: string): string[] {
  try {
    return uploadsIn(body).map(({ key }) => key);
  } catch {
    return [];
  }
}

/** How many messages each queue has given up, for those that have. */
export function givenUp(queues: Queues, emulators: Emulators): { readonly name: string; readonly count: number }[] {
  return queues
    .flatMap(({ deadLetters }) => (deadLetters === null ? [] : [deadLetters]))
    .map((name) => ({ name, count: emulators.held(name).length }))
    .filter(({ count }) => count > 0);
}
