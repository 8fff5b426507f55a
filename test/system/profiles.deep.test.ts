import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAddress } from '../../infra/local/cloud-address.ts';
import { espooQuestionnaire, whenProgress } from '../../infra/local/main-job.ts';
import { espooContact, localRound, registerEspoo } from '../../infra/local/office.ts';
import { officePrefixes } from '../../shared/config/object-keys.ts';
import { writeRegistryWorkbook } from '../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { type CommandCall, noteCallsOfCommands } from '../support/denying-aws.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { typed } from '../support/typed-command.ts';

/** No emulator knows roles: what the commands of a role call is held against the policy that we offer for it. */

type Role = 'read-only' | 'reviewer' | 'office' | 'operator';

const reading = ['rounds', 'status', 'acts', 'export', 'template', 'preview'] as const;
const reviewing = [...reading, 'review'] as const;
const commandsOf: Readonly<Record<Role, readonly string[]>> = {
  'read-only': reading,
  reviewer: [...reviewing, 'send'],
  office: [
    ...[...reviewing, 'send', 'files', 'accept', 'invite', 'remind', 'except', 'round', 'registry', 'link'],
    ...['rescore', 'finalise', 'publish', 'list'],
  ],
  operator: [],
};

let own: OwnCloud;
let calls: readonly CommandCall[];
const statuses = new Map<string, number>();

beforeAll(async () => {
  own = await startOwnCloud();
  const { cloud, office, path } = own;
  await registerEspoo(office);
  await office.registry.putRound({ ...localRound, closesAt: new Date(Date.now() + 40 * 24 * 3600_000).toISOString() });
  await writeAddress(path, cloud);
  await cloud.upload({ fileName: 'espoo.xlsx', bytes: await espooQuestionnaire(), sender: espooContact });
  const standing = () => office.store.standing(localRound, 'espoo');
  await whenProgress(cloud, standing, new AbortController().signal);
  const noting = noteCallsOfCommands(
    Object.values(cloud.emulators.endpoints).concat(cloud.environment['AWS_ENDPOINT_URL_SFN'] ?? ''),
  );
  await everyCommand();
  noting.stop();
  calls = noting.calls;
}, 600_000);
afterAll(() => own.stop());

async function everyCommand(): Promise<void> {
  const { path } = own;
  const at = (name: string): string => join(path, name);
  const round = ['--round', localRound.id];
  const espoo = ['--authority', 'espoo'];
  const run = async (command: string, ...parameters: string[]): Promise<void> => {
    const env = { PATH: process.env['PATH'], AWS_SDK_UA_APP_ID: `typed-${command}` };
    const { status, stdout, stderr } = await typed([...parameters, '--folder', path], env);
    statuses.set(command, status);
    if (status !== 0) console.log(command, status, stdout, stderr);
  };
  const registry = at('registry.xlsx');
  const contacts = [{ address: 'officer@vantaa.example', language: 'fi' }];
  const vantaa = { id: 'vantaa', name: 'Vantaa', country: 'FI', contacts };
  await writeFile(
    registry,
    await writeRegistryWorkbook({ authorities: [vantaa], rounds: [], languages: ['en'], questionnaires: [] }),
  );
  const who = ['--by', 'Office', '--reason', 'Asked for it'];
  await run('registry', 'registry', registry);
  await run('round', 'round', '2031', '--deadline', '2031-10-31');
  await run('publish', 'questionnaire', 'publish', 'examples/public-libraries.authoring.xlsx');
  await run('list', 'questionnaire', 'list');
  await run('preview', 'invite', ...round, '--preview');
  await run('invite', 'invite', ...round, '--yes', '--by', 'Office');
  await run('remind', 'remind', ...round, '--yes', '--by', 'Office');
  await run('except', 'except', ...round, '--authority', 'vantaa', '--decline', ...who);
  await run('rounds', 'rounds');
  await run('status', 'status', ...round);
  await run('acts', 'acts', ...round);
  await run('template', 'template', '--registry', '--out', at('out.xlsx'));
  await run('rescore', 'rescore', ...round);
  await run('export', 'export', ...round, '--out', at('exported'));
  await run('review', 'review', ...round, ...espoo, '--out', at('review.xlsx'));
  await run('send', 'review', '--send', at('review.xlsx'));
  await run('files', 'files', ...round, ...espoo);
  await run('link', 'link', '--contact', espooContact, ...espoo, ...round);
  await own.office.registry.putRound({ ...localRound, closesAt: new Date(Date.now() - 1000).toISOString() });
  await run('finalise', 'finalise', ...round);
  await run('link-keys', 'link-keys', '--rotate');
  await run('erase', 'erase', '--contact', 'officer@vantaa.example', '--yes');
}

test('every command was typed, and did its work', () => {
  expect([...statuses].filter(([, status]) => status !== 0)).toEqual([]);
});

test.each(Object.keys(commandsOf) as Role[])(
  'what is called by the commands of the role %s is in its policy',
  async (role) => {
    const policy = JSON.parse(await readFile(`docs/profiles/${role}.json`, 'utf8')) as Policy;
    const commands = role === 'operator' ? [...statuses.keys()] : commandsOf[role];
    const missing = calls
      .filter(({ command }) => commands.includes(command))
      .filter((call) => !isAllowed(call, policy))
      .map(({ command, action, resource }) => `${command}: ${action} ${resource}`);
    expect([...new Set(missing)]).toEqual([]);
  },
);

test('who may only read cannot invite, except or re-score', async () => {
  const policy = JSON.parse(await readFile('docs/profiles/read-only.json', 'utf8')) as Policy;
  for (const command of ['invite', 'except', 'rescore', 'send']) {
    expect(
      calls.filter((call) => call.command === command).every((call) => isAllowed(call, policy)),
      command,
    ).toBe(false);
  }
});

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: string | readonly string[] }[];
}

function isAllowed({ action, resource }: CommandCall, { Statement }: Policy): boolean {
  const allowed = Statement.some(
    ({ Action, Resource }) => Action.includes(action) && [Resource].flat().some((one) => matches(resource, one)),
  );
  // The role of the office may put files under its prefixes; these profiles may take it.
  const takesRole = Statement.some(({ Action }) => Action.includes('sts:AssumeRole'));
  const isOffice = action === 's3:PutObject' && officePrefixes.some((prefix) => resource.includes(`-inbox/${prefix}`));
  return allowed || (takesRole && isOffice);
}

/** Of the example's ARN the last part, against what a server sees of a call: a table, a queue, `bucket/key`. */
function matches(resource: string, arn: string): boolean {
  if (resource === '' || arn === '*') return true;
  const named = arn.replace(/^arn:aws:[^:]+:[^:]*:[^:]*:/, '').replace(/^table\//, '');
  const plain = named.replaceAll('STAGE', 'local').replace(/-ACCOUNT/, '');
  return new RegExp(`^${plain.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(resource);
}
