import { describe, expect, test } from 'vitest';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';
import { readSaid } from '../../../shared/spreadsheet/reading/read-said.ts';
import { gridOf } from '../../support/made-grid.ts';

type Row = readonly (string | number | boolean | null)[];
const said = (...rows: readonly Row[]) => readSaid(gridOf({ rows }), new Map());
const anna = 'Anna Virtanen, mayor';

test.each(messageLanguages())('both are found by the labels of our covers in %s', (language) => {
  const { certifiedBy, note } = messagesIn(language).workbook.said;
  const rows = [['Round', '2026'], [], [null, certifiedBy, anna], [null, note, 'Two\nlines']];
  expect(said(...rows)).toEqual({ certifiedBy: anna, note: 'Two\nlines' });
  expect(said([` ${certifiedBy.toUpperCase()} :`, anna])).toEqual({ certifiedBy: anna });
});

describe('who certifies', () => {
  test.each([
    ['a label with a hint and a star', ['Certified by (name and role)*:', anna]],
    ['cells between', ['Certified by', null, null, anna]],
    ['one cell', [null, `Certified by: ${anna}`]],
    ['a word of another language', ['Bestätigt von', anna]],
    ['the other apostrophe', ["Nota per l'ufficio di benchmarking", 'x', 'Certified by', anna]],
  ] as const)('%s', (_, row) => {
    expect(said(row).certifiedBy).toBe(anna);
  });

  test.each([
    ['nothing beside it', ['Certified by', null]],
    ['a dash', ['Certified by', '–']],
    ['a sentence that begins like it', ['Certified by the mayor in May', 'x']],
    ['the label as an answer', [anna, 'Certified by']],
    ['the label of the note beside it', ['Certified by', null, 'Note to the office', null]],
    ['any next label', ['Certified by:', null, 'Date:']],
    ['the sentence of a results workbook', ['Certification', `Certified by ${anna}.`]],
  ] as const)('nobody, by %s', (_, row) => {
    expect(said(row)).toEqual({});
  });

  test('a number and a date are texts; an error is none', () => {
    expect(said(['Certified by', 42]).certifiedBy).toBe('42');
    const error = gridOf({ rows: [['Certified by', '#REF!']], cells: { B1: { kind: 'error' } } });
    expect(readSaid(error, new Map())).toEqual({});
  });
});

test('a question of that name is a question, and what stands far down is no cover', () => {
  const grid = gridOf({ rows: [['Questionnaire'], ['1', 'Is it so?'], ['Certified by', anna]] });
  const [sheet] = grid.sheets;
  if (sheet === undefined) throw new Error('There is a sheet');
  expect(readSaid(grid, new Map([[sheet, 2]]))).toEqual({});
  expect(said(...Array.from({ length: 250 }, (): Row => ['a']), ['Certified by', anna])).toEqual({});
});

test('the hidden sheet of ours says nothing of it, and a second sheet may', () => {
  const hidden = {
    rows: [
      ['scorebook-identity', '1'],
      ['Certified by', 'X'],
    ],
  };
  expect(readSaid(gridOf(hidden, { rows: [['Certified by', anna]] }), new Map())).toEqual({ certifiedBy: anna });
});
