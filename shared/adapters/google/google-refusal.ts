import * as v from 'valibot';

/** Outcomes that Google answers for a sheet, in our words. Everything else is a fault. */
export type Refusal = 'not shared' | 'gone' | 'other format' | 'too large';

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
  }),
});
const body = v.object({
  error: v.object({
    status: v.optional(v.string(), ''),
    errors: v.optional(v.array(v.object({ reason: v.optional(v.string()) })), []),
    details: v.optional(v.array(v.object({ reason: v.optional(v.string()) })), []),
  }),
});
/** 403 is also how Google says that we asked too much, or are set up wrong; neither has to do with the sheet. */
const ours =
  /limitExceeded|accessNotConfigured|insufficientPermissions$|SERVICE_DISABLED|SCOPE_INSUFFICIENT|RATE_LIMIT|QUOTA|CONSUMER|API_KEY|BILLING/i;

/** The refusal that a request ended with; throws an Error that names the status alone when it was a fault. */
export async function orRefusal<T>(request: Promise<{ readonly data: T }>): Promise<T | Refusal> {
  try {
    return (await request).data;
  } catch (error) {
    const failed = v.safeParse(failure, error);
    if (!failed.success) throw new Error('Google could not be asked', { cause: error });
    const { status, data } = failed.output.response;
    const refusal = refusalOf(status, data);
    if (refusal === undefined) throw new Error(`Google answered ${status}`, { cause: error });
    return refusal;
  }
}

function refusalOf(status: number, data: unknown): Refusal | undefined {
  const read = v.safeParse(body, data);
  if (!read.success) return answers[status];
  const { errors, details, status: name } = read.output.error;
  // A document or an Excel file that is kept as it is; any other 400 is a request of ours that is wrong.
  if (status === 400) return name === 'FAILED_PRECONDITION' ? 'other format' : undefined;
  return [...errors, ...details].some(({ reason = '' }) => ours.test(reason)) ? undefined : answers[status];
}
