import { AsyncLocalStorage } from 'node:async_hooks';
import { hash } from 'node:crypto';

interface Current {
  readonly id: string;
  leadsTo?: string;
}

const current = new AsyncLocalStorage<Current>();

/** While this runs, whatever it asks of a queue carries the id, and so does what is logged of it. */
export const correlated = <T>(id: string, work: () => Promise<T>): Promise<T> => current.run({ id }, work);

export const correlation = (): string | undefined => current.getStore()?.id;

/**
 * The id of what an object of the inbox causes: events of S3 carry none, so it is made of the object's key. An event
 * that is sent again has the same one.
 */
export const correlationOfObject = (key: string): string => `object-${hash('sha256', key, 'hex').slice(0, 16)}`;

/** Notes for the log which object will come of what is done now. */
export function noteLeadsTo(key: string): void {
  const now = current.getStore();
  if (now !== undefined) now.leadsTo = correlationOfObject(key);
}

/** As a field of a log line: which object comes of what was done. */
export function leadsTo(): { readonly leadsTo?: string } {
  const noted = current.getStore()?.leadsTo;
  return noted === undefined ? {} : { leadsTo: noted };
}

/** Beside the body, of which nothing changes: a message of an earlier version has none, and starts one of its own. */
export function correlationAttributes(): Record<string, { readonly DataType: 'String'; readonly StringValue: string }> {
  const id = correlation();
  return id === undefined ? {} : { correlation: { DataType: 'String', StringValue: id } };
}

interface ReceivedMessage {
  readonly messageId: string;
  readonly messageAttributes?: Readonly<Record<string, { readonly stringValue?: string | undefined }>>;
}

/** No longer than an id of SQS or the name of an execution. */
const shape = /^[\w:.-]{1,128}$/;

/** The id that came with a message; of the first of its kind, its own. */
export function correlationOf({ messageId, messageAttributes = {} }: ReceivedMessage): string {
  const came = messageAttributes['correlation']?.stringValue ?? '';
  return shape.test(came) ? came : messageId;
}
