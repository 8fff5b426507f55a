import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { sheets_v4 } from '@googleapis/sheets';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { batchUpdate } from '../../../infra/local/google/batch-update.ts';
import { type GoogleServer, startGoogle } from '../../../infra/local/google/google-server.ts';
import { googleCredentials } from '../../../shared/adapters/google/google-credentials.ts';
import { type GoogleSheetsSettings, googleSheets } from '../../../shared/adapters/google/google-sheets.ts';
import { findSheetLink } from '../../../shared/domain/submissions/sheet-link.ts';
import type { OnlineSheets, ResultsTab } from '../../../shared/ports/online-sheets.ts';

const id = '1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-abcd';
let google: GoogleServer;
let sheets: OnlineSheets;

const aws = { AWS_REGION: 'eu-north-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
beforeAll(() => {
  for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value);
});
afterAll(() => {
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  google = await startGoogle();
  sheets = onGoogle();
});
afterEach(() => google.stop());

const onGoogle = (settings: Partial<GoogleSheetsSettings> = {}): OnlineSheets =>
  googleSheets({
    audience: google.audience,
    serviceAccount: google.serviceAccount,
    root: google.root,
    scopes: ['write', 'drive'],
    maxBytes: 100_000,
    maxCells: 5_000,
    ...settings,
  });

const cells = (...values: sheets_v4.Schema$CellData[]): sheets_v4.Schema$RowData => ({ values });
const string = (stringValue: string): sheets_v4.Schema$CellData => ({ effectiveValue: { stringValue } });
const tabOf = (
  title: string,
  rowData: sheets_v4.Schema$RowData[],
  more: Partial<sheets_v4.Schema$Sheet> = {},
): sheets_v4.Schema$Sheet => ({
  properties: { sheetId: title.length, title, sheetType: 'GRID', gridProperties: { rowCount: 100, columnCount: 26 } },
  data: [{ rowData }],
  ...more,
});
const spreadsheet = (...all: sheets_v4.Schema$Sheet[]): sheets_v4.Schema$Spreadsheet => ({
  properties: { title: 'Espoo' },
  sheets: all,
});
const simple = (): sheets_v4.Schema$Spreadsheet => spreadsheet(tabOf('Questionnaire', [cells(string('Yes'))]));

const failed = (status: number, state: string, reason = state, details: object[] = []) => ({
  status,
  body: {
    error: { code: status, status: state, message: 'm', errors: [{ message: 'm', domain: 'global', reason }], details },
  },
});

describe('reading', () => {
  test('takes values as they are, formatted errors, notes, links, merges, hidden rows and what is struck through', async () => {
    google.hold(
      id,
      spreadsheet(
        tabOf(
          'Questionnaire',
          [
            cells(string('Yes'), { effectiveValue: { numberValue: 305200 }, formattedValue: '305 200' }, {}),
            cells(
              {
                effectiveValue: { numberValue: 45000 },
                effectiveFormat: { numberFormat: { type: 'DATE' } },
                formattedValue: '15.3.2023',
              },
              { effectiveValue: { boolValue: true } },
              { effectiveValue: { errorValue: { type: 'N_A' } }, formattedValue: '#N/A' },
              { effectiveValue: { numberValue: 1 }, effectiveFormat: { numberFormat: { type: 'PERCENT' } } },
            ),
            cells(
              {
                effectiveValue: { stringValue: 'No Yes' },
                textFormatRuns: [
                  { format: { strikethrough: true } },
                  { startIndex: 3, format: { link: { uri: 'https://b.example' } } },
                ],
                hyperlink: 'https://a.example',
                note: 'See the plan',
              },
              { effectiveValue: { stringValue: 'old' }, effectiveFormat: { textFormat: { strikethrough: true } } },
              { effectiveValue: { stringValue: 'Yes' }, userEnteredValue: { formulaValue: '=A1' } },
              { effectiveValue: { errorValue: { type: 'LOADING' } }, userEnteredValue: { formulaValue: '=B1' } },
            ),
          ],
          { merges: [{ startRowIndex: 0, endRowIndex: 2, startColumnIndex: 2, endColumnIndex: 4 }] },
        ),
        tabOf('_scorebook', [], {
          properties: { sheetId: 9, title: '_scorebook', hidden: true, sheetType: 'GRID' },
          data: [
            {
              startRow: 4,
              startColumn: 1,
              rowData: [cells(string('x'))],
              rowMetadata: [{}, { hiddenByUser: true }, { hiddenByFilter: true }],
              columnMetadata: [{}, { hiddenByUser: true }],
            },
          ],
        }),
        { properties: { sheetId: 5, title: 'Chart', sheetType: 'OBJECT' } },
      ),
    );
    const plain = { formula: false, note: '', link: '' };
    const text = (...runs: [string, boolean?][]) => ({
      kind: 'text',
      runs: runs.map(([one, struck = false]) => ({ text: one, struck })),
    });
    expect(await sheets.fetch(id)).toEqual({
      outcome: 'read',
      snapshot: {
        title: 'Espoo',
        revision: '2026-11-24T12:00:00.000Z',
        tabs: [
          {
            name: 'Questionnaire',
            hidden: false,
            hiddenRows: [],
            hiddenColumns: [],
            merges: [{ top: 1, left: 3, bottom: 2, right: 4 }],
            cells: [
              { row: 1, column: 1, value: text(['Yes']), ...plain },
              { row: 1, column: 2, value: { kind: 'number', number: 305200 }, ...plain },
              { row: 2, column: 1, value: { kind: 'date', serial: 45000 }, ...plain },
              { row: 2, column: 2, value: { kind: 'boolean', value: true }, ...plain },
              { row: 2, column: 3, value: { kind: 'error', text: '#N/A' }, ...plain },
              { row: 2, column: 4, value: { kind: 'share', number: 1 }, ...plain },
              {
                row: 3,
                column: 1,
                value: text(['No ', true], ['Yes']),
                formula: false,
                link: 'https://a.example',
                note: 'See the plan\nhttps://b.example',
              },
              { row: 3, column: 2, value: text(['old', true]), ...plain },
              { row: 3, column: 3, value: text(['Yes']), ...plain, formula: true },
              { row: 3, column: 4, value: { kind: 'empty' }, ...plain, formula: true },
            ],
          },
          {
            name: '_scorebook',
            hidden: true,
            hiddenRows: [6, 7],
            hiddenColumns: [3],
            merges: [],
            cells: [{ row: 5, column: 2, value: text(['x']), ...plain }],
          },
        ],
      },
    });
  });

  test('takes what a person sees: chips, drop-downs, tick boxes, formats that show words', async () => {
    const box = (ticked: string, ...more: string[]): sheets_v4.Schema$CellData => ({
      dataValidation: {
        condition: { type: 'BOOLEAN', values: [ticked, ...more].map((userEnteredValue) => ({ userEnteredValue })) },
      },
    });
    const file = 'https://drive.google.com/file/d/x/view';
    google.hold(
      id,
      spreadsheet(
        tabOf('Q', [
          cells(
            {
              effectiveValue: { stringValue: 'See @ p. 4, ask @ or a@b' },
              chipRuns: [
                { startIndex: 4, chip: { richLinkProperties: { uri: file, mimeType: 'application/pdf' } } },
                { startIndex: 5 },
                { startIndex: 16, chip: { personProperties: { email: 'anna@espoo.example' } } },
                { startIndex: 17 },
              ],
            },
            {
              effectiveValue: { stringValue: 'Yes' },
              dataValidation: {
                showCustomUi: true,
                condition: { type: 'ONE_OF_LIST', values: [{ userEnteredValue: 'Yes' }] },
              },
            },
            { effectiveValue: { numberValue: 1 }, formattedValue: '1', ...box('1', '0') },
            { effectiveValue: { numberValue: 0 }, formattedValue: '0', ...box('1', '0') },
            { effectiveValue: { stringValue: 'NA' }, formattedValue: 'NA', ...box('Yes', 'NA') },
            {
              effectiveValue: { boolValue: true },
              formattedValue: 'TRUE',
              dataValidation: { condition: { type: 'BOOLEAN' } },
            },
            {
              effectiveValue: { numberValue: 1 },
              formattedValue: 'Kyllä',
              effectiveFormat: { numberFormat: { type: 'NUMBER', pattern: '"Kyllä"' } },
            },
            {
              effectiveValue: { numberValue: 12 },
              formattedValue: '12 kpl',
              effectiveFormat: { numberFormat: { type: 'NUMBER', pattern: '0 "kpl"' } },
            },
            { effectiveValue: { stringValue: 'No' }, effectiveFormat: { textFormat: { strikethrough: true } } },
            { effectiveValue: { numberValue: 1 }, formattedValue: '✓' },
            { effectiveValue: { numberValue: 0 }, formattedValue: ' -   ' },
            { effectiveValue: { numberValue: 0.85 }, formattedValue: '85 %' },
            { effectiveValue: { numberValue: 305200 }, formattedValue: '€305,200' },
            // As `;;;` shows them.
            { effectiveValue: { numberValue: 1 }, formattedValue: '' },
            { effectiveValue: { stringValue: 'Yes' }, formattedValue: '' },
          ),
        ]),
      ),
    );
    const reading = await sheets.fetch(id);
    if (reading.outcome !== 'read') throw new Error(reading.outcome);
    const [first, ...rest] = reading.snapshot.tabs[0]?.cells ?? [];
    const text = (of: string, struck = false) => ({ kind: 'text', runs: [{ text: of, struck }] });
    expect(first).toMatchObject({ value: text(`See ${file} p. 4, ask anna@espoo.example or a@b`), link: file });
    expect(rest.map(({ value }) => value)).toEqual([
      text('Yes'),
      { kind: 'boolean', value: true },
      { kind: 'boolean', value: false },
      text('NA'),
      { kind: 'boolean', value: true },
      text('Kyllä'),
      { kind: 'number', number: 12 },
      text('No', true),
      text('✓'),
      { kind: 'number', number: 0 },
      { kind: 'share', number: 0.85 },
      { kind: 'number', number: 305200 },
    ]);
  });

  test('asks for answers without spaces: with them, a large sheet would be over the cap', async () => {
    const many = Array.from({ length: 1_000 }, () => cells(string('Yes'), string('No')));
    const whole = { ...simple(), sheets: [tabOf('Questionnaire', many)] };
    google.hold(id, whole);
    const maxBytes = Math.round(JSON.stringify(whole).length * 1.1);
    expect(JSON.stringify(whole, null, 2).length).toBeGreaterThan(2 * maxBytes);
    expect(await onGoogle({ maxBytes }).fetch(id)).toMatchObject({ outcome: 'read' });
  });

  test('asks Drive for the last change, then for the sheet once', async () => {
    google.hold(id, simple());
    await sheets.fetch(id);
    expect(google.requests).toEqual([
      `GET /drive/v3/files/${id}`,
      `GET /v4/spreadsheets/${id}`,
      `GET /drive/v3/files/${id}/comments`,
    ]);
  });

  test('keeps what people say beside the sheet in a tab of its own, as far as they see it', async () => {
    const held = google.hold(id, simple());
    held.comments = [
      { content: 'See page 4', quotedFileContent: { value: 'Yes' }, anchor: '{"type":"workbook-range","uid":0}' },
      { content: 'Is that so?', replies: [{ content: 'It is.' }, { deleted: true }] },
      { content: 'settled', resolved: true },
      { deleted: true },
      { content: ' ' },
    ];
    const reading = await sheets.fetch(id);
    if (reading.outcome !== 'read') throw new Error(reading.outcome);
    const [first, tab, ...others] = reading.snapshot.tabs;
    expect([first?.name, tab?.name, others]).toEqual(['Questionnaire', 'Comments', []]);
    expect(tab?.cells.map(({ value }) => (value.kind === 'text' ? value.runs[0]?.text : ''))).toEqual([
      'Comments in this Google Sheet. They are no answers and no evidence.',
      'Comment on “Yes”, row 1 of Questionnaire: See page 4',
      'Comment: Is that so? / It is.',
    ]);
  });

  test.each<[string, sheets_v4.Schema$CellData, object]>([
    [
      '#NV',
      { effectiveValue: { errorValue: { type: 'N_A' } }, formattedValue: '#NV' },
      { kind: 'error', text: '#N/A' },
    ],
    ['#¡REF!', { effectiveValue: { errorValue: { type: 'REF' } } }, { kind: 'error', text: '#REF!' }],
    [
      '#ERROR!',
      { effectiveValue: { errorValue: { type: 'ERROR' } }, formattedValue: '#ERROR!' },
      { kind: 'error', text: '#ERROR!' },
    ],
    ...['%58', '% 58', '-%58', '58 %', '58\u00a0%', '٥٨٪'].map((shown): [string, sheets_v4.Schema$CellData, object] => [
      shown,
      { effectiveValue: { numberValue: 0.58 }, formattedValue: shown },
      { kind: 'share', number: 0.58 },
    ]),
    ['5 %-points', { effectiveValue: { numberValue: 5 }, formattedValue: '5 %-points' }, { kind: 'number', number: 5 }],
  ])('takes what is shown in other languages: %s', async (_, cell, value) => {
    google.hold(id, spreadsheet(tabOf('Questionnaire', [cells(cell)])));
    expect(await sheets.fetch(id)).toMatchObject({ snapshot: { tabs: [{ cells: [{ value }] }] } });
  });

  test('says in which row a comment is where the text that it quotes stands in one cell alone', async () => {
    const row = (...texts: string[]) => cells(...texts.map(string));
    const held = google.hold(
      id,
      spreadsheet(
        tabOf('Questionnaire', [row('Id', 'Answer'), row('1.1.1', 'Yes', 'Our  plan\nof 2024'), row('1.1.2', 'Yes')]),
        tabOf('Lists', [row('Hidden list')], { properties: { title: 'Lists', hidden: true, sheetType: 'GRID' } }),
      ),
    );
    const quoting = (value: string) => ({ content: 'Really?', quotedFileContent: { value } });
    held.comments = ['Our plan of 2024', 'Yes', '1.1.2', 'Hidden list', 'plan'].map(quoting);
    const reading = await sheets.fetch(id);
    if (reading.outcome !== 'read') throw new Error(reading.outcome);
    const told = reading.snapshot.tabs
      .at(-1)
      ?.cells.map(({ value }) => (value.kind === 'text' ? value.runs[0]?.text : ''));
    expect(told?.slice(1)).toEqual([
      'Comment on “Our plan of 2024”, row 2 of Questionnaire (1.1.1): Really?',
      'Comment on “Yes”: Really?',
      'Comment on “1.1.2”, row 3 of Questionnaire: Really?',
      'Comment on “Hidden list”: Really?',
      'Comment on “plan”: Really?',
    ]);
  });

  test.each([
    ['we may not see', failed(403, 'PERMISSION_DENIED', 'insufficientFilePermissions')],
    ['Drive has too much to do for', failed(429, 'RESOURCE_EXHAUSTED', 'rateLimitExceeded')],
    ['Drive is out of order for', failed(500, 'INTERNAL')],
    ['come as a page', { status: 200, text: '<html>', headers: { 'content-type': 'text/html' } }],
    ['come as something else', { status: 200, body: { comments: 'none' } }],
    ['never come', { status: 200, hangs: true }],
  ])('goes without comments that %s', async (_, answer) => {
    google.hold(id, simple()).comments = [{ content: 'See page 4' }];
    google.script(/comments/, answer);
    const quick = onGoogle({ patience: { token: 10_000, answer: 10_000, rest: 0, comments: 200 } });
    expect(await quick.fetch(id)).toMatchObject({ outcome: 'read', snapshot: { tabs: [{ name: 'Questionnaire' }] } });
  });

  test('of a sheet in which somebody types takes what is there, named by the change before: the next reading sees another', async () => {
    const held = google.hold(id, simple());
    google.onRead = () => {
      held.modifiedTime = new Date(Date.parse(held.modifiedTime) + 1000).toISOString();
      held.spreadsheet = spreadsheet(tabOf('Questionnaire', [cells(string('No'))]));
    };
    expect(await sheets.fetch(id)).toMatchObject({
      outcome: 'read',
      snapshot: { revision: '2026-11-24T12:00:00.000Z', tabs: [{ cells: [{ value: { runs: [{ text: 'No' }] } }] }] },
    });
    expect(held.modifiedTime).toBe('2026-11-24T12:00:01.000Z');
  });

  test('of a sheet with more cells than the cap ends', async () => {
    google.hold(id, simple());
    expect(await onGoogle({ maxCells: 2_599 }).fetch(id)).toEqual({ outcome: 'too large' });
    expect(await onGoogle({ maxCells: 2_600 }).fetch(id)).toMatchObject({ outcome: 'read' });
  });

  test('of an answer longer than the cap ends, and does not begin again', async () => {
    google.hold(id, spreadsheet(tabOf('Questionnaire', [cells(string('x'.repeat(100_000)))])));
    expect(await sheets.fetch(id)).toEqual({ outcome: 'too large' });
    expect(google.requests).toHaveLength(2);
  });
});

const info = (reason: string) => [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }];

describe('a state of before', () => {
  const asOf = '2026-11-24T12:00:00.000Z';
  const file = Buffer.concat([Buffer.from('PK'), Buffer.alloc(50)]);
  beforeEach(() => {
    const held = google.hold(id, simple());
    held.modifiedTime = '2026-11-24T12:05:00.000Z';
    held.revisions = [
      { modifiedTime: '2026-11-24T11:00:00.000Z', file: Buffer.from('PK older') },
      { modifiedTime: '2026-11-24T11:59:00.000Z', file },
      { modifiedTime: '2026-11-24T12:05:00.000Z', file: Buffer.from('PK later') },
    ];
  });

  test('is the last one up to then, from where Google hands files out, without our token', async () => {
    expect(await sheets.fetch(id, { asOf })).toEqual({
      ...{ outcome: 'earlier', title: 'Espoo', revision: '2026-11-24T11:59:00.000Z' },
      file: new Uint8Array(file),
    });
    expect(google.requests.at(-1)).toBe(`GET /export-file/${id}/2`);
    expect(google.requests.filter((line) => line.startsWith('GET /v4'))).toEqual([]);
  });

  test.each([
    ['is too large to export', failed(403, 'PERMISSION_DENIED', 'exportSizeLimitExceeded')],
    ['is not ours to see', failed(403, 'PERMISSION_DENIED', 'insufficientFilePermissions')],
    ['a domain does not give out', failed(403, 'PERMISSION_DENIED', 'domainPolicy')],
    ['may not be downloaded', failed(403, 'PERMISSION_DENIED', 'cannotDownloadFile')],
    ['is there no more', failed(404, 'notFound')],
    ['is no request that Google takes', failed(400, 'INVALID_ARGUMENT', 'badRequest')],
    ['asks to sign in', { status: 302, text: '', headers: { location: 'https://accounts.google.com/ServiceLogin' } }],
    ['is longer than the cap', { status: 200, bytes: Buffer.alloc(100_001, 'P') }],
  ])('that %s is none: the office decides about the one that there is', async (_, answer) => {
    google.script(/spreadsheets\/export/, answer);
    expect(await sheets.fetch(id, { asOf })).toMatchObject({ outcome: 'only later' });
  });

  test.each([
    ['with a page', { status: 200, text: '<!DOCTYPE html><title>Sign in</title>' }, 0],
    ['with nothing', { status: 200, text: '' }, 0],
    ['503', { status: 503, text: 'later' }, 0],
    ['429', failed(429, 'RESOURCE_EXHAUSTED'), 0],
    ['429 with Retry-After', { ...failed(429, 'RESOURCE_EXHAUSTED'), headers: { 'retry-after': '120' } }, 120],
    ['with a gzip that is cut', { status: 200, cutGzip: true }, 0],
    ...['rateLimitExceeded', 'userRateLimitExceeded', 'dailyLimitExceeded', 'RATE_LIMIT_EXCEEDED'].map(
      (reason) => [`403, ${reason}`, failed(403, 'PERMISSION_DENIED', reason), 0] as const,
    ),
    ['403 with a page', { status: 403, text: '<!DOCTYPE html><title>Forbidden</title>' }, 0],
    ['404 with a page, and when', { status: 404, text: '<html>', headers: { 'retry-after': '30' } }, 30],
  ] as const)('is asked for again where Google answers %s', async (_, answer, seconds) => {
    google.script(/spreadsheets\/export/, answer);
    expect(await sheets.fetch(id, { asOf })).toEqual({ outcome: 'busy', seconds });
    expect(await onGoogle().fetch(id, { asOf })).toMatchObject({ outcome: 'earlier' });
  });
});

describe('a state of before, refused by a page', () => {
  test('is given up where that goes on for an hour, and not what is busy for as long', async () => {
    const asOf = '2026-11-24T12:00:00.000Z';
    const held = google.hold(id, simple());
    held.modifiedTime = '2026-11-24T12:05:00.000Z';
    held.revisions = [{ modifiedTime: '2026-11-24T11:00:00.000Z', file: Buffer.from('PK before') }];
    google.script(/spreadsheets\/export/, { status: 403, text: '<html>' }, { status: 503, text: '<html>' });
    expect(await sheets.fetch(id, { asOf, isLong: true })).toMatchObject({ outcome: 'only later' });
    expect(await sheets.fetch(id, { asOf, isLong: true })).toMatchObject({ outcome: 'busy' });
  });

  test('for our credentials says nothing of it: that is a fault', async () => {
    const held = google.hold(id, simple());
    held.modifiedTime = '2026-11-24T12:05:00.000Z';
    held.revisions = [{ modifiedTime: '2026-11-24T11:00:00.000Z', file: Buffer.from('PK before') }];
    google.script(/spreadsheets\/export/, failed(401, 'UNAUTHENTICATED', 'authError'));
    await expect(sheets.fetch(id, { asOf: '2026-11-24T12:00:00.000Z' })).rejects.toThrow('Google answered 401');
  });
});

describe('a sheet', () => {
  test('that is not shared with us is told apart from one that is not there', async () => {
    google.hold(id, simple(), 'nobody');
    expect(await sheets.fetch(id)).toEqual({ outcome: 'not shared' });
    expect(await sheets.fetch(`${id}x`)).toEqual({ outcome: 'gone' });
  });

  test('of which Drive will not tell the state is not shared', async () => {
    google.hold(id, simple());
    google.script(/files/, failed(404, 'notFound'));
    expect(await sheets.fetch(id)).toEqual({ outcome: 'not shared' });
  });

  test('that is a document or an Excel file is told apart', async () => {
    google.script(/spreadsheets/, failed(400, 'FAILED_PRECONDITION'));
    expect(await sheets.fetch(id)).toEqual({ outcome: 'other format' });
  });

  const html = { 'content-type': 'text/html; charset=UTF-8' };
  const page = '<!DOCTYPE html><title>Sign in</title><p>Anna Virtanen, anna@espoo.example';

  test.each([
    ['429', failed(429, 'RESOURCE_EXHAUSTED', 'rateLimitExceeded'), 0],
    ['429 with Retry-After', { ...failed(429, 'RESOURCE_EXHAUSTED'), headers: { 'retry-after': '120' } }, 120],
    ['403 because we asked too much', failed(403, 'PERMISSION_DENIED', 'userRateLimitExceeded'), 0],
    ['500', failed(500, 'INTERNAL'), 0],
    ['503 of a frontend', { status: 503, body: 'try later', headers: { 'retry-after': '7' } }, 7],
    ['200 with the page of a sign-in', { status: 200, text: page, headers: html }, 0],
    ['200 with nothing', { status: 200, text: '' }, 0],
    ['200 with half an answer', { status: 200, text: '{"sheets":[{"data":[{"rowData":[{"values":[{"note":"An' }, 0],
    ['200 with another answer', { status: 200, body: { properties: { title: 'Espoo' } } }, 0],
    ['a gzip that is cut', { status: 200, cutGzip: true }, 0],
    ['403 of a frontend', { status: 403, text: page, headers: html }, 0],
    ['404 of a frontend', { status: 404, text: page, headers: html }, 0],
    ['a redirect', { status: 302, headers: { location: 'https://accounts.google.com/' } }, 0],
  ])('has to wait, and is asked for once: %s', async (_, answer, seconds) => {
    google.hold(id, simple());
    google.script(/spreadsheets/, answer);
    expect(await sheets.fetch(id)).toEqual({ outcome: 'busy', seconds });
    expect(google.requests).toHaveLength(2);
    expect(await onGoogle().fetch(id)).toMatchObject({ outcome: 'read' });
  });

  test('is not asked for while Google wants to be left alone, by the account that asked too much', async () => {
    google.hold(id, simple());
    google.script(/spreadsheets/, failed(429, 'RESOURCE_EXHAUSTED', 'rateLimitExceeded'));
    await sheets.fetch(id);
    expect(await sheets.fetch(id)).toEqual({ outcome: 'busy', seconds: 20 });
    expect(google.requests).toHaveLength(2);
    const patience = { token: 10_000, answer: 10_000, rest: 0 };
    const soon = onGoogle({ patience });
    google.script(/spreadsheets/, failed(429, 'RESOURCE_EXHAUSTED', 'rateLimitExceeded'));
    await soon.fetch(id);
    expect(await soon.fetch(id)).toMatchObject({ outcome: 'read' });
  });

  test('has to wait when the token service, or the sheet, does not answer', async () => {
    google.hold(id, simple());
    const short = { token: 10_000, answer: 50, rest: 0 };
    google.script(/spreadsheets/, { status: 200, hangs: true });
    expect(await onGoogle({ patience: short }).fetch(id)).toEqual({ outcome: 'busy', seconds: 0 });
    google.tokens = 'hang';
    expect(await onGoogle({ patience: { ...short, token: 50 } }).fetch(id)).toEqual({ outcome: 'busy', seconds: 0 });
    google.tokens = 'out of order';
    expect(await onGoogle({ patience: { ...short, token: 2_000 } }).fetch(id)).toEqual({ outcome: 'busy', seconds: 0 });
  });

  test.each([
    ['403 because the API is not switched on', failed(403, 'PERMISSION_DENIED', 'forbidden', info('SERVICE_DISABLED'))],
    ['400 because the request is wrong', failed(400, 'INVALID_ARGUMENT')],
    ['401', failed(401, 'UNAUTHENTICATED')],
  ])('is a fault that names the status, no more, and no cause: %s', async (_, answer) => {
    google.hold(id, simple());
    google.script(/spreadsheets/, ...Array.from({ length: 9 }, () => answer));
    const fault: unknown = await sheets.fetch(id).catch((error: unknown) => error);
    expect(fault).toEqual(new Error(`Google answered ${answer.status}`));
    expect((fault as Error).cause).toBeUndefined();
  });

  test('is read by what reads alone; credentials that lack a scope are a fault, not a sheet that is not shared', async () => {
    google.hold(id, simple());
    expect(await onGoogle({ scopes: ['read', 'drive'] }).fetch(id)).toMatchObject({ outcome: 'read' });
    expect(google.scopes).toEqual([
      'https://www.googleapis.com/auth/spreadsheets.readonly',
      'https://www.googleapis.com/auth/drive.readonly',
    ]);
    await expect(onGoogle({ scopes: ['read'] }).fetch(id)).rejects.toThrow('Google answered 403');
  });

  test('is not asked for when Google does not take our credentials: that is a fault', async () => {
    google.hold(id, simple());
    await expect(onGoogle({ audience: 'another pool' }).fetch(id)).rejects.toThrow();
    await expect(onGoogle({ serviceAccount: 'other@x.example' }).fetch(id)).rejects.toThrow();
    expect(google.requests.filter((line) => line.includes('spreadsheets'))).toEqual([]);
  });
});

describe('no request', () => {
  test('follows a redirect', async () => {
    const asked: string[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/latest/meta-data`;
    google.script(/spreadsheets/, { status: 302, headers: { location } });
    expect(await sheets.fetch(id)).toEqual({ outcome: 'busy', seconds: 0 });
    expect(asked).toEqual([]);
    elsewhere.close();
  });

  test('goes anywhere but to the address built of the id, whatever a link says', async () => {
    const hostile = fc
      .tuple(
        fc.constantFrom(
          'https://docs.google.com',
          'https://docs。google。com',
          'http://169.254.169.254',
          'https://[::1]',
          'https://x:y@docs.google.com',
          'docs.google.com',
          'https://docs.google.com@evil.example',
        ),
        fc.constantFrom(
          '/spreadsheets/d/',
          '/open?id=',
          '/../../spreadsheets/d/',
          '/file/d/',
          '/spreadsheets/d/%2e%2e/',
        ),
        fc.constantFrom(
          id,
          `${id}/../../v1/token`,
          `${id}?fields=*`,
          `${id}%2F..%2Fx`,
          `${id}:batchUpdate`,
          `${id}\\..`,
          '..',
          `${id}@evil.example`,
        ),
      )
      .map((parts) => parts.join(''));
    const allowed = new Set([`GET /v4/spreadsheets/${id}`, `GET /drive/v3/files/${id}`]);
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const link = findSheetLink(text);
        google.requests.length = 0;
        if (link?.kind === 'sheet') await sheets.fetch(link.id);
        expect(google.requests.filter((line) => !allowed.has(line))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the credentials', () => {
  test('hold no key, and are asked for at Google alone', () => {
    const federation = { audience: google.audience, serviceAccount: google.serviceAccount, root: null };
    const client = googleCredentials(federation, ['s'], 1) as unknown as {
      readonly tokenUrl: string;
      readonly serviceAccountImpersonationUrl: string;
    };
    expect(Object.keys(client).join(' ')).not.toMatch(/private|keyFile|secretAccess/i);
    expect(client.tokenUrl).toBe('https://sts.googleapis.com/v1/token');
    expect(new URL(client.serviceAccountImpersonationUrl).host).toBe('iamcredentials.googleapis.com');
  });

  test('are the function’s own, out of its environment: without them nobody is asked', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    await expect(onGoogle().fetch(id)).rejects.toThrow('AWS_SECRET_ACCESS_KEY is not in the environment');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', aws.AWS_SECRET_ACCESS_KEY);
    expect(google.requests).toEqual([]);
  });
});

const results = (change: Partial<ResultsTab> = {}): ResultsTab => ({
  submission: 'a1',
  receivedAt: '2026-11-24T12:00:00.000Z',
  title: 'Scorebook results',
  rows: [
    { bold: true, cells: ['Espoo scores 58%'] },
    { bold: false, cells: ['=IMPORTXML("https://evil.example")', 3, 4] },
  ],
  ...change,
});
const titles = (): string[] =>
  (google.sheets.get(id)?.spreadsheet.sheets ?? []).map(({ properties }) => properties?.title ?? '');
const tabNamed = (title: string) =>
  google.sheets.get(id)?.spreadsheet.sheets?.find(({ properties }) => properties?.title === title);

describe('results', () => {
  test('are written as a tab of plain values: a text that looks like a formula is one text', async () => {
    google.hold(id, simple());
    expect(await onGoogle({ scopes: ['write'] }).writeResults(id, results())).toEqual({ outcome: 'written' });
    expect(titles()).toEqual(['Questionnaire', 'Scorebook results']);
    const values = tabNamed('Scorebook results')?.data?.[0]?.rowData?.map((row) =>
      row.values?.map(({ userEnteredValue }) => userEnteredValue),
    );
    expect(values).toEqual([
      [{ stringValue: 'Espoo scores 58%' }],
      [{ stringValue: '=IMPORTXML("https://evil.example")' }, { numberValue: 3 }, { numberValue: 4 }],
    ]);
  });

  test('take the place of the ones before, whatever that tab is called by now; written again they are the same', async () => {
    const held = google.hold(id, simple());
    await sheets.writeResults(id, results());
    const renamed = tabNamed('Scorebook results');
    if (renamed?.properties) renamed.properties.title = 'From Scorebook';
    const later = results({ submission: 'b2', receivedAt: '2026-11-24T13:00:00.000Z' });
    expect(await sheets.writeResults(id, later)).toEqual({ outcome: 'written' });
    expect(titles()).toEqual(['Questionnaire', 'From Scorebook']);
    const once = held.spreadsheet;
    expect(await sheets.writeResults(id, later)).toEqual({ outcome: 'written' });
    expect(held.spreadsheet.sheets?.map(({ data }) => data)).toEqual(once.sheets?.map(({ data }) => data));
    expect(titles()).toEqual(['Questionnaire', 'From Scorebook']);
  });

  test('are filled in where they stand: place, name and width stay, rows that are fewer are emptied', async () => {
    const held = google.hold(id, simple());
    await sheets.writeResults(id, results());
    const [one, ours] = held.spreadsheet.sheets ?? [];
    if (one === undefined || ours?.properties === undefined) throw new Error('no tab');
    held.spreadsheet.sheets = [ours, one];
    const before = ours.properties.sheetId;
    const later = results({
      receivedAt: '2026-11-24T13:00:00.000Z',
      rows: [{ bold: true, cells: ['Espoo scores 60%'] }],
    });
    expect(await sheets.writeResults(id, later)).toEqual({ outcome: 'written' });
    const [now] = held.spreadsheet.sheets ?? [];
    expect(now?.properties).toMatchObject({ sheetId: before, gridProperties: { rowCount: 2, columnCount: 3 } });
    expect(now?.data?.[0]?.rowData).toHaveLength(1);
    const longer = results({
      receivedAt: '2026-11-24T14:00:00.000Z',
      rows: Array.from({ length: 9 }, () => ({ bold: false, cells: ['a', 'b', 'c', 'd'] })),
    });
    expect(await sheets.writeResults(id, longer)).toEqual({ outcome: 'written' });
    expect(held.spreadsheet.sheets?.[0]?.properties?.gridProperties).toMatchObject({ rowCount: 9, columnCount: 4 });
  });

  test('leave a copy alone that somebody made of them, whatever it is called, also when they deleted the first', async () => {
    const held = google.hold(id, simple());
    await sheets.writeResults(id, results());
    const sourceSheetId = tabNamed('Scorebook results')?.properties?.sheetId ?? 0;
    const copied = { duplicateSheet: { sourceSheetId, newSheetId: 77, newSheetName: 'Kept' } };
    held.spreadsheet.sheets = batchUpdate(held.spreadsheet.sheets ?? [], [copied]);
    const copy = structuredClone(tabNamed('Kept'));
    const later = results({
      receivedAt: '2026-11-24T13:00:00.000Z',
      rows: [{ bold: true, cells: ['Espoo scores 60%'] }],
    });
    await sheets.writeResults(id, later);
    expect(tabNamed('Kept')).toEqual(copy);
    held.spreadsheet.sheets = batchUpdate(held.spreadsheet.sheets ?? [], [{ deleteSheet: { sheetId: sourceSheetId } }]);
    expect(await sheets.writeResults(id, later)).toEqual({ outcome: 'written' });
    expect(tabNamed('Kept')).toEqual(copy);
    expect(titles()).toEqual(['Questionnaire', 'Kept', 'Scorebook results']);
  });

  test('are not allowed in a tab that is protected, or in a workbook that is full', async () => {
    const held = google.hold(id, simple());
    await sheets.writeResults(id, results());
    const ours = tabNamed('Scorebook results');
    if (ours === undefined) throw new Error('no tab');
    ours.protectedRanges = [{ requestingUserCanEdit: false }];
    const later = results({ receivedAt: '2026-11-24T13:00:00.000Z' });
    expect(await sheets.writeResults(id, later)).toEqual({ outcome: 'not allowed', why: 'protected' });
    const full = tabOf('Q', [], {
      properties: { sheetId: 3, title: 'Q', gridProperties: { rowCount: 10_000_000, columnCount: 1 } },
    });
    held.spreadsheet = spreadsheet(full);
    expect(await sheets.writeResults(id, later)).toEqual({ outcome: 'not allowed', why: 'full' });
  });

  test('of an earlier version, whose mark does not name the tab, are filled in where they stand', async () => {
    const old = tabOf('Scorebook results', [cells(string('old'))], {
      developerMetadata: [
        { metadataId: 5, metadataKey: 'scorebook-results', metadataValue: '2026-11-01T12:00:00.000Z a1' },
      ],
    });
    google.hold(id, spreadsheet(tabOf('Questionnaire', []), old));
    expect(await sheets.writeResults(id, results())).toEqual({ outcome: 'written' });
    expect(titles()).toEqual(['Questionnaire', 'Scorebook results']);
    expect(tabNamed('Scorebook results')?.developerMetadata?.[0]?.metadataValue).toMatch(
      /^2026-11-24T12:00:00.000Z a1 \d+$/,
    );
  });

  test('never take the place of the ones of a file received later', async () => {
    google.hold(id, simple());
    await sheets.writeResults(id, results({ receivedAt: '2026-11-24T13:00:00.000Z' }));
    expect(await sheets.writeResults(id, results())).toEqual({ outcome: 'superseded' });
  });

  test('leave a tab of the sender alone that has their name', async () => {
    google.hold(id, spreadsheet(tabOf('scorebook RESULTS', [cells(string('mine'))])));
    expect(await sheets.writeResults(id, results())).toEqual({ outcome: 'written' });
    expect(titles()).toEqual(['scorebook RESULTS', 'Scorebook results 2']);
    expect(tabNamed('scorebook RESULTS')?.data?.[0]?.rowData).toEqual([cells(string('mine'))]);
  });

  test('are not part of what is read', async () => {
    google.hold(id, simple());
    const first = await sheets.fetch(id);
    await sheets.writeResults(id, results());
    const second = await sheets.fetch(id);
    if (first.outcome !== 'read' || second.outcome !== 'read') throw new Error('not read');
    expect(second.snapshot.tabs).toEqual(first.snapshot.tabs);
  });

  test.each([
    ['viewer', 'not allowed'],
    ['nobody', 'not allowed'],
  ] as const)('of a sheet shared with us as %s are not written: %s', async (sharing, outcome) => {
    google.hold(id, simple(), sharing);
    expect(await sheets.writeResults(id, results())).toEqual({ outcome, why: 'view only' });
    expect(titles()).toEqual(['Questionnaire']);
  });

  test('are written by an account of their own where there is one: what is written uses up nothing of what may be read', async () => {
    const writer = 'results@benchmark.iam.gserviceaccount.com';
    google.serviceAccounts = [google.serviceAccount, writer];
    google.quota = { requestsAMinute: 2, minuteMilliseconds: 600_000 };
    const held = google.hold(id, simple(), 'viewer');
    held.sharedWith = { [writer]: 'editor' };
    const reading = onGoogle({ scopes: ['read', 'drive'], shareWith: `${google.serviceAccount}, ${writer}` });
    expect(reading.address).toBe(`${google.serviceAccount}, ${writer}`);
    expect(await reading.fetch(id)).toMatchObject({ outcome: 'read' });
    const writing = onGoogle({ serviceAccount: writer, scopes: ['write'] });
    expect(await writing.writeResults(id, results())).toEqual({ outcome: 'written' });
    expect(google.scopes).toEqual(['https://www.googleapis.com/auth/spreadsheets']);
    expect(await writing.writeResults(id, results())).toEqual({ outcome: 'written' });
    expect(await writing.writeResults(id, results())).toEqual({ outcome: 'busy', seconds: 0 });
    expect(await reading.fetch(id)).toMatchObject({ outcome: 'read' });
    // With one account for both, the reading before the writing counts as a reading.
    expect(await onGoogle().fetch(id)).toEqual({ outcome: 'busy', seconds: 0 });
    expect(await onGoogle({ scopes: ['read', 'drive'] }).writeResults(id, results())).toEqual({
      outcome: 'busy',
      seconds: 0,
    });
  });

  test('of a sheet that is gone are not written', async () => {
    expect(await sheets.writeResults(id, results())).toEqual({ outcome: 'gone' });
  });

  test.each([429, 503])('are written when their message comes again: after %i they wait', async (status) => {
    google.hold(id, simple());
    google.script(/batchUpdate/, failed(status, 'X'));
    expect(await sheets.writeResults(id, results())).toEqual({ outcome: 'busy', seconds: 0 });
    expect(titles()).toEqual(['Questionnaire']);
    expect(await onGoogle().writeResults(id, results())).toEqual({ outcome: 'written' });
  });

  test('are a fault where our request is wrong, which changes nothing', async () => {
    google.hold(id, simple());
    google.script(/batchUpdate/, failed(400, 'X'));
    await expect(sheets.writeResults(id, results())).rejects.toThrow('Google answered 400');
    expect(titles()).toEqual(['Questionnaire']);
  });
});
