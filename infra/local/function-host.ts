import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { DeclaredFunction } from './declared-wiring.ts';
import { account } from './template.ts';

export interface FunctionHost {
  /** Runs the handler; rejects when it throws, crashes or runs out of its time. */
  invoke(event: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

interface Reply {
  readonly id: number;
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
}

/** Hosts one function: its own thread, its own environment, nothing of ours leaks in. */
export function hostFunction({ declared, bundles, sdkEnvironment, logFile }: FunctionSettings): FunctionHost {
  const log = createWriteStream(logFile, { flags: 'a' });
  const bundle = pathToFileURL(join(bundles, declared.assetFolder, 'index.mjs')).href;
  let worker: Worker | null = null;
  let invocations = 0;
  const note = (error: unknown): void => {
    log.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  };

  const start = (): Worker => {
    const started = new Worker(new URL('./function-worker.ts', import.meta.url), {
      workerData: { bundle },
      env: { ...declared.environment, ...sdkEnvironment, AWS_LAMBDA_FUNCTION_NAME: declared.name },
      execArgv: ['--enable-source-maps'],
      stdout: true,
      stderr: true,
    });
    started.stdout.on('data', (chunk) => log.write(chunk));
    started.stderr.on('data', (chunk) => log.write(chunk));
    const forget = (): void => {
      if (worker === started) worker = null;
    };
    // It may end between two invocations, too: the next one gets a new thread.
    started.on('exit', forget).on('error', (error) => {
      note(error);
      forget();
    });
    return started;
  };

  return {
    invoke(event) {
      worker ??= start();
      const running = worker;
      invocations += 1;
      const id = invocations;
      return new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          running.off('message', onMessage).off('error', onError).off('exit', onExit);
        };
        // As on Lambda: what timed out or crashed is not used again.
        const crash = (error: Error): void => {
          end();
          if (worker === running) worker = null;
          // Its messages come again only when it can do nothing more with them.
          void running.terminate().then(() => reject(error), reject);
        };
        const onMessage = (reply: Reply): void => {
          if (reply.id !== id) return;
          end();
          if (reply.error === undefined) resolve(reply.result);
          else {
            note(reply.error);
            reject(new Error(reply.error));
          }
        };
        const onError = (error: unknown): void => crash(error instanceof Error ? error : new Error(String(error)));
        const onExit = (code: number): void => crash(new Error(`${declared.name} ended with exit code ${code}`));
        const timer = setTimeout(() => {
          const timedOut = new Error(`${declared.name} timed out after ${declared.timeoutSeconds} s`);
          note(timedOut.message);
          crash(timedOut);
        }, declared.timeoutSeconds * 1000);
        running.on('message', onMessage).on('error', onError).on('exit', onExit);
        running.postMessage({ id, event, context: contextOf(declared, String(id)) });
      });
    },
    async stop() {
      await worker?.terminate();
      await ended(log);
    },
  };
}

function contextOf({ name }: DeclaredFunction, awsRequestId: string): object {
  const invokedFunctionArn = `arn:aws:lambda:local:${account}:function:${name}`;
  return { functionName: name, functionVersion: '$LATEST', memoryLimitInMB: '1024', awsRequestId, invokedFunctionArn };
}

const ended = (stream: WriteStream): Promise<void> => new Promise((resolve) => stream.end(resolve));
