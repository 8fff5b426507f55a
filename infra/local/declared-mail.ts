import { type DeclaredQueue, type Properties, urlOf } from './declared-wiring.ts';
import type { Template } from './template.ts';

/** How mail comes in and is told of, as the template says it; no emulator has these. */
export interface DeclaredMail {
  /** Where mail to one address is put, and the queue that is told of it. */
  readonly received: { readonly bucket: string; readonly address: string; readonly queueUrl: string } | null;
  /** The queue that is told what became of mails that went out. */
  readonly events: { readonly queueUrl: string } | null;
}

interface Rule {
  readonly Recipients: readonly string[];
  readonly Actions: readonly { readonly S3Action: { readonly BucketName: string; readonly TopicArn: string } }[];
}

export function declaredMail(
  template: Template,
  resolve: (value: unknown) => unknown,
  queues: readonly DeclaredQueue[],
): DeclaredMail {
  const ofType = (type: string): Properties[] =>
    Object.values(template.Resources)
      .filter((resource) => resource.Type === type)
      .map(({ Properties = {} }) => resolve(Properties) as Properties);
  const subscriptions = ofType('AWS::SNS::Subscription').filter(({ Protocol }) => Protocol === 'sqs');
  const queueOf = (topic: string): string => {
    const subscription = subscriptions.find(({ TopicArn }) => TopicArn === topic);
    if (subscription?.['RawMessageDelivery'] !== true) throw new Error(`No queue gets what ${topic} is told as it is`);
    return urlOf(String(subscription['Endpoint']), queues);
  };
  const [rule] = ofType('AWS::SES::ReceiptRule').map((properties) => properties['Rule'] as Rule);
  const [action] = rule?.Actions ?? [];
  const [destination] = ofType('AWS::SES::ConfigurationSetEventDestination').map(
    (properties) => properties['EventDestination'] as { SnsDestination: { TopicARN: string } },
  );
  return {
    received:
      rule === undefined || action === undefined
        ? null
        : {
            bucket: action.S3Action.BucketName,
            address: rule.Recipients[0] ?? '',
            queueUrl: queueOf(action.S3Action.TopicArn),
          },
    events: destination === undefined ? null : { queueUrl: queueOf(destination.SnsDestination.TopicARN) },
  };
}
