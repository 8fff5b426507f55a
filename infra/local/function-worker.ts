import { parentPort, workerData } from 'node:worker_threads';
import type { Reply } from './function-host.ts';
import { resolveLoopbackNames } from './loopback-names.ts';

/** Runs one function's bundle in a thread of its own, as Lambda runs it in a process of its own. */
interface Invocation {
  readonly id: number;
  readonly event: unknown;
  readonly context: object;
}

resolveLoopbackNames();
const { bundle } = workerData as { bundle: string };
const { handler } = (await import(bundle)) as { handler: (event: unknown, context: object) => Promise<unknown> };

parentPort?.on('message', async ({ id, event, context }: Invocation) => {
  const say = (reply: Reply): void => parentPort?.postMessage(reply);
  say({ id, begins: true });
  try {
    say({ id, result: await handler(event, context) });
  } catch (error) {
    say({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
