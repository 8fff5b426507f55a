import { IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { host } from '../listen.ts';
import { type Asked, type SignedFor, signatureFault } from './signatures.ts';
import { allowedForm } from './upload-form.ts';

/** Above the largest file that is read, so that a larger one is refused by us and not by an emulator. */
const maxBytes = 64 * 1024 * 1024;

/** Who may ask an emulator. */
export interface EmulatorGate extends SignedFor {
  /** Origins of pages that may put files here by a form that was signed for them. */
  readonly origins: ReadonlySet<string>;
}

/**
 * Lets requests of this machine's own pages through to a server of pages, and no others. A page of another origin, also
 * of another program of this machine, can make the browser ask here; its requests carry the name of where they come
 * from (Origin, Sec-Fetch-Site) or of what it calls this machine (Host, by DNS rebinding). Following a link is let
 * through: nothing is changed by it, and who leads there reads nothing.
 */
export function guardPages(server: Server): void {
  before(server, (request, response, next) => {
    const reason = fromElsewhere(request, new Set());
    if (reason !== null) return refuse(response, 403, reason);
    // Every browser names the origin of what it posts.
    if (!isReading(request) && request.headers.origin === undefined) return refuse(response, 403, notOurs);
    next(request);
  });
}

/**
 * The same for an emulator, which only programs ask that have the credentials of this run: every request is signed
 * with them, or is a form whose policy is. Called before anything is let in.
 */
export function guardEmulator(server: Server, gate: EmulatorGate): void {
  before(server, (request, response, next) => {
    admit(request, response, gate).then(
      (admitted) => {
        if (admitted !== null) next(admitted);
      },
      () => request.socket.destroy(),
    );
  });
}

type Handle = (request: IncomingMessage) => void;

/** Stands before whatever listens to the server's requests by now. */
export function before(
  server: Server,
  gate: (request: IncomingMessage, response: ServerResponse, next: Handle) => void,
): void {
  const behind = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) =>
    gate(request, response, (admitted) => {
      for (const listener of behind) listener.call(server, admitted, response);
    }),
  );
}

const notOurs = 'This request does not come from a page of ours.';

/** null: it comes from this machine, and from no page of another origin than those that are named. */
function fromElsewhere({ headers, socket, method }: IncomingMessage, origins: ReadonlySet<string>): string | null {
  const own = headers.host ?? '';
  // With the port: other programs of this machine serve pages under the same names. One client puts an account before it.
  if (!new RegExp(`^(127\\.0\\.0\\.1|(\\d{12}\\.)?localhost):${socket.localPort}$`).test(own)) {
    return `This is answered on ${host} only.`;
  }
  if (headers.origin !== undefined) {
    return headers.origin === `http://${own}` || origins.has(headers.origin) ? null : notOurs;
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site === 'none' || site === 'same-origin') return null;
  const isFollowed = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return isFollowed && method === 'GET' ? null : notOurs;
}

const isReading = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

/** null: it was answered. */
async function admit(
  request: IncomingMessage,
  response: ServerResponse,
  gate: EmulatorGate,
): Promise<IncomingMessage | null> {
  const reason = fromElsewhere(request, gate.origins);
  const say = (status: number, code: string, message: string) => answered(request, response, status, code, message);
  if (reason !== null) return say(403, 'AccessDenied', reason);
  const { origin } = request.headers;
  if (origin !== undefined) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
    // Whoever may not use a form learns so from the form itself.
    if (request.method === 'OPTIONS') {
      response.writeHead(200, { 'access-control-allow-methods': 'POST' }).end();
      return null;
    }
  }
  const body = await bodyOf(request);
  if (body === null) return say(413, 'EntityTooLarge', 'The request is too large.');
  const asked = askedBy(request, body);
  const contentType = asked.headers['content-type'] ?? '';
  if (asked.method === 'POST' && gate.services.includes('s3') && /^multipart\/form-data\b/i.test(contentType)) {
    const bucket = decodeURIComponent(new URL(asked.url, `http://${host}`).pathname.split('/')[1] ?? '');
    const form = await allowedForm(bucket, contentType, body, gate.credentials);
    if (typeof form === 'string')
      return say(form === 'AccessDenied' ? 403 : 400, form, 'The policy of the form does not allow it.');
    const again = new Response(form);
    return replayed(request, Buffer.from(await again.arrayBuffer()), again.headers.get('content-type') ?? '');
  }
  // A page may use the forms that were made for it, and nothing else.
  const fault = origin === undefined ? await signatureFault(asked, gate) : 'AccessDenied';
  if (fault !== null) return say(403, fault, 'The request is not signed with the credentials of this run.');
  return replayed(request, body);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function askedBy({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer): Asked {
  const texts = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')]);
  return { method, url, headers: Object.fromEntries(texts), body };
}

/** The request once more, to be read from its beginning. */
function replayed(request: IncomingMessage, body: Buffer, contentType?: string): IncomingMessage {
  const again = new IncomingMessage(request.socket);
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders } = request;
  const headers = { ...request.headers };
  if (contentType !== undefined) Object.assign(headers, { 'content-type': contentType });
  if (headers['content-length'] !== undefined) headers['content-length'] = String(body.length);
  Object.assign(again, {
    method,
    url,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
    rawHeaders,
    headers,
    complete: true,
  });
  if (body.length > 0) again.push(body);
  again.push(null);
  return again;
}

/** In the words of S3 or of the others: clients read the reason from either. */
function answered(
  { headers }: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): null {
  const isJson = /json/.test(headers['content-type'] ?? '');
  response
    .writeHead(status, {
      'content-type': isJson ? 'application/json' : 'application/xml',
      'x-amzn-errortype': code,
      ...(status === 413 ? { connection: 'close' } : {}),
    })
    .end(
      isJson
        ? JSON.stringify({ __type: code, message })
        : `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
  return null;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(reason);
}
