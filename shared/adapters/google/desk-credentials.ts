import { type AuthClient, GoogleAuth, OAuth2Client } from 'google-auth-library';
import * as v from 'valibot';
import { boundedFetch } from './bounded-fetch.ts';

/** Settings of whoever tries Google Sheets at their desk, without AWS. */
export type DeskEnvironment = Readonly<Record<string, string | undefined>>;

/** A token of the moment, and until when it is one (ISO instant). */
export interface DeskToken {
  readonly accessToken: string;
  readonly expiresAt: string;
  /** Whose quota is used up by it; null: that of whoever made the credentials. */
  readonly quotaProject: string | null;
}

/** Google as somebody reaches it with credentials of their own. */
export interface GoogleDesk {
  /** Whom a sheet has to be shared with. */
  readonly address: string;
  readonly mayWrite: boolean;
  /** Throws a {@link DeskFault} when there is none any more. */
  token(): Promise<DeskToken>;
}

/** What is wrong with the credentials of a desk, and what to do, in sentences for a terminal. */
export class DeskFault extends Error {}

const scopesOf = 'https://www.googleapis.com/auth/';
const scopes = ['spreadsheets', 'drive.readonly'].map((scope) => `${scopesOf}${scope}`);
const loginFor = (asked: readonly string[]): string =>
  `gcloud auth application-default login --scopes=${[`${scopesOf}cloud-platform`, ...asked].join(',')}`;
const login = loginFor(scopes);
const newToken =
  'gcloud auth login --enable-gdrive-access; export SCOREBOOK_GOOGLE_TOKEN=$(gcloud auth print-access-token)';

/** Milliseconds until Google has answered. */
const patience = 10_000;
/** Bytes of an answer that says who somebody is. */
const maxBytes = 1024 * 1024;

/**
 * A token in `SCOREBOOK_GOOGLE_TOKEN`, or else the application-default credentials of this machine: the file that
 * `GOOGLE_APPLICATION_CREDENTIALS` names, or what gcloud keeps.
 */
export async function deskCredentials(
  environment: DeskEnvironment,
  asked: readonly string[] = scopes,
): Promise<AuthClient> {
  const transporterOptions = { fetchImplementation: boundedFetch(maxBytes), timeout: patience };
  const { SCOREBOOK_GOOGLE_TOKEN: token = '', GOOGLE_CLOUD_QUOTA_PROJECT: project = '' } = environment;
  if (token !== '') {
    const client = new OAuth2Client({ transporterOptions });
    client.setCredentials({ access_token: token.trim() });
    if (project !== '') client.quotaProjectId = project;
    return client;
  }
  const { GOOGLE_APPLICATION_CREDENTIALS: keyFilename } = environment;
  try {
    return await new GoogleAuth({
      ...(keyFilename === undefined ? {} : { keyFilename }),
      scopes: [...asked],
      clientOptions: { transporterOptions },
    }).getClient();
  } catch {
    // What the library says may name files of this machine, or what is in them.
    throw new DeskFault(
      keyFilename === undefined
        ? `There are no application-default credentials of Google on this machine. Make some: ${loginFor(asked)}`
        : 'GOOGLE_APPLICATION_CREDENTIALS names no file with credentials of Google.',
    );
  }
}

const tokenInfo = v.object({
  scope: v.optional(v.string(), ''),
  expires_in: v.optional(v.pipe(v.union([v.number(), v.string()]), v.transform(Number)), 3600),
});
const about = v.object({ user: v.object({ emailAddress: v.string() }) });

/** Looks who somebody is at Google, and whether they may read sheets; throws a {@link DeskFault} when they may not. */
export async function openDesk(environment: DeskEnvironment, root: string | null): Promise<GoogleDesk> {
  const client = await deskCredentials(environment);
  const isToken = (environment['SCOREBOOK_GOOGLE_TOKEN'] ?? '') !== '';
  const origin = (usual: string): string => root ?? usual;
  let known: (DeskToken & { readonly scope: string }) | null = null;

  const ask = async (
    url: string,
    token: string,
    method = 'GET',
  ): Promise<{ readonly status: number; readonly body: unknown }> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(client.quotaProjectId === undefined ? {} : { 'x-goog-user-project': client.quotaProjectId }),
    };
    try {
      const answer = await boundedFetch(maxBytes)(url, { method, headers, signal: AbortSignal.timeout(patience) });
      return { status: answer.status, body: await answer.json().catch(() => null) };
    } catch {
      throw new DeskFault('Google could not be reached from this machine.');
    }
  };

  const token = async (): Promise<DeskToken & { readonly scope: string }> => {
    const accessToken = await given();
    if (known?.accessToken === accessToken && Date.parse(known.expiresAt) > Date.now()) return known;
    const said = await ask(`${origin('https://oauth2.googleapis.com')}/tokeninfo`, accessToken, 'POST');
    const info = v.safeParse(tokenInfo, said.body);
    if (said.status >= 500 || (said.status === 200 && !info.success))
      throw new DeskFault('Google gave no answer that could be read. Try again later.');
    if (said.status !== 200 || !info.success) throw new DeskFault(notAccepted(isToken));
    known = {
      accessToken,
      expiresAt: new Date(Date.now() + info.output.expires_in * 1000).toISOString(),
      quotaProject: client.quotaProjectId ?? null,
      scope: info.output.scope,
    };
    return known;
  };

  async function given(): Promise<string> {
    const answer = await client.getAccessToken().catch(() => null);
    if (typeof answer?.token !== 'string' || answer.token === '') throw new DeskFault(notAccepted(isToken));
    return answer.token;
  }

  const { accessToken, scope } = await token();
  const granted = scope.split(' ').map((one) => one.replace(scopesOf, ''));
  const has = (...anyOf: readonly string[]): boolean => anyOf.some((one) => granted.includes(one));
  if (!has('drive', 'drive.readonly')) throw new DeskFault(lacksScope(isToken));
  const who = await ask(
    `${origin('https://www.googleapis.com')}/drive/v3/about?fields=user(emailAddress)`,
    accessToken,
  );
  refuse(who, 'Google Drive API', isToken);
  // Of no sheet: that Google knows none is the answer of an API that is switched on.
  const none = 'x'.repeat(44);
  refuse(
    await ask(`${origin('https://sheets.googleapis.com')}/v4/spreadsheets/${none}?fields=spreadsheetId`, accessToken),
    'Google Sheets API',
    isToken,
  );
  const user = v.safeParse(about, who.body);
  if (!user.success) throw new DeskFault('Google does not say whose credentials these are.');
  return { address: user.output.user.emailAddress, mayWrite: has('drive', 'spreadsheets'), token };
}

const notAccepted = (isToken: boolean, asked = scopes): string =>
  isToken
    ? `Google does not accept the token in SCOREBOOK_GOOGLE_TOKEN. A token lasts for an hour. Make a new one and start again: ${newToken}`
    : `Google does not accept the credentials of this machine, or they have expired. Log in again: ${loginFor(asked)}`;

/** Of credentials that Google has taken before, or would have: what to do now. */
export const endedLogin = (environment: DeskEnvironment, asked: readonly string[]): DeskFault =>
  new DeskFault(notAccepted((environment['SCOREBOOK_GOOGLE_TOKEN'] ?? '') !== '', [...asked]));

const lacksScope = (isToken: boolean): string =>
  `The credentials may not read Google Sheets: the scopes spreadsheets and drive.readonly, or drive, are missing. ${isToken ? `Make a token with them: ${newToken}` : `Log in with them: ${login}`}`;

/** Refused is what has to do with the credentials; that there is no such sheet has not. */
function refuse(
  { status, body }: { readonly status: number; readonly body: unknown },
  api: string,
  isToken: boolean,
): void {
  if (status === 401) throw new DeskFault(notAccepted(isToken));
  if (status !== 403) return;
  const said = JSON.stringify(body ?? '');
  if (/SCOPE_INSUFFICIENT|insufficientPermissions/.test(said)) throw new DeskFault(lacksScope(isToken));
  // The API is off in the project, or the project is that of gcloud itself, where it always is.
  if (/SERVICE_DISABLED|accessNotConfigured|CONSUMER|USER_PROJECT/.test(said)) {
    throw new DeskFault(
      `The ${api} is off in the project of these credentials. Switch it on and name the project: gcloud services enable sheets.googleapis.com drive.googleapis.com --project PROJECT; export GOOGLE_CLOUD_QUOTA_PROJECT=PROJECT`,
    );
  }
}
