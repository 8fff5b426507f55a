import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { bundleOf, removeBundles } from '../../infra/bundles.ts';
import type { FunctionName } from '../../shared/config/environment.ts';
import { comparedWithNothing } from '../../shared/domain/insight/results-report.ts';
import { mustAt, mustGet } from '../../shared/domain/must.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { resultsWorkbook } from '../support/results-workbook.ts';
import { assessFile } from '../support/user-centricity.ts';
import { budgets } from './budgets.ts';
import { firstMessages, measuredFirst, measureFirstMessages } from './first-message.ts';
import { type IntervalCost, measureInterval } from './interval.ts';
import { median } from './median.ts';
import { openRound, prepared, workbookOf } from './prepared.ts';
import { type Ratio, ratioText } from './processor.ts';
import { measureReading, type Reading } from './reading.ts';
import { countRequests, type Requests } from './requests.ts';
import { measureResults, type ResultsCost } from './results.ts';
import { writeSections } from './sections.ts';
import { measureStartUp, type StartUp } from './start-up.ts';

/** Measures what a submission costs and writes docs/performance.md. Times are ratios within this one run. */

/** As counted at 2ed2501; the columns are those of the table. */
const beforeChunks = [
  ['ingest-submission, before', 15, 51, 24, 1, 1, 0, 24],
  ['deliver-results, before', 16, 3, 17, 2, 0, 2, 19],
  ['the same event again, before', 14, 1, 15, 1, 1, 0, 14],
] as const;

const rounds = 40;

interface Cost {
  readonly name: string;
  readonly requests: Requests;
}

async function measureRequests(pipeline: Pipeline): Promise<Cost[]> {
  // What is done once for a registry is no call of the steps that are counted.
  await pipeline.ingest((await prepared(pipeline, 'first')).upload);
  await pipeline.deliverWaiting();
  const { upload } = await prepared(pipeline, 'counted');
  const costs: Cost[] = [];
  // An instance of each step that knows the round: it has done one.
  const [ingesting, delivering] = [pipeline.newClients(), pipeline.newClients()];
  await pipeline.ingest((await prepared(pipeline, 'before')).upload, ingesting);
  await pipeline.deliverWaiting(delivering);
  const counted = async (
    name: string,
    clients: ReturnType<Pipeline['newClients']>,
    work: (clients: ReturnType<Pipeline['newClients']>) => Promise<unknown>,
  ): Promise<void> => {
    const requests = countRequests(clients, { inStep: true });
    await work(clients);
    costs.push({ name, requests });
  };
  await counted('ingest-submission', ingesting, (clients) => pipeline.ingest(upload, clients));
  await counted('deliver-results', delivering, (clients) => pipeline.deliverWaiting(clients));
  await counted('ingest-submission, the first that an instance does', pipeline.newClients(), async (clients) =>
    pipeline.ingest((await prepared(pipeline, 'cold')).upload, clients),
  );
  await counted('deliver-results, the first that an instance does', pipeline.newClients(), (clients) =>
    pipeline.deliverWaiting(clients),
  );
  const again = pipeline.newClients();
  await pipeline.ingest((await prepared(pipeline, 'another')).upload, again);
  await pipeline.deliverWaiting();
  await counted('ingest-submission, the same event again', again, (clients) => pipeline.ingest(upload, clients));
  return costs;
}

interface Times {
  readonly load: number;
  readonly assess: number;
  readonly ingest: number;
  readonly deliver: number;
  readonly write: number;
}

async function measureTimes(pipeline: Pipeline): Promise<Times> {
  const times: Record<keyof Times, number[]> = { load: [], assess: [], ingest: [], deliver: [], write: [] };
  const timed = async <T>(name: keyof Times, work: () => Promise<T>): Promise<T> => {
    const started = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(started);
    times[name].push((user + system) / 1000);
    return result;
  };
  for (let round = 0; round < rounds; round += 1) {
    const { bytes, upload } = await prepared(pipeline, `timed-${round}`);
    await timed('load', () => new ExcelJS.Workbook().xlsx.load(Buffer.from(bytes) as never));
    const assessment = await timed('assess', () => assessFile(bytes));
    await timed('ingest', () => pipeline.ingest(upload));
    await timed('deliver', () => pipeline.deliverWaiting());
    const { questionnaire, score } = assessment;
    if (questionnaire === null || score === null) throw new Error('The questionnaire was not scored');
    const report = {
      ...assessment,
      questionnaire,
      score,
      language: 'en',
      fileName: 'q.xlsx',
      receivedAt: upload.receivedAt,
      ...comparedWithNothing,
    };
    await timed('write', () => resultsWorkbook(report));
  }
  const medianOf = (name: keyof Times): number => median(times[name]);
  return {
    load: medianOf('load'),
    assess: medianOf('assess'),
    ingest: medianOf('ingest'),
    deliver: medianOf('deliver'),
    write: medianOf('write'),
  };
}

interface Measured {
  readonly starts: readonly StartUp[];
  readonly readings: readonly Reading[];
}

const startOf =
  (name: FunctionName) =>
  ({ starts }: Measured): Ratio =>
    mustAt(
      starts.filter((one) => one.name === name),
      0,
    ).ratio;
const scored = ({ readings }: Measured): Reading =>
  mustAt(
    readings.filter(({ program }) => program === 'Scorebook: read, check and score'),
    0,
  );

/** As multiples of exceljs loading the same file, and of an empty Node process. */
const goals: readonly { readonly measure: string; readonly most: number; readonly of: (all: Measured) => Ratio }[] = [
  { measure: 'a questionnaire read, checked and scored, cold', most: 0.8, of: (all) => scored(all).cold },
  { measure: 'the same, warm', most: 1.2, of: (all) => scored(all).warm ?? scored(all).cold },
  { measure: 'start-up: sweep-outbox', most: 2.8, of: startOf('sweep-outbox') },
  { measure: 'start-up: ingest-submission', most: 4, of: startOf('ingest-submission') },
  { measure: 'start-up: serve-portal', most: 4, of: startOf('serve-portal') },
  { measure: 'start-up: deliver-results', most: 6, of: startOf('deliver-results') },
];

const shortfalls = `Warm, the time is spread thin: XML 24 %, questions and their answers 20 %, checks 18 %, figures 13 %, the collection of garbage 7 %, zip 5 %. Within all
of these, one spelling of texts takes 9 %; results kept from file to file would lower this figure, in which the same file is read again and again, and help
nobody else. Cold, our programs load sooner than those of exceljs, and the first file takes longer: V8 compiles what runs once, and optimises what runs often,
and a reader of answers has more of both than a reader of cells. Of what a process of its own takes (without Node itself), to load and compile its programs is
a third, XML and zip a fifth, questions and answers a fifth, figures and checks a tenth each; no single step is more than a few per cent. A process that only loads
HTTPS of Node takes 1.6 to 1.8 x of an empty one, and every function that calls AWS needs it; the SDK's clients and the handler of a queue take most of the rest, and
sweep-outbox is hardly more than these. A cache of V8 would save 0.4 to 1.4 x, and cannot be shipped (decision 90). What reads a workbook, 0.9 x, is loaded by
ingest-submission while its first file is fetched, and so is in the second table above and not in the first (decision 93).`;

/** With the most that the tests let each step take. */
function costsSection(costs: readonly Cost[]): string {
  const sumOf = ({ calls }: Requests, service: string) =>
    [...calls].filter(([name]) => name.startsWith(service)).reduce((all, [, count]) => all + count, 0);
  const budget = (step: keyof typeof budgets): string => {
    const { requests, waves, read, written } = budgets[step];
    return `| ${[step, requests, waves, read, written].join(' | ')} |`;
  };
  return `## What one submission costs

| step | capacity units read | capacity units written | DynamoDB calls | S3 requests | SQS sends | SES calls | round trips one after the other |
|---|---|---|---|---|---|---|---|
${costs.map(({ name, requests }) => `| ${name} | ${requests.read} | ${requests.written} | ${sumOf(requests, 'DynamoDB')} | ${sumOf(requests, 'S3')} | ${sumOf(requests, 'SQS')} | ${sumOf(requests, 'SES')} | ${requests.waves.length} |`).join('\n')}
${beforeChunks.map((row) => `| ${row.join(' | ')} |`).join('\n')}

The last three lines are the same steps before answers lay in chunks and reads went together (decision 65), counted in the same way. The lines above them are of an
instance that knows the round already, but where they say otherwise (decision 91).
Round trips one after the other are the longest chain of calls of which each waits for the one before it.

Units are as DynamoDB counts them for the table (computed by dynalite, which follows the published rules). Reads are strongly
consistent. The table leaves out Lambda's own polling of the queues.

The tests refuse what takes more than this (\`test/bench/budgets.ts\`). Requests of the contact's page are those of an instance that has
answered before; a round that is scored has four shards and up to 500 authorities, whose entries take a unit for ten more; one that is
published has seven authorities.

| step | requests to AWS | round trips one after the other | capacity units read | capacity units written |
|---|---|---|---|---|
${(Object.keys(budgets) as (keyof typeof budgets)[]).map(budget).join('\n')}`;
}

function report(
  costs: readonly Cost[],
  starts: readonly StartUp[],
  times: Times,
  { readings, missing }: Awaited<ReturnType<typeof measureReading>>,
  results: ResultsCost,
  intervals: readonly IntervalCost[],
  firsts: ReadonlyMap<string, Ratio>,
): string {
  const kilobytes = (bytes: number) => (bytes / 1024).toFixed(0);
  const ratio = (time: number) => `${(time / times.load).toFixed(2)} x`;
  return `# Performance

Written by \`npm run bench\`. Counts are the same on every machine; times are ratios within one run.
One submission is Espoo's filled questionnaire: 41 answers with evidence, 5 figures, 20 KB as a workbook.

${costsSection(costs)}

## What each function needs to start

| function | bundle, minified | gzipped | of it read to start | start-up, compared with an empty Node process |
|---|---|---|---|---|
${starts.map(({ name, bytes, gzipped, toStart, ratio: times }) => `| ${name} | ${kilobytes(bytes)} KB | ${kilobytes(gzipped)} KB | ${kilobytes(toStart)} KB | ${ratioText(times)} |`).join('\n')}

As deployed. In brackets are the quartiles of the rounds, here and below. What a function imports only where it needs it is loaded with
the first message that needs it: its time is that message's, and not in this table. Node reads its own certificates while it starts
(0.4 x), whatever a function does.

| function | its first message | from the start of the process to the answer, compared with an empty Node process |
|---|---|---|
${measuredFirst.map((name) => `| ${name} | ${firstMessages[name]} | ${ratioText(mustGet(firsts, name))} |`).join('\n')}

Nothing hides here: what is loaded late is in these figures. A questionnaire loads what reads it, beside being fetched; the state of the page loads nothing
late; a mail with results loads what writes its workbook. The emulators are in another process, and speak HTTP: what TLS takes is not in here.

## Processor, compared with loading the same workbook with the spreadsheet library

| what | ratio |
|---|---|
| exceljs: only \`load()\` | 1 x |
| reading, checking and scoring the file | ${ratio(times.assess)} |
| all of ingest-submission, on the emulators | ${ratio(times.ingest)} |
| writing the results workbook | ${ratio(times.write)} |
| all of deliver-results, on the emulators | ${ratio(times.deliver)} |

Medians of ${rounds} runs in one warm process. The emulators share that process, so the figures include their work.

## Reading, compared with exceljs

| file | program | cold: a process of its own | warm: one more file | peak memory |
|---|---|---|---|---|
${readings.map(({ file, program, cold, warm, megabytes }) => `| ${file} | ${program} | ${ratioText(cold)} | ${warm === null ? '' : ratioText(warm)} | ${megabytes === null ? 'not known here' : `${megabytes.toFixed(0)} MB`} |`).join('\n')}

Processor time, user and system, of all threads. Cold includes the start of the process and its libraries. All but Python are bundled and minified
in the same way, as ingest-submission is; of exceljs only its workbook part is loaded, as ours does when it writes. All programs take turns, and each is compared with
exceljs within its own round.${missing.length === 0 ? '' : ` Not measured here, as they could not be had: ${missing.join(', ')}.`}

## What was aimed at, and what falls short

| measure | goal | measured |
|---|---|---|
${goals.map(({ measure, most, of }) => `| ${measure} | ${most} x | ${ratioText(of({ starts, readings }))} |`).join('\n')}

${shortfalls}

## A results workbook

This is Espoo's, which compares it with the seven published authorities: ${results.cells} cells, ${results.kilobytes.toFixed(0)} KB. With a picture instead of the charts (decision 29), it has ${results.pictured.kilobytes.toFixed(0)} KB.

| what | ratio |
|---|---|
| the same cells, styles and formulas, written only with exceljs | 1 x |
| the whole workbook | ${results.whole.toFixed(2)} x |
| the same with a picture instead of the charts | ${results.pictured.whole.toFixed(2)} x |
| the comparison, in addition: rank interval, next steps, peers | ${results.insight.toFixed(2)} x |

| rank intervals: CPU, in ms | once for each publication | stored | to read it | each further result |
|---|---|---|---|---|
${intervals.map(({ authorities, once, kilobytes, read, further }) => `| of ${authorities.toLocaleString('en')} authorities | ${once.toFixed(0)} | ${kilobytes.toFixed(0)} KB | ${read.toFixed(0)} | ${further.toFixed(1)} |`).join('\n')}

| workbooks made, one after the other | memory in use | memory of the process |
|---|---|---|
${results.memory.map(({ made, live, resident }) => `| ${made} | ${live} MB | ${resident} MB |`).join('\n')}
`;
}

const pipeline = await startPipeline();
try {
  await openRound(pipeline);
  const costs = await measureRequests(pipeline);
  // `npm run bench -- requests`: what is counted, and nothing that takes long.
  if (process.argv[2] === 'requests') writeSections(costsSection(costs));
  else await measureAll(costs);
} finally {
  await pipeline.stop();
}

async function measureFirsts(): Promise<ReadonlyMap<string, Ratio>> {
  try {
    return await measureFirstMessages(new Map([['', (name) => join(bundleOf(name, {}), 'index.mjs')]]), 11);
  } finally {
    removeBundles();
  }
}

async function measureAll(costs: readonly Cost[]): Promise<void> {
  const times = await measureTimes(pipeline);
  const text = report(
    costs,
    await measureStartUp(),
    times,
    await measureReading(await workbookOf('read')),
    await measureResults(),
    [7, 500, 10_000].map(measureInterval),
    await measureFirsts(),
  );
  writeSections(text);
  console.log(text);
}
