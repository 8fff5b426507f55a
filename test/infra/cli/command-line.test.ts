import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulators, startEmulators } from '../../../infra/local/emulators.ts';
import { type LocalClients, localClients, sdkEnvironment } from '../../../infra/local/local-clients.ts';
import { dynamoLinkKeys } from '../../../shared/adapters/aws/dynamo/link-keys.ts';
import { dynamoRegistry } from '../../../shared/adapters/aws/dynamo/registry.ts';
import { readLink } from '../../../shared/domain/mail/signed-link.ts';
import { tableFor } from '../../support/dynamo.ts';
import { zipAround } from '../../support/other-formats.ts';
import { typed } from '../../support/typed-command.ts';

let folder: string;
const at = (name: string) => join(folder, name);

const scorebook = (...parameters: string[]) => scorebookIn({}, ...parameters);

const scorebookIn = (environment: Record<string, string>, ...parameters: string[]) =>
  typed(parameters, { ...process.env, NO_COLOR: '1', ...environment });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  const made = await scorebook(
    'template',
    '--authority',
    'Espoo',
    '--round',
    '2022',
    '--questionnaire',
    'user-centricity@2023',
    '--answers',
    'examples/espoo-city-page.txt',
    '--out',
    at('espoo.xlsx'),
  );
  expect(made).toMatchObject({ status: 0, stdout: '' });
});
afterAll(() => rm(folder, { recursive: true }));

describe('score', () => {
  test('--json prints the contract and nothing else, status 0', async () => {
    const { status, stdout } = await scorebook('score', at('espoo.xlsx'), '--json');
    const printed = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(Object.keys(printed)).toEqual([
      'authority',
      'round',
      'questionnaire',
      'method',
      'sha256',
      'answers',
      'background',
      'score',
      'problems',
    ]);
    expect(printed).toMatchObject({
      authority: 'Espoo',
      round: '2022',
      questionnaire: 'user-centricity@2023',
      method: 'ucdashboard-2022',
    });
    expect(printed.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(printed.answers)).toHaveLength(41);
    expect(printed.answers['1.1.1']).toEqual({ value: 'no', evidence: '', cell: 'Questionnaire!D9' });
    expect(printed.background.population).toEqual({ value: 305200, raw: '305 200', unit: null, year: null });
    expect(printed.score).toEqual({
      percent: 58,
      overall: 0.578,
      met: 23,
      total: 41,
      categories: expect.objectContaining({ '1.1': { met: 3, total: 4 } }),
      pillars: { '1': { met: 9, total: 13 }, '2': { met: 12, total: 22 }, '3': { met: 2, total: 6 } },
      readings: { naNotMet: 58, naExcluded: 73, naMet: 81 },
    });
    // Once there is a newer version, one problem more says so.
    const problems = printed.problems.filter(({ code }: { code: string }) => code !== 'questionnaire-other-version');
    expect(problems).toHaveLength(2);
    expect(Object.keys(printed.problems[0])).toEqual([
      'code',
      'severity',
      'sheet',
      'cell',
      'indicator',
      'read',
      'message',
      'remedy',
    ]);
  });

  test('of a file that cannot be used prints its JSON with score null, status 2', async () => {
    await writeFile(at('scan.xlsx'), '%PDF-1.7');
    const { status, stdout } = await scorebook('score', at('scan.xlsx'), '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      score: null,
      authority: null,
      problems: [{ code: 'file-unsupported', severity: 'reject' }],
    });
  });

  test('of a file that is not there is status 2 and says so', async () => {
    const { status, stdout } = await scorebook('score', at('nowhere.xlsx'), '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ sha256: null, score: null, problems: [{ code: 'file-missing' }] });
  });

  test('--out writes a results workbook that is itself the next questionnaire', async () => {
    const first = await scorebook('score', at('espoo.xlsx'), '--out', at('results.xlsx'), '--json');
    const again = await scorebook('score', at('results.xlsx'), '--json');
    const [before, after] = [first, again].map(({ stdout }) => JSON.parse(stdout));
    expect({ ...after, sha256: before.sha256 }).toEqual(before);
  });

  test('--page writes the results page, in the language that is named', async () => {
    await scorebook('score', at('espoo.xlsx'), '--page', at('tulokset.html'), '--language', 'fi');
    expect(await readFile(at('tulokset.html'), 'utf8')).toContain('<h1>Espoo: tulos 58 %</h1>');
    const none = await scorebook('score', at('espoo.xlsx'), '--language', 'xx');
    expect([none.status, none.stderr]).toEqual([64, expect.stringContaining('only in: en, fi')]);
    const { status, stderr } = await scorebook('score', at('espoo.xlsx'), '--page', at('results.html'));
    expect(status).toBe(0);
    expect(stderr).toContain('Results page: ');
    expect(await readFile(at('results.html'), 'utf8')).toContain('<h1>Espoo scores 58%</h1>');
  });

  test.each(['--out', '--page'])('%s never overwrites the questionnaire itself', async (option) => {
    const bytes = await readFile(at('espoo.xlsx'));
    const { status, stderr } = await scorebook('score', at('espoo.xlsx'), option, at('espoo.xlsx'));
    expect(status).toBe(64);
    expect(stderr).toContain('name another file');
    expect(await readFile(at('espoo.xlsx'))).toEqual(bytes);
  });

  test('--method exact is the unrounded mean', async () => {
    const { stdout } = await scorebook('score', at('espoo.xlsx'), '--json', '--method', 'exact');
    const printed = JSON.parse(stdout);
    expect(printed.method).toBe('exact');
    expect(printed.score.overall).toBeCloseTo(
      (0.75 + 0.5 + 1 + 0.4 + 0.2 + 0.75 + 1 + 1 + 1 / 3 + 0.5 + 0 + 0.5) / 12,
      12,
    );
  });

  test('for people names the score, the cells to look at and what to write', async () => {
    // Also where nobody says NO_COLOR: a pipe is no terminal.
    const { stdout } = await scorebookIn({ NO_COLOR: '' }, 'score', at('espoo.xlsx'));
    expect(stdout).toContain('58%  23 of 41 answered Yes');
    expect(stdout).toMatch(/^1\.1\.2 +Has the local authority .*… +yes +2022: at least 6 .* D10$/m);
    expect(stdout).toMatch(/Total population +305200 +305 200 +D7$/m);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('2.1.3 Questionnaire!E28: “ok” alone does not say what to check');
  });
});

describe('score of many', () => {
  test('prints a line for each file of a folder, and why one could not be used; status 2', async () => {
    await mkdir(at('many/inner'), { recursive: true });
    await copyFile(at('espoo.xlsx'), at('many/inner/espoo.xlsx'));
    await writeFile(at('many/scan.pdf'), '%PDF-1.7');
    await writeFile(at('many/.DS_Store'), 'x');
    const { status, stdout } = await scorebook('score', at('many'), '--out', at('results'));
    expect(status).toBe(2);
    expect(stdout).toMatch(/espoo\.xlsx +58% +23\/41 +Espoo/);
    expect(stdout).toMatch(/scan\.pdf +rejected +This is a PDF document/);
    expect(stdout).toContain('2 files: 1 scored, 1 rejected');
    expect(await readdir(at('results'))).toEqual(['espoo-results.xlsx']);
  });

  test('prints a line for each workbook of a zip; for machines it stays one object, refused', async () => {
    const espoo = await readFile(at('espoo.xlsx'));
    await writeFile(at('two.zip'), zipAround({ 'a.xlsx': espoo, 'b.csv': Buffer.from('x;y') }));
    const { status, stdout } = await scorebook('score', at('two.zip'));
    expect(status).toBe(2);
    expect(stdout).toMatch(/a\.xlsx +58% +23\/41 +Espoo/);
    expect(stdout).toContain('2 files: 1 scored, 1 rejected');
    const json = JSON.parse((await scorebook('score', at('two.zip'), '--json')).stdout);
    expect(json).toMatchObject({ score: null, problems: [{ code: 'file-several', severity: 'reject' }] });
  });

  test('--json is a list that names the files', async () => {
    const { stdout } = await scorebook('score', at('espoo.xlsx'), at('scan.xlsx'), '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { file: at('espoo.xlsx'), score: { percent: 58 } },
      { file: at('scan.xlsx'), score: null },
    ]);
  });
});

describe('template', () => {
  test('is filled in from the output of score --json, with the same score', async () => {
    const { stdout } = await scorebook('score', at('espoo.xlsx'), '--json');
    await writeFile(at('espoo.json'), stdout);
    const version = ['--questionnaire', 'user-centricity@2023'];
    await scorebook(
      'template',
      '--round',
      '2022',
      ...version,
      '--answers',
      at('espoo.json'),
      '--out',
      at('again.xlsx'),
    );
    const again = JSON.parse((await scorebook('score', at('again.xlsx'), '--json')).stdout);
    expect({ ...again, sha256: '' }).toEqual({ ...JSON.parse(stdout), sha256: '' });
  });

  test('without answers is rejected as blank, not scored 0%', async () => {
    await scorebook('template', '--authority', 'Espoo', '--out', at('blank.xlsx'));
    const { status, stdout } = await scorebook('score', at('blank.xlsx'), '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout).problems[0].code).toBe('nothing-answered');
  });

  test('in a language that does not exist says which do', async () => {
    const { status, stderr } = await scorebook('template', '--language', 'xx', '--out', at('xx.xlsx'));
    expect(status).toBe(64);
    expect(stderr).toContain('it exists in: en');
  });
});

describe('registry, round, link and erase', () => {
  let emulators: Emulators;
  let clients: LocalClients;
  let table: string;
  beforeAll(async () => {
    emulators = await startEmulators(null);
    clients = localClients(emulators.endpoints);
    table = await tableFor(clients.dynamodb);
    for (const Bucket of ['inbox', 'results', 'mails']) await clients.s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(async () => {
    clients.destroy();
    await emulators.stop();
  });
  const office = (...parameters: string[]) =>
    scorebookIn(sdkEnvironment(emulators.endpoints), ...parameters, '--table', table);
  const registry = () => dynamoRegistry(clients.dynamodb, table);
  const contactsCsv = 'Authority;Address;Language\nEspoo;a@espoo.example;en\nespoo;b@espoo.example;\n';

  test('authorities and their contacts are registered; a dry run and the same file again change nothing', async () => {
    await writeFile(at('cities.csv'), '\ufeffName;Country;Population\nEspoo;Finland;\nPorto;PT;\n');
    await writeFile(at('contacts.csv'), contactsCsv);
    const dry = await office('registry', at('cities.csv'), '--dry-run');
    expect(dry.stdout).toMatch(/added +authority espoo +name: Espoo, country: FI/);
    expect(await registry().authority('espoo')).toBeNull();
    expect((await office('registry', at('cities.csv'))).status).toBe(0);
    expect((await office('registry', at('contacts.csv'))).status).toBe(0);
    expect(await registry().authoritiesOf('B@espoo.example')).toEqual(['espoo']);
    expect((await office('registry', at('contacts.csv'))).stdout).toContain('0 changed, 0 to check');
  });

  test('the workbook filled with what is registered, sent back, changes nothing', async () => {
    expect((await office('template', '--registry', '--out', at('registry.xlsx'))).status).toBe(0);
    const { status, stdout } = await office('registry', at('registry.xlsx'));
    expect([status, stdout.trim()]).toEqual([0, '0 changed, 0 to check, 0 kept although they are not in the file.']);
  });

  test('a row that cannot be taken is left out and named by its cell, status 2; the others are taken', async () => {
    await writeFile(at('more.csv'), 'name,country,population\nOulu,FI,1\nMadrid,Spainia,2\n');
    const { status, stderr } = await office('registry', at('more.csv'));
    expect(status).toBe(2);
    expect(stderr).toMatch(/error +CSV B3 +We do not know the country “Spainia”/);
    expect(await registry().authority('oulu')).not.toBeNull();
    expect(await registry().authority('madrid')).toBeNull();
  });

  test('a round is opened, its dates are changed, its shards are not', async () => {
    const version = ['--questionnaire', 'user-centricity@2023'];
    await office('round', '2022', ...version, '--deadline', '2022-12-01', '--shards', '4');
    await office('round', '2022', '--deadline', '2022-12-15');
    expect(await registry().round('2022')).toMatchObject({
      closesAt: '2022-12-15T23:59:59.999Z',
      shards: 4,
      questionnaire: 'user-centricity@2023',
    });
    await office('round', '2022', '--zone', 'europe/helsinki');
    expect(await registry().round('2022')).toMatchObject({
      closesAt: '2022-12-15T21:59:59.999Z',
      timeZone: 'Europe/Helsinki',
    });
    expect((await office('round', '2022', '--zone', 'Helsinki')).stderr).toMatch(
      /--zone.*There is no time zone “Helsinki”/,
    );
    await office('round', '2022', '--zone', 'UTC');
    const refused = await office('round', '2022', '--shards', '8');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('has 4 shards');
    expect((await office('round', '2023', '--questionnaire', 'other@1')).stderr).toContain('user-centricity@2023');
  });

  test('a link opens the page of a contact in the one open round, until its key is revoked', async () => {
    const link = (...more: string[]) =>
      office('link', '--authority', 'espoo', '--portal', 'https://portal.example/', '--contact', ...more);
    expect((await link('A@espoo.example')).stderr).toContain('add --round: no round is open');
    expect(await link('c@espoo.example', '--round', '2022')).toMatchObject({ status: 64 });
    await office('round', '2050');
    const { stdout } = await link('A@espoo.example', '--days', '1');
    const [address, token = ''] = stdout.trim().split('#');
    expect(address).toBe('https://portal.example/');
    const keys = dynamoLinkKeys(clients.dynamodb, table);
    const tomorrow = (hours: number) => new Date(Date.now() + hours * 3600_000);
    expect(readLink(token, await keys.all(), tomorrow(23))).toMatchObject({
      authority: 'espoo',
      contact: 'a@espoo.example',
      round: '2050',
    });
    expect(readLink(token, await keys.all(), tomorrow(24))).toBeNull();
    expect((await office('link-keys', '--rotate')).stdout).toContain('Links signed with keys 2, 1 work.');
    expect((await office('link-keys', '--revoke')).stdout).toContain('Links signed with key 2 work.');
    expect(readLink(token, await keys.all(), new Date())).toBeNull();
  });

  test('an exception is decided, listed with who and why, and its name is erased apart', async () => {
    const decided = ['--round', '2050', '--by', 'Anna Virtanen', '--reason', 'Floods'];
    const except = (...what: string[]) => office('except', ...decided, ...what);
    expect((await except('--authority', 'espoo', '--deadline', '2050-03-15')).stderr).toContain('has no deadline');
    await office('round', '2050', '--deadline', '2050-03-01', '--zone', 'Europe/Helsinki', '--by', 'Bo Ek');
    expect((await except('--authority', 'espoo')).stderr).toContain('name one of --deadline');
    expect((await except('--authority', 'espoo', '--deadline', '2050-02-01')).stderr).toContain('name a later day');
    const own = await except('--authority', 'Espoo', 'porto', '--deadline', '2050-03-15');
    expect(own.stdout.trim().split('\n')).toEqual([
      'Espoo, round 2050: may send until 2050-03-15 23:59 Europe/Helsinki, UTC+2',
      'Porto, round 2050: may send until 2050-03-15 23:59 Europe/Helsinki, UTC+2',
      expect.stringMatching(/^\d contacts? (is|are) told by mail, within an hour\.$/),
    ]);
    const again = await except('--authority', 'Espoo', 'porto', '--deadline', '2050-03-15');
    expect(again.stdout).toContain('Nobody is told by mail: they know of it already');
    expect((await registry().round('2050'))?.lastDeadline).toBe('2050-03-15T21:59:59.999Z');
    const acts = await office('acts', '--round', '2050');
    expect(acts.stdout).toMatch(/Bo Ek {2}registry {2}deadline: 2050-03-01/);
    expect(acts.stdout).toMatch(/Anna Virtanen {2}deadline {2}espoo; until: 2050-03-15T21:59:59.999Z {2}Floods/);
    const places = ['--inbox', 'inbox', '--results', 'results', '--mails', 'mails'];
    const erased = await office('erase', '--actor', 'anna virtanen', '--yes', ...places);
    expect(erased.stdout).toContain('What was done stays, without it.');
    await office('acts', '--round', '2050', '--out', at('acts.csv'));
    const written = await readFile(at('acts.csv'), 'utf8');
    expect(written).toContain('Floods');
    expect(written).not.toContain('Anna');
  });

  test('a contact is erased only when somebody says yes, and it says where it still is', async () => {
    const erase = [
      'erase',
      '--contact',
      'b@espoo.example',
      '--inbox',
      'inbox',
      '--results',
      'results',
      '--mails',
      'mails',
    ];
    expect((await office(...erase)).stderr).toContain('add --yes');
    expect((await office(...erase, '--dry-run')).stdout).toContain('Stored: 1 items to remove');
    expect(await registry().authoritiesOf('b@espoo.example')).toEqual(['espoo']);
    const { status, stdout } = await office(...erase, '--yes');
    expect(status).toBe(0);
    expect(await registry().authoritiesOf('b@espoo.example')).toEqual([]);
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    expect(stdout).toContain(`backups of the table (point-in-time recovery) until ${inDays(35)}`);
    expect(stdout).toContain(`until ${inDays(90)}`);
    const acts = await office('acts');
    expect(acts.stdout).toMatch(/office {2}erase {2}kind: contact$/m);
    expect(acts.stdout).not.toContain('@');
  });

  test('neither a contact nor an authority to erase, or both, is a command typed wrong', async () => {
    const { status, stderr } = await office('erase', '--inbox', 'inbox', '--results', 'results', '--mails', 'mails');
    expect([status, stderr.trim()]).toEqual([64, 'scorebook: name --contact ADDRESS, --authority ID or --actor NAME']);
  });
});

test('a command typed wrong is status 64; the error comes last, with what was meant', async () => {
  const { status, stderr } = await scorebook('scroe');
  expect(status).toBe(64);
  expect(stderr).toMatch(/^scorebook: unknown command 'scroe'\s+\(Did you mean score\?\) \(scorebook --help\)\n$/);
});
