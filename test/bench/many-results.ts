import { resultsWorkbook } from '../support/results-workbook.ts';
import { report } from './results-report.ts';

/** Makes a thousand results workbooks, one after the other, and prints what the process holds on the way; needs `--expose-gc`. */
const steps = [100, 400, 700, 1000];
const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
const held: { made: number; live: number; resident: number }[] = [];
for (let made = 1; made <= 1000; made += 1) {
  await resultsWorkbook(report);
  if (!steps.includes(made)) continue;
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  held.push({ made, live: megabytes(heapUsed + external), resident: megabytes(rss) });
}
console.log(JSON.stringify(held));
