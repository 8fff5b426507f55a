import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAddress } from '../../infra/local/cloud-address.ts';
import type { LocalCloud } from '../../infra/local/local-cloud.ts';
import { whenProgress } from '../../infra/local/main-job.ts';
import type { Office } from '../../infra/local/office.ts';
import { questionnaires as questionnairesOf } from '../../shared/adapters/bucket-ports.ts';
import { keys } from '../../shared/adapters/table-ports.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import { readByDefinition } from '../../shared/spreadsheet/reading/read-by-definition.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { authored, rowsOfCsv } from '../support/authored.ts';
import { filledForm } from '../support/filled-form.ts';
import { compose } from '../support/mails.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { typed } from '../support/typed-command.ts';

/** An office's own questionnaire on the local cloud: published, a round registered, files in by each way, results out. */
const signal = new AbortController().signal;
const file = 'examples/public-libraries.authoring.xlsx';
const key = 'public-libraries@2026';
const rows = rowsOfCsv('examples/public-libraries.answers.csv');
const shownOf = (authority: string): number =>
  Number(
    rowsOfCsv('examples/public-libraries.scores.csv').find(
      (one) => one['authority'] === authority && one['node'] === 'index',
    )?.['shown'],
  );
const kindOf = (authority: string): string => rows.find((one) => one['authority'] === authority)?.['kind'] ?? '';
const authorities = ['Northwood', 'Skerry', 'Elmton'] as const;
const officerOf = (authority: string): string => `officer@${authority.toLowerCase()}.example`;

let own: OwnCloud;
let cloud: LocalCloud;
let office: Office;
let questionnaires: Questionnaires;
beforeAll(async () => {
  own = await startOwnCloud(() => 1);
  ({ cloud, office } = own);
  questionnaires = questionnairesOf(cloud.reached);
  await writeAddress(own.path, cloud);
});
afterAll(async () => {
  await own.stop();
});

const scorebook = (...args: string[]) => typed([...args, '--folder', own.path], process.env);
const when = <T>(look: () => Promise<T | null>): Promise<T> => whenProgress(cloud, look, signal);
const mailTo = (address: string) =>
  when(async () => (await cloud.mails.list()).find(({ to }) => to.includes(address)) ?? null);

test('the questionnaire is published, and the office gets it as authorities will', async () => {
  expect(await scorebook('questionnaire', 'publish', file)).toMatchObject({ status: 0, stderr: '' });
  const published = await when(() => questionnaires.published(key));
  expect(published).toMatchObject({ title: 'Public libraries', inUse: false });
  const listed = await scorebook('questionnaire', 'list');
  expect(listed.stdout).toMatch(
    /^public-libraries@2026 {2}Public libraries {2}\(en, fi; published .*; no round uses it\)$/m,
  );
  const mail = await when(async () => (await cloud.mails.list())[0] ?? null);
  expect(mail.subject).toBe(`Questionnaire ${key}: published`);
});

test('authorities and a round of it are registered, and each gets a workbook of its own', async () => {
  const registry = join(own.path, 'registry.xlsx');
  const kinds = authorities.map((name) => ['', name, 'GB', kindOf(name)]);
  const contacts = authorities.map((name) => [name, officerOf(name), 'en']);
  const workbook = rawWorkbook([
    { name: 'A', rows: [['Id', 'Name', 'Country', 'Kind'], ...kinds] },
    { name: 'C', rows: [['Authority', 'Address', 'Language'], ...contacts] },
    {
      name: 'R',
      rows: [
        ['Id', 'Opens', 'Questionnaire'],
        ['libraries', '2026-01-01', key],
      ],
    },
  ]);
  await writeFile(registry, workbook);
  expect(await scorebook('registry', registry)).toMatchObject({ status: 0, stderr: '' });
  const listed = await scorebook('questionnaire', 'list');
  expect(listed.stdout).toContain('used by libraries: it never changes');
  const out = join(own.path, 'northwood.xlsx');
  const template = await scorebook('template', '--round', 'libraries', '--authority', 'northwood', '--out', out);
  expect(template).toMatchObject({ status: 0, stderr: `Questionnaire: ${out}\n` });
});

test('files come in by the inbox, by mail and by the page, and each result is as it was worked out by hand', async () => {
  const definition = await authored(file);
  const filled = (authority: string) => filledForm(definition, rows, { authority, round: 'libraries' });
  await cloud.upload({ fileName: 'northwood.xlsx', bytes: await filled('Northwood'), sender: officerOf('Northwood') });
  const attachments = [{ filename: 'skerry.xlsx', content: Buffer.from(await filled('Skerry')) }];
  await cloud.mail.receive(await compose({ from: officerOf('Skerry'), attachments }));
  await byPage('elmton', officerOf('Elmton'), await filled('Elmton'));
  const round = await office.registry.round('libraries');
  if (round === null) throw new Error('The round is not registered');
  const shown = await when(async () => {
    const standings = await Promise.all(authorities.map((name) => office.store.standing(round, name.toLowerCase())));
    const isDone = standings.every((one) => one?.deliveries.every(({ state }) => state === 'sent'));
    return isDone ? standings.map((one) => one?.score.percent) : null;
  });
  expect(shown).toEqual(authorities.map(shownOf));
  for (const name of authorities) {
    const mail = await mailTo(officerOf(name));
    expect(mail.subject).toContain(`${name}, round libraries: ${shownOf(name).toFixed(1)}%`);
  }
});

/** As the contact's page does it: a signed form, straight into the bucket. */
async function byPage(authority: string, contact: string, bytes: Uint8Array): Promise<void> {
  const link = await portalLink(
    { authority, contact, round: 'libraries' },
    { keys: keys(cloud.reached), portal: cloud.portal, now: () => new Date() },
  );
  const headers = {
    origin: cloud.portal,
    authorization: `Bearer ${link.split('#')[1]}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ fileName: 'elmton.xlsx' });
  const asked = await fetch(new URL('/api/uploads', cloud.portal), { method: 'POST', headers, body });
  const form = (await asked.json()) as { url: string; fields: Record<string, string> };
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
  data.set('file', new Blob([Buffer.from(bytes)]), 'elmton.xlsx');
  expect((await fetch(form.url, { method: 'POST', headers: { origin: cloud.portal }, body: data })).ok).toBe(true);
}

test('the next round is previewed, then sent out to each contact once, filled in with the answers of this one', async () => {
  const closesAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const of = {
    questionnaire: key,
    opensAt: null,
    closesAt,
    shards: 1,
    timeZone: 'Europe/London',
    previous: 'libraries',
  };
  const first = await office.registry.round('libraries');
  await office.registry.putRound({ ...of, id: 'next', ...(first?.definition && { definition: first.definition }) });
  const invitations = async () =>
    (await cloud.mails.list()).filter(({ subject }) => subject.includes('questionnaire for round next'));
  const out = join(own.path, 'preview');
  const preview = await scorebook('invite', '--round', 'next', '--preview', '--out', out);
  expect(preview).toMatchObject({ status: 0, stderr: '' });
  expect(preview.stdout).toContain('invitations to send: 3, to 3 authorities (en 3)');
  const shown = await readFile(join(out, 'invitation-en.txt'), 'utf8');
  expect(shown).toMatch(/^To: officer@\w+\.example\nSubject: \w+: questionnaire for round next, due by /);
  expect(shown.replaceAll(/\s+/g, ' ')).toContain('The answers and evidence from round libraries are already in it.');
  // Nobody is there to be asked.
  const unasked = await scorebook('invite', '--round', 'next');
  expect(unasked).toMatchObject({ status: 64, stderr: expect.stringContaining('add --yes') });
  expect(await invitations()).toEqual([]);

  const one = await scorebook('invite', '--round', 'next', '--authority', 'Skerry', '--yes', '--by', 'Maija');
  expect(one.stdout).toContain('1 invitation is on the way');
  const all = await scorebook('invite', '--round', 'next', '--yes');
  expect(all.stdout).toContain('2 invitations are on the way');
  const sent = await when(async () => ((await invitations()).length >= 3 ? invitations() : null));
  expect(sent.flatMap(({ to }) => to).sort()).toEqual(authorities.map(officerOf).sort());
  const definition = await authored(file);
  for (const { folder, attachments, to } of sent) {
    const read = await readByDefinition(await readFile(join(folder, attachments[0] ?? '')), [definition]);
    if ('code' in read) throw new Error(read.code);
    const name = authorities.find((authority) => to.includes(officerOf(authority)));
    expect(read.identity).toMatchObject({ authority: name?.toLowerCase(), round: 'next' });
    expect([...read.answers.values()].some(({ value }) => value !== 'unanswered')).toBe(true);
  }
  const again = await scorebook('invite', '--round', 'next', '--yes');
  expect(again.stdout).toContain('already invited: 3 contacts');
  expect(await invitations()).toHaveLength(3);
});

test.each([
  ['libraries-2', /not registered/],
  ['later', /opens .*: files sent before then do not count/],
])('round %s is not invited to: %s', async (round, sentence) => {
  const opensAt = new Date(Date.now() + 86_400_000).toISOString();
  await office.registry.putRound({ id: 'later', questionnaire: key, opensAt, closesAt: null, shards: 1 });
  expect(await scorebook('invite', '--round', round)).toMatchObject({
    ...{ status: 64, stderr: expect.stringMatching(sentence) },
  });
});
