import { execFile } from 'node:child_process';
import { format } from 'node:util';
import { vi } from 'vitest';
import { runTyped } from '../../infra/cli/program.ts';
import { isDeep } from './tier.ts';

export interface Typed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command as it is typed, in an environment of its own. In the long tier that is a process; in the short one it
 * happens in this one, one command after the other: what a command loads is then loaded once.
 */
export const typed = (parameters: readonly string[], environment: NodeJS.ProcessEnv): Promise<Typed> =>
  isDeep ? inProcess(parameters, environment) : here(parameters, environment);

const inProcess = (parameters: readonly string[], env: NodeJS.ProcessEnv): Promise<Typed> =>
  new Promise((resolve, reject) => {
    const command = ['infra/cli/scorebook.ts', ...parameters];
    execFile(process.execPath, command, { env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });

async function here(parameters: readonly string[], environment: NodeJS.ProcessEnv): Promise<Typed> {
  const printed = { stdout: '', stderr: '' };
  const own = { env: process.env, exitCode: process.exitCode };
  const taking = (stream: keyof typeof printed) => (text: unknown) => {
    printed[stream] += String(text);
    return true;
  };
  const line =
    (stream: keyof typeof printed) =>
    (...told: unknown[]) => {
      printed[stream] += `${format(...told)}\n`;
    };
  const taken = [
    vi.spyOn(process.stdout, 'write').mockImplementation(taking('stdout')),
    vi.spyOn(process.stderr, 'write').mockImplementation(taking('stderr')),
    vi.spyOn(console, 'log').mockImplementation(line('stdout')),
    vi.spyOn(console, 'error').mockImplementation(line('stderr')),
  ];
  process.env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
  process.exitCode = undefined;
  try {
    await runTyped(parameters);
    return { status: Number(process.exitCode ?? 0), ...printed };
  } finally {
    Object.assign(process, own);
    for (const one of taken) one.mockRestore();
  }
}
