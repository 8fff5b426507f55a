import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { writeAddress } from '../../infra/local/cloud-address.ts';
import { espooQuestionnaire, whenProgress } from '../../infra/local/main-job.ts';
import { localRound } from '../../infra/local/office.ts';
import type { OwnCloud } from './own-cloud.ts';

/** Languages of contacts, in turn. */
const languages = ['en', 'fi', 'de'] as const;

const contactOf = (index: number): string => `officer@city-${index}.example`;

/**
 * So many authorities, each with a contact and the answers of Espoo in the round of before, and a round that is open. The
 * items of one file that was read are copied for all others: reading a file each is not what is looked at here.
 */
export async function registerMany({ path, cloud, office }: OwnCloud, count: number): Promise<string> {
  await writeAddress(path, cloud);
  await office.registry.putRound(localRound);
  await office.registry.putAuthority({
    ...{ id: 'espoo', name: 'Espoo', country: 'FI' },
    contacts: [{ address: 'officer@espoo.example', language: 'en' }],
  });
  await cloud.upload({
    fileName: 'espoo.xlsx',
    bytes: await espooQuestionnaire(),
    sender: 'officer@espoo.example',
  });
  const isMailed = async (): Promise<true | null> => ((await cloud.mails.list()).length > 0 ? true : null);
  await whenProgress(cloud, isMailed, new AbortController().signal);
  const { Items: items = [] } = await cloud.clients.dynamodb.send(new ScanCommand({ TableName: cloud.table }));
  const submission = items.find(({ pk, sk }) => String(pk).startsWith('SUBMISSION#') && sk === 'HEADER')?.['id'];
  const ofFile = items.filter(({ pk }) => String(pk).startsWith('SUBMISSION#'));
  const standing = await office.store.standing(localRound, 'espoo');
  if (standing === null) throw new Error('Espoo has no standing');
  for (let index = 0; index < count; index += 1) {
    const id = `city-${index}`;
    const contacts = [{ address: contactOf(index), language: languages[index % languages.length] ?? 'en' }];
    await office.registry.putAuthority({ id, name: `City ${index}`, country: 'FI', contacts });
    const own = `${String(submission)}${index}`;
    const copies = ofFile.map((item) => ({
      ...item,
      pk: String(item['pk']).replace(String(submission), own),
      ...(item['sk'] === 'HEADER' ? { id: own, authority: id } : {}),
    }));
    const requests = copies.map((Item) => ({ PutRequest: { Item } }));
    await cloud.clients.dynamodb.send(new BatchWriteCommand({ RequestItems: { [cloud.table]: requests } }));
    const put = { ...standing, authority: id, authorityName: `City ${index}`, submission: own, version: 1 };
    await office.store.putStanding(localRound, { ...put, deliveries: [] });
  }
  await office.registry.removeAuthority('espoo');
  const closesAt = new Date(Date.now() + 60 * 86_400_000).toISOString();
  await office.registry.putRound({ ...localRound, id: '2023', previous: localRound.id, closesAt });
  return '2023';
}

/** `scorebook invite` in a process of its own, which may be killed. */
export function inviteByCommand({ path }: OwnCloud, round: string): ChildProcess {
  const typed = ['infra/cli/scorebook.ts', 'invite', '--round', round, '--yes', '--folder', path];
  return spawn(process.execPath, typed, { stdio: 'pipe' });
}

/** What it has printed, once it has ended. */
export async function endOf(command: ChildProcess): Promise<string> {
  let printed = '';
  for (const stream of [command.stdout, command.stderr]) {
    stream?.on('data', (part) => {
      printed += String(part);
    });
  }
  await once(command, 'close');
  return printed;
}

/** How many mails about a round went to each contact. */
export async function invitedBy({ cloud }: OwnCloud, round: string): Promise<Map<string, number>> {
  const mails = (await cloud.mails.list()).filter(({ subject }) => subject.includes(round));
  const to = mails.flatMap((mail) => mail.to);
  return new Map([...Map.groupBy(to, (address) => address)].map(([address, all]) => [address, all.length]));
}
