import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeWhole } from '../write-whole.ts';
import { isLocked } from './folder-lock.ts';
import { type LocalCloud, resultsBucket } from './local-cloud.ts';

/** Where a running local cloud is to be reached, for commands in other terminals. */
const cloudAddress = v.object({
  /** By which the AWS clients find it. */
  environment: v.record(v.string(), v.string()),
  table: v.string(),
  stateMachine: v.string(),
  /** Bucket of results. */
  results: v.string(),
  /** Bucket of originals. */
  inbox: v.string(),
  /** Bucket of mails as they came. */
  mails: v.string(),
  /** Address of the contacts' page. */
  portal: v.string(),
  /** Queue of mails that are owed. */
  deliveries: v.string(),
  /** Addresses of the office, and of where questionnaires are sent. */
  office: v.string(),
  mailIn: v.string(),
  /** How Google is asked; empty where it is not used. */
  google: v.object({
    ...{ audience: v.string(), serviceAccount: v.string(), root: v.string() },
    /** Whom sheets have to be shared with. */
    accounts: v.array(v.string()),
  }),
});
export type CloudAddress = v.InferOutput<typeof cloudAddress>;

const fileIn = (folder: string): string => join(folder, 'address.json');

export async function writeAddress(folder: string, cloud: LocalCloud): Promise<void> {
  const { table, stateMachine, environment, resources, inboxBucket: inbox, portal } = cloud;
  const results = resultsBucket(resources);
  const mails = resources.mail.received?.bucket ?? '';
  const mailing = resources.functions.find((one) => 'MAIL_OFFICE' in one.environment)?.environment ?? {};
  const sheets = resources.functions.find((one) => 'GOOGLE_AUDIENCE' in one.environment)?.environment ?? {};
  const page = resources.functions.find((one) => 'SHEETS_ADDRESS' in one.environment)?.environment ?? {};
  const sharedWith = page['SHEETS_ADDRESS'] ?? '';
  const address: CloudAddress = {
    ...{ environment, table, stateMachine, results, inbox, mails, portal },
    deliveries: mailing['DELIVERIES_QUEUE_URL'] ?? '',
    office: mailing['MAIL_OFFICE'] ?? '',
    mailIn: mailing['MAIL_IN'] ?? '',
    google: {
      audience: sheets['GOOGLE_AUDIENCE'] ?? '',
      serviceAccount: sheets['GOOGLE_SERVICE_ACCOUNT'] ?? '',
      root: sheets['GOOGLE_API_ROOT'] ?? '',
      accounts: sharedWith === '' ? [] : sharedWith.split(', '),
    },
  };
  // The credentials of this run are in it.
  await writeWhole(fileIn(folder), Buffer.from(JSON.stringify(address, null, 2)), 0o600);
}

export async function removeAddress(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true });
}

/** null: none runs there. */
export async function readAddress(folder: string): Promise<CloudAddress | null> {
  // One that was killed has left its address behind.
  if (!isLocked(folder)) return null;
  const text = await readFile(fileIn(folder), 'utf8').catch(() => '');
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), cloudAddress), text);
  return read.success ? read.output : null;
}
