import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareLastYear } from '../../../infra/cli/last-year.ts';
import { authored, isSharedThere, sharedData } from '../../support/authored.ts';
import { authoringWorkbook, soundAuthoring } from '../../support/authoring-workbook.ts';
import { definedBy } from '../../support/defined-by.ts';
import { typed } from '../../support/typed-command.ts';

let folder: string;
const fileOf = (name: string): string => join(folder, name);
const write = (name: string, lines: readonly string[]) => writeFile(fileOf(name), `${lines.join('\n')}\n`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  await writeFile(fileOf('parks.xlsx'), authoringWorkbook(soundAuthoring));
});
afterAll(() => rm(folder, { recursive: true }));

/** Q1 scores 2 × 1 of 1, Q3 10 points between 0 and 12.5. */
const parks = () => definedBy(authoringWorkbook(soundAuthoring));

describe('answers of last year beside what was published', () => {
  test('what differs is listed by question, points and answer, with whom it is about', async () => {
    await write('answers.csv', [
      'authority,question,answer',
      'Aa,Q1,Yes',
      'Bo,Q1,kyllä ',
      'Ce,q1.,no',
      'Aa,Q3,12.5',
      'Bo,Q3,2.5',
    ]);
    await write('points.csv', ['authority,question,points', 'Aa,Q1,0', 'Bo,Q1,0', 'Ce,Q1,0', 'Aa,Q3,10', 'Bo,Q3,3']);
    const found = await compareLastYear(await parks(), {
      answers: fileOf('answers.csv'),
      points: fileOf('points.csv'),
    });
    expect(found).toEqual({
      ...{ authorities: 3, answers: 5, compared: 5, unread: [], unknown: [] },
      differing: [
        { node: 'Q1', published: '0', now: '1', answer: 'Yes', authorities: ['Aa'] },
        { node: 'Q1', published: '0', now: '1', answer: 'kyllä ', authorities: ['Bo'] },
        { node: 'Q3', published: '3', now: '2', answer: '2.5', authorities: ['Bo'] },
      ],
    });
  });

  test('a table may have a column for each question, and sections and the total by their names', async () => {
    await write('wide.csv', ['municipality;Q1;Q3', 'Aa;yes;12.5', 'Bo;no;0']);
    await write('totals.csv', ['municipality;Size;total', 'Aa;1,0;', 'Bo;0;33']);
    const found = await compareLastYear(await parks(), { answers: fileOf('wide.csv'), points: fileOf('totals.csv') });
    expect(found).toMatchObject({ authorities: 2, answers: 4, compared: 3 });
    expect(found.differing.map(({ node, published }) => `${node} ${published}`)).toEqual([
      // Q4 is not asked of Bo, which counts in full.
      ...['index 33', 'B 1,0', 'B 0'],
    ]);
  });

  test('one table may hold both; what is no answer, and no question, is said', async () => {
    await write('both.csv', ['authority,question,answer,points', 'Aa,Q1,maybe,0', 'Aa,Q77,yes,1']);
    const found = await compareLastYear(await parks(), { points: fileOf('both.csv') });
    expect(found).toMatchObject({
      ...{ compared: 1, differing: [], unknown: ['Q77'] },
      unread: [{ authority: 'Aa', question: 'Q1', answer: 'maybe' }],
    });
  });

  test('preview prints it below the highest, lowest and blank scores', async () => {
    await write('answers.csv', ['authority,question,answer', 'Aa,Q1,yes']);
    await write('points.csv', ['authority,question,points', 'Aa,Q1,0']);
    const { status, stdout } = await typed(
      [
        ...['questionnaire', 'preview', fileOf('parks.xlsx'), '--out', fileOf('preview.xlsx'), '--language', 'fi'],
        ...['--answers', fileOf('answers.csv'), '--points', fileOf('points.csv')],
      ],
      { ...process.env, NO_COLOR: '1' },
    );
    expect(status).toBe(0);
    expect(stdout.split('\n\n')[1]).toBe(
      'Viime vuosi: vastauksia 1, viranomaisia 1, verrattuja julkaistuja pisteitä 1, eroavia 1.\n  Q1: julkaistu 0, nyt 1 (vastaus ”yes”): Aa\n',
    );
  });

  test('a table without a question of the questionnaire says what it needs', async () => {
    await write('other.csv', ['a,b', 'c,d']);
    await expect(compareLastYear(await parks(), { answers: fileOf('other.csv') })).rejects.toThrow(
      /needs the columns authority, question and answer, or a column for each question/,
    );
  });
});

test.skipIf(!isSharedThere)(
  'Q113 of Open Data Maturity was published with its points the other way round',
  async () => {
    const byHand = await authored(`${sharedData}/authoring/odm-2023.xlsx`);
    const asInTheFormulas = {
      ...byHand,
      lists: byHand.lists.map((list) => {
        const isIt = byHand.nodes.some((node) => node.name === 'Q113' && 'list' in node && node.list === list.name);
        const swapped = new Map([
          ['yes', '10'],
          ['no', '0'],
        ]);
        return isIt
          ? {
              ...list,
              choices: list.choices.map((one) => ({ ...one, points: swapped.get(one.name) ?? one.points ?? '0' })),
            }
          : list;
      }),
    };
    const { compared, differing } = await compareLastYear(asInTheFormulas, {
      points: `${sharedData}/odm-2023/points.csv`,
    });
    expect(compared).toBeGreaterThan(1_900);
    const count = (node: string): number =>
      differing.filter((one) => one.node === node).reduce((sum, { authorities }) => sum + authorities.length, 0);
    expect([...new Set(differing.map(({ node }) => node))]).toEqual(['Q10a', 'Q24a', 'Q113']);
    expect([count('Q113'), count('Q10a')]).toEqual([9, 1]);
  },
);
