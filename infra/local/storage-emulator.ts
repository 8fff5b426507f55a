import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type buildApp, type FauxqsServer, startFauxqs } from 'fauxqs';
import { type EmulatorGate, guardEmulator } from './gate/gate.ts';

type StorageOptions = NonNullable<Parameters<typeof startFauxqs>[0]>;

/** Fastify, on which the emulator is built, announces every server it makes on this channel. */
const channel = 'fastify.initialization';
/** Above the largest request that the gate lets in. */
const bodyLimit = 65 * 1024 * 1024;

/**
 * The emulator has no versions and answers a list of them with a list of objects. In S3 a bucket without versions has
 * one version of each object, named `null`: that is what the answer is made into.
 */
function listVersions(fastify: ReturnType<typeof buildApp>): void {
  const asked = (query: unknown): query is Record<string, string> =>
    typeof query === 'object' && query !== null && 'versions' in query;
  fastify.addHook('preHandler', async ({ query }) => {
    if (asked(query)) query['marker'] = query['key-marker'] ?? '';
  });
  fastify.addHook('onSend', async ({ query }, _, payload) => {
    if (!asked(query) || typeof payload !== 'string') return payload;
    const last = [...payload.matchAll(/<Key>([^<]*)<\/Key>/g)].at(-1)?.[1] ?? '';
    return payload
      .replaceAll('ListBucketResult', 'ListVersionsResult')
      .replaceAll('<Contents>', '<Version><VersionId>null</VersionId><IsLatest>true</IsLatest>')
      .replaceAll('</Contents>', '</Version>')
      .replace('</ListVersionsResult>', `<NextKeyMarker>${last}</NextKeyMarker></ListVersionsResult>`);
  });
}

/**
 * Starts S3 and SQS. The emulator (fauxqs 2.4.1) listens on all addresses and takes 11 MiB at most, whatever its
 * options say: here it listens on the one host given, where nobody else can read the inbox.
 */
export async function startStorage(
  host: string,
  gate: Omit<EmulatorGate, 'services'>,
  options: StorageOptions,
): Promise<FauxqsServer> {
  const narrow = (message: unknown): void => {
    const { fastify } = message as { fastify: ReturnType<typeof buildApp> };
    const listen = fastify.listen.bind(fastify);
    Object.assign(fastify, { listen: ({ port }: { port: number }) => listen({ port, host }) });
    fastify.addHook('onRoute', (route) => {
      route.bodyLimit = bodyLimit;
    });
    listVersions(fastify);
    guardEmulator(fastify.server, { ...gate, services: ['s3', 'sqs', 'sns', 'sts'] });
  };
  subscribe(channel, narrow);
  try {
    const storage = await startFauxqs({ ...options, host });
    if (new URL(storage.address).hostname !== host) {
      await storage.stop();
      throw new Error(`The storage emulator listens on ${storage.address} instead of ${host}`);
    }
    return storage;
  } finally {
    unsubscribe(channel, narrow);
  }
}
