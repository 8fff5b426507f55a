/** What AWS says when a role may not do something, as far as it says it: no resource is named, as its name may be a person's. */
export interface Denial {
  /** `dynamodb:PutItem` */
  readonly denied: string;
  /** `dynamodb table` */
  readonly on?: string;
  /** `no identity-based policy`, `explicit deny in a resource-based policy` */
  readonly because?: string;
  readonly [fact: string]: string;
}

const deniedNames =
  /^(AccessDenied|AccessDeniedException|AccessDenied\.Exception|KMSAccessDeniedException|KMS\.AccessDeniedException|NotAuthorized|Forbidden|403)$/;
/** AWS writes it plainly, in quotation marks or, in SES, between a backtick and an apostrophe. */
const action = /not authorized to perform:? ["'`]?([a-z0-9-]+:[A-Za-z]+)/;
const resource = /on resource:? ["'`]?(arn:[^\s"'`]+)/;
const policies =
  'identity-based|resource-based|session|service control|resource control|permissions boundary|VPC endpoint';
const reason = new RegExp(`(no|(?:an )?explicit deny in an?) (${policies})( policy)?`);

/** null: the fault is no denial. */
export function denialIn(error: Error): Denial | null {
  const [, told] = action.exec(error.message) ?? [];
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  if (told === undefined && !deniedNames.test(error.name) && $metadata?.httpStatusCode !== 403) return null;
  const { operation } = error as { readonly operation?: unknown };
  const denied = told ?? (typeof operation === 'string' ? permissionOf(operation) : null);
  if (denied === null) return null;
  const on = kindOf(resource.exec(error.message)?.[1]);
  const [, how, which, policy = ''] = reason.exec(error.message) ?? [];
  return {
    denied,
    ...(on === null ? {} : { on }),
    ...(how === undefined ? {} : { because: `${how.replace(/^an /, '')} ${which}${policy}` }),
  };
}

/** `arn:aws:s3:::bucket/key` is an object of S3, `arn:aws:dynamodb:r:a:table/t` a table of DynamoDB. */
function kindOf(arn: string | undefined): string | null {
  if (arn === undefined) return null;
  const [, , service = '', , , ...rest] = arn.split(':');
  const name = rest.join(':');
  if (service === 's3') return name.includes('/') ? 's3 object' : 's3 bucket';
  if (service === 'sqs') return 'sqs queue';
  const [kind = ''] = name.split(/[/:]/);
  return /^[a-zA-Z-]{1,30}$/.test(kind) && name !== kind ? `${service} ${kind}` : service;
}

const prefixes: Readonly<Record<string, string>> = {
  DynamoDB: 'dynamodb',
  S3: 's3',
  SESv2: 'ses',
  SFN: 'states',
  SQS: 'sqs',
  CloudFrontKeyValueStore: 'cloudfront-keyvaluestore',
};
/** Calls whose permission has another name. */
const otherwiseNamed: Readonly<Record<string, string>> = {
  HeadObject: 'GetObject',
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
};

/** What a call needs at least, for when AWS says no more than that it is denied, as to a HEAD. */
function permissionOf(operation: string): string | null {
  const [service = '', call = ''] = operation.split(' ');
  const prefix = prefixes[service];
  return prefix === undefined ? null : `${prefix}:${otherwiseNamed[call] ?? call}`;
}
