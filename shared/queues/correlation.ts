import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** While this runs, whatever it asks of a queue carries the id, and so does what is logged of it. */
export const correlated = <T>(id: string, work: () => Promise<T>): Promise<T> => current.run(id, work);

export const correlation = (): string | undefined => current.getStore();

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
