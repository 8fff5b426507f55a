import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { retentionDays } from './retention.ts';
import { nearest, readStageFile, StageFault, type StageFile, stagesFolder } from './stage-file.ts';

/** All that differs between stages. */
export interface StageSettings {
  /** null: whatever machine it runs on. */
  readonly account: string | null;
  readonly region: string | null;
  /** Domain that mail is sent from; SES proves it by DKIM records. */
  readonly mailDomain: string;
  readonly mailFrom: string;
  /** Address to which questionnaires are sent. Its domain's mail goes to SES: a domain of its own, not the office's. */
  readonly mailIn: string;
  /** The benchmark office: named in every mail, gets what has no other recipient. */
  readonly mailOffice: string;
  /** Gets the alarms. */
  readonly alarmAddress: string;
  readonly logRetentionDays: number;
  readonly originalsDays: number;
  readonly mailDays: number;
  readonly resultsDays: number;
  /** GuardDuty looks at each file before anybody reads it: docs/decisions/019. */
  readonly malwareScan: boolean;
  /** Charts that move with the answers in results workbooks, or a picture for programs that take none: docs/decisions/029. */
  readonly resultsPicture: 'charts' | 'png';
  /** Each request leaves a trace in X-Ray. */
  readonly tracing: boolean;
  /** Nothing is worked on: what comes in waits in its queue. */
  readonly paused: boolean;
  /** A table that was restored and takes the place of the stage's own; null: its own. */
  readonly restoredTable: string | null;
  /** US dollars a month above which the bill raises a mail; null: none does. */
  readonly monthlyBudget: number | null;
  readonly google: GoogleSettings;
  /** null: contacts have no page. */
  readonly portal: PortalSettings | null;
  /** null: the public site has the edge's own name. */
  readonly site: EdgeName | null;
}

/** A name of the office's own at the edge. */
export interface EdgeName {
  readonly domain: string;
  /** ARN of a certificate for it, in us-east-1, where the edge takes it from. */
  readonly certificate: string;
}

/** Where the contacts' page is. */
export interface PortalSettings extends EdgeName {
  /** ARN of the web ACL that `npm run deploy -- --edge` makes; empty: none. */
  readonly webAcl: string;
}

/** Whom people have to share their sheets with. */
export const sheetsShareWith = ({ serviceAccount, writeServiceAccount }: GoogleSettings): string =>
  [serviceAccount, writeServiceAccount].filter((one) => one !== '').join(', ');

/** How Google Sheets are read (docs/operate.md); all empty: they are not. */
export interface GoogleSettings {
  /** `//iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>` */
  readonly audience: string;
  /** Address that people share their sheets with. */
  readonly serviceAccount: string;
  /** The one that writes results, so that writing uses up nothing of what may be read; empty: the same. */
  readonly writeServiceAccount: string;
  /** Link or id of the office's folder in which invitations make a sheet for each authority; empty: they make none. */
  readonly folder: string;
  /** Origin in place of Google's own, for tests. */
  readonly root: string;
}

const common = {
  logRetentionDays: retentionDays.logs,
  originalsDays: retentionDays.originals,
  mailDays: retentionDays.mails,
  resultsDays: retentionDays.results,
};

/** The stage that runs on this machine: all that there is but the scan, as nothing here scans. */
const local = { account: null, region: null, malwareScan: false, tracing: false, monthlyBudget: null };

/**
 * Settings of a stage, from its file in `stages/`. The stage `local` has those of `example`, and takes from the
 * environment what can be tried out on this machine.
 */
export function stageSettings(
  stage: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  folder?: string,
): StageSettings {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage)) {
    throw new StageFault(`"${stage}" cannot name a stage: use up to 20 small letters, digits and hyphens`);
  }
  if (stage === 'local') {
    const tried = { google: googleSettings(environment), resultsPicture: pictureSetting(environment) };
    return { ...settingsOf(readStageFile('example')), ...local, ...tried };
  }
  refuseVariables(stage, environment);
  return settingsOf(readStageFile(stage, folder));
}

/**
 * Settings of the deployed stage that has this table, for commands that are told where they work by the table; null: no file
 * here is of it.
 */
export function stageWithTable(table: string, folder: string = stagesFolder): StageSettings | null {
  const names = readdirSync(folder).flatMap((file) => /^([a-z][a-z0-9-]{0,19})\.json$/.exec(file)?.[1] ?? []);
  const stage =
    names.find((name) => table === `scorebook-${name}`) ??
    names.find((name) => readFileSync(join(folder, `${name}.json`), 'utf8').includes(`"restoredTable": "${table}"`));
  return stage === undefined ? null : settingsOf(readStageFile(stage, folder));
}

const noGoogle: GoogleSettings = { audience: '', serviceAccount: '', writeServiceAccount: '', folder: '', root: '' };

function settingsOf({ monthlyBudget, portal, site, google, ...file }: StageFile): StageSettings {
  const { malwareScan, tracing, paused, restoredTable } = file;
  return {
    ...common,
    ...file,
    malwareScan: malwareScan === 'on',
    tracing: tracing === 'on',
    paused: paused === 'on',
    restoredTable: restoredTable === 'off' ? null : restoredTable,
    monthlyBudget: monthlyBudget === 'off' ? null : monthlyBudget,
    portal: portal === 'off' ? null : { ...portal, webAcl: portal.webAcl === 'off' ? '' : portal.webAcl },
    site: site === 'off' ? null : site,
    google: google === 'off' ? noGoogle : { writeServiceAccount: '', folder: '', ...google, root: '' },
  };
}

/** Variables that said earlier what the file of a stage says now, by the setting that took their place. */
const settingsOfVariables: Readonly<Record<string, string>> = {
  SCOREBOOK_MAIL_DOMAIN: 'mailDomain',
  SCOREBOOK_MAIL_FROM: 'mailFrom',
  SCOREBOOK_MAIL_IN: 'mailIn',
  SCOREBOOK_MAIL_OFFICE: 'mailOffice',
  SCOREBOOK_ALARM_ADDRESS: 'alarmAddress',
  SCOREBOOK_MALWARE_SCAN: 'malwareScan',
  SCOREBOOK_RESULTS_PICTURE: 'resultsPicture',
  SCOREBOOK_PORTAL_DOMAIN: 'portal.domain',
  SCOREBOOK_PORTAL_CERTIFICATE: 'portal.certificate',
  SCOREBOOK_WEB_ACL: 'portal.webAcl',
  SCOREBOOK_SITE_DOMAIN: 'site.domain',
  SCOREBOOK_SITE_CERTIFICATE: 'site.certificate',
  SCOREBOOK_GOOGLE_AUDIENCE: 'google.audience',
  SCOREBOOK_GOOGLE_SERVICE_ACCOUNT: 'google.serviceAccount',
  SCOREBOOK_GOOGLE_WRITE_SERVICE_ACCOUNT: 'google.writeServiceAccount',
};
/** Of the commands and of the tests, which say nothing of a stage. */
const variablesOfOthers =
  /^SCOREBOOK_(GOOGLE_TOKEN|TABLE|MACHINE|PORTAL|TESTS|SHARED_BUNDLES|\w+_VALIDATOR|MUTATION_TESTS|KILLS|KILLED_FILES|SCREENSHOTS)$/;

/** A setting that were passed over would be missing from what is deployed, and nobody would know. */
function refuseVariables(stage: string, environment: Readonly<Record<string, string | undefined>>): void {
  const names = Object.keys(environment).filter(
    (name) => name.startsWith('SCOREBOOK_') && !variablesOfOthers.test(name),
  );
  const lines = names.map((name) => {
    if (name === 'SCOREBOOK_STAGE') return `${name}: name the stage by npm run deploy -- --stage ${environment[name]}`;
    const setting = settingsOfVariables[name];
    if (setting !== undefined) return `${name}: write ${setting} into stages/${stage}.json`;
    return `${name} is no setting${nearest(name, Object.keys(settingsOfVariables))}`;
  });
  if (lines.length === 0) return;
  throw new StageFault(
    [`Settings of a stage are no longer read from environment variables. Unset these:`, ...lines].join('\n- '),
  );
}

function pictureSetting(environment: Readonly<Record<string, string | undefined>>): StageSettings['resultsPicture'] {
  const value = environment['SCOREBOOK_RESULTS_PICTURE'] || 'charts';
  if (value === 'charts' || value === 'png') return value;
  throw new StageFault(`SCOREBOOK_RESULTS_PICTURE is "${value}": write charts or png`);
}

/** Tried out on the local stage; both or neither. */
function googleSettings(environment: Readonly<Record<string, string | undefined>>): GoogleSettings {
  const google = {
    audience: environment['SCOREBOOK_GOOGLE_AUDIENCE'] ?? '',
    serviceAccount: environment['SCOREBOOK_GOOGLE_SERVICE_ACCOUNT'] ?? '',
    writeServiceAccount: environment['SCOREBOOK_GOOGLE_WRITE_SERVICE_ACCOUNT'] ?? '',
    folder: '',
    root: environment['SCOREBOOK_GOOGLE_API_ROOT'] ?? '',
  };
  if ((google.audience === '') !== (google.serviceAccount === '')) {
    throw new StageFault(
      'Google Sheets need both SCOREBOOK_GOOGLE_AUDIENCE and SCOREBOOK_GOOGLE_SERVICE_ACCOUNT, or neither',
    );
  }
  return google;
}
