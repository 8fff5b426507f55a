import { Aws } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { S3 } from 'aws-cdk-lib/aws-ses-actions';
import { Construct } from 'constructs';
import { MailTopic } from './mail-topic.ts';
import type { WorkQueue } from './work-queue.ts';

export interface MailInProps {
  readonly stage: string;
  /** Address to which questionnaires are sent. */
  readonly address: string;
  readonly bucket: Bucket;
  readonly key: Key;
  readonly timeoutSeconds: number;
  /** SES writes into the bucket when the rule is made: on the first deployment it is not. */
  readonly first: boolean;
}

/**
 * Mail to one address: SES checks it (SPF, DKIM, DMARC, spam, virus), puts it into a bucket and tells the queue of
 * it with its verdicts. Any other address is refused to whoever delivers to it. A rule set works once it is made the
 * active one of the account, which is done by hand: there is one at a time.
 */
export class MailIn extends Construct {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { stage, address, bucket, key, timeoutSeconds, first }: MailInProps) {
    super(scope, id);
    const name = `scorebook-${stage}`;
    const rule = `${name}-questionnaires`;
    const ses = new ServicePrincipal('ses.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:SourceAccount': Aws.ACCOUNT_ID,
          'aws:SourceArn': `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:receipt-rule-set/${name}:receipt-rule/${rule}`,
        },
      },
    });
    const { topic, work } = new MailTopic(this, 'Received', { stage, told: 'mails', key, timeoutSeconds });
    this.work = work;
    topic.grantPublish(ses);
    const rules = new ReceiptRuleSet(this, 'Rules', { receiptRuleSetName: name });
    if (first) return;
    const questionnaires = rules.addRule('Questionnaires', {
      receiptRuleName: rule,
      recipients: [address],
      scanEnabled: true,
      tlsPolicy: TlsPolicy.REQUIRE,
      // CDK's own types disagree under exactOptionalPropertyTypes.
      actions: [new S3({ bucket: bucket as IBucket, topic })],
    });
    // SES tries both when the rule is made: their policies must be there.
    questionnaires.node.addDependency(topic, bucket);
  }
}
