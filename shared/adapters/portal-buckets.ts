import type { KeyOfText } from './aws/s3/texts.ts';
import { archive, deliveries, forms, inboxWriter, texts } from './bucket-ports.ts';
import { type CloudOf, compose } from './cloud.ts';

/** What the contact's page asks of the buckets and of a queue. */
export const portalBuckets = (on: CloudOf<'serve-portal'>) =>
  compose(on, {
    ...{ archive, deliveries, forms, inbox: inboxWriter },
    textsBy: (of) => (keyOf: KeyOfText) => texts(of, keyOf),
  });
