import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import * as v from 'valibot';
import { folderIn } from '../shared/domain/submissions/sheet-link.ts';

/** Where the settings of deployed stages lie, a file each. */
export const stagesFolder = fileURLToPath(new URL('../stages/', import.meta.url));

const regions = RegionInfo.regions.map(({ name }) => name);
const domainName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const mailAddress = /^[^\s@<>"]{1,64}@[^\s@<>"]+$/;

const domain = v.pipe(
  v.string(),
  v.regex(domainName, 'is no domain: write one in small letters, such as benchmark.eu'),
);
const isAddress = (text: string): boolean => mailAddress.test(text) && domainName.test(domainOf(text));
const address = v.pipe(v.string(), v.check(isAddress, 'is no mail address, such as office@benchmark.eu'));
const sender = v.pipe(
  v.string(),
  v.check(
    (text) => isAddress(/^[^<>@"\r\n]+ <([^<>]+)>$/.exec(text)?.[1] ?? text),
    'is no sender: write Scorebook <results@benchmark.eu>',
  ),
);
const certificate = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
    'is no ARN of a certificate in us-east-1, from where the edge takes it',
  ),
);
const webAcl = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[a-z-]*:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/,
    'is no ARN of a web ACL in us-east-1: deploy it with --edge, which prints its ARN',
  ),
);
const off = v.literal('off');
const onOrOff = v.picklist(['on', 'off']);
const edgeName = { domain, certificate };

/** What a stage's file says: all of it, as what is left out could not be told from what should go. */
const stageFile = v.strictObject({
  account: v.pipe(v.string(), v.regex(/^\d{12}$/, 'is no account: write its 12 digits, in quotes')),
  region: v.pipe(
    v.string(),
    v.check(isRegion, ({ input }) => `is no region${nearest(String(input), regions)}`),
  ),
  mailDomain: domain,
  mailFrom: sender,
  mailIn: address,
  mailOffice: address,
  alarmAddress: address,
  malwareScan: onOrOff,
  resultsPicture: v.picklist(['charts', 'png']),
  tracing: onOrOff,
  paused: onOrOff,
  restoredTable: v.union([off, v.pipe(v.string(), v.regex(/^[\w.-]{3,255}$/, 'is no name of a table'))]),
  monthlyBudget: v.union([off, v.pipe(v.number(), v.minValue(1))]),
  portal: v.union([off, v.strictObject({ ...edgeName, webAcl: v.union([off, webAcl]) })]),
  site: v.union([off, v.strictObject(edgeName)]),
  google: v.union([
    off,
    v.strictObject({
      audience: v.pipe(
        v.string(),
        v.regex(
          /^\/\/iam\.googleapis\.com\/projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/,
          'is no audience: write //iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER, where both names have 4 to 32 small letters, digits and hyphens',
        ),
      ),
      serviceAccount: address,
      writeServiceAccount: v.exactOptional(address),
      folder: v.exactOptional(
        v.pipe(
          v.string(),
          v.check(
            (text) => folderIn(text) !== null,
            'is no folder of Google Drive: write its link, such as https://drive.google.com/drive/folders/1AbC…, or its id',
          ),
        ),
      ),
    }),
  ]),
});

export type StageFile = v.InferOutput<typeof stageFile>;

/** What is wrong with the settings of a stage: a line each, and what to write. */
export class StageFault extends Error {}

/** Settings of a stage as its file has them; throws a {@link StageFault} that names all that is wrong in it. */
export function readStageFile(stage: string, folder: string = stagesFolder): StageFile {
  const path = join(folder, `${stage}.json`);
  if (!existsSync(path)) {
    const others = readdirSync(folder)
      .map((file) => /^([^.]+)\.json$/.exec(file)?.[1])
      .filter((name) => name !== undefined);
    throw new StageFault(
      `There is no stages/${stage}.json${nearest(stage, others)}. Copy stages/example.json and write your own settings.`,
    );
  }
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new StageFault(`stages/${stage}.json is no JSON: ${error instanceof Error ? error.message : ''}`);
  }
  return checkStageFile(written, `stages/${stage}.json`);
}

/** `name`: of the file, for whoever reads what is wrong. */
export function checkStageFile(written: unknown, name: string): StageFile {
  const result = v.safeParse(stageFile, written);
  const faults = result.success ? contradictions(result.output) : result.issues.flatMap(inWords);
  if (!result.success || faults.length > 0) throw new StageFault([`${name} cannot be used:`, ...faults].join('\n- '));
  return result.output;
}

/** What is right by itself and does not go together. */
function contradictions({
  account,
  mailDomain,
  mailFrom,
  mailIn,
  mailOffice,
  alarmAddress,
  ...file
}: StageFile): string[] {
  const faults: string[] = [];
  // SES and the function's role allow this domain alone: with another sender no mail would ever go out.
  if (domainOf(mailFrom) !== mailDomain) {
    faults.push(`mailFrom must be an address of mailDomain, ${mailDomain}`);
  }
  // SES receives all mail of that domain from then on.
  for (const [setting, person] of Object.entries({ mailOffice, alarmAddress })) {
    if (domainOf(person) !== domainOf(mailIn)) continue;
    faults.push(
      `mailIn takes all mail of ${domainOf(mailIn)}, also that of ${setting}: give it a domain of its own, such as in.${mailDomain}`,
    );
  }
  const { portal, site } = file;
  const arns = {
    'portal.certificate': portal === 'off' ? null : portal.certificate,
    'portal.webAcl': portal === 'off' || portal.webAcl === 'off' ? null : portal.webAcl,
    'site.certificate': site === 'off' ? null : site.certificate,
  };
  for (const [setting, arn] of Object.entries(arns)) {
    if (arn !== null && arn.split(':')[4] !== account) faults.push(`${setting} is of another account than ${account}`);
  }
  if (file.google !== 'off' && file.google.writeServiceAccount === file.google.serviceAccount) {
    faults.push('google.writeServiceAccount is google.serviceAccount: leave it out, or name an account of its own');
  }
  if (portal !== 'off' && site !== 'off' && portal.domain === site.domain) {
    faults.push('portal.domain and site.domain are the same: each needs a name of its own');
  }
  return faults;
}

/** Of a part that may also be off: what is wrong in the part is said, and not that it is not off. */
function inWords(issue: v.BaseIssue<unknown>): string[] {
  const inside = (issue.issues ?? []).filter(({ path }) => path !== undefined);
  if (inside.length === 0) return [sentenceOf(issue, v.getDotPath(issue) ?? '')];
  return inside.map((one) => sentenceOf(one, `${v.getDotPath(issue)}.${v.getDotPath(one)}`));
}

function sentenceOf({ type, expected, kind, input, message }: v.BaseIssue<unknown>, path: string): string {
  if (type === 'strict_object' && expected === 'never') return unknownSetting(path);
  if (input === undefined) return `${path} is missing: ${remedyOf(path)}`;
  if (kind === 'validation') return `${path}: ${JSON.stringify(input)} ${message}`;
  return `${path}: ${JSON.stringify(input)} is not allowed: ${remedyOf(path)}`;
}

/** What each setting takes, for whoever left it out. */
const remedies: Readonly<Record<string, string>> = {
  account: 'write the 12 digits of the AWS account, in quotes',
  region: 'write the AWS region, such as eu-north-1',
  malwareScan: 'write "on" or "off"',
  tracing: 'write "on" or "off"',
  paused: 'write "off", or "on" while nothing may change',
  restoredTable: 'write "off", or the name of the table that was restored',
  resultsPicture: 'write "charts" or "png"',
  monthlyBudget: 'write US dollars a month above which you get a mail, or "off"',
  portal: 'write { "domain": …, "certificate": …, "webAcl": … }, or "off": contacts have no page then',
  site: 'write { "domain": …, "certificate": … }, or "off": the public site has a name of CloudFront then',
  google: 'write { "audience": …, "serviceAccount": … }, or "off": links to Google Sheets are not read then',
  'portal.webAcl': 'write its ARN, or "off"',
};
const remedyOf = (path: string): string => remedies[path] ?? 'see stages/example.json';

function unknownSetting(path: string): string {
  const [within, name] = path.includes('.') ? path.split('.') : ['', path];
  const known = Object.keys(within === '' ? stageFile.entries : (parts[within ?? ''] ?? {}));
  return `${path} is no setting${nearest(name ?? '', known)}`;
}
const parts: Readonly<Record<string, object>> = {
  portal: { ...edgeName, webAcl },
  site: edgeName,
  google: { audience: 0, serviceAccount: 0, writeServiceAccount: 0 },
};

export const domainOf = (address: string): string => /@([^@>]+)>?$/.exec(address)?.[1] ?? '';

function isRegion(text: string): boolean {
  return regions.includes(text);
}

/** `: did you mean portal?`; nothing when none is near. */
export function nearest(written: string, known: readonly string[]): string {
  const [best] = known
    .map((one) => ({ one, steps: editsBetween(written.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  return best === undefined || best.steps > Math.max(2, written.length / 3) ? '' : `: did you mean ${best.one}?`;
}

/** Letters to write, remove or replace to make one word of the other. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...other].entries()) {
      const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
