import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulators, startEmulators } from '../../../infra/local/emulators.ts';
import { localClients, sdkEnvironment } from '../../../infra/local/local-clients.ts';
import { openStateFolder } from '../../../infra/local/state-folder.ts';
import { dynamoQuestionnaires } from '../../../shared/adapters/aws/dynamo/questionnaires.ts';
import { dynamoRegistry } from '../../../shared/adapters/aws/dynamo/registry.ts';
import { s3Texts } from '../../../shared/adapters/aws/s3/texts.ts';
import { definitionKey } from '../../../shared/config/object-keys.ts';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { questionnaireKey } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { type FilledForm, readByDefinition } from '../../../shared/spreadsheet/reading/read-by-definition.ts';
import { readWorkbook } from '../../../shared/spreadsheet/reading/read-workbook.ts';
import { authored } from '../../support/authored.ts';
import { tableFor } from '../../support/dynamo.ts';
import { typed } from '../../support/typed-command.ts';

let folder: string;
let emulators: Emulators;
let table: string;
let libraries: Definition;
const results = 'scorebook-test-results';
const authoring = 'examples/public-libraries.authoring.xlsx';
const state = (): string => join(folder, 'cloud');
const nowhere = (): string => join(folder, 'nowhere');

interface Ran {
  readonly status: number;
  readonly stderr: string;
  /** What the workbook carries of its authority and its questionnaire; null: none was written. */
  readonly carries: { id: string | null; name: string | null; cover: string | undefined; questionnaire: string } | null;
}

/** Runs `scorebook template`, and reads the workbook that it writes. */
async function template(parameters: string[], environment: Record<string, string> = {}): Promise<Ran> {
  const out = join(folder, `${crypto.randomUUID()}.xlsx`);
  // The page answers this version, whichever is the newest.
  const version = parameters.some((one) => one === '--questionnaire' || one === '--round')
    ? []
    : ['--questionnaire', 'user-centricity@2023'];
  const words = ['template', '--out', out, '--answers', 'examples/espoo-city-page.txt', ...version, ...parameters];
  const { status, stderr } = await typed(words, { ...process.env, NO_COLOR: '1', ...environment });
  const bytes = await readFile(out).catch(() => null);
  if (bytes === null) return { status, stderr, carries: null };
  const read = await readWorkbook(bytes, catalogue);
  if ('code' in read) throw new Error(read.code);
  const { authority = null, authorityName = null, questionnaire } = read.identity ?? {};
  const carries = {
    id: authority,
    name: authorityName,
    cover: read.cover.authority?.name,
    questionnaire: questionnaire ?? '',
  };
  return { status, stderr, carries };
}

const zuerich = { id: 'zuerich', name: 'Zürich am See', cover: 'Zürich am See', questionnaire: 'user-centricity@2023' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  await (await openStateFolder(state(), false)).unlock();
  emulators = await startEmulators(join(state(), 'emulators'));
  const clients = localClients(emulators.endpoints);
  table = await tableFor(clients.dynamodb);
  const registry = dynamoRegistry(clients.dynamodb, table);
  const contacts = [{ address: 'o@city.example', language: 'en' }];
  await registry.putAuthority({ id: 'zuerich', name: 'Zürich', country: 'CH', contacts });
  await registry.changeAuthority('zuerich', (one) => one && { ...one, name: 'Zürich am See', aliases: ['Zurigo'] });
  for (const country of ['DE', 'BE']) {
    await registry.putAuthority({ id: `halle-${country.toLowerCase()}`, name: 'Halle', country, contacts });
  }
  const round = { id: '2022', opensAt: null, closesAt: null, shards: 1 };
  await registry.putRound({ ...round, questionnaire: 'user-centricity@2023' });
  await registry.putRound({ ...round, id: 'other', questionnaire: 'open-libraries@2024' });
  await registry.putRound({ ...round, id: 'libraries', questionnaire: 'public-libraries@2026' });
  await clients.s3.send(new CreateBucketCommand({ Bucket: results }));
  libraries = await authored(authoring);
  const definitions = s3Texts(clients.s3, results, definitionKey);
  await dynamoQuestionnaires(clients.dynamodb, table, definitions).publish(libraries, '2026-11-30T12:00:00.000Z');
  clients.destroy();
});
afterAll(() => rm(folder, { recursive: true }));

describe('template knows the registry', () => {
  // The local cloud runs in these, and is stopped after them.
  test('of the local cloud that runs', async () => {
    const running = await openStateFolder(state(), false);
    const nowhereElse = { stateMachine: '', results: '', inbox: '', mails: '', portal: '', deliveries: '' };
    const google = { audience: '', serviceAccount: '', root: '', accounts: [] };
    const office = { office: '', mailIn: '', google };
    const address = { ...nowhereElse, ...office, environment: sdkEnvironment(emulators.endpoints), table };
    await writeFile(join(state(), 'address.json'), JSON.stringify(address));
    const { status, carries } = await template(['--folder', state(), '--authority', 'Zürich']);
    await rm(join(state(), 'address.json'));
    await running.unlock();
    expect({ status, carries }).toEqual({ status: 0, carries: zuerich });
  });

  const deployed = (...parameters: string[]) =>
    template([...parameters, '--table', table, '--folder', nowhere()], sdkEnvironment(emulators.endpoints));

  test.each([['zuerich'], ['Zürich am See'], ['Zürich'], ['Zurigo']])(
    'of a table that is named, by %s',
    async (authority) => {
      expect(await deployed('--authority', authority, '--round', '2022')).toMatchObject({
        status: 0,
        carries: zuerich,
      });
    },
  );

  test.each([
    [['--authority', 'Halle'], 'Halle (BE) and Halle (DE)'],
    [['--authority', 'Atlantis'], 'no authority “Atlantis” is registered in table'],
    [['--authority', 'zuerich', '--round', '1999'], 'no round “1999” is registered in table'],
    [
      ['--authority', 'zuerich', '--round', 'other', '--questionnaire', 'user-centricity@2023'],
      'accepts answers to open-libraries@2024',
    ],
    [
      ['--authority', 'zuerich', '--questionnaire', 'user-centricity@1999'],
      `there are: ${catalogue.all.map(questionnaireKey).join(', ')}`,
    ],
  ])('and says what is not in it: %j', async (parameters, message) => {
    const { status, stderr, carries } = await deployed(...parameters);
    expect({ status, carries }).toEqual({ status: 64, carries: null });
    expect(stderr).toContain(message);
  });

  // The round `libraries` takes a questionnaire that the office has published.
  const filled = ['--answers', 'examples/public-libraries.northwood.xlsx'];
  const inResults = ['--round', 'libraries', '--results', results, '--authority', 'zuerich'];

  test.each([
    ['a published questionnaire, as the round takes it', inResults],
    ['its authoring workbook', ['--questionnaire', authoring, '--authority', 'Zürich am See']],
  ])('and fills in %s', async (_, parameters) => {
    const out = join(folder, `${crypto.randomUUID()}.xlsx`);
    const words = ['template', '--out', out, '--table', table, '--folder', nowhere(), ...parameters, ...filled];
    const environment = { ...process.env, NO_COLOR: '1', ...sdkEnvironment(emulators.endpoints) };
    const { status, stderr } = await typed(words, environment);
    expect(status, stderr).toBe(0);
    const [made, example] = await Promise.all(
      [out, 'examples/public-libraries.northwood.xlsx'].map(async (file) =>
        readByDefinition(await readFile(file), [libraries]),
      ),
    );
    if (made === undefined || example === undefined || 'code' in made || 'code' in example) throw new Error('Unread');
    const { id, name } = zuerich;
    expect(made.identity).toMatchObject({ authority: id, authorityName: name, questionnaire: 'public-libraries@2026' });
    const said = ({ answers }: FilledForm) => [...answers].map(([of, { value, evidence }]) => [of, value, evidence]);
    expect(said(made)).toEqual(said(example));
  });

  test.each([
    [['--round', 'libraries'], 'to read public-libraries@2026, name --results as well'],
    [['--round', 'libraries', '--results', results, '--language', 'sv'], 'it exists in: en, fi'],
    [['--questionnaire', 'public-libraries@1999', '--results', results], 'user-centricity@2023, public-libraries@2026'],
    [['--questionnaire', authoring, '--round', '2022'], 'accepts answers to user-centricity@2023'],
  ])('and says what is wrong with a questionnaire of the office: %j', async (parameters, message) => {
    const { status, stderr, carries } = await deployed('--authority', 'zuerich', ...parameters);
    expect({ status, carries }).toEqual({ status: 64, carries: null });
    expect(stderr).toContain(message);
  });

  test('of the local cloud that is stopped', async () => {
    await emulators.stop();
    const known = await template(['--folder', state(), '--authority', 'Zürich am See']);
    expect(known, known.stderr).toMatchObject({ status: 0, carries: zuerich });
    const unknown = await template(['--folder', state(), '--authority', 'Espoo']);
    expect(unknown).toMatchObject({ status: 0, carries: { id: null, name: 'Espoo' } });
    expect(unknown.stderr).toContain('“Espoo” is not registered in the local cloud on');
  });

  test('and without one the workbook carries the name alone', async () => {
    const { carries, stderr } = await template(['--folder', nowhere(), '--authority', 'Zürich am See']);
    expect(carries).toEqual({ ...zuerich, id: null });
    expect(stderr).not.toContain('not registered');
  });
});
