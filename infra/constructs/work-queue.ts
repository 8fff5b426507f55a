import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { retentionDays } from '../retention.ts';

export interface WorkQueueProps {
  readonly name: string;
  /** Timeout of the function that works on it. */
  readonly timeoutSeconds: number;
  /** Nobody sees a message sooner; at once when it is not said. */
  readonly delaySeconds?: number;
}

/** Tries before a message is given up. */
const maxReceives = 5;

/** A queue whose messages are retried, and kept for 14 days when all tries failed. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { name, timeoutSeconds, delaySeconds = 0 }: WorkQueueProps) {
    super(scope, id);
    const common = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(retentionDays.messages),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...common, queueName: `${name}-dead-letters` });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: name,
      deliveryDelay: Duration.seconds(delaySeconds),
      // Six times the function's timeout, as Lambda asks for: a message is not seen twice while it is worked on.
      visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: maxReceives },
    });
  }
}
