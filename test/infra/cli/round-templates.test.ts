import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeFor, type RoundTemplatesOptions, writeRoundWorkbooks } from '../../../infra/cli/round-templates.ts';
import { readingCatalogue } from '../../../shared/questionnaires/reading-catalogue.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readWorkbook } from '../../../shared/spreadsheet/reading/read-workbook.ts';
import { type Pipeline, startPipeline } from '../../support/pipeline.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const base = { questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 1 };
const round = { ...base, id: '2023', previous: '2022' };
let pipeline: Pipeline;
let folder: string;
beforeAll(async () => {
  pipeline = await startPipeline();
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  for (const one of [{ ...base, id: '2022' }, round]) await pipeline.registry.putRound(one);
  for (const [id, name, language] of [
    ['espoo', 'Espoo', 'fi'],
    ['ile-de-france', 'Île-de-France', 'fr'],
    ['con', 'CON / “Aux”: *?', 'en'],
  ] as const) {
    const contacts = [{ address: `officer@${id}.example`, language }];
    await pipeline.registry.putAuthority({ id, name, country: null, contacts });
  }
  const answer = { value: 'yes', raw: '', evidence: 'The service desk, since 2019', cell: null } as const;
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', round: '2022' },
    ...{ authority: { id: 'espoo', name: 'Espoo' }, answers: new Map([['1.1.1', answer]]) },
  });
  await pipeline.ingest(await pipeline.put({ key: 'office/a.xlsx', bytes }));
});
afterAll(async () => {
  await pipeline.stop();
  await rm(folder, { recursive: true });
});

const write = (out: string, options: Partial<RoundTemplatesOptions> = {}) =>
  writeRoundWorkbooks({ ...options, round }, pipeline.prefilling(), placeFor(out, options.authority === undefined));
const said = async (bytes: Uint8Array) => {
  const read = await readWorkbook(bytes, readingCatalogue);
  if ('code' in read) throw new Error(read.code);
  const { authorityName, language, round: of } = read.identity ?? {};
  return [authorityName, of, language, read.answers.get('1.1.1')?.value];
};

const files = ['2023-con.xlsx', '2023-espoo.xlsx', '2023-ile-de-france.xlsx'];

test('one for each authority, in the language of its first contact; stopped and run again it goes on', async () => {
  const out = join(folder, 'all');
  expect(await write(out)).toEqual({ made: 3, blank: 2, left: 0 });
  expect((await readdir(out)).sort()).toEqual(files);
  expect(await said(await readFile(join(out, '2023-espoo.xlsx')))).toEqual(['Espoo', '2023', 'fi', 'yes']);
  expect((await said(await readFile(join(out, '2023-con.xlsx'))))[0]).toBe('CON / “Aux”: *?');
  await rm(join(out, '2023-espoo.xlsx'));
  await writeFile(join(out, '2023-con.xlsx'), 'as the office left it');
  expect(await write(out)).toEqual({ made: 1, blank: 0, left: 2 });
  expect(await readFile(join(out, '2023-con.xlsx'), 'utf8')).toBe('as the office left it');
});

test('as one zip, in one language, and blank', async () => {
  const out = join(folder, 'all.zip');
  expect(await write(out, { fill: 'blank', language: 'de' })).toEqual({ made: 3, blank: 3, left: 0 });
  const inside = unzipSync(await readFile(out));
  expect(Object.keys(inside)).toEqual(files);
  expect(await said(inside['2023-espoo.xlsx'] ?? new Uint8Array())).toEqual(['Espoo', '2023', 'de', 'unanswered']);
});

test('of one authority, by its name', async () => {
  const out = join(folder, 'one.xlsx');
  expect(await write(out, { authority: 'Île-de-France' })).toEqual({ made: 1, blank: 1, left: 0 });
  expect((await said(await readFile(out))).slice(0, 2)).toEqual(['Île-de-France', '2023']);
});

test('whoever does not take part gets none', async () => {
  const left = { at: '2023-01-01T00:00:00.000Z', by: 'office', reason: 'No staff', way: 'declined' } as const;
  const { participations } = pipeline.prefilling();
  await participations.change('2023', 'con', (before) => ({ ...before, left }));
  const out = join(folder, 'others');
  expect(await write(out)).toMatchObject({ made: 2 });
  expect(await readdir(out)).not.toContain('2023-con.xlsx');
});
