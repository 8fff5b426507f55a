import { AwsClient, GoogleAuth, OAuth2Client } from 'google-auth-library';
import { boundedFetch } from './bounded-fetch.ts';

/** How the function's AWS role becomes a Google service account, without any key. */
export interface GoogleFederation {
  /** `//iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>` */
  readonly audience: string;
  /** Address of the service account. */
  readonly serviceAccount: string;
  /** Origin that stands in for all of Google's, for tests; null: Google itself. */
  readonly root: string | null;
}

/** As whom somebody asks Google from their desk. */
export interface DeskCredentials {
  /** A token that was fetched elsewhere; null: application-default credentials, as gcloud keeps them. */
  readonly token: string | null;
  /** The local cloud's emulator takes the role of a function; null: Google itself is asked. */
  readonly emulator: GoogleFederation | null;
}

/** Credentials of a person, or of an account that they may act as. */
export function deskCredentials(
  { token, emulator }: DeskCredentials,
  scopes: readonly string[],
  maxBytes: number,
): AwsClient | OAuth2Client | GoogleAuth {
  if (emulator !== null) return googleCredentials(emulator, scopes, maxBytes);
  const transporterOptions = { fetchImplementation: boundedFetch(maxBytes), timeout: tokenWithin };
  if (token === null) return new GoogleAuth({ scopes: [...scopes], clientOptions: { transporterOptions } });
  const client = new OAuth2Client({ transporterOptions });
  client.setCredentials({ access_token: token });
  return client;
}

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
): AwsClient {
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
