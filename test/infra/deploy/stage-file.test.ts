import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wantedSheets } from '../../../infra/cli/sheets-of-round.ts';
import { checkStageFile, nearest, StageFault } from '../../../infra/stage-file.ts';
import { stageSettings } from '../../../infra/stages.ts';
import { production } from './production.ts';

const wrong = (changes: object, without: readonly string[] = []): string => {
  const written = Object.fromEntries(
    Object.entries({ ...production, ...changes }).filter(([name]) => !without.includes(name)),
  );
  try {
    checkStageFile(written, 'stages/x.json');
  } catch (error) {
    if (error instanceof StageFault) return error.message;
    throw error;
  }
  return '';
};
const certificate = production.site.certificate;

describe('the file of a stage', () => {
  test('is used when all of it is right', () => expect(wrong({})).toBe(''));

  test.each([
    [
      'an account that is a number',
      { account: 123456789012 },
      'account: 123456789012 is not allowed: write the 12 digits',
    ],
    [
      'a region with a letter too few',
      { region: 'eu-nort-1' },
      'region: "eu-nort-1" is no region: did you mean eu-north-1?',
    ],
    ['a domain with a scheme', { mailDomain: 'https://b.eu' }, 'mailDomain: "https://b.eu" is no domain'],
    ['an address without a domain', { mailIn: 'questionnaires' }, 'mailIn: "questionnaires" is no mail address'],
    ['a sender of another domain', { mailFrom: 'S <r@other.eu>' }, 'mailFrom must be an address of mailDomain, b.eu'],
    ['a sender that only ends alike', { mailFrom: 'r@notb.eu' }, 'mailFrom must be an address of mailDomain, b.eu'],
    ['a sender of two lines', { mailFrom: 'S\r\nBcc: x <r@b.eu>' }, 'is no sender'],
    [
      'mail in at the domain of the office',
      { mailIn: 'q@office.eu' },
      'takes all mail of office.eu, also that of mailOffice',
    ],
    [
      'a scan that is neither on nor off',
      { malwareScan: 'yes' },
      'malwareScan: "yes" is not allowed: write "on" or "off"',
    ],
    ['a pause that is neither', { paused: 'yes' }, 'paused: "yes" is not allowed: write "off"'],
    ['a table with a path', { restoredTable: 'a/b' }, 'restoredTable: "a/b" is no name of a table'],
    ['another picture', { resultsPicture: 'svg' }, 'resultsPicture: "svg" is not allowed: write "charts" or "png"'],
    ['a budget of nothing', { monthlyBudget: 0 }, 'monthlyBudget'],
    [
      'a part that is on',
      { portal: 'on' },
      'portal: "on" is not allowed: write { "domain": …, "certificate": …, "webAcl": … }, or "off"',
    ],
    ['a part that is empty', { portal: {} }, 'portal.domain is missing'],
    [
      'a page without word of its web ACL',
      { portal: { domain: 'p.b.eu', certificate } },
      'portal.webAcl is missing: write its ARN, or "off"',
    ],
    [
      'a certificate elsewhere',
      { site: { domain: 's.b.eu', certificate: certificate.replace('us-east-1', 'eu-north-1') } },
      'no ARN of a certificate in us-east-1',
    ],
    [
      'a certificate of another account',
      { site: { domain: 's.b.eu', certificate: certificate.replace('123456789012', '210987654321') } },
      'site.certificate is of another account',
    ],
    [
      'one name for two',
      { portal: { ...production.portal, domain: 's.b.eu' } },
      'portal.domain and site.domain are the same',
    ],
    ['half of Google', { google: { serviceAccount: 's@p.iam.gserviceaccount.com' } }, 'google.audience is missing'],
    [
      'one account of Google for two',
      {
        google: {
          audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/aws-1',
          ...{ serviceAccount: 's@p.iam.gserviceaccount.com', writeServiceAccount: 's@p.iam.gserviceaccount.com' },
        },
      },
      'google.writeServiceAccount is google.serviceAccount',
    ],
    [
      'a folder that is none',
      {
        google: {
          audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/aws-1',
          ...{ serviceAccount: 's@p.iam.gserviceaccount.com', folder: 'https://drive.google.com/drive/my-drive' },
        },
      },
      'is no folder of Google Drive: write its link',
    ],
    [
      'a provider named in too few letters',
      {
        google: {
          audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/aws',
          serviceAccount: 's@p.iam.gserviceaccount.com',
        },
      },
      'where both names have 4 to 32 small letters, digits and hyphens',
    ],
    ['a mistyped setting', { malwareScann: 'on' }, 'malwareScann is no setting: did you mean malwareScan?'],
    [
      'a mistyped setting of a part',
      { portal: { ...production.portal, domian: 'x' } },
      'portal.domian is no setting: did you mean domain?',
    ],
    ['a setting like no other', { colour: 'blue' }, 'colour is no setting'],
  ])('refuses %s', (_, changes, expected) => expect(wrong(changes)).toContain(expected));

  test.each(Object.keys(production))(
    'refuses to guess %s when it is left out, and an optional part goes by "off" alone',
    (name) => {
      expect(wrong({}, [name])).toContain(`${name} is missing: `);
      if (['portal', 'site', 'google', 'malwareScan', 'tracing', 'monthlyBudget'].includes(name)) {
        expect(wrong({}, [name])).toMatch(new RegExp(`${name} is missing: .*"off"`));
        expect(wrong({ [name]: 'off' })).toBe('');
      }
    },
  );

  test('names all that is wrong in it together', () => {
    const lines = wrong({ region: 'x', mailDomain: 'y' }, ['portal']).split('\n');
    expect(lines).toHaveLength(4);
  });

  test('of a mistyped setting only a near one is named', () => {
    expect(nearest('mailOfice', ['mailOffice', 'mailIn'])).toBe(': did you mean mailOffice?');
    expect(nearest('x', ['mailOffice', 'mailIn'])).toBe('');
  });
});

describe('the settings of a stage', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stages-'));
    await writeFile(join(folder, 'production.json'), JSON.stringify(production));
    await writeFile(join(folder, 'torn.json'), '{ "account": ');
  });
  afterAll(() => rm(folder, { recursive: true }));
  const settings = (environment: Record<string, string> = {}, stage = 'production') =>
    stageSettings(stage, environment, folder);

  test('are those of its file', () => {
    expect(settings()).toMatchObject({
      account: '123456789012',
      region: 'eu-north-1',
      mailDomain: 'b.eu',
      malwareScan: false,
      tracing: true,
      monthlyBudget: null,
      portal: { domain: 'p.b.eu', webAcl: '' },
      google: { audience: '', serviceAccount: '', writeServiceAccount: '', folder: '', root: '' },
    });
  });

  test.each([
    ['SCOREBOOK_PORTAL_DOMAIN', 'SCOREBOOK_PORTAL_DOMAIN: write portal.domain into stages/production.json'],
    ['SCOREBOOK_MALWARE_SCAN', 'SCOREBOOK_MALWARE_SCAN: write malwareScan into stages/production.json'],
    ['SCOREBOOK_STAGE', 'SCOREBOOK_STAGE: name the stage by npm run deploy -- --stage on'],
    ['SCOREBOOK_PORTAL_DOMIAN', 'SCOREBOOK_PORTAL_DOMIAN is no setting: did you mean SCOREBOOK_PORTAL_DOMAIN?'],
  ])('refuse the variable %s, and say where it belongs', (name, expected) => {
    expect(() => settings({ [name]: 'on' })).toThrow(expected);
  });

  test('say where invitations make sheets, and who is let into them, by the table of the stage; the command overrules them', async () => {
    const audience = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/aws-1';
    const accounts = {
      serviceAccount: 's@p.iam.gserviceaccount.com',
      writeServiceAccount: 'w@p.iam.gserviceaccount.com',
    };
    const [inDrive, other] = ['https://drive.google.com/drive/folders/1AbCdEfGhIjK', '1ZyXwVuTsRqP'];
    const google = { audience, ...accounts, folder: inDrive };
    await writeFile(join(folder, 'sheets.json'), JSON.stringify({ ...production, google }));
    const restored = JSON.stringify({ ...production, google, restoredTable: 'scorebook-again' }, null, 2);
    await writeFile(join(folder, 'restored.json'), restored);
    const both = Object.values(accounts);
    const wanted = (of: Parameters<typeof wantedSheets>[0]) => wantedSheets(of, folder);
    for (const table of ['scorebook-sheets', 'scorebook-again']) {
      expect(wanted({ table })).toEqual({ folder: inDrive, accounts: both });
      expect(wanted({ table, googleFolder: 'off' })).toBeNull();
      expect(wanted({ table, googleFolder: other })).toEqual({ folder: other, accounts: both });
      expect(wanted({ table, googleAccount: ['off'] })).toEqual({ folder: inDrive, accounts: [] });
      expect(wanted({ table, googleAccount: ['x@y.example'] })).toEqual({ folder: inDrive, accounts: ['x@y.example'] });
    }
    for (const table of ['scorebook-production', 'scorebook-unknown', 'mine']) {
      expect(wanted({ table })).toBeNull();
      expect(wanted({ table, googleFolder: other })).toEqual({ folder: other, accounts: [] });
      expect(() => wanted({ table, googleAccount: ['x@y.example'] })).toThrow('takes --google-folder');
    }
    expect(wanted({})).toBeNull();
  });

  test.each(['SCOREBOOK_TABLE', 'SCOREBOOK_MACHINE', 'SCOREBOOK_PORTAL', 'PATH'])('have nothing against %s', (name) => {
    expect(settings({ [name]: 'x' }).mailDomain).toBe('b.eu');
  });

  test('need a file, which is named if it is only mistyped, and can be read', () => {
    expect(() => settings({}, 'prodution')).toThrow('There is no stages/prodution.json: did you mean production?');
    expect(() => settings({}, 'torn')).toThrow('stages/torn.json is no JSON');
    expect(() => settings({}, '../production')).toThrow('cannot name a stage');
  });

  test('of this machine have all that there is but the scan, and take what can be tried out from the environment', () => {
    const [audience, account] = ['//iam.googleapis.com/x', 'sheets@b.example'];
    const both = { SCOREBOOK_GOOGLE_AUDIENCE: audience, SCOREBOOK_GOOGLE_SERVICE_ACCOUNT: account };
    const off = { audience: '', serviceAccount: '', writeServiceAccount: '', folder: '', root: '' };
    expect(stageSettings('local', {})).toMatchObject({
      ...{ account: null, region: null, malwareScan: false, tracing: false, google: off, resultsPicture: 'charts' },
      portal: { domain: 'portal.benchmark.example' },
    });
    expect(stageSettings('local', both).google).toEqual({ ...off, audience, serviceAccount: account });
    expect(() => stageSettings('local', { SCOREBOOK_GOOGLE_AUDIENCE: audience })).toThrow('both');
    const pictureOf = (value: string) => stageSettings('local', { SCOREBOOK_RESULTS_PICTURE: value }).resultsPicture;
    expect([pictureOf('png'), pictureOf('')]).toEqual(['png', 'charts']);
    expect(() => pictureOf('on')).toThrow('SCOREBOOK_RESULTS_PICTURE is "on": write charts or png');
  });

  test('to copy have each setting that there is', async () => {
    const example = JSON.parse(await readFile('stages/example.json', 'utf8'));
    expect(Object.keys(example)).toEqual(Object.keys(production));
  });
});
