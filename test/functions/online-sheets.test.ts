import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type GoogleServer, startGoogle } from '../../infra/local/google/google-server.ts';
import { spreadsheetOf } from '../../infra/local/google/spreadsheet-of.ts';
import { googleSheets } from '../../shared/adapters/google/google-sheets.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { sentCode } from '../../shared/domain/submissions/sent-workbook.ts';
import type { OnlineSheets } from '../../shared/ports/online-sheets.ts';
import { unwrittenTab } from '../../shared/queues/refused-sheet.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { writeSnapshotWorkbook } from '../../shared/spreadsheet/writing/snapshot/snapshot-workbook.ts';
import { eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import { editedWorkbook } from '../support/edited-workbook.ts';
import { mailAround } from '../support/other-formats.ts';
import { office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { assessFile, userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const officer = 'officer@espoo.example';

let pipeline: Pipeline;
let google: GoogleServer;
let sheets: OnlineSheets;
let workbook: Uint8Array;
let id: string;
let authority: string;
let cities = 0;

beforeAll(async () => {
  const environment = { AWS_REGION: 'eu-north-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  pipeline = await startPipeline();
  google = await startGoogle();
  sheets = onGoogle(10_000_000, 1_000_000);
  await pipeline.registry.putRound(round);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await google.stop();
  await pipeline.stop();
});
afterEach(async () => {
  google.onRead = () => {};
  await pipeline.writeTabsWaiting(null);
});
beforeEach(async () => {
  cities += 1;
  authority = `city-${cities}`;
  id = `sheet-of-city-${cities}`.padEnd(44, 'x');
  const contacts = [{ address: officer, language: 'en' }];
  await pipeline.registry.putAuthority({ id: authority, name: 'Espoo', country: 'FI', contacts });
  workbook = await writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: authority, name: 'Espoo' },
    round: '2022',
    ...page,
  });
});

function onGoogle(maxBytes: number, maxCells: number): OnlineSheets {
  const { audience, serviceAccount, root } = google;
  const patience = { token: 10_000, answer: 10_000, rest: 0 };
  return googleSheets({ audience, serviceAccount, root, scopes: ['write', 'drive'], maxBytes, maxCells, patience });
}

/** The city's questionnaire as a Google Sheet. */
async function hold(sharing: 'editor' | 'viewer' | 'nobody' = 'editor', bytes = workbook) {
  return google.hold(id, spreadsheetOf(await readGrid(bytes), 'Espoo answers'), sharing);
}

const link = (): Buffer => Buffer.from(`{"doc_id":"${id}","email":"${officer}"}`);

/** A pointer comes in: what becomes of it, and of what comes in for it. */
async function point(
  bytes: Uint8Array = link(),
  sender: string | null = officer,
  using: OnlineSheets | null = sheets,
  at?: string,
) {
  const metadata = { filename: 'Espoo.gsheet', ...(sender === null ? {} : { sender }) };
  const came = at === undefined ? {} : { at };
  const upload = await pipeline.put({ key: `office/${crypto.randomUUID()}`, bytes, metadata, ...came });
  const forwarded = await pipeline.ingest(upload);
  const [fetched] = await pipeline.fetchWaiting(using);
  if (fetched === undefined || fetched instanceof Error) return { upload, forwarded, fetched, arrived: null };
  const arrived = fetched.upload === undefined || fetched.outcome === 'busy' ? null : await finish(fetched.upload);
  return { upload, forwarded, fetched: fetched.outcome, arrived };
}

async function finish(upload: InboxObject) {
  const outcome = await pipeline.ingest(upload);
  await pipeline.deliverWaiting();
  if (!('submission' in outcome)) throw new Error(outcome.outcome);
  const submission = await pipeline.store.submission(outcome.submission);
  return { ...outcome, upload, stored: submission, mails: await pipeline.mailsOf(outcome.submission) };
}

const titles = () => google.sheets.get(id)?.spreadsheet.sheets?.map(({ properties }) => properties?.title) ?? [];
const flat = (text = ''): string => text.replace(/\s+/g, ' ');

test('a pointer becomes a scored submission, a mail, and a tab of results in the sheet it came from', async () => {
  await hold();
  const { forwarded, fetched, arrived } = await point();
  expect([forwarded, fetched]).toEqual([{ outcome: 'forwarded' }, 'read']);
  expect(arrived).toMatchObject({ outcome: 'accepted' });
  expect(arrived?.stored).toMatchObject({
    authority,
    score: { percent: 58, met: 23 },
    receipt: { channel: 'sheet', sender: officer, fileName: 'Espoo answers', sheet: id },
  });
  expect(arrived?.mails.map(({ to, subject }) => [to, subject])).toEqual([[[officer], 'Espoo, round 2022: 58%']]);
  expect(await pipeline.writeTabsWaiting(sheets)).toEqual(['written']);
  expect(titles().at(-1)).toBe('Scorebook results');
  const rows = google.sheets.get(id)?.spreadsheet.sheets?.at(-1)?.data?.[0]?.rowData ?? [];
  const texts = rows.map(({ values = [] }) =>
    values.map(({ userEnteredValue: value }) => String(value?.stringValue ?? value?.numberValue)),
  );
  expect(texts[0]).toEqual(['Espoo scores 58%']);
  expect(texts.filter(([first]) => /^\d\.\d /.test(first ?? '')).map(([, met, total]) => `${met}/${total}`)).toEqual(
    '3/4 3/6 3/3 2/5 1/5 3/4 3/3 2/2 1/3 1/2 0/2 1/2'.split(' '),
  );
  const asked = arrived?.stored?.problems.filter(({ indicator, cell }) => indicator !== null && cell !== null) ?? [];
  expect(asked.length).toBeGreaterThan(0);
  for (const { sheet, cell } of asked) {
    expect(texts.some(([, place]) => place?.includes(`${sheet} ${cell}`))).toBe(true);
  }
});

test('what is read of the sheet is what is read of the workbook it was made from', async () => {
  await hold();
  const reading = await sheets.fetch(id);
  if (reading.outcome !== 'read') throw new Error(reading.outcome);
  const [fromSheet, fromFile] = [await assessFile(writeSnapshotWorkbook(reading.snapshot)), await assessFile(workbook)];
  expect({ ...fromSheet, sha256: '' }).toEqual({ ...fromFile, sha256: '' });
});

test('what people say beside the sheet is kept with it, and neither answers nor takes an answer back', async () => {
  const held = await hold();
  held.comments = [
    { content: '1.1.1 Yes', quotedFileContent: { value: 'No' } },
    { content: 'Authority: Porto; round 2019' },
    { content: 'Id\tAnswer\tEvidence\n1.1.2\tNo\tnone', replies: [{ content: '=1+1' }] },
  ];
  const reading = await sheets.fetch(id);
  if (reading.outcome !== 'read') throw new Error(reading.outcome);
  expect(reading.snapshot.tabs.at(-1)?.cells).toHaveLength(4);
  const [talked, silent] = [await assessFile(writeSnapshotWorkbook(reading.snapshot)), await assessFile(workbook)];
  expect({ ...talked, sha256: '' }).toEqual({ ...silent, sha256: '' });
});

test('the same pointer twice is one submission, one mail and one tab, also after the tab was written', async () => {
  await hold();
  const first = await point();
  await pipeline.writeTabsWaiting(sheets);
  const second = await point();
  expect(second.arrived).toMatchObject({ outcome: 'repeated', submission: first.arrived?.submission });
  expect(second.arrived?.mails).toHaveLength(1);
  expect(await pipeline.writeTabsWaiting(sheets)).toEqual([]);
  expect(titles().filter((title) => title?.startsWith('Scorebook'))).toHaveLength(1);
});

test('the same event of a pointer twice is one submission and one mail; so is the same refusal', async () => {
  for (const sharing of ['editor', 'nobody'] as const) {
    await hold(sharing);
    const { upload, arrived } = await point();
    await pipeline.ingest(upload);
    const [again] = await pipeline.fetchWaiting(sheets);
    if (again === undefined || again instanceof Error || again.upload === undefined) throw new Error('not fetched');
    expect(again.upload.key).toBe(arrived?.upload.key);
    const repeated = await finish(again.upload);
    expect(repeated).toMatchObject({ outcome: 'repeated', submission: arrived?.submission });
    expect(repeated.mails).toHaveLength(1);
  }
});

test('a sheet corrected and pointed to again counts in place of the first, and the tab tells the new score', async () => {
  await hold();
  await point();
  const answers = new Map([...page.answers].map(([one, answer]) => [one, { ...answer, value: 'yes' as const }]));
  const spreadsheet = spreadsheetOf(
    await readGrid(
      await writeQuestionnaireWorkbook({
        questionnaire: userCentricity2023,
        language: 'en',
        authority: { id: authority, name: 'Espoo' },
        round: '2022',
        answers,
      }),
    ),
    'Espoo answers',
  );
  google.hold(id, spreadsheet);
  const { arrived } = await point();
  expect(arrived?.stored?.score?.percent).toBe(100);
  // In whichever order the two requests come.
  await pipeline.writeTabsWaiting(sheets);
  const [headline] = google.sheets.get(id)?.spreadsheet.sheets?.at(-1)?.data?.[0]?.rowData ?? [];
  expect(headline?.values?.[0]?.userEnteredValue?.stringValue).toBe('Espoo scores 100%');
});

describe('a sheet that does not take its results', () => {
  const subject = 'The results could not be written into your Google Sheet';
  /** What the sender hears of it, and of nothing else, when the results were refused. */
  async function told(): Promise<string[]> {
    await pipeline.forgetMails();
    const outcomes: object[] = [];
    for (const note of pipeline.tabNotes()) outcomes.push(await pipeline.ingest(note));
    expect(outcomes).toEqual([{ outcome: 'forwarded' }]);
    await pipeline.deliverWaiting();
    const all = await pipeline.mailsTo(officer);
    expect(all.filter((mail) => mail.subject !== subject)).toEqual([]);
    return all.map(({ text }) => flat(text));
  }
  const protectTab = (): void => {
    for (const tab of google.sheets.get(id)?.spreadsheet.sheets ?? []) {
      if (tab.properties?.title === 'Scorebook results') tab.protectedRanges = [{ requestingUserCanEdit: false }];
    }
  };
  const fill = (): void => {
    const more = {
      properties: { sheetId: 99, title: 'More', gridProperties: { rowCount: 9_999_990, columnCount: 1 } },
    };
    google.sheets.get(id)?.spreadsheet.sheets?.push(more);
  };

  test.each([
    ['we may only read it', () => google.sheets.get(id), 'viewer', 'add scorebook@benchmark.iam.gserviceaccount.com'],
    ['the tab is protected', protectTab, 'editor', 'remove the protection of “Scorebook results”'],
    ['it is full', fill, 'editor', 'Google allows 10 million cells'],
  ] as const)('%s: its sender has the results by mail and hears once what to do', async (_, close, sharing, remedy) => {
    await hold(sharing);
    const first = await point();
    expect(first.arrived?.mails).toHaveLength(1);
    if (close === protectTab) {
      expect(await pipeline.writeTabsWaiting(sheets)).toEqual(['written']);
      const edited = google.sheets.get(id);
      await hold(sharing, await editedWorkbook(workbook, { 'Questionnaire!E8': 'Now with evidence' }));
      google.sheets.get(id)?.spreadsheet.sheets?.push(...(edited?.spreadsheet.sheets ?? []).slice(-1));
      await point();
    }
    close();
    expect(await pipeline.writeTabsWaiting(sheets)).toEqual(['not allowed']);
    const [mail, ...others] = await told();
    expect(others).toEqual([]);
    expect(mail).toContain(remedy);
    expect(mail).toContain(`https://docs.google.com/spreadsheets/d/${id}`);
    expect(mail).toContain('Your answers count');

    // Other answers, and so other results: they are mailed as always, and nobody is told of the sheet again.
    const before = google.sheets.get(id)?.spreadsheet.sheets?.slice(-1) ?? [];
    await hold(sharing, await editedWorkbook(workbook, { 'Questionnaire!E8': 'Other evidence' }));
    if (close === protectTab) google.sheets.get(id)?.spreadsheet.sheets?.push(...before);
    expect((await point()).arrived?.mails).toHaveLength(1);
    close();
    expect(await pipeline.writeTabsWaiting(sheets)).toEqual(['not allowed']);
    expect(await told()).toEqual([]);
  });

  test('is told of to the office when the office has pointed to it, and to nobody once its submission is erased', async () => {
    await hold('viewer');
    await point(link(), null);
    await pipeline.writeTabsWaiting(sheets);
    const notes = pipeline.tabNotes();
    await pipeline.forgetMails();
    for (const note of notes) expect(await pipeline.ingest(note)).toEqual({ outcome: 'forwarded' });
    await pipeline.deliverWaiting();
    expect((await pipeline.mailsTo(office)).map((mail) => mail.subject)).toEqual([subject]);
    const bytes = unwrittenTab({ submission: 'erased', why: 'full', address: 'a@b.example' });
    const note = await pipeline.put({ key: 'sheet/n', bytes, metadata: { sheet: id } });
    expect(await pipeline.ingest(note)).toEqual({ outcome: 'gone' });
  });
});

test('that Google does not take the results neither stops nor repeats the mail', async () => {
  await hold();
  const { arrived } = await point();
  google.script(/batchUpdate/, { status: 503 });
  expect(await pipeline.writeTabsWaiting(sheets)).toEqual(['busy']);
  expect(await pipeline.writeTabsWaiting(sheets)).toEqual(['written']);
  expect(await pipeline.mailsOf(arrived?.submission ?? '')).toHaveLength(1);
});

test('a sheet downloaded with our results in it, and sent as a file, is read as without them', async () => {
  await hold();
  await point();
  await pipeline.writeTabsWaiting(sheets);
  const held = google.sheets.get(id);
  for (const sheet of held?.spreadsheet.sheets ?? []) delete sheet.developerMetadata;
  const reading = await sheets.fetch(id);
  if (reading.outcome !== 'read') throw new Error(reading.outcome);
  expect(reading.snapshot.tabs.map(({ name }) => name)).toContain('Scorebook results');
  const [with_, without] = [await assessFile(writeSnapshotWorkbook(reading.snapshot)), await assessFile(workbook)];
  expect({ ...with_, sha256: '' }).toEqual({ ...without, sha256: '' });
});

describe('a link that leads nowhere is told to its sender', () => {
  test('when the sheet is not shared: with whom to share it; sent again in vain, again; once shared it counts', async () => {
    const held = await hold('nobody');
    const first = await point();
    expect(first.fetched).toBe('not shared');
    expect(first.arrived).toMatchObject({ outcome: 'rejected', codes: ['sheet-not-shared'] });
    expect(first.arrived?.mails.map(({ to }) => to)).toEqual([[officer]]);
    expect(flat(first.arrived?.mails[0]?.text)).toContain(`add ${google.serviceAccount} (with the role Editor`);
    const second = await point();
    expect(second.arrived?.submission).not.toBe(first.arrived?.submission);
    expect(second.arrived?.mails).toHaveLength(1);
    held.sharing = 'viewer';
    expect((await point()).arrived).toMatchObject({ outcome: 'accepted' });
  });

  test('when there is no such sheet', async () => {
    const { arrived } = await point();
    expect(arrived?.codes).toEqual(['sheet-gone']);
    expect(arrived?.mails[0]?.text.replace(/\s+/g, ' ')).toContain('Share > Copy link');
  });

  test('when it is too large', async () => {
    await hold();
    const small = onGoogle(10_000_000, 10);
    const { arrived } = await point(link(), officer, small);
    expect(arrived?.codes).toEqual(['sheet-too-large']);
    expect(flat(arrived?.mails[0]?.text)).toContain('larger than 2000000 cells or 30 MB');
  });

  test('when it is a document or an Excel file kept at Google', async () => {
    google.script(new RegExp(`spreadsheets/${id}`), {
      status: 400,
      body: { error: { status: 'FAILED_PRECONDITION' } },
    });
    expect((await point()).arrived?.codes).toEqual(['sheet-other-format']);
  });

  test('when Google Sheets are not used here: to download the sheet', async () => {
    await hold();
    google.requests.length = 0;
    const { fetched, arrived } = await point(link(), officer, null);
    expect(fetched).toBe('off');
    expect(arrived?.codes).toEqual(['sheet-link']);
    expect(flat(arrived?.mails[0]?.text)).toContain('File > Download > Microsoft Excel (.xlsx)');
    expect(google.requests).toEqual([]);
  });

  test('when it leads to a published copy, or the text names two sheets', async () => {
    for (const [text, code] of [
      ['https://docs.google.com/spreadsheets/d/e/2PACX-1vTabcdefghijklmnopqrst/pubhtml', 'sheet-published'],
      [`docs.google.com/spreadsheets/d/${id}\ndocs.google.com/spreadsheets/d/${id}Y`, 'file-several'],
    ] as const) {
      const { forwarded } = await point(Buffer.from(text));
      expect(forwarded).toMatchObject({ outcome: 'rejected', codes: [code] });
      await pipeline.deliverWaiting();
    }
  });
});

describe('a sheet that is edited after it was read', () => {
  const fresh = () => onGoogle(10_000_000, 1_000_000);
  const allYes = new Map([...page.answers].map(([one, answer]) => [one, { ...answer, value: 'yes' as const }]));
  const edited = (): Promise<Uint8Array> =>
    writeQuestionnaireWorkbook({
      ...{ questionnaire: userCentricity2023, language: 'en', round: '2022' },
      ...{ authority: { id: authority, name: 'Espoo' }, ...page, answers: allYes },
    });
  async function edit(at: Date) {
    const held = await hold('editor', await edited());
    held.modifiedTime = at.toISOString();
    return held;
  }
  /** All that waits, read: what came in of it, last. */
  async function fetchAll(): Promise<{ outcome: string; upload: InboxObject | undefined }[]> {
    const own = (await pipeline.fetchWaiting(fresh())).flatMap((one) => (one instanceof Error ? [] : [one]));
    return own.length === 0 ? [] : [...own, ...(await fetchAll())];
  }
  /** A morning, in which other cities' sheets may have changed, too: what becomes of this one's. */
  async function morning(which: 'each' | 'closed' = 'each') {
    await pipeline.follow(undefined, which);
    const all = await fetchAll();
    const outcomes = new Set(all.map(({ outcome }) => outcome));
    const finished: Awaited<ReturnType<typeof finish>>[] = [];
    for (const { upload } of all) if (upload !== undefined) finished.push(await finish(upload));
    return { outcomes, finished: finished.find(({ stored }) => stored?.authority === authority) ?? null };
  }
  const counted = async () => (await pipeline.store.standing(round, authority))?.score.percent;
  async function closing(inSeconds: number): Promise<string> {
    const closesAt = new Date(Date.now() + inSeconds * 1000).toISOString();
    await pipeline.registry.putRound({ ...round, closesAt });
    return closesAt;
  }
  const around = (instant: string, seconds: number): string =>
    new Date(Date.parse(instant) + seconds * 1000).toISOString();
  afterEach(() => pipeline.registry.putRound(round));

  test('is looked at each morning, and counts as it stands then; unchanged, it is left', async () => {
    const held = await hold();
    held.modifiedTime = new Date(Date.now() - 60_000).toISOString();
    await point();
    expect((await morning()).finished).toBeNull();
    const { modifiedTime } = await edit(new Date());
    const { finished } = await morning();
    expect(finished?.outcome).toBe('accepted');
    expect(await counted()).toBe(100);
    expect(finished?.stored?.receipt).toMatchObject({ receivedAt: modifiedTime, changedAt: modifiedTime });
    expect((await morning()).finished).toBeNull();
  });

  test('is left as it was, and nobody is told, when it is not shared any more', async () => {
    await hold();
    await point();
    await hold('nobody');
    await pipeline.forgetMails();
    const { outcomes, finished } = await morning();
    expect([outcomes.has('not shared'), finished]).toEqual([true, null]);
    expect(await pipeline.mailsTo(officer)).toEqual([]);
    expect(await counted()).toBe(58);
  });

  test('counts as it stood at the close, where Drive gives that out', async () => {
    const before = await hold();
    before.modifiedTime = new Date(Date.now() - 60_000).toISOString();
    await point();
    const closesAt = await closing(60);
    const held = await edit(new Date(around(closesAt, 5)));
    held.revisions = [
      { modifiedTime: around(closesAt, -5), file: await edited() },
      { modifiedTime: around(closesAt, 1), file: workbook },
    ];
    const { outcomes, finished } = await morning();
    expect([outcomes.has('earlier'), finished?.outcome]).toEqual([true, 'accepted']);
    expect(await counted()).toBe(100);
  });

  describe('whose first reading was not accepted', () => {
    const blank = (): Promise<Uint8Array> =>
      writeQuestionnaireWorkbook({
        ...{ questionnaire: userCentricity2023, language: 'en', round: '2022' },
        authority: { id: authority, name: 'Espoo' },
      });

    test('is looked at again as one that counts is; its sender reads that they need not send the link again', async () => {
      const held = await hold('editor', await blank());
      held.modifiedTime = new Date(Date.now() - 60_000).toISOString();
      const { arrived } = await point();
      expect(arrived).toMatchObject({ outcome: 'rejected', codes: expect.arrayContaining(['nothing-answered']) });
      expect(flat(arrived?.mails[0]?.text)).toContain('You do not need to send the link again.');
      expect((await morning()).finished).toBeNull();
      expect(await pipeline.mailsOf(arrived?.submission ?? '')).toHaveLength(1);
      await edit(new Date());
      expect((await morning()).finished?.outcome).toBe('accepted');
      expect(await counted()).toBe(100);
    });

    test('is told of once for each change, and what counted before goes on counting', async () => {
      const held = await hold();
      held.modifiedTime = new Date(Date.now() - 60_000).toISOString();
      await point();
      (await hold('editor', await blank())).modifiedTime = new Date().toISOString();
      const { finished } = await morning();
      expect([finished?.outcome, finished?.mails.length]).toEqual(['rejected', 1]);
      expect((await morning()).finished).toBeNull();
      expect(await pipeline.mailsOf(finished?.submission ?? '')).toHaveLength(1);
      expect(await counted()).toBe(58);
    });

    test('is left when a file came in after it, when its link came too late, and when a stranger sent it', async () => {
      const open = await hold('editor', await blank());
      await point();
      const file = { key: `office/${crypto.randomUUID()}`, bytes: workbook, metadata: { sender: officer } };
      expect(await pipeline.ingest(await pipeline.put(file))).toMatchObject({ outcome: 'accepted' });
      await edit(new Date(Date.parse(open.modifiedTime) + 1000));
      expect((await morning()).finished).toBeNull();
      expect(await counted()).toBe(58);
    });

    test.each([
      ['', null],
      [', also while another authority has more time', 3_600],
    ])('is left when its link came after the deadline%s', async (_, secondsOfAnother) => {
      await closing(-60);
      const { participations } = pipeline.participation();
      const lastDeadline =
        secondsOfAnother === null ? null : new Date(Date.now() + secondsOfAnother * 1_000).toISOString();
      await participations.setParticipants('2022', { lastDeadline, named: false, left: false });
      (await hold()).modifiedTime = new Date(Date.now() - 300_000).toISOString();
      const { arrived } = await point();
      expect(arrived).toMatchObject({ outcome: 'rejected', codes: expect.arrayContaining(['round-closed']) });
      expect(flat(arrived?.mails[0]?.text)).not.toContain('send the link again');
      const held = await edit(new Date());
      held.revisions = [{ modifiedTime: new Date(Date.now() - 120_000).toISOString(), file: await edited() }];
      expect((await morning()).finished).toBeNull();
      await participations.setParticipants('2022', { lastDeadline: null, named: false, left: false });
    });
  });

  test('is looked at as soon as its deadline has passed, as it stood then, and not each hour before or long after', async () => {
    const before = await hold();
    before.modifiedTime = new Date(Date.now() - 3_600_000).toISOString();
    await point(link(), officer, sheets, new Date(Date.now() - 3_000_000).toISOString());
    const held = await edit(new Date());
    await closing(600);
    expect((await morning('closed')).finished).toBeNull();
    const closesAt = await closing(-10);
    held.modifiedTime = around(closesAt, 100);
    held.revisions = [
      { modifiedTime: around(closesAt, -1), file: await edited() },
      { modifiedTime: around(closesAt, 1), file: workbook },
    ];
    const { outcomes, finished } = await morning('closed');
    expect([outcomes.has('earlier'), finished?.outcome]).toEqual([true, 'accepted']);
    expect(await counted()).toBe(100);
    expect((await morning('closed')).finished).toBeNull();
    await closing(-4 * 3600);
    await pipeline.follow(undefined, 'closed');
    expect(await fetchAll()).toEqual([]);
  });

  test('is looked at when the deadline of its own authority has passed, and not when that of the others has', async () => {
    const start = await hold();
    start.modifiedTime = new Date(Date.now() - 3_600_000).toISOString();
    await point(link(), officer, sheets, new Date(Date.now() - 3_000_000).toISOString());
    const closesAt = await closing(-600);
    const extend = async (seconds: number): Promise<void> => {
      const own = around(closesAt, seconds);
      const { participations } = pipeline.participation();
      const deadline = { at: closesAt, by: 'office', reason: 'asked', closesAt: own };
      await participations.change(round.id, authority, (one) => ({ ...one, deadline }));
      await participations.setParticipants(round.id, { lastDeadline: own, named: false, left: false });
    };
    await extend(7200);
    await edit(new Date());
    expect((await morning('closed')).finished).toBeNull();
    // The change was made before the longer deadline, which has passed now.
    await extend(599);
    await edit(new Date(around(closesAt, 590)));
    expect((await morning('closed')).finished?.outcome).toBe('accepted');
    const { participations } = pipeline.participation();
    await participations.setParticipants(round.id, { lastDeadline: null, named: false, left: false });
    expect(await counted()).toBe(100);
  });

  /** A link that came in before the close, to a sheet that was changed after it. */
  async function changedLate(revisions: (closesAt: string) => { modifiedTime: string; file: Uint8Array }[]) {
    const closesAt = await closing(60);
    const held = await edit(new Date(around(closesAt, 5)));
    held.revisions = revisions(closesAt);
    const metadata = { sender: officer };
    const upload = await pipeline.put({ key: `office/${crypto.randomUUID()}`, bytes: link(), metadata });
    await pipeline.ingest(upload);
    const [now] = await fetchAll();
    if (now?.upload === undefined) throw new Error('not read');
    expect(await pipeline.ingest(now.upload)).toEqual({ outcome: 'forwarded' });
    const [again] = await fetchAll();
    if (again?.upload === undefined) throw new Error('not read');
    return { upload, closesAt, held, outcome: again.outcome, finished: await finish(again.upload) };
  }

  test('after the close and before it was read: its last state before the close counts, from when the link came in', async () => {
    const { outcome, finished, upload } = await changedLate((closesAt) => [
      { modifiedTime: around(closesAt, -5), file: workbook },
    ]);
    expect([outcome, finished.outcome]).toEqual(['earlier', 'accepted']);
    expect(finished.stored?.receipt.receivedAt).toBe(upload.receivedAt);
    expect(await counted()).toBe(58);
  });

  test('after the close, and Drive tells nothing of before: it is kept with both times, and the office decides', async () => {
    const { outcome, finished, upload, closesAt, held } = await changedLate(() => []);
    expect(outcome).toBe('only later');
    expect(finished).toMatchObject({ outcome: 'rejected', codes: expect.arrayContaining(['sheet-changed-late']) });
    expect(finished.stored?.problems.find(({ code }) => code === 'sheet-changed-late')?.facts).toMatchObject({
      ...{ receivedAt: upload.receivedAt, closesAt, changedAt: held.modifiedTime },
    });
    expect(flat(finished.mails[0]?.text)).toContain('The office decides.');
  });
});

test('what we sent out filled in loses nothing in Google Sheets: unchanged it does not count, and ticked there it does', async () => {
  const figures = new Map([['population', { value: 305_200, unit: null, year: null }]]);
  const code = sentCode(userCentricity2023, { answers: page.answers, figures }) ?? '';
  const sent = await writeQuestionnaireWorkbook({
    ...{
      questionnaire: userCentricity2023,
      language: 'en',
      authority: { id: authority, name: 'Espoo' },
      round: '2022',
    },
    ...{ answers: page.answers, background: new Map([['population', '305200']]) },
    prefilled: { round: '2021', sent: { id: 'sent', code } },
  });
  await hold('editor', sent);
  expect((await point()).arrived).toMatchObject({ outcome: 'rejected', codes: ['nothing-confirmed'] });
  await hold('editor', await editedWorkbook(sent, { 'Cover!C9': true }));
  expect((await point()).arrived).toMatchObject({ outcome: expect.stringMatching(/accepted|superseded/) });
});

describe('while Google is busy', () => {
  const busy = { status: 429, body: { error: { status: 'RESOURCE_EXHAUSTED' } } };
  /** One that asks at once, and knows nothing of what was asked before. */
  const fresh = () => onGoogle(10_000_000, 1_000_000);
  async function fetchAgain() {
    const [again] = await pipeline.fetchWaiting(fresh());
    if (again === undefined || again instanceof Error) throw again ?? new Error('nothing waits');
    return again;
  }

  test('a link waits, as often as it takes, and counts from when it came in', async () => {
    await hold();
    google.script(new RegExp(`spreadsheets/${id}`), ...Array.from({ length: 8 }, () => busy));
    const first = await point(link(), officer, fresh());
    expect(first.fetched).toBe('busy');
    for (let again = 1; again < 8; again += 1) expect(await fetchAgain()).toEqual({ outcome: 'busy' });
    const read = await fetchAgain();
    if (read.upload === undefined) throw new Error('not fetched');
    const finished = await finish(read.upload);
    expect(finished).toMatchObject({ outcome: 'accepted' });
    expect(finished.stored?.receipt.receivedAt).toBe(first.upload.receivedAt);
  });

  const waiting = 'We got your link, and reading the Google Sheet takes longer';
  /** A pointer that comes in now, as the clock of the steps has it; nothing of before is on its way to the sender. */
  async function pointNow(): Promise<InboxObject> {
    pipeline.advance(1000);
    await subjectsTold();
    await pipeline.forgetMails();
    const at = pipeline.now().toISOString();
    const metadata = { filename: 'E.gsheet', sender: officer };
    return pipeline.put({ key: `office/${crypto.randomUUID()}`, bytes: link(), metadata, at });
  }
  async function subjectsTold(): Promise<string[]> {
    while ((await pipeline.deliverWaiting()).length > 0);
    return (await pipeline.mailsTo(officer)).map(({ subject }) => subject);
  }

  test.each([
    ['is put off by Google', true],
    ['stands in its queue, and nobody has looked at it', false],
  ])(
    'its sender is told once when it waits long: it %s; it counts before a file that came in after it',
    async (_, isPutOff) => {
      await hold();
      const upload = await pointNow();
      if (isPutOff) google.script(new RegExp(`spreadsheets/${id}`), ...Array.from({ length: 3 }, () => busy));
      await pipeline.ingest(upload);
      pipeline.advance(14 * 60);
      if (isPutOff) expect(await fetchAgain()).toEqual({ outcome: 'busy' });
      expect(await subjectsTold()).toEqual([]);
      pipeline.advance(61);
      if (isPutOff) expect(await fetchAgain()).toEqual({ outcome: 'busy' });
      expect(await subjectsTold()).toEqual([waiting]);
      const [mail] = await pipeline.mailsTo(officer);
      expect(flat(mail?.text)).toContain('You do not need to send the link again');
      pipeline.advance(3600);
      if (isPutOff) expect(await fetchAgain()).toEqual({ outcome: 'busy' });
      await pipeline.sweep();
      expect(await subjectsTold()).toEqual([waiting]);
      const file = await pipeline.ingest(
        await pipeline.put({
          key: `office/${crypto.randomUUID()}`,
          bytes: workbook,
          metadata: { sender: officer },
          at: pipeline.now().toISOString(),
        }),
      );
      expect(file).toMatchObject({ outcome: 'accepted' });
      const read = await fetchAgain();
      if (read.upload === undefined) throw new Error('not fetched');
      const finished = await finish(read.upload);
      expect(finished).toMatchObject({ outcome: 'superseded' });
      expect(finished.stored?.receipt.receivedAt).toBe(upload.receivedAt);
      while ((await pipeline.fetchWaiting(sheets)).length > 0);
    },
  );

  test.each(['editor', 'nobody'] as const)('nobody hears that a link waits which was answered: %s', async (sharing) => {
    await hold(sharing);
    const upload = await pointNow();
    await pipeline.ingest(upload);
    const [fetched] = await pipeline.fetchWaiting(sheets);
    if (fetched === undefined || fetched instanceof Error || fetched.upload === undefined) throw new Error('not read');
    await finish(fetched.upload);
    // Its event comes once more.
    await pipeline.ingest(upload);
    while ((await pipeline.fetchWaiting(sheets)).length > 0);
    pipeline.advance(2 * 3600);
    await pipeline.sweep();
    expect(await subjectsTold()).not.toContain(waiting);
  });

  test('nor whoever was erased meanwhile, nor twice where a note of before had told it', async () => {
    await hold();
    const upload = await pointNow();
    const note = await pipeline.put({
      key: `sheet/${crypto.randomUUID()}`,
      bytes: Buffer.from('{"waitingSheet":1,"arrival":"00ff"}'),
      metadata: { sender: officer, sheet: id, received: upload.receivedAt },
    });
    await pipeline.forgetMails();
    expect(await pipeline.ingest(note)).toEqual({ outcome: 'forwarded' });
    expect(await subjectsTold()).toEqual([waiting]);
    await pipeline.ingest(upload);
    pipeline.advance(901);
    expect(await subjectsTold()).toEqual([waiting]);
    await pipeline.fetchWaiting(sheets);
    const other = await pointNow();
    await pipeline.ingest(other);
    await eraseData({ kind: 'contact', address: officer }, pipeline.erasing());
    pipeline.advance(901);
    expect(await subjectsTold()).toEqual([]);
    while ((await pipeline.fetchWaiting(sheets)).length > 0);
  });

  test('a link of days ago is a fault that the operator sees', async () => {
    await hold();
    google.script(new RegExp(`spreadsheets/${id}`), busy, busy);
    await point(link(), officer, fresh());
    pipeline.advance(73 * 3600);
    const [fault] = await pipeline.fetchWaiting(fresh());
    expect(fault).toBeInstanceOf(Error);
    const read = await fetchAgain();
    expect(read.outcome).toBe('read');
  });

  test('a link that came in before the round closed counts, however late the sheet is read', async () => {
    await hold();
    google.script(new RegExp(`spreadsheets/${id}`), busy);
    const { upload } = await point(link(), officer, fresh());
    const closesAt = new Date(Date.parse(upload.receivedAt) + 1).toISOString();
    await pipeline.registry.putRound({ ...round, closesAt });
    pipeline.advance(3600);
    const read = await fetchAgain();
    if (read.upload === undefined) throw new Error('not fetched');
    expect(await finish(read.upload)).toMatchObject({ outcome: 'accepted' });
    await pipeline.registry.putRound(round);
  });
});

describe('somebody else’s sheet', () => {
  test('is not even read for a sender nobody knows', async () => {
    await hold();
    google.requests.length = 0;
    const { forwarded } = await point(link(), 'stranger@elsewhere.example');
    expect(forwarded).toMatchObject({ outcome: 'rejected', codes: ['sender-unknown'] });
    expect(google.requests).toEqual([]);
    await pipeline.deliverWaiting();
    const [mail] = await pipeline.mailsOf('submission' in forwarded ? forwarded.submission : '');
    expect(mail?.to).toEqual([office]);
  });

  test('does not count for a contact of another authority, who learns nothing of it; nothing is written into it', async () => {
    await hold();
    const neighbour = 'officer@porto.example';
    await pipeline.registry.putAuthority({
      id: 'porto',
      name: 'Porto',
      country: 'PT',
      contacts: [{ address: neighbour, language: 'en' }],
    });
    const { arrived } = await point(link(), neighbour);
    expect(arrived).toMatchObject({ outcome: 'rejected', codes: expect.arrayContaining(['sender-not-registered']) });
    expect(arrived?.mails.map(({ to }) => to)).toEqual([[office]]);
    expect(await pipeline.store.standing(round, authority)).toBeNull();
    expect(await pipeline.writeTabsWaiting(sheets)).toEqual([]);
  });

  test('with a name written on its cover and no identity does not count', async () => {
    const spreadsheet = spreadsheetOf(await readGrid(workbook), 'Espoo answers');
    const named = (spreadsheet.sheets ?? []).filter(({ properties }) => properties?.title === 'Questionnaire');
    const cover = {
      properties: { sheetId: 7, title: 'Cover', sheetType: 'GRID', gridProperties: { rowCount: 1, columnCount: 2 } },
      data: [
        {
          rowData: [
            {
              values: [
                { effectiveValue: { stringValue: 'Authority' } },
                { effectiveValue: { stringValue: authority.replace('-', ' ') } },
              ],
            },
          ],
        },
      ],
    };
    google.hold(id, { ...spreadsheet, sheets: [cover, ...named] });
    const { arrived } = await point();
    expect(arrived).toMatchObject({ outcome: 'rejected', codes: expect.arrayContaining(['sheet-unidentified']) });
  });

  test('is not reached through a file that came out of a sheet', async () => {
    for (const bytes of [Buffer.from(`docs.google.com/spreadsheets/d/${id}`), link()]) {
      const upload = await pipeline.put({ key: 'sheet/x', bytes });
      expect(await pipeline.ingest(upload)).toMatchObject({ outcome: 'rejected', codes: ['sheet-link'] });
    }
    expect(await pipeline.fetchWaiting(sheets)).toEqual([]);
    await pipeline.deliverWaiting();
  });
});

describe('a link is found', () => {
  test.each([
    [
      'in a saved mail',
      () => mailAround([]).toString().replace('Liitteenä.', `https://docs.google.com/spreadsheets/d/${id}/edit`),
    ],
    ['in a text', () => `Our answers, as agreed:\n\thttps://docs.google.com/spreadsheets/d/${id}/edit, thanks`],
    ['in a .url', () => `[InternetShortcut]\r\nURL=https://docs.google.com/spreadsheets/d/${id}/edit\r\n`],
  ])('%s', async (_, text) => {
    const upload = await pipeline.put({ key: 'office/l', bytes: Buffer.from(text()) });
    expect(await pipeline.ingest(upload)).toEqual({ outcome: 'forwarded' });
    await pipeline.fetchWaiting(null);
  });

  test('beside a questionnaire it is evidence, not a pointer', async () => {
    const csv = [...page.answers].map(
      ([one, { value }]) => `Q${one},${value},https://docs.google.com/spreadsheets/d/${id}/edit`,
    );
    const file = Buffer.from(['Id,Answer,Evidence', ...csv].join('\n'));
    const read = await assessFile(file);
    expect(read.answers.get('1.1.1')?.evidence).toContain(id);
    expect(read.problems.map(({ code }) => code)).not.toContain('sheet-link');
  });

  test('as a Mac saves it in binary is refused by its name', async () => {
    const read = await assessFile(Buffer.from('bplist00\u0000docs.google.com'));
    expect(read.problems[0]?.facts['format']).toBe('webloc');
  });
});

test('results wait while Google is busy, for three days; then the operator sees it', async () => {
  await hold();
  await point();
  const busy: OnlineSheets = { ...sheets, writeResults: async () => ({ outcome: 'busy', seconds: 0 }) };
  expect(await pipeline.writeTabsWaiting(busy)).toEqual(['busy']);
  pipeline.advance(70 * 3600);
  expect(await pipeline.writeTabsWaiting(busy)).toEqual(['busy']);
  pipeline.advance(3 * 3600);
  expect(await pipeline.writeTabsWaiting(busy)).toEqual([expect.any(Error)]);
  expect(await pipeline.writeTabsWaiting(sheets)).toEqual(['written']);
  expect(pipeline.tabNotes()).toEqual([]);
});
