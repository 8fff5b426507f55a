export type Properties = Readonly<Record<string, unknown>>;

/** A function as declared: its bundle's folder, environment and limits. */
export interface DeclaredFunction {
  readonly name: string;
  readonly assetFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/** A queue that feeds a function. */
export interface EventSource {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly partialFailures: boolean;
}

/** A bucket that tells a queue of the objects whose keys begin and end so. */
export interface Notification {
  readonly bucket: string;
  readonly queueUrl: string;
  readonly prefix: string;
  readonly suffix: string;
}

interface KeyFilter {
  readonly S3Key: { readonly Rules: readonly { readonly Name: string; readonly Value: string }[] };
}

export interface DeclaredQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly deadLetters: string | null;
}

/** Reads a function's declaration. */
export function declaredFunction(properties: Properties, resolve: (value: unknown) => unknown): DeclaredFunction {
  const { Variables = {} } = (resolve(properties['Environment']) ?? {}) as { Variables?: Record<string, string> };
  const { S3Key } = properties['Code'] as { S3Key: string };
  return {
    name: String(resolve(properties['FunctionName'])),
    assetFolder: `asset.${S3Key.replace(/\.zip$/, '')}`,
    environment: Variables,
    timeoutSeconds: Number(properties['Timeout'] ?? 3),
    memoryMegabytes: Number(properties['MemorySize'] ?? 128),
  };
}

export function eventSource(properties: Properties, queues: readonly DeclaredQueue[]): EventSource {
  const queueArn = String(properties['EventSourceArn']);
  const responses = (properties['FunctionResponseTypes'] ?? []) as readonly string[];
  return {
    queueArn,
    queueUrl: urlOf(queueArn, queues),
    functionName: String(properties['FunctionName']),
    batchSize: Number(properties['BatchSize'] ?? 10),
    partialFailures: responses.includes('ReportBatchItemFailures'),
  };
}

export function notificationsOf(
  bucket: string,
  properties: Properties,
  queues: readonly DeclaredQueue[],
): Notification[] {
  const configuration = properties['NotificationConfiguration'] as
    | { QueueConfigurations?: { Event: string; Queue: string; Filter?: KeyFilter }[] }
    | undefined;
  return (configuration?.QueueConfigurations ?? []).map(({ Event, Queue, Filter }) => {
    if (Event !== 's3:ObjectCreated:*') throw new Error(`The local cloud does not know how to notify of ${Event}`);
    const rule = (name: string): string =>
      Filter?.S3Key.Rules.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? '';
    return { bucket, queueUrl: urlOf(Queue, queues), prefix: rule('prefix'), suffix: rule('suffix') };
  });
}

/** Whether a bucket tells its queue of this object. */
export function tells({ bucket, prefix, suffix }: Notification, written: { bucket: string; key: string }): boolean {
  return bucket === written.bucket && written.key.startsWith(prefix) && written.key.endsWith(suffix);
}

export function urlOf(arn: string, queues: readonly DeclaredQueue[]): string {
  const queue = queues.find((one) => one.arn === arn);
  if (queue === undefined) throw new Error(`The template names the queue ${arn}, which it does not declare`);
  return queue.url;
}
