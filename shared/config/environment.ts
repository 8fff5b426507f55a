import * as v from 'valibot';

/**
 * Environment of each function: the stack sets exactly these names, the handler reads exactly
 * these names. A missing one stops the function at start, naming all that are missing.
 */
const name = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number));

/** How Google Sheets are reached: docs/operate.md. All empty: Google Sheets are not used. */
const google = {
  GOOGLE_AUDIENCE: v.string(),
  GOOGLE_SERVICE_ACCOUNT: v.string(),
  /** Whom people have to share their sheets with: this account, or it and the one that writes. */
  GOOGLE_SHARE_WITH: v.string(),
  /** Origin in place of Google's, in tests. */
  GOOGLE_API_ROOT: v.string(),
};

/** Where what came in is worked on, by its way in. */
const queuesOfUploads = {
  SUBMISSIONS_QUEUE_URL: name,
  REGISTRY_QUEUE_URL: name,
  REVIEWS_QUEUE_URL: name,
  QUESTIONNAIRES_QUEUE_URL: name,
};

const schemas = {
  'ingest-submission': v.object({
    TABLE_NAME: name,
    /** Evidence too long for the table is kept there by its hash. */
    RESULTS_BUCKET: name,
    DELIVERIES_QUEUE_URL: name,
    SHEETS_QUEUE_URL: name,
  }),
  'fetch-sheet': v.object({
    /** Sheets come in there as files. */
    INBOX_BUCKET: name,
    /** Its own queue, for sheets that cannot be read yet. */
    SHEETS_QUEUE_URL: name,
    ...google,
  }),
  'import-registry': v.object({
    TABLE_NAME: name,
    /** Plans of imports are kept there until the office has been told. */
    RESULTS_BUCKET: name,
    DELIVERIES_QUEUE_URL: name,
    /** Told of rounds whose standings are others now. */
    RESCORINGS_QUEUE_URL: name,
  }),
  'import-review': v.object({
    TABLE_NAME: name,
    /** Plans of imports, and long evidence. */
    RESULTS_BUCKET: name,
    DELIVERIES_QUEUE_URL: name,
    RESCORINGS_QUEUE_URL: name,
  }),
  'import-questionnaire': v.object({
    TABLE_NAME: name,
    /** Definitions, and plans of imports. */
    RESULTS_BUCKET: name,
    DELIVERIES_QUEUE_URL: name,
  }),
  'reconcile-inbox': v.object({
    TABLE_NAME: name,
    INBOX_BUCKET: name,
    /** With the malware scan on, all are the queue of pass-scanned: nothing gets past the scan. */
    ...queuesOfUploads,
  }),
  'pass-scanned': v.object(queuesOfUploads),
  'deliver-results': v.object({
    TABLE_NAME: name,
    RESULTS_BUCKET: name,
    /** Sender of all mail, e.g. `Scorebook <results@benchmark.example>`. */
    MAIL_FROM: name,
    /** The benchmark office: gets what has no registered recipient, and is named for questions. */
    MAIL_OFFICE: name,
    MAIL_CONFIGURATION_SET: name,
    /** Address to which questionnaires are sent, and so answers to our mails. */
    MAIL_IN: name,
    /** Its own queue, for mails that cannot go yet. */
    DELIVERIES_QUEUE_URL: name,
    /** How many instances send at once: each keeps to its part of the account's rate. */
    MAIL_SENDERS: count,
    /** Seconds after which a delivery begun and not ended may be taken over. */
    DELIVERY_LEASE_SECONDS: count,
    RESULTS_TABS_QUEUE_URL: name,
    /** What the categories of a results workbook are drawn as: decision 029. */
    RESULTS_PICTURE: v.picklist(['charts', 'png']),
    /** Where the contacts' page is, without a slash at the end; empty: contacts have none. */
    PORTAL_ADDRESS: v.string(),
  }),
  'write-results-tab': v.object({
    /** Its own queue, for sheets that cannot be written yet. */
    RESULTS_TABS_QUEUE_URL: name,
    /** Notes of results that their sheets do not take. */
    INBOX_BUCKET: name,
    ...google,
  }),
  'receive-mail': v.object({
    TABLE_NAME: name,
    /** Mails as they came. */
    MAIL_BUCKET: name,
    INBOX_BUCKET: name,
    DELIVERIES_QUEUE_URL: name,
    MAIL_FROM: name,
    MAIL_IN: name,
  }),
  'serve-portal': v.object({
    TABLE_NAME: name,
    INBOX_BUCKET: name,
    /** Results workbooks and pages lie there: it signs addresses of them. */
    RESULTS_BUCKET: name,
    /** Whom online sheets have to be shared with; empty: links to them are not taken. */
    SHEETS_ADDRESS: v.string(),
    /** Colleagues whom contacts add get a mail. */
    DELIVERIES_QUEUE_URL: name,
  }),
  'track-mail': v.object({ TABLE_NAME: name, DELIVERIES_QUEUE_URL: name }),
  'remind-authorities': v.object({
    TABLE_NAME: name,
    DELIVERIES_QUEUE_URL: name,
    /** Asked for sheets that may have been changed since they were read. */
    SHEETS_QUEUE_URL: name,
  }),
  'publish-dashboard': v.object({
    TABLE_NAME: name,
    /** Counted shards and long texts. */
    RESULTS_BUCKET: name,
    SITE_BUCKET: name,
    /** ARN of the key-value store that says which folder is the site of a round. */
    SITE_ENTRIES: name,
    /** Its own queue: what one message cannot do is the next one's. */
    PUBLICATIONS_QUEUE_URL: name,
  }),
  'rescore-round': v.object({
    TABLE_NAME: name,
    /** What its standings are made of is kept there. */
    RESULTS_BUCKET: name,
    DELIVERIES_QUEUE_URL: name,
    /** Told of new standings. */
    PUBLICATIONS_QUEUE_URL: name,
  }),
  'start-rescoring': v.object({ TABLE_NAME: name, STATE_MACHINE_ARN: name }),
  'sweep-outbox': v.object({ TABLE_NAME: name, DELIVERIES_QUEUE_URL: name }),
} as const;

export const queueUrlsOf = (environment: Readonly<Record<keyof typeof queuesOfUploads, string>>) => ({
  submissions: environment.SUBMISSIONS_QUEUE_URL,
  registry: environment.REGISTRY_QUEUE_URL,
  reviews: environment.REVIEWS_QUEUE_URL,
  questionnaires: environment.QUESTIONNAIRES_QUEUE_URL,
});

export type GoogleSettings = Readonly<Record<keyof typeof google, string>>;

/** Whom a function's role becomes at Google; null when Google Sheets are not used. Half of it stops the function at start. */
export function googleFederation(settings: GoogleSettings): {
  readonly audience: string;
  readonly serviceAccount: string;
  readonly shareWith: string;
  readonly root: string | null;
} | null {
  const { GOOGLE_AUDIENCE: audience, GOOGLE_SERVICE_ACCOUNT: serviceAccount, GOOGLE_API_ROOT: root } = settings;
  const shareWith = settings.GOOGLE_SHARE_WITH || serviceAccount;
  if (audience === '' && serviceAccount === '') return null;
  if (audience === '' || serviceAccount === '') {
    throw new Error('Google Sheets need both GOOGLE_AUDIENCE and GOOGLE_SERVICE_ACCOUNT, or neither');
  }
  return { audience, serviceAccount, shareWith, root: root === '' ? null : root };
}

export type FunctionName = keyof typeof schemas;
export const functionNames = Object.keys(schemas) as FunctionName[];

/** What a function has read of its environment. */
export type SettingsOf<F extends FunctionName> = v.InferOutput<(typeof schemas)[F]>;

/** What the stack must set for a function. */
export type EnvironmentOf<F extends FunctionName> = Record<keyof SettingsOf<F>, string>;

export function readEnvironment<F extends FunctionName>(
  functionName: F,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SettingsOf<F> {
  const result = v.safeParse(schemas[functionName], environment);
  if (result.success) return result.output as SettingsOf<F>;
  const wrong = result.issues.map((issue) => v.getDotPath(issue)).join(', ');
  throw new Error(`${functionName} cannot start: set these environment variables: ${wrong}`);
}
