import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { sdkEnvironment } from '../../infra/local/local-clients.ts';
import type { FunctionName } from '../../shared/config/environment.ts';
import { uploadMessage } from '../../shared/queues/upload.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import {
  leaseSeconds,
  mailFrom,
  mailIn,
  office,
  type Pipeline,
  portalAddress,
  startPipeline,
} from '../support/pipeline.ts';
import { contactOf, openRound, prepared } from './prepared.ts';
import { inTurns, type Ratio } from './processor.ts';

/** Functions whose first message is measured. */
export const measuredFirst = [
  'ingest-submission',
  'deliver-results',
  'serve-portal',
] as const satisfies readonly FunctionName[];
type Measured = (typeof measuredFirst)[number];
export const firstMessages: Readonly<Record<Measured, string>> = {
  'ingest-submission': 'a questionnaire',
  'deliver-results': 'the mail with its results',
  'serve-portal': 'the state of the page',
};

/**
 * What a process takes from its start to the answer to its first message, as a multiple of an empty one: what is loaded late
 * is in here. `bundles`: files of each function, by a name for each way to bundle them.
 */
export async function measureFirstMessages(
  bundles: ReadonlyMap<string, (name: Measured) => string>,
  rounds: number,
): Promise<ReadonlyMap<string, Ratio>> {
  const pipeline = await startPipeline();
  try {
    await openRound(pipeline);
    const messages = messagesOn(pipeline);
    // What is done once for a round and for its keys is nobody's first message.
    for (const name of measuredFirst) await messages[name]('first');
    let number = 0;
    const contenders = measuredFirst.flatMap((name) =>
      [...bundles].map(([way, bundle]) => ({
        name: `${name}${way}`,
        async run() {
          number += 1;
          return processorOf(bundle(name), await messages[name](`measured-${number}`), environmentOf(pipeline));
        },
      })),
    );
    return await inTurns([{ name: 'empty', run: () => processorOf(null, null, {}) }, ...contenders], rounds);
  } finally {
    await pipeline.stop();
  }
}

/** Makes a message for each function, of an authority that has an id of its own. */
function messagesOn(pipeline: Pipeline): Readonly<Record<Measured, (id: string) => Promise<object>>> {
  const { sqs, sqsUrl } = pipeline.clients;
  const queued = (body: string): object => ({
    Records: [{ messageId: 'first', receiptHandle: 'r', body, eventSource: 'aws:sqs', attributes: {} }],
  });
  return {
    'ingest-submission': async (id) => queued(uploadMessage((await prepared(pipeline, id)).upload)),
    async 'deliver-results'(id) {
      await pipeline.loseMessages();
      await pipeline.ingest((await prepared(pipeline, id)).upload);
      const QueueUrl = `${sqsUrl}/000000000000/deliveries`;
      const { Messages: [{ Body = null } = {}] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      if (Body === null) throw new Error('No mail is due');
      return queued(Body);
    },
    async 'serve-portal'(id) {
      await pipeline.ingest((await prepared(pipeline, id)).upload);
      const of = { authority: id, contact: contactOf(id), round: '2022' };
      const { keys } = pipeline.portal();
      const link = await portalLink(of, { keys, portal: portalAddress, now: () => new Date() });
      return httpEvent('/api/state', link.slice(link.indexOf('#') + 1));
    },
  };
}

/** What API Gateway sends of a request by a link. */
const httpEvent = (path: string, token: string): object => ({
  ...{ version: '2.0', routeKey: '$default', rawPath: path, rawQueryString: '', isBase64Encoded: false },
  headers: { authorization: `Bearer ${token}`, host: 'portal.benchmark.example' },
  requestContext: { requestId: 'first', domainName: 'portal.benchmark.example', http: { method: 'GET', path } },
});

const environmentOf = ({ endpoints, table, inbox, results, clients: { sqsUrl } }: Pipeline): NodeJS.ProcessEnv => ({
  ...sdkEnvironment(endpoints),
  ...{ TABLE_NAME: table, INBOX_BUCKET: inbox, RESULTS_BUCKET: results },
  DELIVERIES_QUEUE_URL: `${sqsUrl}/000000000000/deliveries`,
  SHEETS_QUEUE_URL: `${sqsUrl}/000000000000/sheets`,
  RESULTS_TABS_QUEUE_URL: `${sqsUrl}/000000000000/results-tabs`,
  ...{ MAIL_FROM: mailFrom, MAIL_IN: mailIn, MAIL_OFFICE: office, MAIL_CONFIGURATION_SET: 'test', MAIL_SENDERS: '1' },
  ...{ DELIVERY_LEASE_SECONDS: String(leaseSeconds), RESULTS_PICTURE: 'charts', PORTAL_ADDRESS: portalAddress },
  SHEETS_ADDRESS: '',
});

/**
 * Milliseconds of a process that answers one message. The emulators speak HTTP, which the SDK then imports, and Node evaluates
 * fetch with it: no function on AWS does, so that is taken away.
 */
async function processorOf(bundle: string | null, event: object | null, env: NodeJS.ProcessEnv): Promise<number> {
  const program = `
    const http = process.getBuiltinModule('node:http');
    for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) Object.defineProperty(http, name, { value: null });
    const { handler } = await import(${JSON.stringify(bundle)});
    const answer = await handler(${JSON.stringify(event)}, {});
    const failed = answer.batchItemFailures?.length > 0 || (answer.statusCode ?? 200) !== 200;`;
  const told = 'const { user, system } = process.cpuUsage(); console.log(`\\n${(user + system) / 1000}`)';
  const code = `${bundle === null ? '' : program}
    ${told}; process.exit(${bundle === null ? '0' : 'failed ? 1 : 0'})`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env });
  return Number(stdout.trim().split('\n').at(-1));
}
