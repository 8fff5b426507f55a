import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import { readWorkbook } from '../../../shared/spreadsheet/reading/read-workbook.ts';
import { headings, identitySheet, indicators, questionnaireSheet } from '../../support/filled-rows.ts';
import { type RawCell, rawWorkbook } from '../../support/raw-workbook.ts';

/** What a file says in rows of columns A, B, ...; `hidden`: with the identity of the questionnaire. */
async function readingOf(rows: readonly (readonly RawCell[])[], hidden = false): Promise<string> {
  const read = await readWorkbook(
    rawWorkbook([{ name: 'Sheet', rows }, ...(hidden ? [identitySheet] : [])]),
    catalogue,
  );
  if ('code' in read) return read.code;
  const values = [...read.answers.values()].map(({ value }) => value);
  return `${values.filter((value) => value === 'yes').length} yes`;
}

const ids = indicators.map(({ id }) => id);
/** Ids alone; the first so many are answered. */
const idsAnswered = (count: number): RawCell[][] => ids.map((id, index) => [id, index < count ? 'Yes' : null]);

describe('what has ids like ours and is no questionnaire:', () => {
  const tasks: RawCell[][] = [
    ['No.', 'Task', 'Done'],
    ['1.1.1', 'Order the paint', 'Yes'],
    ['1.1.2', 'Paint the fence', 'No'],
    ['1.2.1', 'Clean the brushes', 'Yes'],
  ];
  test.each<[what: string, rows: readonly (readonly RawCell[])[]]>([
    ['a list of tasks', tasks],
    ['a list of tasks whose column is headed Answer', tasks.with(0, ['Id', 'Task', 'Answer'])],
    ['a long list of tasks', ids.map((id, index) => [id, `Task ${index}`, index % 5 === 0 ? 'in work' : 'Yes'])],
    ['a balance sheet', ids.map((id, index) => [id, 'Intangible assets', index * 1000, index * 900])],
    ['a table of contents', ids.map((id) => [id, 'A chapter of the report', 12])],
    ['two of our questions, quoted', indicators.slice(0, 2).map(({ id, question }) => [id, question, 'Yes'])],
    ['fewer than nine tenths of the ids with answers', idsAnswered(36)],
    ['ids without answers', [['Id', 'Answer'], ...idsAnswered(0)]],
  ])('%s', async (_, rows) => {
    expect(await readingOf(rows)).toBe('not-a-questionnaire');
  });
});

describe('what is the questionnaire:', () => {
  test.each<[what: string, rows: readonly (readonly RawCell[])[], hidden: boolean, reading: string]>([
    ['nine tenths of the ids with answers', idsAnswered(37), false, '37 yes'],
    [
      'one id, in a file that carries the identity',
      [
        ['Id', 'Answer'],
        ['1.1.1', 'Yes'],
      ],
      true,
      '1 yes',
    ],
    [
      'three of its questions as they are worded',
      [headings, ...indicators.slice(0, 3).map(({ question }) => [null, question, 'Yes', null])],
      false,
      '3 yes',
    ],
    ['all of it', questionnaireSheet().rows, false, '41 yes'],
  ])('%s', async (_, rows, hidden, reading) => {
    expect(await readingOf(rows, hidden)).toBe(reading);
  });

  test.each([
    ['as they are worded', (question: string) => question],
    ['mistyped', (question: string) => question.replace('the ', 'teh ').replace('authority', 'uathority')],
  ])('its questions %s, each beside the id of another', async (_, written) => {
    const slipped = indicators.map(({ question }, index) => [
      ids[(index + 1) % ids.length] ?? '',
      written(question),
      'Yes',
    ]);
    expect(await readingOf([headings, ...slipped])).toMatch(/yes$/);
  });

  test('its questions without a column of answers are told as that', async () => {
    expect(await readingOf(indicators.map(({ id, question }) => [id, question]))).toBe('answers-not-found');
  });
});

const collected = '../shared/data';
test.skipIf(!existsSync(collected))('the collected task list is none, and ids alone of an office are one', async () => {
  const read = async (file: string) => readWorkbook(readFileSync(`${collected}/${file}`), catalogue);
  expect(await read('public-traits/not-a-questionnaire/T97c_numbered_task_list.xlsx')).toMatchObject({
    code: 'not-a-questionnaire',
  });
  const office = await read('reading-cases/layouts/b-106.xlsx');
  expect('code' in office ? office.code : office.answers.size).toBe(41);
});
