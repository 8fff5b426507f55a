import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DeskServer, serveDesk } from '../../../infra/local/google/desk-server.ts';
import { type GoogleServer, startGoogle } from '../../../infra/local/google/google-server.ts';
import { sheetProgress } from '../../../infra/local/sheet-progress.ts';
import { DeskFault } from '../../../shared/adapters/google/desk-credentials.ts';
import { googleSheets } from '../../../shared/adapters/google/google-sheets.ts';
import { googleSheetsFolder } from '../../../shared/adapters/google/google-sheets-folder.ts';

const id = '1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-abcd';
const email = 'anna@city.example';
let google: GoogleServer;
const open: DeskServer[] = [];
const logged: string[] = [];
beforeEach(async () => {
  google = await startGoogle();
  logged.length = 0;
});
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.stop();
  await google.stop();
});

const withToken = (token: string) => ({ SCOREBOOK_GOOGLE_API_ROOT: google.root, SCOREBOOK_GOOGLE_TOKEN: token });
async function desk(environment: Record<string, string>): Promise<DeskServer> {
  const served = await serveDesk(environment, (line) => logged.push(line));
  open.push(served);
  return served;
}
const sheetsAt = ({ environment }: DeskServer, scopes: ('read' | 'write' | 'drive')[] = ['write', 'drive']) =>
  googleSheets({
    audience: environment['SCOREBOOK_GOOGLE_AUDIENCE'] ?? '',
    serviceAccount: environment['SCOREBOOK_GOOGLE_SERVICE_ACCOUNT'] ?? '',
    ...{ root: google.root, scopes, maxBytes: 100_000, maxCells: 5_000 },
  });
const sheet = () => ({ properties: { title: 'Espoo' }, sheets: [{ properties: { sheetId: 1, title: 'Q' } }] });
const results = {
  ...{ submission: 'a1', receivedAt: '2026-11-24T12:00:00.000Z', title: 'Scorebook results' },
  rows: [{ bold: true, cells: ['Espoo scores 58%'] }],
};

describe('at a desk, without AWS', () => {
  test.each([
    ['of the sheets and their states before', ['spreadsheets', 'drive.readonly']],
    ['that gcloud gives with --enable-gdrive-access', ['cloud-platform', 'drive']],
  ])('a token with the scopes %s reads and writes as whoever has it', async (_, scopes) => {
    google.hold(id, sheet());
    const served = await desk(withToken(google.giveToken(scopes, { email })));
    expect(served).toMatchObject({ address: email, mayWrite: true });
    const sheets = sheetsAt(served);
    expect(sheets.address).toBe(email);
    expect(await sheets.fetch(id)).toMatchObject({ outcome: 'read', snapshot: { title: 'Espoo' } });
    expect(await sheets.writeResults(id, results)).toEqual({ outcome: 'written' });
    expect(logged).toEqual([]);
  });

  /** Credentials of a machine, which the emulator takes. */
  async function defaultCredentials(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'scorebook-adc-'));
    const subject = join(folder, 'subject');
    await writeFile(subject, 'subject');
    const file = join(folder, 'adc.json');
    await writeFile(
      file,
      JSON.stringify({
        type: 'external_account',
        ...{ audience: '//iam.googleapis.com/x', subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' },
        ...{ token_url: `${google.root}/v1/subject-token`, credential_source: { file: subject } },
      }),
    );
    return file;
  }

  test('application-default credentials do the same, from the file that is named', async () => {
    google.hold(id, sheet());
    const token = google.giveToken(['spreadsheets', 'drive.readonly'], { email });
    google.script(/POST \/v1\/subject-token/, {
      status: 200,
      body: { access_token: token, issued_token_type: 'x', token_type: 'Bearer', expires_in: 3600 },
    });
    const file = await defaultCredentials();
    const served = await desk({ SCOREBOOK_GOOGLE_API_ROOT: google.root, GOOGLE_APPLICATION_CREDENTIALS: file });
    expect(served.address).toBe(email);
    expect(await sheetsAt(served).fetch(id)).toMatchObject({ outcome: 'read' });
  });

  test.each([
    ['400', 400, 'invalid_grant'],
    ['401', 401, 'invalid_client'],
  ])('a login that ends while sheets are made is told with what to type: %s', async (_, status, error) => {
    vi.stubEnv('SCOREBOOK_GOOGLE_TOKEN', '');
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', await defaultCredentials());
    const body = { error, error_description: 'Token has been expired or revoked.' };
    google.script(/POST \/v1\/subject-token/, { status, body });
    const folder = await googleSheetsFolder({ folder: 'folder-of-the-office', emulator: null });
    const asked = folder.look();
    await expect(asked).rejects.toBeInstanceOf(DeskFault);
    await expect(asked).rejects.toThrow(/have expired\. Log in again: gcloud auth .*auth\/drive$/);
    vi.unstubAllEnvs();
  });

  test.each([
    [
      'expired',
      () => google.giveToken(['drive'], { expired: true }),
      /lasts for an hour\. Make a new one.*gcloud auth/,
    ],
    [
      'of other scopes',
      () => google.giveToken(['cloud-platform']),
      /may not read Google Sheets: the scopes spreadsheets/,
    ],
    ['of metadata alone', () => google.giveToken(['drive.metadata.readonly', 'spreadsheets']), /scopes .* are missing/],
  ])('a token that is %s is said to be, with what to type', async (_, token, said) => {
    const refused = desk(withToken(token()));
    await expect(refused).rejects.toThrow(DeskFault);
    await expect(refused).rejects.toThrow(said);
  });

  test('an API that is off in the project is named, with the command that switches it on', async () => {
    const off = {
      error: {
        ...{ code: 403, status: 'PERMISSION_DENIED', message: 'Google Sheets API has not been used in project 1' },
        details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED' }],
      },
    };
    google.script(/GET \/v4\/spreadsheets/, { status: 403, body: off });
    await expect(desk(withToken(google.giveToken(['drive'])))).rejects.toThrow(
      /Google Sheets API is off .* gcloud services enable sheets\.googleapis\.com .* GOOGLE_CLOUD_QUOTA_PROJECT/,
    );
  });

  test('credentials that are no file, and a Google that does not answer, are said in sentences that quote nothing', async () => {
    const environment = { SCOREBOOK_GOOGLE_API_ROOT: google.root, GOOGLE_APPLICATION_CREDENTIALS: '/no/such/secret' };
    await expect(desk(environment)).rejects.toThrow(
      'GOOGLE_APPLICATION_CREDENTIALS names no file with credentials of Google.',
    );
    const nowhere = { SCOREBOOK_GOOGLE_API_ROOT: 'http://127.0.0.1:1', SCOREBOOK_GOOGLE_TOKEN: 'secret' };
    await expect(desk(nowhere)).rejects.toThrow('Google could not be reached from this machine.');
  });

  test('who may only read is told so, and nothing is written', async () => {
    const served = await desk(withToken(google.giveToken(['drive.readonly'])));
    expect(served.mayWrite).toBe(false);
  });

  test('while there is no token any more, links wait, and the terminal says it once', async () => {
    google.hold(id, sheet());
    const served = await desk(withToken(google.giveToken(['drive'])));
    await served.stop();
    expect(await sheetsAt(served).fetch(id)).toEqual({ outcome: 'busy', seconds: 0 });
  });

  test('nobody gets a token who does not know the whole address', async () => {
    const served = await desk(withToken(google.giveToken(['drive'])));
    const address = new URL(served.environment['SCOREBOOK_GOOGLE_AUDIENCE'] ?? '');
    expect((await fetch(address)).status).toBe(200);
    for (const other of ['/', `${address.pathname}x`, address.pathname.slice(0, -1)]) {
      expect((await fetch(new URL(other, address))).status).toBe(404);
    }
    expect((await fetch(address, { method: 'POST' })).status).toBe(404);
  });
});

test.each([
  ['scorebook-local-fetch-sheet', { message: 'done', outcome: 'read' }, 'Google: a sheet was read'],
  ['scorebook-local-fetch-sheet', { message: 'failed', reason: 'Google answered 403' }, 'Google: Google answered 403'],
  [
    'scorebook-local-write-results-tab',
    { message: 'done', outcome: 'not allowed' },
    'Google: a sheet does not take its results; its sender is told',
  ],
  ['scorebook-local-fetch-sheet', { message: 'done', outcome: 'something new' }, null],
  ['scorebook-local-ingest-submission', { message: 'done', outcome: 'accepted' }, null],
])('what %s logs of a sheet stands in the terminal', (name, line, said) => {
  expect(sheetProgress(name, JSON.stringify(line))).toBe(said);
  expect(sheetProgress(name, `${JSON.stringify(line)} and no more`)).toBeNull();
});
