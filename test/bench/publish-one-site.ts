import { text } from 'node:stream/consumers';
import { beginPublications } from '../../functions/publish-dashboard/begin-publications.ts';
import { localClients } from '../../infra/local/local-clients.ts';
import { resolveLoopbackNames } from '../../infra/local/loopback-names.ts';
import { publishDependencies, workOnPublications } from '../support/publishing.ts';
import { peakMegabytes } from './peak-memory.ts';
import { countRequests, s3Requests } from './requests.ts';

/** Publishes all rounds in a process of its own, part after part as the function does, and prints what it took. */
resolveLoopbackNames();
const { endpoints, credentials } = JSON.parse(await text(process.stdin));
const clients = localClients(endpoints, credentials);
const dependencies = publishDependencies(clients, { pagesOfPart: 2000 });
const requests = countRequests(clients);
const started = performance.now();
await beginPublications(dependencies);
const outcomes = await workOnPublications(clients, dependencies);
const failed = outcomes.find((one) => one instanceof Error);
if (failed !== undefined) throw failed;
console.log(
  JSON.stringify({
    seconds: (performance.now() - started) / 1000,
    parts: outcomes.length,
    read: requests.read,
    s3: s3Requests(requests),
    megabytes: peakMegabytes(),
  }),
);
process.exit(0);
