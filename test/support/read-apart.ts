import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What came of a file that was read in another process, and what that took. */
export interface ReadApart {
  /** `score 100`, or the reason that it was refused for; codes that were asked for behind it. */
  readonly result: string;
  readonly cpuSeconds: number;
  /** The most memory that the process had. */
  readonly megabytes: number;
}

export interface Reader {
  /** Reads a file; of the problems told beside the score those whose codes `expected` names. */
  read(file: Buffer, expected?: string): Promise<ReadApart>;
  stop(): Promise<void>;
}

/** What never ends is ended by the system, after so much work and not after so long. */
const bounded = 'ulimit -t 60; exec "$0" "$@"';
const reader = `
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { assessFile } from './test/support/user-centricity.ts';
for await (const line of createInterface({ input: process.stdin })) {
  const { path, expected, first } = JSON.parse(line);
  if (!first) forget();
  const before = first ? 0 : cpuSeconds();
  const { score, problems } = await assessFile(readFileSync(path));
  const told = problems.filter(({ code }) => expected.includes(code)).map(({ code }) => ', ' + code);
  const result = score === null ? problems[0].code : 'score ' + score.percent + told.join('');
  console.log(JSON.stringify({ result, cpuSeconds: cpuSeconds() - before, megabytes: peak() / 1024 }));
}
function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
// What the file before took is none of this one's: the peak begins again (proc(5)).
function forget() {
  gc();
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}
function peak() {
  // Not maxRSS: on Linux a child is born with its parent's.
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))[1]);
}
`;

/** A process that reads files, one after the other. */
export async function startReader(): Promise<Reader> {
  const folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  // Young objects may take 16 MiB at most on a machine of up to 2 GB, as a function's is, and far more on a larger one
  // (Node's documentation of the option): what is measured is what a function takes.
  const young = '--max-semi-space-size=16';
  const options = ['--expose-gc', young, '--input-type=module', '-e', reader];
  const child = spawn('sh', ['-c', bounded, process.execPath, ...options]);
  let said = '';
  child.stderr.on('data', (text) => {
    said += String(text);
  });
  const ended = once(child, 'close');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let first = true;
  return {
    async read(file, expected = '') {
      const path = join(folder, 'file');
      await writeFile(path, file);
      child.stdin.write(`${JSON.stringify({ path, expected, first })}\n`);
      first = false;
      const { value, done } = await answers.next();
      if (done === true) throw new Error(`The process that reads has ended: ${said}`);
      return JSON.parse(value);
    },
    async stop() {
      child.stdin.end();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

/** Reads a file in a process of its own. */
export async function readApart(file: Buffer, expected = ''): Promise<ReadApart> {
  const own = await startReader();
  return own.read(file, expected).finally(() => own.stop());
}
