import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeSections } from './sections.ts';

/**
 * Measures what publishing a round takes of the processor, at several sizes, each in a process of its own, and writes its
 * section of docs/performance.md. `npm run bench:publishing -- 7 1000`: these sizes.
 */
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [7, 100, 1_000, 10_000, 100_000];

interface Taken {
  readonly files: number;
  readonly bytes: number;
  readonly pages: number;
  readonly pagesMs: number;
  readonly allMs: number;
  readonly parts: number;
  readonly peakMegabytes: number;
}

const script = fileURLToPath(new URL('./publish-in-memory.ts', import.meta.url));
const number = (value: number, digits = 0): string => value.toLocaleString('en', { maximumFractionDigits: digits });

const rows = sizes.map((authorities) => {
  const taken: Taken = JSON.parse(execFileSync(process.execPath, [script, String(authorities)], { encoding: 'utf8' }));
  const { files, bytes, parts, pagesMs, allMs, peakMegabytes } = taken;
  const row = [
    ...[number(authorities), number(files), number(bytes / 1e6, 1), number(parts)],
    ...[number(allMs / 1000, 1), (pagesMs / authorities).toFixed(2), (allMs / authorities).toFixed(2)],
    number(peakMegabytes),
  ].join(' | ');
  console.log(row);
  return `| ${row} |`;
});

const section = `## Publishing: processor for each authority

Written by \`npm run bench:publishing\`: a round with evidence, whose every page is made as the function makes it, part after part. What is
read lies in memory and what is written is not kept, so that this is our own work alone, and a round can have any size.

| authorities | files | MB | messages | CPU s, in all | CPU ms, a page of an authority | CPU ms, with its share of all other files | MB, the process |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Of a few authorities nearly all is what starts once: the program, its words, and the pages of the round itself.
`;
writeSections(section);
