import { setTimeout } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { EventSource } from './declared-wiring.ts';
import { region } from './emulators.ts';
import type { FunctionHost } from './function-host.ts';

export interface PollerOptions {
  /** Seconds until a failed message comes again, by how often it was received. */
  retryAfter(receiveCount: number): number;
  /** A batch was worked on: how many messages are done, how many come again. */
  onBatch(batch: {
    readonly functionName: string;
    readonly done: number;
    readonly failed: number;
  }): void | Promise<void>;
  /** The queue could not be asked; it is asked again after the seconds of a message that failed as often in a row. */
  onFault(error: unknown): void;
}

/** Polls a queue for a function as Lambda does: batches, partial failures, retries; the queue itself gives up. */
export function pollQueue(
  source: EventSource,
  host: FunctionHost,
  sqs: SQSClient,
  options: PollerOptions,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const receive = new ReceiveMessageCommand({
    QueueUrl: source.queueUrl,
    MaxNumberOfMessages: Math.min(source.batchSize, 10),
    WaitTimeSeconds: 20,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });

  const work = async (messages: readonly Message[]): Promise<void> => {
    const failed = await failedOf(messages, source, host);
    // An answer that does not arrive is none: the message comes again by its visibility timeout, as on AWS.
    await Promise.allSettled(
      messages.map((message) => {
        const handle = { QueueUrl: source.queueUrl, ReceiptHandle: message.ReceiptHandle };
        if (!failed.has(message.MessageId ?? '')) return sqs.send(new DeleteMessageCommand(handle));
        const count = Number(message.Attributes?.ApproximateReceiveCount ?? 1);
        return sqs.send(
          new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: options.retryAfter(count) }),
        );
      }),
    );
    await options.onBatch({
      functionName: source.functionName,
      done: messages.length - failed.size,
      failed: failed.size,
    });
  };

  const { signal } = stopping;
  const loop = async (): Promise<void> => {
    let faults = 0;
    while (!signal.aborted) {
      try {
        const { Messages = [] } = await sqs.send(receive, { abortSignal: signal });
        faults = 0;
        if (Messages.length > 0) await work(Messages);
      } catch (error) {
        if (signal.aborted) return;
        options.onFault(error);
        faults += 1;
        await setTimeout(options.retryAfter(faults) * 1000, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const ended = loop();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Ids of the messages that come again: the ones the function names, or all when it throws. */
async function failedOf(messages: readonly Message[], source: EventSource, host: FunctionHost): Promise<Set<string>> {
  const all = new Set(messages.map(({ MessageId = '' }) => MessageId));
  try {
    const response = (await host.invoke(eventOf(messages, source))) as SQSBatchResponse | undefined;
    const named = source.partialFailures ? (response?.batchItemFailures ?? []) : [];
    return new Set(named.map(({ itemIdentifier }) => itemIdentifier));
  } catch {
    // The function's log has the reason.
    return all;
  }
}

function eventOf(messages: readonly Message[], { queueArn }: EventSource): SQSEvent {
  return {
    Records: messages.map(
      ({ MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '', Attributes = {}, MessageAttributes = {} }) => ({
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        body: Body,
        md5OfBody: MD5OfBody,
        attributes: {
          ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '1',
          SentTimestamp: Attributes.SentTimestamp ?? '0',
          SenderId: Attributes.SenderId ?? '',
          ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '0',
        },
        messageAttributes: Object.fromEntries(
          Object.entries(MessageAttributes).map(([name, { StringValue, DataType = 'String' }]) => [
            name,
            { ...(StringValue === undefined ? {} : { stringValue: StringValue }), dataType: DataType },
          ]),
        ),
        eventSource: 'aws:sqs',
        eventSourceARN: queueArn,
        awsRegion: region,
      }),
    ),
  };
}
