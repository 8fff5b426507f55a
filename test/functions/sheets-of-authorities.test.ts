import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { portalState } from '../../functions/serve-portal/portal-state.ts';
import { visitorOf } from '../../functions/serve-portal/visitor.ts';
import { type GoogleServer, startGoogle } from '../../infra/local/google/google-server.ts';
import { spreadsheetOf } from '../../infra/local/google/spreadsheet-of.ts';
import { googleSheets } from '../../shared/adapters/google/google-sheets.ts';
import { googleSheetsFolder } from '../../shared/adapters/google/google-sheets-folder.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { contactHash, nothingNoted } from '../../shared/domain/registry/participation.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import { folderIn } from '../../shared/domain/submissions/sheet-link.ts';
import type { OnlineSheets } from '../../shared/ports/online-sheets.ts';
import type { SheetsFolder } from '../../shared/ports/sheets-folder.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { AccountRefused, makeSheets, type SheetMakers } from '../../shared/use-cases/authority-sheets.ts';
import { eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import { sheetsLeft } from '../../shared/use-cases/erased-sheets.ts';
import { prefilledWorkbook } from '../../shared/use-cases/prefilled-workbook.ts';
import { responseFacts, responseTable } from '../../shared/use-cases/response-table.ts';
import { mailIn, office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const day = 24 * 3600_000;
const folder = 'folder-of-the-office';
const reader = 'scorebook@benchmark.iam.gserviceaccount.com';

let pipeline: Pipeline;
let google: GoogleServer;
let sheets: OnlineSheets;
let round: Round;
let city: Authority;
let waits: number[];
let count = 0;

beforeAll(async () => {
  const environment = { AWS_REGION: 'eu-north-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  pipeline = await startPipeline();
  google = await startGoogle();
  google.drives.folders.set(folder, { name: 'Questionnaires', driveId: 'drive-1', canAddChildren: true });
  google.drives.folders.set('folder-in-my-drive', { name: 'Mine', driveId: null, canAddChildren: true });
  google.drives.folders.set('folder-to-look-at', { name: 'Shown', driveId: 'drive-1', canAddChildren: false });
  const caps = { maxBytes: 10_000_000, maxCells: 1_000_000 };
  sheets = googleSheets({ ...federation(), scopes: ['write', 'drive'], ...caps, patience });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await google.stop();
  await pipeline.stop();
});
beforeEach(async () => {
  count += 1;
  waits = [];
  google.sheets.clear();
  google.requests.length = 0;
  for (const { id } of await pipeline.registry.authorities()) await pipeline.registry.removeAuthority(id);
  const closesAt = new Date(Date.now() + 60 * day).toISOString();
  round = {
    id: `r${count}`,
    questionnaire: 'user-centricity@2023',
    opensAt: null,
    closesAt,
    shards: 1,
    previous: 'last',
  };
  const over = new Date(Date.now() - 99 * day).toISOString();
  for (const before of await pipeline.registry.rounds())
    await pipeline.registry.putRound({ ...before, closesAt: over });
  await pipeline.registry.putRound({
    id: 'last',
    questionnaire: round.questionnaire,
    opensAt: null,
    closesAt: null,
    shards: 1,
  });
  await pipeline.registry.putRound(round);
  city = await newCity(`city-${count}`);
  await pipeline.forgetMails();
});

const patience = { token: 10_000, answer: 10_000, rest: 0 };
const federation = () => ({ audience: google.audience, serviceAccount: google.serviceAccount, root: google.root });
const inFolder = (id = folder): Promise<SheetsFolder> =>
  googleSheetsFolder({ folder: id, emulator: federation(), patience });

async function newCity(id: string, people = ['officer']): Promise<Authority> {
  const contacts = people.map((who) => ({ address: `${who}@${id}.example`, language: 'en' }));
  const authority = { id, name: `City ${id}`, country: 'FI', contacts };
  await pipeline.registry.putAuthority(authority);
  return authority;
}

/** Answers of the round before, with which its workbook comes filled. */
async function answeredLast({ id, name }: Authority): Promise<void> {
  const of = { questionnaire: userCentricity2023, language: 'en', authority: { id, name }, round: 'last', ...page };
  const bytes = await writeQuestionnaireWorkbook(of);
  await pipeline.ingest(await pipeline.put({ key: `office/${crypto.randomUUID()}`, bytes }));
  await settle();
  await pipeline.forgetMails();
}

async function settle(): Promise<void> {
  while ((await pipeline.deliverWaiting()).length > 0);
}

const makers = async (more: Partial<SheetMakers> = {}): Promise<SheetMakers> => ({
  folder: await inFolder(),
  participations: pipeline.participation().participations,
  workbookFor: async (authority, { language }) => {
    const wish = { round, authority, language, fill: 'last', office: mailIn, contact: office } as const;
    return (await prefilledWorkbook(wish, pipeline.prefilling())).bytes;
  },
  accounts: [reader],
  pause: async (seconds) => waits.push(seconds),
  random: () => 0,
  ...more,
});
const make = async (more: Partial<SheetMakers> = {}, of: readonly Authority[] = [city]) =>
  makeSheets(
    round,
    of.map((authority) => ({ authority, contacts: authority.contacts })),
    await makers(more),
  );

async function invite(): Promise<void> {
  await pipeline.registry.putRound({ ...round, invitesAt: new Date(Date.now() - 1000).toISOString() });
  await pipeline.remind();
  await settle();
}

const mailTo = async (address: string) => {
  const [mail, ...others] = await pipeline.mailsTo(address);
  expect(others).toHaveLength(0);
  return { ...mail, text: mail?.text ?? '', attachments: mail?.attachments ?? [] };
};
const noted = async (of: Authority = city) => (await pipeline.participation().participations.of(round.id, of.id)).sheet;
const linkOf = (id = '') => `https://docs.google.com/spreadsheets/d/${id}/edit`;
const editors = () => [...google.sheets.values()].map(({ made }) => made?.permissions.map((one) => one.emailAddress));
const made = () => google.requests.filter((line) => line.startsWith('POST /upload/')).length;

/** What the page of a contact shows of the sheet. */
async function pageOf(who = 'officer') {
  const issuedAt = Math.floor(Date.now() / 1000) - 60;
  const link = { authority: city.id, contact: `${who}@${city.id}.example`, round: round.id };
  const visitor = await visitorOf({ ...link, issuedAt, expiresAt: issuedAt + 600 }, pipeline.portal());
  if (visitor === null) throw new Error('The link lets nobody in');
  return (await portalState(visitor, pipeline.portal())).ownSheet;
}

/** A morning: what was read of sheets, and what became of it. */
async function morning() {
  await pipeline.follow();
  const fetched = await pipeline.fetchWaiting(sheets);
  const outcomes: string[] = [];
  for (const one of fetched) {
    if (one instanceof Error) throw one;
    outcomes.push(one.outcome);
    if (one.upload !== undefined) outcomes.push((await pipeline.ingest(one.upload)).outcome);
  }
  await settle();
  return outcomes;
}

/** The authority fills in its sheet. */
async function edit(of: Authority = city, at = new Date()): Promise<void> {
  const id = (await noted(of))?.id ?? '';
  const held = google.sheets.get(id);
  const { id: authority, name } = of;
  const whole = { questionnaire: userCentricity2023, language: 'en', authority: { id: authority, name }, ...page };
  const bytes = await writeQuestionnaireWorkbook({ ...whole, round: round.id });
  if (held === undefined) throw new Error('It has no sheet');
  held.spreadsheet = spreadsheetOf(await readGrid(bytes), 'filled in');
  held.modifiedTime = at.toISOString();
}

test('an authority gets a sheet of its own, filled in, and the link of it with its invitation', async () => {
  await answeredLast(city);
  const [one] = await make();
  expect(one).toMatchObject({ isKnown: false, refused: [] });
  expect(editors()).toEqual([[reader, `officer@${city.id}.example`]]);
  const [[id, held] = []] = google.sheets;
  expect(held?.spreadsheet.properties?.title).toBe(`City ${city.id}: questionnaire for round ${round.id}`);
  expect(held?.spreadsheet.sheets?.some(({ properties }) => properties?.hidden === true)).toBe(true);
  expect(held?.made).toMatchObject({ folder });
  await invite();
  const mail = await mailTo(`officer@${city.id}.example`);
  expect(mail.text).toContain(linkOf(id));
  expect(mail.attachments).toEqual([`${round.id}-${city.id}.xlsx`]);
  expect(await pageOf()).toEqual({ address: linkOf(id), readAsOf: null });
  await newCity(city.id, ['officer', 'colleague']);
  expect(await pageOf('colleague')).toBeUndefined();
  expect(await noted()).toEqual({
    ...{ id, madeAt: held?.modifiedTime },
    shared: [contactHash(reader), contactHash(`officer@${city.id}.example`)],
  });
});

test('run again, nothing is made or shared twice; a contact who came later is let in', async () => {
  await make();
  const before = google.requests.length;
  expect((await make())[0]).toMatchObject({ isKnown: true });
  expect(google.requests.length).toBe(before);
  city = await newCity(city.id, ['officer', 'colleague']);
  await make();
  expect(made()).toBe(1);
  expect(editors()).toEqual([[reader, `officer@${city.id}.example`, `colleague@${city.id}.example`]]);
});

test('the office’s own words name the sheet, to those who have one; others read the mail without that line', async () => {
  city = await newCity(city.id, ['officer', 'colleague']);
  const text = 'Hello {authority}\nFill in {sheet} in time.\nYour office';
  round = { ...round, texts: [{ mail: 'invitation', language: 'en', text }] };
  await makeSheets(round, [{ authority: city, contacts: city.contacts.slice(0, 1) }], await makers());
  await invite();
  const { text: has } = await mailTo(`officer@${city.id}.example`);
  expect(has.replace(/\s+/g, ' ')).toContain(`Fill in ${linkOf((await noted())?.id)} in time. Your office`);
  const { text: lacks } = await mailTo(`colleague@${city.id}.example`);
  expect(lacks.replace(/\s+/g, ' ')).toContain(`Hello City ${city.id} Your office`);
  expect(lacks).not.toContain('Fill in');
});

describe('broken off', () => {
  test('after Google made the sheet and before that was noted, it is found again', async () => {
    const participations = pipeline.participation().participations;
    const dies = { ...participations, change: async () => Promise.reject(new Error('killed')) };
    await expect(make({ participations: dies })).rejects.toThrow('killed');
    expect([made(), await noted()]).toEqual([1, undefined]);
    await make();
    expect([made(), google.sheets.size]).toEqual([1, 1]);
    expect(google.sheets.has((await noted())?.id ?? '')).toBe(true);
  });

  test('between two contacts, the second is let in by the next run', async () => {
    city = await newCity(city.id, ['officer', 'colleague']);
    const before = await inFolder();
    const dies: SheetsFolder = {
      ...before,
      share: async (sheet, address) => {
        if (address.startsWith('colleague')) throw new Error('killed');
        return before.share(sheet, address);
      },
    };
    await expect(make({ folder: dies })).rejects.toThrow('killed');
    await make();
    expect([made(), editors()[0]?.length]).toEqual([1, 3]);
  });

  test('when the answer of Google was lost, the sheet it made is found', async () => {
    const before = await inFolder();
    let lost = false;
    const loses: SheetsFolder = {
      ...before,
      make: async (wanted) => {
        const answer = await before.make(wanted);
        if (lost) return answer;
        lost = true;
        return { outcome: 'busy', seconds: 0 };
      },
    };
    await make({ folder: loses });
    expect([made(), google.sheets.size, waits]).toEqual([1, 1, [60]]);
  });

  test('of two runs at once, one sheet stays and the other goes into the bin', async () => {
    const before = await inFolder();
    // Both have looked before either has made one.
    const blind: SheetsFolder = { ...before, find: async () => ({ outcome: 'none' }) };
    await Promise.all([make({ folder: blind }), make({ folder: blind })]);
    const left = [...google.sheets].filter(([, held]) => held.made?.trashed === false);
    expect([google.sheets.size, left.map(([id]) => id)]).toEqual([2, [(await noted())?.id]]);
    expect(
      editors()
        .map((of) => of?.length)
        .sort(),
    ).toEqual([0, 2]);
  });
});

test.each([
  ['GET /drive/v3/files$', 429],
  ['POST /upload/', 503],
  ['POST .*/permissions$', 500],
] as const)('when Google answers %s with %i, it is asked again after a minute', async (line, status) => {
  google.script(new RegExp(line), { status, body: {} }, { status, body: {} });
  await make();
  expect([waits.length, google.sheets.size, editors()[0]?.length]).toEqual([2, 1, 2]);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(60);
});

test('a limit on sharing is a wait, not a refusal', async () => {
  const body = {
    error: { code: 403, message: 'Rate limit exceeded', errors: [{ reason: 'sharingRateLimitExceeded' }] },
  };
  google.script(/permissions$/, { status: 403, body });
  expect((await make())[0]?.refused).toEqual([]);
  expect(waits).toHaveLength(1);
});

describe('who cannot be let in has the workbook alone', () => {
  const colleague = () => `colleague@${city.id}.example`;
  beforeEach(async () => {
    city = await newCity(city.id, ['officer', 'colleague']);
  });

  test.each([
    ['no account', () => google.drives.withoutAccount],
    ['not allowed', () => google.drives.closedTo],
  ] as const)('%s', async (why, held) => {
    held().add(colleague());
    expect((await make())[0]?.refused).toEqual([{ address: colleague(), why }]);
    await invite();
    const [theirs, others] = [await mailTo(colleague()), await mailTo(`officer@${city.id}.example`)];
    expect([theirs.text.includes('Google'), theirs.attachments.length]).toEqual([false, 1]);
    expect(others.text).toContain(linkOf((await noted())?.id));
    const shut = async () => (await pipeline.responses(round)).map((one) => one.shutOut);
    expect(await shut()).toEqual([[colleague()]]);
    held().clear();
    await make();
    expect(editors()[0]).toContain(colleague());
    expect(await shut()).toEqual([[]]);
  });

  test('an account of ours that is not let in ends it: no sheet could be read', async () => {
    google.drives.closedTo.add(reader);
    await expect(make()).rejects.toThrow(AccountRefused);
    google.drives.closedTo.clear();
  });
});

test.each([
  [folder, { outcome: 'open', name: 'Questionnaires' }],
  ['folder-in-my-drive', { outcome: 'my drive' }],
  ['folder-to-look-at', { outcome: 'closed' }],
  ['folder-of-nobody', { outcome: 'not shared' }],
])('a folder is looked at before anything is made in it: %s', async (id, state) => {
  expect(await (await inFolder(id)).look()).toEqual(state);
  expect(google.scopes).toEqual(['https://www.googleapis.com/auth/drive']);
});

test.each([
  ['https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz?usp=sharing', '1AbCdEfGhIjKlMnOpQrStUvWxYz'],
  ['https://drive.google.com/drive/u/1/folders/0AJ-abcdefgUk9PVA', '0AJ-abcdefgUk9PVA'],
  ['https://drive.google.com/open?id=1AbCdEfGhIjKlMnOpQrStUvWxYz', '1AbCdEfGhIjKlMnOpQrStUvWxYz'],
  [' 1AbCdEfGhIjKlMnOpQrStUvWxYz ', '1AbCdEfGhIjKlMnOpQrStUvWxYz'],
  ['https://drive.google.com.evil.example/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz', null],
  ['https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit', null],
  ["x' or name contains 'a", null],
])('a folder is known by its link or its id: %s', (text, id) => {
  expect(folderIn(text)).toBe(id);
});

describe('a sheet that the office has made is read without anybody sending its link', () => {
  beforeEach(async () => {
    await answeredLast(city);
    await make();
  });

  test('each morning once something is written into it; before, nobody is told', async () => {
    expect(await morning()).toEqual(['unchanged']);
    // Drive may give a sheet a new time without anybody writing.
    const [held] = google.sheets.values();
    if (held !== undefined) held.modifiedTime = new Date(Date.now() - 1000).toISOString();
    expect(await morning()).toEqual(['read', 'untouched']);
    expect(await pipeline.mailsTo(`officer@${city.id}.example`)).toEqual([]);
    await edit();
    expect(await morning()).toEqual(['read', 'accepted']);
    expect((await pipeline.store.standing(round, city.id))?.score.percent).toBe(58);
    expect((await pipeline.mailsTo(`officer@${city.id}.example`)).map(({ subject }) => subject)).toEqual([
      `City ${city.id}, round ${round.id}: 58%`,
    ]);
    expect(await morning()).toEqual(['unchanged']);
    expect(await pageOf()).toMatchObject({ readAsOf: google.sheets.values().next().value?.modifiedTime });
  });

  test('not any more when the authority has declined', async () => {
    await edit();
    const { participations } = pipeline.participation();
    const decision = { at: new Date().toISOString(), by: 'office', reason: 'no time' };
    await participations.change(round.id, city.id, (one) => ({ ...one, left: { way: 'declined', ...decision } }));
    expect(await morning()).toEqual([]);
    expect(await pageOf()).toBeUndefined();
  });

  test('also after its authority has sent a file; and the file is not read back out of an older state', async () => {
    await edit();
    await morning();
    const { id, name } = city;
    const of = { questionnaire: userCentricity2023, language: 'en', authority: { id, name }, round: round.id };
    const bytes = await writeQuestionnaireWorkbook({ ...of, ...page, contact: 'another file' });
    const sent = await pipeline.put({ key: 'office/later.xlsx', bytes, metadata: { sender: `officer@${id}.example` } });
    expect((await pipeline.ingest(sent)).outcome).toBe('accepted');
    expect(await morning()).toEqual(['unchanged']);
    await edit(city, new Date(Date.now() + 1000));
    expect((await morning())[0]).toBe('read');
  });

  test('as it stood at the deadline', async () => {
    await edit(city, new Date(Date.now() - 60_000));
    await pipeline.registry.putRound({ ...round, closesAt: new Date(Date.now() - 1000).toISOString() });
    expect(await morning()).toEqual(['read', 'accepted']);
    const submission = (await pipeline.store.standing(round, city.id))?.submission ?? '';
    expect((await pipeline.store.submission(submission))?.problems.map(({ code }) => code)).not.toContain(
      'round-closed',
    );
  });
});

test('the response list says who has a sheet, and an erasure which ones are left for the office to delete', async () => {
  city = await newCity(city.id, ['officer', 'colleague']);
  const other = await newCity(`${city.id}-without`);
  await make();
  const id = (await noted())?.id ?? '';
  const { columns, rows } = responseTable(await pipeline.responses(round), round);
  const column = columns.findIndex(({ name }) => name === 'Google Sheet');
  expect(rows.map((row) => row[column])).toEqual([linkOf(id), null]);
  city = await newCity(city.id, ['officer', 'colleague', 'later']);
  const told = (await pipeline.responses(round)).map((one) => responseFacts(one, [], String).join(', '));
  expect(told).toEqual([`has a Google Sheet, cannot open it: later@${city.id}.example`, '']);
  const ports = pipeline.participation();
  const left = [{ round: round.id, authority: city.id, sheet: id }];
  expect(await sheetsLeft({ kind: 'authority', id: city.id }, ports)).toEqual(left);
  expect(await sheetsLeft({ kind: 'contact', address: `Colleague@${city.id}.example` }, ports)).toEqual(left);
  expect(await sheetsLeft({ kind: 'authority', id: other.id }, ports)).toEqual([]);
  await eraseData({ kind: 'contact', address: `colleague@${city.id}.example` }, pipeline.erasing());
  expect((await noted())?.shared).not.toContain(contactHash(`colleague@${city.id}.example`));
  await eraseData({ kind: 'authority', id: city.id }, pipeline.erasing());
  expect(await noted()).toBeUndefined();
});

test('what is noted of an authority without a sheet stays as it was', async () => {
  expect(await pipeline.participation().participations.of(round.id, city.id)).toEqual(nothingNoted(round.id, city.id));
});
