import { measureMillion, type Way } from './a-million.ts';
import { measureScale, type RunCost, type Scale } from './measure-scale.ts';
import { measureSite, type SiteScale } from './measure-site.ts';
import { writeSections } from './sections.ts';

/**
 * Measures what scoring a round again costs at several sizes and writes its section of docs/performance.md.
 * `npm run bench:scale -- 100 1000 10000 100000`: these sizes; the smaller ones when none is given.
 */
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [7, 100, 500, 1_000, 10_000];
const million = 1_000_000;
/** Of more the emulators hold more answers and pages than fit into a process of Node. */
const largestSite = 10_000;

/** USD for a million units on demand, us-east-1, and for 1,000 requests that read: nothing new writes no object. */
const prices = { read: 0.125, written: 0.625, s3: 0.0004 } as const;

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });
const usd = (value: number): string => value.toFixed(4);

const row = ({ authorities, shards, first, unchanged, shardMegabytes }: Scale): string =>
  [
    [authorities, shards, shardMegabytes],
    [first.seconds, first.read, first.written, first.s3],
    [unchanged.seconds, unchanged.read, unchanged.written, unchanged.s3],
  ]
    .flat()
    .map(number)
    .join(' | ');

const siteRow = ({ authorities, files, megabytes, parts, seconds, read, s3, processMegabytes }: SiteScale): string =>
  [authorities, files, megabytes, parts, seconds, read, s3, processMegabytes].map(number).join(' | ');

function onPaper({ authorities, unchanged }: Scale): { read: number; written: number; s3: number } {
  const times = (value: number): number => (value * million) / authorities;
  return { read: times(unchanged.read), written: times(unchanged.written), s3: times(unchanged.s3) };
}

function report(scales: readonly Scale[], sites: readonly SiteScale[], ways: readonly Way[]): string {
  const largest = scales.at(-1) as Scale;
  const { read, written, s3 } = onPaper(largest);
  const table = (read * prices.read + written * prices.written) / million;
  const perThousand = (cost: RunCost): string => number((1000 * cost.read) / largest.authorities);
  const plain = ways.find(({ name }) => name.startsWith('plain'));
  return `## Scoring a round again

Written by \`npm run bench:scale\`, on the emulators, all in one process. For each standing, one mail was sent.
Seconds are by the clock, of a machine that other programs used as well: units, requests and memory are the same on any.

| authorities | shards | MB, one shard | s, all new | units read | units written | S3 | s, nothing new | units read | units written | S3 |
|---|---|---|---|---|---|---|---|---|---|---|
${scales.map((one) => `| ${row(one)} |`).join('\n')}

MB is the most memory of a process that works on one shard, including Node and the AWS clients. A thousand authorities cost
${perThousand(largest.unchanged)} units to read, however many authorities there are.

For a million authorities with nothing new, we calculate from the last line: ${number(read)} units read, ${number(written)} written, ${number(s3)} S3
requests: ${usd(table)} USD for the table (${prices.read} and ${prices.written} USD for a million units on demand), ${usd((s3 * prices.s3) / 1000)} USD for S3.

Only scoring and ranking, ${number(million)} authorities in memory:

| way | s | compared with the plain one |
|---|---|---|
${ways.map(({ name, seconds }) => `| ${name} | ${seconds.toFixed(1)} | ${(seconds / (plain?.seconds ?? 1)).toFixed(2)} x |`).join('\n')}

All ways give the same ranks.

## Publishing the site of a round

The same command measures a round that publishes evidence, from the table to the switch at the edge.

| authorities | files | MB | messages | s | units read | S3 | MB, the process |
|---|---|---|---|---|---|---|---|
${sites.map((one) => `| ${siteRow(one)} |`).join('\n')}

Each message makes pages shard by shard until there are 2,000 or more. The last message makes the pages and data about all authorities.
`;
}

const scales: Scale[] = [];
for (const size of sizes) {
  scales.push(await measureScale(size));
  console.log(row(scales.at(-1) as Scale));
}
const sites: SiteScale[] = [];
for (const size of sizes.filter((one) => one <= largestSite)) {
  sites.push(await measureSite(size));
  console.log(siteRow(sites.at(-1) as SiteScale));
}
const text = report(scales, sites, measureMillion(million));
writeSections(text);
console.log(text);
