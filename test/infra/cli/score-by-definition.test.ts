import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isSharedThere, rowsOfCsv, sharedData } from '../../support/authored.ts';
import { authoringWorkbook, changedAuthoring, soundAuthoring } from '../../support/authoring-workbook.ts';
import { rawWorkbook } from '../../support/raw-workbook.ts';
import { typed } from '../../support/typed-command.ts';

let folder: string;
const fileOf = (name: string): string => join(folder, name);
const filled = rawWorkbook([
  {
    name: 'Questions',
    rows: [
      ['Id', 'Question', 'Answer', 'Evidence'],
      ['Q1', 'Is there a plan?', 'Yes', 'Decision of the council 12/2025'],
      ['Q2', 'What are parks used for?', 'Play; Sport'],
      ['Q3', 'Area', 5],
      ['Q4', 'Trees', 575],
      ['Q5', 'Remarks', 'None'],
    ],
  },
]);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  await writeFile(fileOf('parks.xlsx'), authoringWorkbook(soundAuthoring));
  await writeFile(fileOf('faulty.xlsx'), authoringWorkbook(changedAuthoring({ 'survey!G5': "${Q1} = 'ys'" })));
  await writeFile(fileOf('espoo.xlsx'), filled);
});
afterAll(() => rm(folder, { recursive: true }));

const score = (...parameters: string[]) => typed(['score', ...parameters], { ...process.env, NO_COLOR: '1' });

describe('score --questionnaire', () => {
  test('scores a file by a questionnaire that is not published, with points, most and shown of every node', async () => {
    const { status, stdout } = await score(
      ...[fileOf('espoo.xlsx'), '--questionnaire', fileOf('parks.xlsx'), '--json'],
      ...['--authority', 'Espoo', '--round', '2026'],
    );
    const json = JSON.parse(stdout);
    expect(status).toBe(0);
    // A: mean of 1/2 and 2/2. B: 0.4 of 10, and 0.75 of 1 twice: 5.5 of 12. By a half and a half.
    expect(json).toMatchObject({
      ...{ authority: 'Espoo', round: '2026', questionnaire: 'parks@1.10' },
      answers: { Q1: { value: 'yes', evidence: 'Decision of the council 12/2025' }, Q2: { value: 'play sport' } },
      ...{ points: 0.604, most: 1, shown: '60.4' },
      nodes: {
        A: { points: 0.75, most: 1, score: '3/4', shown: '75.0' },
        Q1: { points: 1, most: 2, score: '1/2', shown: '50.0' },
        Q2: { points: 2, most: 2, score: '1', shown: '100.0' },
        B: { points: 5.5, most: 12, score: '11/24', shown: '45.8' },
        Q3: { points: 4, most: 10, score: '2/5', shown: '40.0' },
        Q4: { points: 0.75, most: 1, score: '3/4', shown: '75.0' },
      },
    });
    expect(Object.keys(json.nodes)).toEqual(['index', 'A', 'Q1', 'Q2', 'B', 'Q3', 'Q4']);
  });

  test('is told of where a file is none of the questionnaires that are known without it', async () => {
    const without = await score(fileOf('espoo.xlsx'));
    expect(without.status).toBe(2);
    expect(without.stderr).toContain('scorebook score FILE --questionnaire AUTHORING.xlsx');
    const missing = await score(fileOf('nowhere.xlsx'));
    expect(missing.stderr).not.toContain('--questionnaire');
  });

  test('shows people the score, the groups and what to check', async () => {
    const { status, stdout } = await score(fileOf('espoo.xlsx'), '--questionnaire', fileOf('parks.xlsx'));
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^espoo\.xlsx\nparks@1\.10\n\n60\.4%\nA Care +75\.0 {2}0\.75\/1\nB Size +45\.8 {2}5\.5\/12\n/,
    );
  });

  test.each([
    [
      ['--questionnaire', 'parks.xlsx', '--method', 'exact'],
      '--method does not work with --questionnaire: the questionnaire says how it is scored',
    ],
    [['--authority', 'Espoo', '--kind', 'city'], '--authority, --kind only work with --questionnaire'],
  ])('refuses %j, which would mean nothing', async (parameters, sentence) => {
    const { status, stderr } = await score(fileOf('espoo.xlsx'), ...parameters);
    expect({ status, stderr }).toEqual({ status: 64, stderr: `scorebook: ${sentence}\n` });
  });

  test('writes the results workbook and page of a file, and of several files one each into a folder', async () => {
    const options = ['--questionnaire', fileOf('parks.xlsx'), '--authority', 'Espoo', '--language', 'fi'];
    const [out, page] = [fileOf('results.xlsx'), fileOf('page.html')];
    const one = await score(fileOf('espoo.xlsx'), ...options, '--out', out, '--page', page);
    expect([one.status, one.stderr]).toEqual([0, `Results workbook: ${out}\nResults page: ${page}\n`]);
    const again = JSON.parse((await score(out, '--questionnaire', fileOf('parks.xlsx'), '--json')).stdout);
    expect([again.authority, again.shown]).toEqual(['Espoo', '60.4']);
    expect(await readFile(fileOf('page.html'), 'utf8')).toContain('<h1>Espoo: tulos 60,4');
    const folder = fileOf('pages');
    await score(fileOf('espoo.xlsx'), fileOf('espoo.xlsx'), ...options, '--page', folder);
    expect(await readFile(join(folder, 'espoo-results.html'), 'utf8')).toContain('60,4');
  });

  test('scores the example as was worked by hand', async () => {
    const example = 'examples/public-libraries';
    const { status, stdout } = await score(
      ...[`${example}.northwood.xlsx`, '--questionnaire', `${example}.authoring.xlsx`, '--kind', 'city', '--json'],
    );
    const { shown, nodes, problems } = JSON.parse(stdout);
    const northwood = rowsOfCsv(`${example}.scores.csv`).filter(({ authority }) => authority === 'Northwood');
    expect({ status, shown, problems }).toEqual({ status: 0, shown: '71.6', problems: [] });
    for (const { node = '', score: exact, shown: told } of northwood) {
      expect([node, nodes[node]?.score ?? '', nodes[node]?.shown ?? '']).toEqual([node, exact, told]);
    }
  });

  test('by a questionnaire with faults nothing is scored, and they are told', async () => {
    const { status, stdout, stderr } = await score(fileOf('espoo.xlsx'), '--questionnaire', fileOf('faulty.xlsx'));
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toContain('survey!G5: Kysymyksellä Q1 ei ole vaihtoehtoa ”ys”.');
    expect(stderr.trimEnd().split('\n').at(-1)).toContain('lists what to correct');
  });

  test.skipIf(!isSharedThere)('says of user-centricity what it says today (../shared)', async () => {
    const [file, of] = [fileOf('espoo-2022.xlsx'), `${sharedData}/authoring/user-centricity-2023.xlsx`];
    const environment = { ...process.env, NO_COLOR: '1' };
    const answers = ['--answers', 'examples/espoo-city-page.txt', '--folder', fileOf('no-cloud')];
    await typed(
      ['template', ...answers, '--round', '2022', '--questionnaire', 'user-centricity@2023', '--out', file],
      environment,
    );
    const today = JSON.parse((await score(file, '--json')).stdout);
    const byDefinition = JSON.parse((await score(file, '--json', '--questionnaire', of)).stdout);
    const { background: _, problems: __, ...fields } = today;
    expect(byDefinition).toMatchObject(fields);
    expect(fields).toMatchObject({
      method: 'ucdashboard-2022',
      score: { percent: 58, overall: 0.578, met: 23, total: 41 },
    });
  });

  test.skipIf(!isSharedThere)('scores the workbooks of a real benchmark as published (../shared)', async () => {
    const { status, stdout } = await score(
      ...rowsOfCsv(`${sharedData}/odm-2023/totals.csv`).map(
        ({ authority }) => `${sharedData}/odm-2023/${authority}.xlsx`,
      ),
      ...['--questionnaire', `${sharedData}/authoring/odm-2023.xlsx`, '--json'],
    );
    expect(status).toBe(0);
    const totals = rowsOfCsv(`${sharedData}/odm-2023/totals.csv`).map((row) => row['total_of_2540']);
    const [first, ...others] = JSON.parse(stdout).map(({ shown }: { shown: string }) => shown);
    expect(others).toEqual(totals.slice(1));
    // Albania's 10a was published as 0, for a blank behind the answer: a review brings its 20 points away.
    expect([first, totals[0]]).toEqual(['1088', '1068']);
  });
});
