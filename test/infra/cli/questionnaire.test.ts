import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGrid } from '../../../shared/spreadsheet/formats/read-grid.ts';
import { authoringWorkbook, changedAuthoring, soundAuthoring } from '../../support/authoring-workbook.ts';
import { typed } from '../../support/typed-command.ts';

let folder: string;
const fileOf = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  await writeFile(fileOf('sound.xlsx'), authoringWorkbook(soundAuthoring));
  await writeFile(fileOf('notices.xlsx'), authoringWorkbook(changedAuthoring({ 'survey!G4': '${Q3} > 1' })));
  const faulty = changedAuthoring({ 'survey!G5': "${Q1} = 'ys'", 'scoring!C1': 'weigth', 'scoring!C3': null });
  await writeFile(fileOf('faulty.xlsx'), authoringWorkbook(faulty));
});
afterAll(() => rm(folder, { recursive: true }));

const check = (...parameters: string[]) =>
  typed(['questionnaire', 'check', ...parameters], { ...process.env, NO_COLOR: '1' });
const inEnglish = ['--language', 'en'];

describe('questionnaire check', () => {
  test('says what a workbook asks that can be used', async () => {
    const { status, stdout, stderr } = await check(fileOf('sound.xlsx'), ...inEnglish);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout:
        'sound.xlsx: parks@1.10 can be used. Questions: 5, scored: 4, groups: 2; en, fi; scores in percent, decimals: 1.\n',
      stderr: '',
    });
  });

  test('tells notices, which hinder nothing', async () => {
    const { status, stdout } = await check(fileOf('notices.xlsx'), ...inEnglish);
    expect(status).toBe(0);
    expect(stdout).toContain('For your information:\n  survey!G4: The condition depends on Q3, which is asked later.');
  });

  test('tells every fault by cell, with what to do, and ends with status 2', async () => {
    const { status, stdout } = await check(fileOf('faulty.xlsx'), ...inEnglish);
    expect(status).toBe(2);
    expect(stdout).toBe(
      [
        'faulty.xlsx cannot be used yet. To correct: 2.',
        '  survey!G5: Q1 has no choice “ys”. It has: yes, no.',
        '  scoring!C1: The heading “weigth” is not known. Did you mean weight? Correct it, or put # before it to keep the column as your own notes.',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [[], 'faulty.xlsx ei ole vielä käytettävissä. Korjattavaa: 2.', 'Kysymyksellä Q1 ei ole vaihtoehtoa ”ys”.'],
    [['--language', 'de'], 'faulty.xlsx ist noch nicht verwendbar. Zu korrigieren: 2.', 'Q1 hat keine Auswahl „ys“.'],
  ])('tells them in the language of the workbook, or the one asked for: %j', async (asked, head, fault) => {
    const { stdout } = await check(fileOf('faulty.xlsx'), ...asked);
    expect(stdout).toContain(`${head}\n  survey!G5: ${fault}`);
  });

  test('tells machines the same', async () => {
    const { status, stdout } = await check(fileOf('faulty.xlsx'), ...inEnglish, '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      questionnaire: null,
      usable: false,
      faults: [
        { code: 'condition-choice', severity: 'fault', sheet: 'survey', cell: 'G5', remedy: 'It has: yes, no.' },
        { code: 'column-unknown', sheet: 'scoring', cell: 'C1' },
      ],
    });
  });

  test('of no workbook says so on the last line, with status 64', async () => {
    const { status, stderr } = await check(fileOf('not-there.xlsx'));
    expect({ status, stderr }).toEqual({
      status: 64,
      stderr: `scorebook: ${fileOf('not-there.xlsx')} cannot be read\n`,
    });
    await writeFile(fileOf('letter.pdf'), '%PDF-1.7');
    expect(await check(fileOf('letter.pdf'))).toMatchObject({ status: 64 });
  });
});

describe('questionnaire preview', () => {
  const preview = (...parameters: string[]) => typed(['questionnaire', 'preview', ...parameters], process.env);

  test('writes the questionnaire in each of its languages and says between what its scores lie', async () => {
    const { status, stdout, stderr } = await preview(fileOf('sound.xlsx'), '--out', fileOf('preview.xlsx'));
    expect(status).toBe(0);
    expect(stderr).toBe(`Kysely (en): ${fileOf('preview-en.xlsx')}\nKysely (fi): ${fileOf('preview-fi.xlsx')}\n`);
    expect(stdout).toMatchInlineSnapshot(`
      "Kysymyksiä 5; tulokset prosentteina:
        korkein  matalin    tyhjä
          100.0      0.0      0.0  Puistot
          100.0      0.0      0.0    A Hoito
          100.0      0.0      0.0    B Koko
      "
    `);
    const { sheets } = await readGrid(await readFile(fileOf('preview-fi.xlsx')));
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toContainEqual(['Kysely', false]);
  });

  test('writes one language where it is named, and refuses one that the questionnaire does not have', async () => {
    expect((await preview(fileOf('sound.xlsx'), '--out', fileOf('one.xlsx'), '--language', 'fi')).stderr).toBe(
      `Kysely (fi): ${fileOf('one.xlsx')}\n`,
    );
    const { status, stderr } = await preview(fileOf('sound.xlsx'), '--out', fileOf('none.xlsx'), '--language', 'sv');
    expect(status).toBe(64);
    expect(stderr).toContain('it exists in: en, fi');
  });

  test('prints in the language that is named, and not in the questionnaire’s own', async () => {
    const { stdout } = await preview(fileOf('sound.xlsx'), '--out', fileOf('one.xlsx'), '--language', 'en');
    expect(stdout.split('\n').slice(0, 2)).toEqual(['5 questions; scores in percent:', '  highest   lowest    blank']);
  });

  test('tells the faults of a workbook that cannot be used', async () => {
    const { status, stderr } = await preview(fileOf('faulty.xlsx'), '--out', fileOf('none.xlsx'));
    expect(status).toBe(64);
    expect(stderr).toContain('faulty.xlsx ei ole vielä käytettävissä');
  });
});
