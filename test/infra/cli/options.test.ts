import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGivenAnswers } from '../../../infra/cli/given-answers.ts';
import { dayValue } from '../../../infra/cli/option-values.ts';
import { typed } from '../../support/typed-command.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  await mkdir(join(folder, 'there'));
  await writeFile(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true }));

const scorebook = (...parameters: string[]) =>
  typed(parameters, { ...process.env, NO_COLOR: '1', SCOREBOOK_TABLE: undefined });

test.each([
  ['31.10.2022', 'Did you mean 2022-10-31?'],
  ['31/10/2022', 'Did you mean 2022-10-31?'],
  ['1. 3. 2022', 'Write a date as 2022-10-31.'],
  ['2022/10/31', 'Did you mean 2022-10-31?'],
  ['2022-02-31', 'There is no such day.'],
  ['2023-02-29', 'There is no such day.'],
  ['2022-13-01', 'There is no such day.'],
  ['2022-1-1', 'Write a date'],
  ['tomorrow', 'Write a date'],
  ['', 'Write a date'],
])('%j is no day: %s', (text, sentence) => expect(() => dayValue(text)).toThrow(sentence));

test.each(['2022-10-31', '2024-02-29'])('%s is a day', (text) => expect(dayValue(text)).toBe(text));

describe('an option that cannot be meant is said on one line, the last one, with what could be; status 64:', () => {
  test.each<[string[], RegExp]>([
    [['template', '--out', 'x.xlsx', '--deadline', '31.10.2022'], /--deadline.*2022-10-31\?/],
    [['template', '--out', 'x.xlsx', '--deadline', '2022-02-31'], /--deadline.*no such day/],
    [['template', '--out', 'x.pdf'], /--out.*Did you mean .*x\.xlsx\?/],
    [['template', '--out', 'there'], /--out.*That is a folder/],
    [['template', '--all', '--out', 'file'], /--out.*That is a file/],
    [['template', '--all', '--out', 'there'], /name the round/],
    [['template', '--fill', 'now', '--out', 'x.xlsx'], /name the round/],
    [['template', '--fill', 'best', '--out', 'x.xlsx'], /--fill.*last, blank, now/],
    [['template', '--out', 'file/x.xlsx'], /file.* where a folder is needed/],
    [['template', '--out', '/proc/nowhere/x.xlsx'], /nowhere.* cannot be made/],
    [['template', '--out', 'x.xlsx', '--answers', 'nowhere.json'], /nowhere\.json cannot be read/],
    [['score', 'file', '--out', 'there'], /--out .*That is a folder/],
    [['score', 'file', '--page', 'x.pdf'], /--page .*Did you mean .*x\.html/],
    [['score', 'there', 'file', '--out', 'file'], /--out .*That is a file/],
    [['start', '--port', '65500'], /--port.*whole number from 0 to 65485/],
    [['link', '--contact', 'nobody', '--authority', 'espoo'], /--contact.*officer@espoo\.example/],
    [['link', '--contact', 'a@b.example', '--authority', 'espoo', '--days', '0'], /--days.*from 1 to 366/],
    [['erase', '--contact', 'a@b.example', '--table', 'scorebook-x'], /name all of --table, --inbox/],
    [['registry', 'file', '--folder', 'there'], /no local cloud is running in .*there/],
    [['export', '--round', '2022', '--out', 'file'], /--out.*That is a file/],
  ])('%j', async (parameters, sentence) => {
    const placed = parameters.map((one) => (/^(there|file|x\.\w+|file\/x\.xlsx)$/.test(one) ? join(folder, one) : one));
    const { status, stderr } = await scorebook(...placed);
    expect(status).toBe(64);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^scorebook: /);
    expect(stderr).toMatch(sentence);
    expect(await readdir(folder)).toEqual(['file', 'there']);
  });
});

describe('--answers takes', () => {
  const given = async (json: unknown) => {
    const own = await mkdtemp(join(tmpdir(), 'scorebook-'));
    const file = join(own, 'answers.json');
    await writeFile(file, typeof json === 'string' ? json : JSON.stringify(json));
    return readGivenAnswers(file, userCentricity2023).finally(() => rm(own, { recursive: true }));
  };
  const yes = { value: 'yes', evidence: 'https://espoo.example', cell: 'Questionnaire!D9' };
  test.each<[string, unknown]>([
    [
      'the whole output',
      { authority: 'Espoo', round: null, answers: { '1.1.1': yes }, background: {}, score: null, problems: [] },
    ],
    ['some of its fields', { answers: { '1.1.1': yes } }],
    ['the answers alone', { '1.1.1': yes, '1.1.2': { value: 'no' } }],
    ['the output of a list with one file', [{ file: 'a.xlsx', answers: { '1.1.1': yes } }]],
  ])('%s', async (_, json) => {
    expect((await given(json)).answers.get('1.1.1')).toMatchObject({ value: 'yes', evidence: 'https://espoo.example' });
  });
  test('values alone, and the background figures alone', async () => {
    expect((await given({ '1.1.1': 'na' })).answers.get('1.1.1')?.value).toBe('na');
    expect((await given({ population: { value: 305200, raw: '305 200' } })).background.get('population')).toBe(
      '305 200',
    );
    expect((await given({ background: { population: 305200 } })).background.get('population')).toBe('305200');
  });
  test.each<[string, unknown, string]>([
    ['what is no JSON', '{"answers": ', 'it is not JSON'],
    ['a part without answers', { percent: 58, met: 23 }, 'it contains no answers'],
    ['a question that is not asked', { answers: { '9.9.9': 'yes' } }, 'has no question 9.9.9'],
    ['a value that is none', { answers: { '1.1.1': 'maybe' } }, 'answers.1.1.1'],
    ['several files', [{ answers: {} }, { answers: {} }], 'choose one of them'],
  ])('but not %s', async (_, json, sentence) => {
    await expect(given(json)).rejects.toThrow(sentence);
  });
});
