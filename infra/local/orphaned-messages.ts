import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeclaredResources } from './declared-resources.ts';
import type { Emulators } from './emulators.ts';

/**
 * What an earlier run had received and not answered for, nobody works on now: it comes again at once
 * instead of after its visibility timeout of minutes. A run that ends in order leaves such messages too:
 * the emulator hands them to a long poll that was given up.
 */
export async function releaseOrphaned(
  queues: DeclaredResources['queues'],
  emulators: Emulators,
  sqs: SQSClient,
): Promise<void> {
  for (const { name, url } of queues) {
    for (const ReceiptHandle of emulators.inFlight(name)) {
      // Not 0: the emulator loses a message that is made visible at once.
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 1 }));
    }
  }
}
