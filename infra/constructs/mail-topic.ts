import type { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { WorkQueue } from './work-queue.ts';

export interface MailTopicProps {
  readonly name: string;
  readonly key: Key;
  /** Timeout of the function that works on the queue. */
  readonly timeoutSeconds: number;
}

/** What SES tells, by a topic into a queue: SES can publish to no queue itself. What it tells holds addresses. */
export class MailTopic extends Construct {
  readonly topic: Topic;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { name, key, timeoutSeconds }: MailTopicProps) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', { name, timeoutSeconds });
    // CDK's own types disagree under exactOptionalPropertyTypes.
    this.topic = new Topic(this, 'Topic', { topicName: name, enforceSSL: true, masterKey: key as IKey });
    this.topic.addSubscription(new SqsSubscription(this.work.queue, { rawMessageDelivery: true }));
  }
}
