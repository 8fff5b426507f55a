import { createHash, createHmac, type Hash, type Hmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { SignatureV4a } from '@smithy/signature-v4a';
import type { HttpRequest } from '@smithy/types';

/** The one account of this run. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Nobody else can know them, and what was signed in an earlier run is worth nothing. */
export function freshCredentials(): Credentials {
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
}

/** A request as it came in, its body whole. */
export interface Asked {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Why AWS would refuse it, by its own name for that. */
export type SignatureFault =
  | 'MissingAuthenticationToken'
  | 'InvalidAccessKeyId'
  | 'SignatureDoesNotMatch'
  | 'RequestTimeTooSkewed'
  | 'AccessDenied'
  | 'XAmzContentSHA256Mismatch';

export interface SignedFor {
  readonly credentials: Credentials;
  /** Names of the services behind this address: a signature is for one of them. */
  readonly services: readonly string[];
}

const skewMilliseconds = 15 * 60_000;

/**
 * null: the request is signed with the credentials of this run, by its header or by its address (presigned). As AWS
 * does, the signature is made again from what came in, and compared.
 */
export async function signatureFault(asked: Asked, to: SignedFor, now = new Date()): Promise<SignatureFault | null> {
  const { searchParams } = new URL(asked.url, 'http://127.0.0.1');
  if (searchParams.has('X-Amz-Signature')) return presignedFault(asked, searchParams, to, now);
  const signed = signedBy(asked.headers['authorization'] ?? '');
  if (signed === null) return 'MissingAuthenticationToken';
  const { algorithm, scope, names, signature } = signed;
  const date = instantOf(asked.headers['x-amz-date'] ?? '');
  if (scope.accessKeyId !== to.credentials.accessKeyId) return 'InvalidAccessKeyId';
  if (date === null || Math.abs(now.getTime() - date.getTime()) > skewMilliseconds) return 'RequestTimeTooSkewed';
  if (!to.services.includes(scope.service) || !names.includes('host')) return 'SignatureDoesNotMatch';
  const signer = signerOf(algorithm, scope, to.credentials);
  const again = await signer.sign(requestOf(asked, names), { signingDate: date });
  const expected = signedBy(again.headers['authorization'] ?? '');
  if (expected === null || expected.names.join() !== names.join() || !isSame(expected.signature, signature)) {
    return 'SignatureDoesNotMatch';
  }
  return bodyFault(asked, scope.service);
}

async function presignedFault(
  asked: Asked,
  query: URLSearchParams,
  { credentials, services }: SignedFor,
  now: Date,
): Promise<SignatureFault | null> {
  const scope = scopeOf(query.get('X-Amz-Credential') ?? '');
  const date = instantOf(query.get('X-Amz-Date') ?? '');
  const seconds = Number(query.get('X-Amz-Expires'));
  if (scope?.accessKeyId !== credentials.accessKeyId) return 'InvalidAccessKeyId';
  if (date === null || !services.includes(scope.service)) return 'SignatureDoesNotMatch';
  const until = date.getTime() + seconds * 1000;
  if (
    !(seconds >= 1 && seconds <= 7 * 86_400) ||
    date.getTime() > now.getTime() + skewMilliseconds ||
    until < now.getTime()
  )
    return 'AccessDenied';
  const names = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  if (!names.includes('host')) return 'SignatureDoesNotMatch';
  const signer = signerOf(v4, scope, credentials) as SignatureV4;
  const request = requestOf(asked, names);
  const unsigned = Object.entries(request.query ?? {}).filter(([name]) => !byPresigning.has(name));
  const again = await signer.presign(
    { ...request, query: Object.fromEntries(unsigned), headers: { ...request.headers, [hashHeader]: unsignedPayload } },
    {
      signingDate: date,
      expiresIn: seconds,
      unhoistableHeaders: new Set([...names, hashHeader]),
      unsignableHeaders: new Set([hashHeader]),
    },
  );
  const expected = String(again.query?.['X-Amz-Signature'] ?? '');
  return isSame(expected, query.get('X-Amz-Signature') ?? '') ? null : 'SignatureDoesNotMatch';
}

/** The signature of a text, as forms have it over their policy. */
export function signatureOfText(text: string, scope: Scope, date: Date, credentials: Credentials): Promise<string> {
  return (signerOf(v4, scope, credentials) as SignatureV4).sign(text, { signingDate: date });
}

const v4 = 'AWS4-HMAC-SHA256';
const v4a = 'AWS4-ECDSA-P256-SHA256';
const hashHeader = 'x-amz-content-sha256';
const unsignedPayload = 'UNSIGNED-PAYLOAD';
const byPresigning = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
]);

export interface Scope {
  readonly accessKeyId: string;
  /** Of signatures for all regions (V4a) there is none. */
  readonly region: string;
  readonly service: string;
}

interface Signed {
  readonly algorithm: typeof v4 | typeof v4a;
  readonly scope: Scope;
  readonly names: readonly string[];
  readonly signature: string;
}

function signedBy(authorization: string): Signed | null {
  const [, algorithm, credential = '', names = '', signature = ''] =
    /^(AWS4-HMAC-SHA256|AWS4-ECDSA-P256-SHA256) Credential=([^, ]+), ?SignedHeaders=([^, ]+), ?Signature=([0-9a-f]+)$/.exec(
      authorization,
    ) ?? [];
  const scope = scopeOf(credential);
  if (scope === null || (algorithm !== v4 && algorithm !== v4a)) return null;
  return { algorithm, scope, names: names.split(';'), signature };
}

/** `KEY/20261124/eu-north-1/s3/aws4_request`; without the region for all regions. */
export function scopeOf(credential: string): Scope | null {
  const [accessKeyId, , ...rest] = credential.split('/');
  const [service, region = '*'] = rest.slice(0, -1).reverse();
  return accessKeyId === undefined || service === undefined ? null : { accessKeyId, region, service };
}

/** `20261124T123105Z` */
export function instantOf(compact: string): Date | null {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(compact) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return parts.length === 0 ? null : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function signerOf(algorithm: Signed['algorithm'], { region, service }: Scope, credentials: Credentials) {
  // S3 takes the path as it was sent, all others encode it once more.
  const settings = {
    credentials,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: false,
  };
  return algorithm === v4 ? new SignatureV4(settings) : new SignatureV4a(settings);
}

/** What was signed of it: the headers it names, and no others. */
function requestOf({ method, url, headers, body }: Asked, names: readonly string[]): HttpRequest {
  const [path = '/', search = ''] = url.split(/\?(.*)/s);
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  const signed = names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]));
  const hash = headers[hashHeader];
  return {
    method,
    path,
    query,
    protocol: 'http:',
    hostname: '127.0.0.1',
    // Which of the body's hash was signed is in a header, signed itself.
    headers: { ...Object.fromEntries(signed), ...(hash === undefined ? {} : { [hashHeader]: hash }) },
    body,
  };
}

/** A signed hash is that of the body. Without one the signature itself was made of the body. */
function bodyFault({ headers, body }: Asked, service: string): SignatureFault | null {
  const told = headers[hashHeader];
  if (told === undefined) return null;
  if (/^[0-9a-f]{64}$/.test(told)) {
    return isSame(hash('sha256', body, 'hex'), told) ? null : 'XAmzContentSHA256Mismatch';
  }
  return service === 's3' ? null : 'XAmzContentSHA256Mismatch';
}

export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Node's SHA-256 as the signers want it. */
class Sha256 {
  #hash: Hash | Hmac;
  readonly #secret: string | NodeJS.ArrayBufferView | undefined;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret =
      secret instanceof ArrayBuffer ? new Uint8Array(secret) : (secret as NodeJS.ArrayBufferView | undefined);
    this.#hash = this.#started();
  }

  #started(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret);
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(data instanceof ArrayBuffer ? new Uint8Array(data) : (data as string | NodeJS.ArrayBufferView));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#started();
  }
}
