import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { DeclaredFunction } from './declared-wiring.ts';
import { account } from './template.ts';

export interface FunctionHost {
  /** Runs the handler; rejects when it throws, crashes or runs out of its time. */
  invoke(event: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** What the thread says of an invocation: that its handler begins, then how it ended. */
export interface Reply {
  readonly id: number;
  readonly begins?: true;
  readonly result?: unknown;
  readonly error?: string;
}

export interface FunctionSettings {
  readonly declared: DeclaredFunction;
  /** Folder of the synthesised output, in which the bundles lie. */
  readonly bundles: string;
  readonly sdkEnvironment: Readonly<Record<string, string>>;
  /** What the function writes to its log goes there. */
  readonly logFile: string;
  /** Hears each line of that log. */
  readonly onLine?: (line: string) => void;
}

/** One thread and what it works on, by the number of the invocation. */
interface Thread {
  readonly worker: Worker;
  readonly running: Map<number, { said(reply: Reply): void; crashed(error: Error): void }>;
}

/** Hosts one function: its own thread, its own environment, nothing of ours leaks in. */
export function hostFunction({ declared, bundles, sdkEnvironment, logFile, onLine }: FunctionSettings): FunctionHost {
  const log = createWriteStream(logFile, { flags: 'a' });
  const bundle = pathToFileURL(join(bundles, declared.assetFolder, 'index.mjs')).href;
  let thread: Thread | null = null;
  let invocations = 0;
  const note = (error: unknown): void => {
    log.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  };

  const start = (): Thread => {
    const worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
      workerData: { bundle },
      env: {
        ...declared.environment,
        ...sdkEnvironment,
        AWS_LAMBDA_FUNCTION_NAME: declared.name,
        ...saysWhoAsks(declared),
      },
      // It ends alone when it takes more than it would have on Lambda; what is outside of its heap is not counted here.
      resourceLimits: { maxOldGenerationSizeMb: declared.memoryMegabytes },
      stdout: true,
      stderr: true,
    });
    const started: Thread = { worker, running: new Map() };
    worker.stdout.on('data', (chunk) => log.write(chunk));
    if (onLine !== undefined) createInterface(worker.stdout).on('line', onLine);
    worker.stderr.on('data', (chunk) => log.write(chunk));
    // It may end between two invocations, too: the next one gets a new thread.
    const crash = (error: Error): void => {
      if (thread === started) thread = null;
      for (const { crashed } of started.running.values()) crashed(error);
    };
    worker
      .on('message', (reply: Reply) => started.running.get(reply.id)?.said(reply))
      .on('error', (error) => {
        note(error);
        crash(error instanceof Error ? error : new Error(String(error)));
      })
      .on('exit', (code) => crash(new Error(`${declared.name} ended with exit code ${code}`)));
    return started;
  };

  return {
    invoke(event) {
      thread ??= start();
      const { worker, running } = thread;
      const own = thread;
      invocations += 1;
      const id = invocations;
      return new Promise((resolve, reject) => {
        let timer: NodeJS.Timeout | undefined;
        const end = (): void => {
          clearTimeout(timer);
          running.delete(id);
        };
        // As on Lambda: what timed out or crashed is not used again.
        const crashed = (error: Error): void => {
          end();
          if (thread === own) thread = null;
          // Its messages come again only when it can do nothing more with them.
          void worker.terminate().then(() => reject(error), reject);
        };
        const timeOut = (): void => {
          const timedOut = new Error(`${declared.name} timed out after ${declared.timeoutSeconds} s`);
          note(timedOut.message);
          crashed(timedOut);
        };
        const said = ({ begins, result, error }: Reply): void => {
          // As on Lambda: loading the bundle takes nothing of the time of the first invocation.
          if (begins === true) timer = setTimeout(timeOut, declared.timeoutSeconds * 1000);
          else end();
          if (begins === true) return;
          if (error === undefined) resolve(result);
          else {
            note(error);
            reject(new Error(error));
          }
        };
        running.set(id, { said, crashed });
        worker.postMessage({ id, event, context: contextOf(declared, String(id)) });
      });
    },
    async stop() {
      await thread?.worker.terminate();
      await ended(log);
    },
  };
}

/** The SDK names it in each request: here all functions have the same credentials. */
const saysWhoAsks = ({ name }: DeclaredFunction) => ({ AWS_SDK_UA_APP_ID: name.slice(0, 50) });

function contextOf({ name, memoryMegabytes }: DeclaredFunction, awsRequestId: string): object {
  const invokedFunctionArn = `arn:aws:lambda:local:${account}:function:${name}`;
  return {
    functionName: name,
    functionVersion: '$LATEST',
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId,
    invokedFunctionArn,
  };
}

const ended = (stream: WriteStream): Promise<void> => new Promise((resolve) => stream.end(resolve));
