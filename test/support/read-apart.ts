import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What came of a file that was read in a process of its own, and what that took. */
export interface ReadApart {
  /** `score 100`, or the reason that it was refused for; codes that were asked for behind it. */
  readonly result: string;
  readonly cpuSeconds: number;
  /** The most memory that the process had. */
  readonly megabytes: number;
}

const run = promisify(execFile);
/** What never ends is ended by the system, after so much work and not after so long. */
const bounded = 'ulimit -t 30; exec "$0" "$@"';
const reader = `
import { readFileSync } from 'node:fs';
import { assessFile } from './functions/ingest-submission/assess-file.ts';
const { score, problems } = await assessFile(readFileSync(process.argv[1]));
const told = problems.filter(({ code }) => process.argv[2].includes(code)).map(({ code }) => ', ' + code);
console.log(JSON.stringify({ result: score === null ? problems[0].code : 'score ' + score.percent + told.join(''), cpuSeconds: cpuSeconds(), megabytes: peak() / 1024 }));
function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
function peak() {
  // Not maxRSS: on Linux a child is born with its parent's.
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))[1]);
}
`;

/** Reads a file in a process of its own; of the problems told beside the score those whose codes `expected` names. */
export async function readApart(file: Buffer, expected = ''): Promise<ReadApart> {
  const folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  try {
    const path = join(folder, 'file');
    await writeFile(path, file);
    const { stdout } = await run('sh', ['-c', bounded, 'node', '--input-type=module', '-e', reader, path, expected]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}
