import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { LocalCloud } from '../local-cloud.ts';

export interface DeadLetters {
  readonly queue: string;
  readonly bodies: readonly string[];
}

/** What the queues have given up, by dead-letter queue. */
export function deadLettersOf({ resources, emulators }: LocalCloud): DeadLetters[] {
  return resources.queues
    .flatMap(({ deadLetters }) => (deadLetters === null ? [] : [deadLetters]))
    .map((queue) => ({ queue, bodies: emulators.waiting(queue) }));
}

/** Sends all of them back to the queue that gave them up. */
export async function redrive({ resources, emulators, clients }: LocalCloud, name: string): Promise<void> {
  const from = resources.queues.find((queue) => queue.name === name);
  const to = resources.queues.find(({ deadLetters }) => deadLetters === name);
  if (from === undefined || to === undefined) return;
  for (let left = emulators.waiting(name).length; left > 0; left -= 1) {
    const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: from.url }));
    for (const { Body, ReceiptHandle } of Messages) {
      // Sent before it is deleted: twice in a queue is harmless, in none it would be lost.
      await clients.sqs.send(new SendMessageCommand({ QueueUrl: to.url, MessageBody: Body }));
      await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: from.url, ReceiptHandle }));
    }
  }
}
