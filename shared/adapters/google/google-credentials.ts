import { AwsClient, OAuth2Client } from 'google-auth-library';
import * as v from 'valibot';
import { boundedFetch } from './bounded-fetch.ts';
import { GoogleBusy } from './google-refusal.ts';

/** How the function's AWS role becomes a Google service account, without any key. */
export interface GoogleFederation {
  /**
   * `//iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>`; on a
   * machine without AWS, the address on loopback at which whoever runs it hands out tokens.
   */
  readonly audience: string;
  /** Address of the service account. */
  readonly serviceAccount: string;
  /** Origin that stands in for all of Google's, for tests; null: Google itself. */
  readonly root: string | null;
}

const loopback = 'http://127.0.0.1:';

/** Milliseconds until one of the token services has answered. */
const tokenWithin = 5_000;

/**
 * Credentials by workload identity federation: a signed AWS GetCallerIdentity request is exchanged at Google's
 * token service for a token, and that for one of the service account. What is in the options is no secret.
 */
export function googleCredentials(
  { audience, serviceAccount, root }: GoogleFederation,
  scopes: readonly string[],
  maxBytes: number,
): AwsClient | OAuth2Client {
  if (audience.startsWith(loopback)) return deskClient(audience, maxBytes);
  const account = encodeURIComponent(serviceAccount);
  return new AwsClient({
    type: 'external_account',
    audience,
    subject_token_type: 'urn:ietf:params:aws:token-type:aws4_request',
    token_url: `${root ?? 'https://sts.googleapis.com'}/v1/token`,
    service_account_impersonation_url: `${root ?? 'https://iamcredentials.googleapis.com'}/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
    aws_security_credentials_supplier: lambdaCredentials,
    scopes: [...scopes],
    // Its two token services are asked again by the library itself: neither may hang.
    transporterOptions: { fetchImplementation: boundedFetch(maxBytes), timeout: tokenWithin },
  });
}

/** Lambda gives a function its role's credentials by its environment; asked for each time, as they change. */
const lambdaCredentials = {
  getAwsRegion: async (): Promise<string> => variable('AWS_REGION'),
  getAwsSecurityCredentials: async () => {
    const token = process.env['AWS_SESSION_TOKEN'];
    return {
      accessKeyId: variable('AWS_ACCESS_KEY_ID'),
      secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
      ...(token === undefined ? {} : { token }),
    };
  },
};

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Google cannot be asked: ${name} is not in the environment`);
  return value;
}

const deskToken = v.object({ accessToken: v.string(), expiresAt: v.string(), quotaProject: v.nullable(v.string()) });

/** Tokens of whoever runs this machine: while they have none, links wait. */
function deskClient(address: string, maxBytes: number): OAuth2Client {
  const client = new OAuth2Client({
    transporterOptions: { fetchImplementation: boundedFetch(maxBytes), timeout: tokenWithin },
  });
  client.refreshHandler = async () => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(tokenWithin) }).catch(() => null);
    const given = v.safeParse(deskToken, answer?.ok ? await answer.json().catch(() => null) : null);
    if (!given.success) throw new GoogleBusy('Nobody at this desk has a token');
    const { accessToken, expiresAt, quotaProject } = given.output;
    if (quotaProject !== null) client.quotaProjectId = quotaProject;
    return { access_token: accessToken, expiry_date: Date.parse(expiresAt) };
  };
  return client;
}
