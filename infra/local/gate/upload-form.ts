import * as v from 'valibot';
import { type Credentials, instantOf, isSame, scopeOf, signatureOfText } from './signatures.ts';

/** Why S3 would refuse a form, by its own name for that. */
export type FormFault = 'AccessDenied' | 'EntityTooLarge' | 'EntityTooSmall' | 'MalformedPOSTRequest';

const policySchema = v.object({
  expiration: v.string(),
  conditions: v.array(
    v.union([
      v.tuple([v.literal('content-length-range'), v.number(), v.number()]),
      v.tuple([v.picklist(['eq', 'starts-with']), v.string(), v.string()]),
      v.record(v.string(), v.string()),
    ]),
  ),
});
type Condition = v.InferOutput<typeof policySchema>['conditions'][number];

/** What S3 does not hold to the conditions. */
const unconditioned = new Set(['policy', 'x-amz-signature', 'file']);

/** A form that its policy allows, put together anew; or why it does not. */
export async function allowedForm(
  bucket: string,
  contentType: string,
  body: Buffer,
  credentials: Credentials,
  now = new Date(),
): Promise<FormData | FormFault> {
  const sent = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => null);
  if (sent === null) return 'MalformedPOSTRequest';
  const fields = new Map<string, string>();
  // The emulator reads forms in its own way: it gets one in which every field stands once and in small letters.
  const form = new FormData();
  let file: File | null = null;
  for (const [name, value] of sent) {
    const known = name.toLowerCase();
    if (file !== null || fields.has(known)) return 'MalformedPOSTRequest';
    if (typeof value !== 'string') {
      if (known !== 'file') return 'MalformedPOSTRequest';
      file = value;
    } else {
      fields.set(known, value);
      form.set(known === 'content-type' ? 'Content-Type' : known, value);
    }
  }
  if (file === null) return 'MalformedPOSTRequest';
  const fault = await policyFault(new Map([...fields, ['bucket', bucket]]), file.size, credentials, now);
  if (fault !== null) return fault;
  form.set('file', file);
  return form;
}

async function policyFault(
  fields: ReadonlyMap<string, string>,
  bytes: number,
  credentials: Credentials,
  now: Date,
): Promise<FormFault | null> {
  const policy = fields.get('policy') ?? '';
  const scope = scopeOf(fields.get('x-amz-credential') ?? '');
  const date = instantOf(fields.get('x-amz-date') ?? '');
  if (scope?.accessKeyId !== credentials.accessKeyId || scope.service !== 's3' || date === null) return 'AccessDenied';
  const expected = await signatureOfText(policy, scope, date, credentials);
  if (!isSame(expected, fields.get('x-amz-signature') ?? '')) return 'AccessDenied';
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(), policySchema),
    Buffer.from(policy, 'base64').toString('utf8'),
  );
  if (!parsed.success || !(now < new Date(parsed.output.expiration))) return 'AccessDenied';
  const { conditions } = parsed.output;
  const named = new Set(conditions.flatMap(namesIn));
  for (const name of fields.keys()) if (!named.has(name) && !unconditioned.has(name)) return 'AccessDenied';
  for (const condition of conditions) {
    const fault = conditionFault(condition, fields, bytes);
    if (fault !== null) return fault;
  }
  return null;
}

function namesIn(condition: Condition): string[] {
  if (!Array.isArray(condition)) return Object.keys(condition).map((name) => name.toLowerCase());
  return typeof condition[1] === 'string' ? [condition[1].replace(/^\$/, '').toLowerCase()] : [];
}

function conditionFault(condition: Condition, fields: ReadonlyMap<string, string>, bytes: number): FormFault | null {
  if (!Array.isArray(condition)) {
    const isMet = Object.entries(condition).every(([name, value]) => fields.get(name.toLowerCase()) === value);
    return isMet ? null : 'AccessDenied';
  }
  if (condition[0] === 'content-length-range') {
    if (bytes > condition[2]) return 'EntityTooLarge';
    return bytes < condition[1] ? 'EntityTooSmall' : null;
  }
  const [how, , value] = condition;
  const is = fields.get(namesIn(condition)[0] ?? '') ?? '';
  return (how === 'eq' ? is === value : is.startsWith(value)) ? null : 'AccessDenied';
}
