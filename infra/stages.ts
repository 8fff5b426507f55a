import { retentionDays } from './retention.ts';

/** All that differs between stages. */
export interface StageSettings {
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
  /** ARN of the web ACL that infra/edge.ts makes; empty: none. */
  readonly webAcl: string;
}

/** How Google Sheets are read (docs/operate.md); all empty: they are not. */
export interface GoogleSettings {
  /** `//iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>` */
  readonly audience: string;
  /** Address that people share their sheets with. */
  readonly serviceAccount: string;
  /** Origin in place of Google's own, for tests. */
  readonly root: string;
}

const common = {
  logRetentionDays: retentionDays.logs,
  originalsDays: retentionDays.originals,
  mailDays: retentionDays.mails,
  resultsDays: retentionDays.results,
};
const certificate = 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000';
const local: Omit<StageSettings, 'google' | 'resultsPicture'> = {
  ...common,
  mailDomain: 'benchmark.example',
  mailFrom: 'Scorebook <results@benchmark.example>',
  mailIn: 'questionnaires@in.benchmark.example',
  mailOffice: 'office@benchmark.example',
  alarmAddress: 'operations@benchmark.example',
  portal: {
    domain: 'portal.benchmark.example',
    certificate,
    webAcl: 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/scorebook/00000000-0000-0000-0000-000000000000',
  },
  site: { domain: 'results.benchmark.example', certificate },
  // Nothing on this machine scans.
  malwareScan: false,
};
/** Has all that there is, so that the checks see it. */
const example = { ...local, malwareScan: true };

/** Stages that need no settings from outside: `local` runs on this machine, `example` is only synthesised. */
const fixed: Readonly<Record<string, Omit<StageSettings, 'google' | 'resultsPicture'>>> = { local, example };

const names = {
  mailDomain: 'SCOREBOOK_MAIL_DOMAIN',
  mailFrom: 'SCOREBOOK_MAIL_FROM',
  mailIn: 'SCOREBOOK_MAIL_IN',
  mailOffice: 'SCOREBOOK_MAIL_OFFICE',
  alarmAddress: 'SCOREBOOK_ALARM_ADDRESS',
} as const;

/** Settings of a stage; any other than the fixed ones takes its addresses from environment variables. */
export function stageSettings(
  stage: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): StageSettings {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage)) {
    throw new Error(`"${stage}" cannot name a stage: use up to 20 small letters, digits and hyphens`);
  }
  const known = fixed[stage];
  const google = googleSettings(environment);
  const resultsPicture = pictureSetting(environment);
  if (known !== undefined) return { ...known, google, resultsPicture };
  const missing = Object.values(names).filter((name) => !environment[name]);
  if (missing.length > 0) throw new Error(`Stage ${stage} needs these environment variables: ${missing.join(', ')}`);
  const addresses = Object.entries(names).map(([setting, name]) => [setting, environment[name]]);
  const portal = portalSettings(environment);
  const site = edgeName('The public site under a name of its own', 'SCOREBOOK_SITE', environment);
  const malwareScan = isOn('SCOREBOOK_MALWARE_SCAN', environment);
  const settings = {
    ...common,
    google,
    portal,
    site,
    malwareScan,
    resultsPicture,
    ...(Object.fromEntries(addresses) as Record<keyof typeof names, string>),
  };
  // SES and the function's role allow this domain alone: with another sender no mail would ever go out.
  const [, sender] = /@([^@>]+)>?$/.exec(settings.mailFrom) ?? [];
  if (sender?.toLowerCase() !== settings.mailDomain.toLowerCase()) {
    throw new Error(`${names.mailFrom} must be an address of ${names.mailDomain}, ${settings.mailDomain}`);
  }
  return settings;
}

function pictureSetting(environment: Readonly<Record<string, string | undefined>>): StageSettings['resultsPicture'] {
  const value = environment['SCOREBOOK_RESULTS_PICTURE'] || 'charts';
  if (value === 'charts' || value === 'png') return value;
  throw new Error(`SCOREBOOK_RESULTS_PICTURE is "${value}": write charts or png`);
}

function portalSettings(environment: Readonly<Record<string, string | undefined>>): PortalSettings | null {
  const name = edgeName("The contacts' page", 'SCOREBOOK_PORTAL', environment);
  return name === null ? null : { ...name, webAcl: environment['SCOREBOOK_WEB_ACL'] ?? '' };
}

function edgeName(
  what: string,
  prefix: string,
  environment: Readonly<Record<string, string | undefined>>,
): EdgeName | null {
  const names = { domain: `${prefix}_DOMAIN`, certificate: `${prefix}_CERTIFICATE` };
  const [domain, certificate] = [environment[names.domain] ?? '', environment[names.certificate] ?? ''];
  if (domain === '' && certificate === '') return null;
  if (domain === '' || !/^arn:[\w-]+:acm:us-east-1:/.test(certificate)) {
    throw new Error(`${what} needs ${names.domain} and ${names.certificate}, an ARN in us-east-1, or neither`);
  }
  return { domain, certificate };
}

function isOn(name: string, environment: Readonly<Record<string, string | undefined>>): boolean {
  const value = environment[name] ?? 'off';
  if (value !== 'on' && value !== 'off') throw new Error(`${name} is "${value}": write on or off`);
  return value === 'on';
}

/** Set on any stage, so that they can be tried out on the local one; both or neither. */
function googleSettings(environment: Readonly<Record<string, string | undefined>>): GoogleSettings {
  const google = {
    audience: environment['SCOREBOOK_GOOGLE_AUDIENCE'] ?? '',
    serviceAccount: environment['SCOREBOOK_GOOGLE_SERVICE_ACCOUNT'] ?? '',
    root: environment['SCOREBOOK_GOOGLE_API_ROOT'] ?? '',
  };
  if ((google.audience === '') !== (google.serviceAccount === '')) {
    throw new Error(
      'Google Sheets need both SCOREBOOK_GOOGLE_AUDIENCE and SCOREBOOK_GOOGLE_SERVICE_ACCOUNT, or neither',
    );
  }
  return google;
}
