import { readFileSync } from 'node:fs';

/** Kilobytes that the process had at most. Not from resourceUsage where there is better: a child begins with what its parent had. */
export function peakKilobytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1]);
}

export const peakMegabytes = (): number => Math.round(peakKilobytes() / 1024);
