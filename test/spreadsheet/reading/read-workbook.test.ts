import { describe, expect, test } from 'vitest';
import { problem } from '../../../shared/domain/answers/problems.ts';
import { explanationMark } from '../../../shared/spreadsheet/formats/identity.ts';
import { readExplanations } from '../../../shared/spreadsheet/reading/read-explanations.ts';
import { readWorkbook, unseenOnce } from '../../../shared/spreadsheet/reading/read-workbook.ts';
import { headings, identitySheet, questionnaireSheet } from '../../support/filled-rows.ts';
import { gridOf } from '../../support/made-grid.ts';
import { type RawSheet, rawWorkbook } from '../../support/raw-workbook.ts';
import { readingCatalogueOf2023 } from '../../support/user-centricity.ts';

const read = (...sheets: RawSheet[]) => readWorkbook(rawWorkbook(sheets), readingCatalogueOf2023);
const named = (questionnaire: string): RawSheet => ({
  ...identitySheet,
  rows: identitySheet.rows.map((row) => (row[0] === 'questionnaire' ? ['questionnaire', questionnaire] : row)),
});

describe('a workbook is read', () => {
  test('as what it says that it was made for', async () => {
    const filled = await read(questionnaireSheet(), identitySheet);
    expect(filled).toMatchObject({
      identity: { authority: 'espoo', round: '2022', by: 'hidden sheet' },
      questionnaire: { version: '2023' },
    });
    expect('problems' in filled && filled.problems.map(({ code }) => code)).not.toContain('identity-missing');
  });

  test('by its questions where it says nothing, which is told', async () => {
    const filled = await read(questionnaireSheet());
    expect(filled).toMatchObject({ identity: null, questionnaire: { version: '2023' } });
    expect('problems' in filled && filled.problems.map(({ code }) => code)).toContain('identity-missing');
  });

  test('by the line on its cover, which is told, too', async () => {
    const filled = await read(
      { name: 'Cover', rows: [['Form reference: user-centricity@2023 · espoo · 2022']] },
      questionnaireSheet(),
    );
    expect(filled).toMatchObject({ identity: { authority: 'espoo', by: 'cover' } });
    expect('problems' in filled && filled.problems.map(({ code }) => code)).toContain('identity-missing');
  });

  test('not where it names one that nobody knows', async () =>
    expect(await read(questionnaireSheet(), named('user-centricity@1999'))).toMatchObject({
      ...{ code: 'questionnaire-unknown', facts: { questionnaire: 'user-centricity@1999' } },
    }));

  test('as the one that it names, however few of its questions it has', async () => {
    const [, first] = questionnaireSheet().rows;
    const few = { name: 'Few', rows: [headings, first ?? []] };
    expect(await read(few, identitySheet)).toMatchObject({ questionnaire: { version: '2023' } });
    expect(await read(few)).toMatchObject({ code: 'not-a-questionnaire' });
  });
});

test('what is no workbook may point to one', async () => {
  const of = (text: string) => readWorkbook(Buffer.from(text), readingCatalogueOf2023);
  const link = 'https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdef0/edit';
  expect(await of(`Our answers: ${link}`)).toMatchObject({ code: 'sheet-link' });
  expect(await of('%PDF-1.7 a document')).toMatchObject({ code: 'file-unsupported' });
  expect(await of('')).toMatchObject({ code: 'file-empty' });
});

test('a fault of ours is none of the file', async () => {
  const broken = {
    ...readingCatalogueOf2023,
    get all(): never {
      throw new TypeError('ours');
    },
  };
  await expect(readWorkbook(rawWorkbook([questionnaireSheet()]), broken)).rejects.toThrow('ours');
});

test('what nobody sees is told once for a file, with how much it is, where it was told first', () => {
  const hidden = (count: string, cell: string) =>
    problem('hidden-rows-read', { sheet: 'A', cell, indicator: '1.1.1', facts: { count } });
  const other = problem('identity-missing');
  expect(unseenOnce([other])).toEqual([other]);
  expect(unseenOnce([hidden('2', 'A1'), other, hidden('3', 'B2'), other])).toEqual([
    ...[{ ...hidden('5', 'A1'), indicator: null }, other, other],
  ]);
});

describe('what a sender answers to earlier queries', () => {
  const key = explanationMark('answer-unclear:1.1.1:0123abcd');
  const explained = (...row: (string | null)[]) =>
    readExplanations(gridOf({ rows: [['Queries']] }, { rows: [row] })).get('answer-unclear:1.1.1:0123abcd');

  test('stands left of the hidden key of each, on any sheet', () => {
    expect(explained(' As decided\nin May ', key)).toBe('As decided in May');
    expect(explained(null, key)).toBe(undefined);
    expect(explained('As decided', `x${key}`)).toBe(undefined);
    expect(explained('x'.repeat(1_100), key)).toHaveLength(1_000);
    expect(readExplanations(gridOf({ rows: [['Yes', key]], cells: { B1: { kind: 'error' } } })).size).toBe(0);
  });
});
