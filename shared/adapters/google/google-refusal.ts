import * as v from 'valibot';

/** Outcomes that Google answers for a sheet, in our words. Everything else is a fault, or means that Google is busy. */
export type Refusal = 'not shared' | 'gone' | 'other format' | 'too large' | 'protected' | 'full' | 'locked';

/** Google did not answer, or answered that it cannot now. It says nothing of the sheet: who asked asks again later. */
export class GoogleBusy extends Error {
  /** Seconds that Google asks us to wait; 0: it does not say. */
  readonly seconds: number;
  /** We asked too much, not: something is out of order. */
  readonly isQuota: boolean;
  /** A page of a frontend refused what was asked for. Most do so for a moment; one that goes on means it. */
  readonly isPage: boolean;

  constructor(reason: string, { seconds = 0, isQuota = false, isPage = false } = {}) {
    super(reason);
    this.seconds = seconds;
    this.isQuota = isQuota;
    this.isPage = isPage;
  }
}

/** Google does not take our credentials, or not any more: nothing of the sheet, and nothing that passes. */
export class CredentialsRefused extends Error {}

const answers: Readonly<Record<number, Refusal>> = {
  403: 'not shared',
  404: 'gone',
  413: 'too large',
};

/** What Google's client throws: the part of it that tells outcomes from faults. */
const failure = v.object({
  response: v.object({
    status: v.number(),
    data: v.optional(v.unknown()),
    /** Of whichever kind of fetch. */
    headers: v.optional(
      v.custom<Pick<Headers, 'get'>>((headers) => typeof (headers as Headers | null)?.get === 'function'),
    ),
  }),
});
const body = v.object({
  error: v.object({
    status: v.optional(v.string(), ''),
    message: v.optional(v.string(), ''),
    errors: v.optional(v.array(v.object({ reason: v.optional(v.string()) })), []),
    details: v.optional(v.array(v.object({ reason: v.optional(v.string()) })), []),
  }),
});
/** Of one file, its folder or drive, or the storage of its owner: nothing that passes with time. */
const ofTheFile = /storageQuotaExceeded|(?:exportSize|hierarchyDepth|nonRoot|teamDriveFile|itemCreation)LimitExceeded/i;
/**
 * 403 is also how Google says that we asked too much, or are set up wrong; neither has to do with the sheet. Its reasons:
 * https://developers.google.com/workspace/drive/api/guides/handle-errors
 */
const quota = /limitExceeded|RATE_LIMIT|quotaExceeded|RESOURCE_EXHAUSTED/i;
/**
 * What Google says of a change that this sheet does not take: a tab or a cell that is protected, a workbook that has its
 * 10 million cells, the last tab that can be seen. No field tells it apart from a request that is wrong.
 */
const locks = [
  ['protected', /protected (?:cell|object|sheet|range)/i],
  ['full', /above the limit of [\d,.]+ (?:cells|sheets|columns)|too many (?:cells|sheets)/i],
  ['locked', /all the (?:visible )?sheets/i],
] as const satisfies readonly (readonly [Refusal, RegExp])[];
const ours =
  /accessNotConfigured|insufficientPermissions$|SERVICE_DISABLED|SCOPE_INSUFFICIENT|QUOTA|CONSUMER|API_KEY|BILLING/i;

/**
 * The refusal that a request ended with. Throws GoogleBusy when there is no answer, or one that is none: a page of a
 * frontend, half of one, an empty one. Throws an Error that names the status alone when it was a fault of ours. Neither
 * has a cause: what a parser or a client says may quote what stands in the sheet.
 */
export async function orRefusal<T>(request: Promise<{ readonly data: T }>): Promise<T | Refusal> {
  let data: T;
  try {
    ({ data } = await request);
  } catch (error) {
    return refusalIn(error);
  }
  // Google's client hands over as text what is no JSON.
  if (typeof data !== 'object' || data === null) throw new GoogleBusy('Google answered 200 with no JSON');
  return data;
}

/** What the failure of a request says of the sheet; throws where it says nothing of it. */
export function refusalIn(error: unknown): Refusal {
  const failed = v.safeParse(failure, error);
  if (!failed.success) throw new GoogleBusy(`Google could not be asked: ${kindOf(error)}`);
  const { status, data, headers } = failed.output.response;
  return refusedWith(status, data, secondsIn(headers?.get('retry-after') ?? ''));
}

/** What a status, and the JSON that comes with it, say of what was asked for; throws as {@link refusalIn} does. */
export function refusedWith(status: number, data: unknown, seconds: number): Refusal {
  refuseBusy(status, seconds);
  if (status === 401) throw new CredentialsRefused('Google answered 401');
  const refusal = refusalOf(status, data, seconds);
  if (refusal === undefined) throw new Error(`Google answered ${status}`);
  return refusal;
}

/** Throws GoogleBusy where a status says nothing of what was asked for; `seconds`: what `Retry-After` says, or 0. */
export function refuseBusy(status: number, seconds: number): void {
  // A redirect is how a frontend asks for a sign-in.
  if (status === 429 || status === 408 || status >= 500 || (status >= 300 && status < 400)) {
    throw new GoogleBusy(`Google answered ${status}`, { seconds, isQuota: status === 429 });
  }
}

function refusalOf(status: number, data: unknown, seconds: number): Refusal | undefined {
  const read = v.safeParse(body, data);
  if (!read.success) {
    // The API itself answers in JSON.
    if (status === 403 || status === 404)
      throw new GoogleBusy(`Google answered ${status} with no JSON`, { seconds, isPage: true });
    return answers[status];
  }
  const { errors, details, status: name, message } = read.output.error;
  const [lock] = (status === 400 && locks.find(([, said]) => said.test(message))) || [];
  if (lock !== undefined) return lock;
  // A document or an Excel file that is kept as it is; any other 400 is a request of ours that is wrong.
  if (status === 400) return name === 'FAILED_PRECONDITION' ? 'other format' : undefined;
  const reasons = [...errors, ...details].map(({ reason = '' }) => reason);
  if (status === 403 && reasons.some((reason) => ofTheFile.test(reason))) return 'locked';
  if (status === 403 && reasons.some((reason) => quota.test(reason))) {
    throw new GoogleBusy('Google answered 403: too much', { seconds, isQuota: true });
  }
  return reasons.some((reason) => ours.test(reason)) ? undefined : answers[status];
}

/** The name of an error, or its code: never what it says. */
function kindOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { readonly name?: unknown; readonly code?: unknown };
  const kind = typeof code === 'string' ? code : String(name);
  return /^\w{1,60}$/.test(kind) ? kind : 'error';
}

/** Seconds, or the date of HTTP (RFC 9110, 10.2.3). */
export function secondsIn(retryAfter: string): number {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
