import type { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { declareAlarms, untold } from './declared-alarms.ts';
import { WorkQueue } from './work-queue.ts';

export interface MailTopicProps {
  readonly stage: string;
  /** What is told. */
  readonly told: 'mails' | 'mail-events';
  readonly key: Key;
  /** Timeout of the function that works on the queue. */
  readonly timeoutSeconds: number;
}

/** What SES tells, by a topic into a queue: SES can publish to no queue itself. What it tells holds addresses. */
export class MailTopic extends Construct {
  readonly topic: Topic;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { stage, told, key, timeoutSeconds }: MailTopicProps) {
    super(scope, id);
    const name = `scorebook-${stage}-${told}`;
    this.work = new WorkQueue(this, 'Work', { name, timeoutSeconds });
    // CDK's own types disagree under exactOptionalPropertyTypes.
    this.topic = new Topic(this, 'Topic', { topicName: name, enforceSSL: true, masterKey: key as IKey });
    this.topic.addSubscription(
      new SqsSubscription(this.work.queue, {
        rawMessageDelivery: true,
        deadLetterQueue: this.work.deadLetters as IQueue,
      }),
    );
    declareAlarms(this, [
      untold(this.topic, {
        name: `untold-${told}`,
        lost: `SNS could not tell the queue of ${told}: what SES says is in its dead letters, or lost if they did not take it either.`,
        remedy: 'find out why the queue takes no message, fix the cause, redrive the dead letters.',
      }),
    ]);
  }
}
