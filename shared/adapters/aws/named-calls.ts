import type { S3Client } from '@aws-sdk/client-s3';

/** Any client of the SDK: all have the same stack but for the types of their commands. */
interface Client {
  readonly middlewareStack: object;
}

/**
 * A client whose faults say which call they are of: `S3 GetObject`. The SDK's own errors say what went wrong, and not
 * with what.
 */
export function namingCalls<C extends Client>(client: C): C {
  const stack = client.middlewareStack as S3Client['middlewareStack'];
  stack.add(
    (next, { clientName = '', commandName = '' }) =>
      async (parameters) => {
        try {
          return await next(parameters);
        } catch (error) {
          const operation = `${clientName.replace(/Client$/, '')} ${commandName.replace(/Command$/, '')}`;
          if (error instanceof Error && !('operation' in error)) Object.assign(error, { operation });
          throw error;
        }
      },
    { step: 'initialize', name: 'namesCalls', priority: 'high' },
  );
  return client;
}
