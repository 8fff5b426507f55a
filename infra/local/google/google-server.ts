import { hash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { drive_v3 } from '@googleapis/drive/build/v3.js';
import type { sheets_v4 } from '@googleapis/sheets';
import { readGrid } from '../../../shared/spreadsheet/formats/read-grid.ts';
import { commentListFields, fileFields, revisionFields, spreadsheetFields } from './api-fields.ts';
import { batchUpdate } from './batch-update.ts';
import { masked } from './field-mask.ts';
import { maskOf, noSuchFile, Refused, type Scoped } from './refused.ts';
import { driveFiles, type MadeThere, type SharedDrives, sheetType } from './shared-drives.ts';
import { spreadsheetOf } from './spreadsheet-of.ts';

/** How a sheet is shared with the service account. */
type Sharing = 'editor' | 'viewer' | 'nobody';

export interface HeldSheet {
  spreadsheet: sheets_v4.Schema$Spreadsheet;
  modifiedTime: string;
  sharing: Sharing;
  /** With accounts with which it is shared otherwise. */
  sharedWith?: Readonly<Record<string, Sharing>>;
  /** What people say beside the sheet; of its place Google tells only what stood there. */
  comments?: readonly drive_v3.Schema$Comment[];
  /** States of before that Drive gives out, oldest first. */
  revisions?: readonly { readonly modifiedTime: string; readonly file: Uint8Array }[];
  /** It was made by a request, in a folder of a shared drive. */
  made?: MadeThere;
}

interface Scripted {
  readonly status: number;
  readonly body?: unknown;
  /** In place of a body in JSON. */
  readonly text?: string;
  readonly bytes?: Uint8Array;
  /** Without the spaces that are there unless `prettyPrint` is false (a system parameter of Google's APIs). */
  readonly compact?: boolean;
  readonly headers?: Record<string, string>;
  /** Never answers. */
  readonly hangs?: boolean;
  /** Says that it is packed, and ends in the middle. */
  readonly cutGzip?: boolean;
}

/**
 * Google's token service, Sheets and Drive on loopback, answering as their published types say. Each request is
 * checked by them: what Google would not take is not taken here either.
 */
export interface GoogleServer {
  readonly root: string;
  readonly audience: string;
  readonly serviceAccount: string;
  /** All that the pool may act as. */
  serviceAccounts: readonly string[];
  /** `GET /v4/spreadsheets/…`, in order; credentials are not among them. */
  readonly requests: string[];
  /** A token as somebody has it who has logged in; `expired`: it was one. */
  giveToken(scopes: readonly string[], of?: { readonly email?: string; readonly expired?: boolean }): string;
  /** Scopes of the last token. */
  scopes: readonly string[];
  readonly sheets: Map<string, HeldSheet>;
  readonly drives: SharedDrives;
  hold(id: string, spreadsheet: sheets_v4.Schema$Spreadsheet, sharing?: Sharing): HeldSheet;
  /** The next requests whose line matches are answered so, one after the other. */
  script(line: RegExp, ...answers: readonly Scripted[]): void;
  /** What it lets one account ask for; null: as much as it likes. */
  quota: Quota | null;
  /** A page for people at this path; null: there is none. */
  page: (path: string) => string | null;
  /** Called when a sheet was changed by a request. */
  onWritten: (id: string) => void;
  /** Called when a request was refused. */
  onRefused: (line: string, status: number) => void;
  /** How the token service does. */
  tokens: 'well' | 'hang' | 'out of order';
  /** Called when a sheet's cells are read, before they are answered. */
  onRead: (sheet: HeldSheet) => void;
  stop(): Promise<void>;
}

/** Of the Sheets API: 60 reads and 60 writes a minute for a user (developers.google.com/workspace/sheets/api/limits). */
export interface Quota {
  readonly requestsAMinute: number;
  /** Shorter where time is scaled. */
  readonly minuteMilliseconds: number;
}

/** As the API answers where a quota is used up: google.rpc.Code 8, with an ErrorInfo (google/rpc/error_details.proto). */
const tooMuch = (kind: 'Read' | 'Write') => ({
  error: {
    code: 429,
    message: `Quota exceeded for quota metric '${kind} requests' and limit '${kind} requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'.`,
    status: 'RESOURCE_EXHAUSTED',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'RATE_LIMIT_EXCEEDED',
        domain: 'googleapis.com',
        metadata: { service: 'sheets.googleapis.com', quota_limit_value: '60' },
      },
    ],
  },
});

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const pageHeaders = {
  'content-type': 'text/html; charset=UTF-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
};

const audience = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/aws/providers/scorebook';
const serviceAccount = 'scorebook@benchmark.iam.gserviceaccount.com';
const federated = 'federated-token';
const cloudPlatform = 'https://www.googleapis.com/auth/cloud-platform';

const sharingOf = ({ sharing, sharedWith }: HeldSheet, { account }: { readonly account: string }): Sharing =>
  sharedWith?.[account] ?? sharing;

export async function startGoogle(): Promise<GoogleServer> {
  /** Scopes of each token that was given out, and whose it is. */
  const tokens = new Map<string, readonly string[]>();
  const accounts = new Map<string, string>();
  const users = new Map<string, string>();
  const scripts: { line: RegExp; answers: Scripted[] }[] = [];
  const server = createServer((request, response) => {
    const answered = answer(request).then(
      (body) => respond(response, { status: 200, body, compact: isCompact(request) }),
      (error: unknown) => {
        const refused = refusal(error);
        google.onRefused(`${request.method} ${request.url?.replace(/\?.*/, '')}`, refused.status);
        respond(response, refused);
      },
    );
    void answered;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const google: GoogleServer = {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    audience,
    serviceAccount,
    serviceAccounts: [serviceAccount],
    requests: [],
    scopes: [],
    tokens: 'well',
    quota: null,
    page: () => null,
    onWritten: () => {},
    onRefused: () => {},
    sheets: new Map(),
    drives: {
      ...{ folders: new Map(), withoutAccount: new Set(), closedTo: new Set(), onShared: () => {} },
      async onMade(title, workbook) {
        const id = hash('sha256', randomUUID(), 'base64url').padEnd(44, 'x');
        const sheet = google.hold(id, spreadsheetOf(await readGrid(workbook), title));
        return { id, sheet };
      },
    },
    hold(id, spreadsheet, sharing = 'editor') {
      const held = { spreadsheet, modifiedTime: '2026-11-24T12:00:00.000Z', sharing };
      google.sheets.set(id, held);
      return held;
    },
    giveToken(scopes, { email = serviceAccount, expired = false } = {}) {
      const token = `ya29.user-token-${users.size}`;
      users.set(token, email);
      if (!expired)
        tokens.set(
          token,
          scopes.map((scope) => `https://www.googleapis.com/auth/${scope}`),
        );
      return token;
    },
    script: (line, ...answers) => void scripts.push({ line, answers: [...answers] }),
    onRead: () => {},
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  const drives = driveFiles(google);

  async function answer(request: IncomingMessage): Promise<unknown> {
    const url = new URL(request.url ?? '', google.root);
    const bytes = await buffer(request);
    const body = bytes.toString();
    const line = `${request.method} ${url.pathname}`;
    if (line === 'POST /v1/token' && google.tokens === 'hang') throw { status: 200, hangs: true } satisfies Scripted;
    if (line === 'POST /v1/token' && google.tokens !== 'well') throw { status: 503, text: 'later' } satisfies Scripted;
    if (line === 'POST /v1/token') return exchangedToken(new URLSearchParams(body));
    const [, named = ''] = /^POST \/v1\/projects\/-\/serviceAccounts\/([^/]+):generateAccessToken$/.exec(line) ?? [];
    const account = decodeURIComponent(named);
    if (google.serviceAccounts.includes(account)) {
      google.scopes = scopesOf(request, body);
      const accessToken = `access-token-${tokens.size}`;
      accounts.set(accessToken, account);
      tokens.set(accessToken, google.scopes);
      return { accessToken, expireTime: new Date(Date.now() + 3_600_000).toISOString() };
    }
    if (line === 'POST /tokeninfo') return tokenInfoOf(tokens.get(bearer(request)));
    google.requests.push(line);
    const script = scripts.find((one) => one.line.test(line) && one.answers.length > 0);
    const scripted = script?.answers.shift();
    if (scripted !== undefined) throw scripted;
    const shown = request.method === 'GET' ? google.page(url.pathname) : null;
    if (shown !== null) throw { status: 200, text: shown, headers: pageHeaders } satisfies Scripted;
    const handed = /^GET \/export-file\/([^/]+)\/(\d+)$/.exec(line);
    if (handed !== null) {
      if (bearer(request) !== '') throw new Refused(400, 'INVALID_ARGUMENT', 'No token belongs here');
      const bytes = google.sheets.get(handed[1] ?? '')?.revisions?.[Number(handed[2]) - 1]?.file;
      throw {
        status: 200,
        bytes: bytes ?? new Uint8Array(),
        headers: { 'content-type': workbookType },
      } satisfies Scripted;
    }
    const scopes = tokens.get(bearer(request));
    if (scopes === undefined) throw unauthenticated();
    const scoped: Caller = Object.assign(scopedBy(scopes), {
      account: accounts.get(bearer(request)) ?? serviceAccount,
    });
    if (line === 'GET /drive/v3/about') {
      scoped('drive', 'drive.readonly', 'drive.metadata.readonly', 'drive.file');
      // What is not asked for by `fields` is an error here (Drive's guide “Return specific fields”).
      if (url.searchParams.get('fields') === null)
        throw new Refused(400, 'required', "The 'fields' parameter is required");
      return { user: { emailAddress: users.get(bearer(request)) ?? serviceAccount } } satisfies drive_v3.Schema$About;
    }
    const sheet = /^\/v4\/spreadsheets\/([^/:]+)$/.exec(url.pathname)?.[1];
    if (request.method === 'GET' && sheet !== undefined) return readSheet(sheet, url, scoped);
    const file = /^\/drive\/v3\/files\/([^/:]+)$/.exec(url.pathname)?.[1];
    if (request.method === 'GET' && file !== undefined) return readFile(file, url, scoped);
    if (line === 'GET /drive/v3/files') return drives.find(url, scoped);
    if (line === 'POST /upload/drive/v3/files') return drives.make(request, bytes, url, scoped);
    if (request.method === 'PATCH' && file !== undefined) return drives.change(file, body, url, scoped);
    const shared = /^\/drive\/v3\/files\/([^/:]+)\/permissions$/.exec(url.pathname)?.[1];
    if (request.method === 'POST' && shared !== undefined) return drives.share(shared, body, url, scoped);
    const listed = /^\/drive\/v3\/files\/([^/:]+)\/revisions$/.exec(url.pathname)?.[1];
    if (request.method === 'GET' && listed !== undefined) return listRevisions(listed, url, scoped);
    const discussed = /^\/drive\/v3\/files\/([^/:]+)\/comments$/.exec(url.pathname)?.[1];
    if (request.method === 'GET' && discussed !== undefined) return listComments(discussed, url, scoped);
    if (line === 'GET /spreadsheets/export') return exported(url, scoped);
    const written = /^\/v4\/spreadsheets\/([^/:]+):batchUpdate$/.exec(url.pathname)?.[1];
    if (request.method === 'POST' && written !== undefined) return writeSheet(written, body, scoped);
    throw new Refused(404, 'NOT_FOUND', 'Not found');
  }

  /** Of each account and kind by the minute, which begins with its first request. */
  const counted = new Map<string, { from: number; requests: number }>();
  function count(kind: 'Read' | 'Write', account: string): void {
    if (google.quota === null) return;
    const now = performance.now();
    const minute = counted.get(`${kind} ${account}`) ?? { from: 0, requests: 0 };
    counted.set(`${kind} ${account}`, minute);
    if (now - minute.from >= google.quota.minuteMilliseconds) Object.assign(minute, { from: now, requests: 0 });
    minute.requests += 1;
    if (minute.requests > google.quota.requestsAMinute) throw { status: 429, body: tooMuch(kind) } satisfies Scripted;
  }

  function readSheet(id: string, url: URL, scoped: Caller): unknown {
    // Any of these, as the published package names them above `spreadsheets.get` (sheets/build/v4.d.ts).
    scoped('spreadsheets', 'spreadsheets.readonly', 'drive', 'drive.readonly', 'drive.file');
    count('Read', scoped.account);
    const held = sheetHeld(id, scoped);
    const mask = maskOf(url, spreadsheetFields);
    if (mask['sheets']?.['data'] !== undefined) google.onRead(held);
    return masked({ spreadsheetId: id, ...held.spreadsheet } satisfies sheets_v4.Schema$Spreadsheet, mask);
  }

  /** A file of Drive that the caller may see. */
  function fileHeld(id: string, scoped: Caller): HeldSheet {
    const held = google.sheets.get(id);
    if (held === undefined || sharingOf(held, scoped) === 'nobody') throw noSuchFile(id);
    return held;
  }

  /** The same for who asks for the sheet itself. */
  function sheetHeld(id: string, scoped: Caller): HeldSheet {
    const held = google.sheets.get(id);
    if (held === undefined) throw new Refused(404, 'NOT_FOUND', 'Requested entity was not found.');
    if (sharingOf(held, scoped) === 'nobody')
      throw new Refused(403, 'PERMISSION_DENIED', 'The caller does not have permission');
    return held;
  }

  function readFile(id: string, url: URL, scoped: Caller): unknown {
    scoped('drive', 'drive.readonly', 'drive.metadata.readonly');
    const folder = drives.folder(id, url);
    if (folder !== null) return folder;
    const held = fileHeld(id, scoped);
    const { modifiedTime } = held;
    const name = held.spreadsheet.properties?.title ?? '';
    const shown = { id, modifiedTime, name, mimeType: sheetType };
    return masked(shown satisfies drive_v3.Schema$File, maskOf(url, fileFields));
  }

  /** Lists the states of a document; the newest one is the sheet as it is. */
  function listRevisions(id: string, url: URL, scoped: Caller): unknown {
    scoped('drive', 'drive.readonly', 'drive.metadata.readonly');
    const held = fileHeld(id, scoped);
    // Only those who may edit see how a document stood before.
    if (sharingOf(held, scoped) !== 'editor') {
      throw new Refused(
        403,
        'insufficientFilePermissions',
        'The user does not have sufficient permissions for this file.',
      );
    }
    const revisions = (held.revisions ?? []).map(({ modifiedTime }, index): drive_v3.Schema$Revision => {
      const link = `${google.root}/spreadsheets/export?id=${id}&revision=${index + 1}&exportFormat=xlsx`;
      return { id: String(index + 1), modifiedTime, exportLinks: { [workbookType]: link } };
    });
    return masked({ revisions } satisfies drive_v3.Schema$RevisionList, maskOf(url, revisionFields));
  }

  /** Drive's guide “Manage comments and replies”: `fields` must be there; anchors are as their makers wrote them. */
  function listComments(id: string, url: URL, scoped: Caller): unknown {
    scoped('drive', 'drive.readonly', 'drive.file', 'drive.meet.readonly');
    const held = fileHeld(id, scoped);
    const fields = url.searchParams.get('fields') ?? '';
    if (fields === '') throw new Refused(400, 'required', "The 'fields' parameter is required for this method.");
    const comments = [...(held.comments ?? [])];
    return masked({ comments } satisfies drive_v3.Schema$CommentList, maskOf(url, commentListFields));
  }

  function exported(url: URL, scoped: Caller): never {
    scoped('drive', 'drive.readonly');
    const held = google.sheets.get(url.searchParams.get('id') ?? '');
    const bytes = held?.revisions?.[Number(url.searchParams.get('revision')) - 1]?.file;
    if (bytes === undefined) throw new Refused(404, 'notFound', 'Not found');
    // Google hands out files at another host, to whoever has that address.
    const place = `/export-file/${url.searchParams.get('id')}/${url.searchParams.get('revision')}`;
    throw { status: 307, text: '', headers: { location: `${google.root}${place}` } } satisfies Scripted;
  }

  function writeSheet(id: string, body: string, scoped: Caller): unknown {
    scoped('spreadsheets', 'drive', 'drive.file');
    count('Write', scoped.account);
    const held = sheetHeld(id, scoped);
    if (sharingOf(held, scoped) !== 'editor')
      throw new Refused(403, 'PERMISSION_DENIED', 'The caller does not have permission');
    const { requests = [] } = JSON.parse(body) as sheets_v4.Schema$BatchUpdateSpreadsheetRequest;
    try {
      held.spreadsheet = { ...held.spreadsheet, sheets: batchUpdate(held.spreadsheet.sheets ?? [], requests) };
    } catch (error) {
      throw new Refused(400, 'INVALID_ARGUMENT', `Invalid requests[0]: ${(error as Error).message}`);
    }
    held.modifiedTime = new Date(Date.parse(held.modifiedTime) + 1000).toISOString();
    google.onWritten(id);
    return { spreadsheetId: id, replies: requests.map(() => ({})) };
  }

  return google;
}

/** RFC 8693, with a signed request to AWS's GetCallerIdentity as the subject. */
function exchangedToken(form: URLSearchParams): unknown {
  const subject = JSON.parse(decodeURIComponent(form.get('subject_token') ?? '')) as {
    url: string;
    method: string;
    headers: { key: string; value: string }[];
  };
  const header = (name: string) => subject.headers.find(({ key }) => key.toLowerCase() === name)?.value ?? '';
  const right =
    form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
    form.get('subject_token_type') === 'urn:ietf:params:aws:token-type:aws4_request' &&
    form.get('requested_token_type') === 'urn:ietf:params:oauth:token-type:access_token' &&
    form.get('audience') === audience &&
    form.get('scope') === cloudPlatform &&
    /^https:\/\/sts\.[a-z0-9-]+\.amazonaws\.com\/?\?Action=GetCallerIdentity&Version=2011-06-15$/.test(subject.url) &&
    subject.method === 'POST' &&
    /^AWS4-HMAC-SHA256 Credential=\S+\/sts\/aws4_request, SignedHeaders=\S+, Signature=[0-9a-f]{64}$/.test(
      header('authorization'),
    ) &&
    header('x-goog-cloud-target-resource') === audience;
  if (!right) throw { status: 400, body: { error: 'invalid_grant' } } satisfies Scripted;
  return {
    access_token: federated,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: 3600,
  };
}

/** Of Google's OAuth 2.0: a token that is none any more is a 400 with `invalid_token`. */
function tokenInfoOf(scopes: readonly string[] | undefined): unknown {
  if (scopes === undefined) {
    throw { status: 400, body: { error: 'invalid_token', error_description: 'Invalid Value' } } satisfies Scripted;
  }
  return { scope: scopes.join(' '), expires_in: '3599', access_type: 'online' };
}

function scopesOf(request: IncomingMessage, body: string): string[] {
  if (bearer(request) !== federated) throw unauthenticated();
  return (JSON.parse(body) as { scope: string[] }).scope;
}

const isCompact = ({ url = '' }: IncomingMessage): boolean => /[?&]prettyPrint=false(?:&|$)/.test(url);

const bearer = ({ headers }: IncomingMessage): string => headers.authorization?.replace(/^Bearer /, '') ?? '';

const unauthenticated = (): Refused =>
  new Refused(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');

/** Whoever asks: one account is one user, whose requests are counted. */
type Caller = Scoped & { readonly account: string };

function scopedBy(scopes: readonly string[]): Scoped {
  const given = scopes.map((scope) => scope.replace('https://www.googleapis.com/auth/', ''));
  return (...anyOf) => {
    if (anyOf.some((scope) => given.includes(scope))) return;
    throw { status: 403, body: scopeError } satisfies Scripted;
  };
}

const scopeError = {
  error: {
    code: 403,
    status: 'PERMISSION_DENIED',
    message: 'Request had insufficient authentication scopes.',
    details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
  },
};

function refusal(error: unknown): Scripted {
  if (!(error instanceof Error)) return error as Scripted;
  if (!(error instanceof Refused)) return { status: 500, body: { error: { code: 500, message: String(error) } } };
  const { status, code, message } = error;
  return {
    status,
    body: {
      error: {
        code: status,
        status: code,
        message,
        errors: [{ message, domain: 'global', reason: status === 403 ? 'forbidden' : code }],
      },
    },
  };
}

function respond(response: ServerResponse, scripted: Scripted): void {
  const { status, body = {}, text: plain, headers = {}, hangs = false, cutGzip = false } = scripted;
  if (hangs) return;
  const packed = cutGzip ? { 'content-encoding': 'gzip' } : {};
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...packed, ...headers });
  const whole = plain ?? JSON.stringify(body, null, scripted.compact === true ? 0 : 2);
  if (scripted.bytes !== undefined) {
    response.end(scripted.bytes);
    return;
  }
  response.end(cutGzip ? gzipSync(whole.padEnd(1_000)).subarray(0, 20) : whole);
}
