import { spawnSync } from 'node:child_process';
import { median } from './median.ts';

/** Something whose cost is compared: `run` returns milliseconds of processor, user and system. */
export interface Contender {
  readonly name: string;
  readonly run: () => number | Promise<number>;
}

/** As a multiple of what it is compared with: the middle of all rounds, and the quartiles. */
export interface Ratio {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

export const ratioText = ({ middle, low, high }: Ratio): string =>
  `${middle.toFixed(2)} x (${low.toFixed(2)} to ${high.toFixed(2)})`;

/**
 * Runs all in turns, A B C A B C, so that whatever else the machine does meets each of them alike, and compares each
 * with the first within its own round.
 */
export async function inTurns(contenders: readonly Contender[], rounds: number): Promise<ReadonlyMap<string, Ratio>> {
  const ratios = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    let first: number | null = null;
    for (const { name, run } of contenders) {
      const cost = await run();
      first ??= cost;
      ratios.get(name)?.push(cost / first);
    }
  }
  return new Map([...ratios].map(([name, all]) => [name, spreadOf(all)]));
}

function spreadOf(values: readonly number[]): Ratio {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { middle: median(values), low: at(0.25), high: at(0.75) };
}

/** What a process takes from its start to its end, whatever its language, and what it prints. */
export function ofProcess(
  command: string,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): { readonly milliseconds: number; readonly printed: string } {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" 2>&3';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', command, ...parameters], {
    env: { ...env, LC_ALL: 'C' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', process.stderr.fd],
  });
  const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(' ').map(Number);
  if (status !== 0 || Number.isNaN(user + system)) throw new Error(`${command} failed: ${stderr}`);
  return { milliseconds: 1000 * (user + system), printed: stdout.trim() };
}
