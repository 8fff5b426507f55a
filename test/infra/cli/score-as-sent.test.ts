import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sentCode } from '../../../shared/domain/submissions/sent-workbook.ts';
import { writeFormWorkbook } from '../../../shared/rendering/workbooks/form/form-workbook.ts';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readAuthoring } from '../../../shared/spreadsheet/authoring/read-authoring.ts';
import { authoringWorkbook, soundAuthoring } from '../../support/authoring-workbook.ts';
import { editedWorkbook } from '../../support/edited-workbook.ts';
import { typed } from '../../support/typed-command.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

/** A workbook that comes filled in, as an invitation brings it: 1.1.1 and one more are answered. */
const answer = (value: 'yes' | 'no') => ({ value, raw: '', evidence: 'The service desk, since 2019', cell: null });
const answers = new Map([
  ['1.1.1', answer('yes')],
  ['1.1.2', answer('no')],
]);
const prefilled = (code: string | null) => ({ round: '2022', sent: { id: 'a', code: code ?? '' } });

let folder: string;
const at = (name: string): string => join(folder, name);
const score = (...parameters: string[]) => typed(['score', ...parameters], { ...process.env, NO_COLOR: '1' });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  const espoo = { id: 'espoo', name: 'Espoo' };
  const ours = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', authority: espoo, round: '2023', answers },
    prefilled: prefilled(sentCode(userCentricity2023, { answers, figures: new Map() })),
  });
  await writeFile(at('as-sent.xlsx'), ours);
  await writeFile(at('ticked.xlsx'), await editedWorkbook(ours, { 'Cover!C9': 'Yes' }));
  await writeFile(at('changed.xlsx'), await editedWorkbook(ours, { 'Questionnaire!D9': 'No' }));
  await writeFile(at('parks.xlsx'), authoringWorkbook(soundAuthoring));
  const read = await readAuthoring(authoringWorkbook(soundAuthoring));
  if ('code' in read || read.definition === null) throw new Error('The questionnaire is sound');
  const { definition } = read;
  const given = new Map([['Q1', { given: { choices: ['yes'] }, evidence: 'Decision of the council 12/2025' }]]);
  const sent = new Map([['Q1', { value: '=yes' as const, evidence: 'Decision of the council 12/2025' }]]);
  const form = await writeFormWorkbook({
    ...{ definition, language: 'en', authority: espoo, round: '2023', answers: given },
    prefilled: prefilled(sentCode(definition, { answers: sent, figures: new Map() })),
  });
  await writeFile(at('form.xlsx'), form);
});
afterAll(() => rm(folder, { recursive: true }));

describe('a workbook that was sent out filled in', () => {
  test('as it was sent does not count, and the command says that nothing was confirmed', async () => {
    const { status, stdout } = await score(at('as-sent.xlsx'), '--json');
    expect(status).toBe(2);
    const { score: scored, problems } = JSON.parse(stdout);
    expect(scored).toBeNull();
    expect(problems.map(({ code }: { code: string }) => code)).toEqual(['nothing-confirmed']);
    const told = await score(at('as-sent.xlsx'));
    expect(told.stdout).toContain('the box “All of these are still right” on the cover is blank');
    expect(told.stdout).toContain('Not scored.');
  });

  test.each(['ticked.xlsx', 'changed.xlsx'])('%s is scored', async (name) => {
    const { status, stdout } = await score(at(name), '--json');
    expect([status, JSON.parse(stdout).problems.map(({ code }: { code: string }) => code)]).toEqual([
      0,
      expect.arrayContaining(['left-standing']),
    ]);
  });

  test('by a questionnaire of an office the same is said', async () => {
    const { status, stdout } = await score(at('form.xlsx'), '--questionnaire', at('parks.xlsx'), '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout).problems.map(({ code }: { code: string }) => code)).toEqual(['nothing-confirmed']);
  });
});
