import { describe, expect, test } from 'vitest';
import { authoringWordsIn } from '../../../shared/rendering/words/authoring-words.ts';
import { describeFault } from '../../../shared/rendering/words/definition-fault-words.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { readAuthoring } from '../../../shared/spreadsheet/authoring/read-authoring.ts';
import {
  type AuthoringSheets,
  authoringWorkbook,
  changedAuthoring,
  soundAuthoring,
} from '../../support/authoring-workbook.ts';
import { type RawCell, rawWorkbook } from '../../support/raw-workbook.ts';

const faultsOf = async (bytes: Uint8Array) => {
  const read = await readAuthoring(bytes);
  if ('code' in read) throw new Error(read.code);
  return read.faults;
};
const placed = async (bytes: Uint8Array): Promise<string[]> =>
  (await faultsOf(bytes)).map(
    ({ severity, sheet, cell, code }) => `${severity === 'notice' ? '(' : ''}${sheet}!${cell} ${code}`,
  );

const rowsOf = (sheet: string): readonly (readonly RawCell[])[] => soundAuthoring[sheet] ?? [];
const with_ = (sheet: string, rows: readonly (readonly RawCell[])[]): AuthoringSheets => ({
  ...soundAuthoring,
  [sheet]: rows,
});
const many = (count: number, row: (index: number) => readonly RawCell[]): (readonly RawCell[])[] =>
  Array.from({ length: count }, (_, index) => row(index));
const groupsIn = (depth: number): (readonly RawCell[])[] => [
  ...many(depth, (index) => ['begin_group', `G${index}`, 'Group', 'Ryhmä']),
  ['text', 'T', 'Text', 'Teksti'],
  ...many(depth, () => ['end_group']),
];

/** One fault in each, of those that the table of read-authoring.test.ts does not have. */
describe('an authoring workbook', () => {
  test.each<[string, AuthoringSheets, string]>([
    ['a survey without rows', with_('survey', rowsOf('survey').slice(0, 1)), 'survey!null sheet-empty'],
    ['a sheet of XLSForm', with_('entities', [['x']]), 'entities!null sheet-of-xlsform'],
    ['a column that is needed', changedAuthoring({ 'choices!B1': '#name' }), 'choices!null column-missing'],
    [
      'a formula without a value',
      changedAuthoring({ 'survey!C4': { attributes: '', xml: '<f>A1</f>' } }),
      'survey!C4 cell-uncalculated',
    ],
    ['half a year', changedAuthoring({ 'survey!L8': 1.5 }), 'survey!L8 whole-number'],
    ['names that begin with digits', changedAuthoring({ 'survey!B10': '5' }), '(survey!B10 name-digits'],
    ['a version of words', changedAuthoring({ 'settings!B2': 'of this year' }), 'settings!B2 version-unfit'],
    ['five levels', with_('survey', [...rowsOf('survey'), ...groupsIn(5)]), 'survey!A16 too-deep'],
    [
      'too many questions',
      with_('survey', [...rowsOf('survey'), ...many(2_000, (index) => ['text', `T${index}`, 'a', 'b'])]),
      'survey!A2004 too-many-rows',
    ],
    [
      'points without a common denominator',
      with_('choices', [
        ...rowsOf('choices'),
        ...many(20, (index) => ['uses', `u${index}`, `Use ${index}`, `Käyttö ${index}`, `1/${9_001 + 2 * index}`]),
      ]),
      'choices!E17 fractions-too-fine',
    ],
    ['a direction alone', changedAuthoring({ 'scoring!F5': null, 'scoring!G5': null }), 'scoring!H5 goalpost-unused'],
    [
      'a geometric mean of less than nothing',
      changedAuthoring({ 'scoring!D3': 'geomean', 'scoring!E3': 3, 'choices!E3': -1 }),
      'scoring!D3 geomean-negative',
    ],
    ['a condition on the answer itself', changedAuthoring({ 'survey!G9': '. > 1' }), 'survey!G9 condition-answer'],
    [
      'evidence for choices that are not there',
      changedAuthoring({ 'survey!H8': 'required yes' }),
      'survey!H8 evidence-no-choices',
    ],
    ['an earlier version without a name', changedAuthoring({ 'settings!H2': 'parks' }), 'settings!H2 previous-unfit'],
    ['what two became of one', changedAuthoring({ 'mapping!A3': 'Q1' }), 'mapping!A3 mapping-old-twice'],
    [
      'a question that is dropped and kept',
      changedAuthoring({ 'mapping!B3': 'Q5' }),
      'mapping!D3 mapping-dropped-kept',
    ],
  ])('with %s is told so by cell', async (_, sheets, expected) => {
    expect(await placed(authoringWorkbook(sheets))).toContain(expected);
  });

  test('with two sheets of one name is told so', async () => {
    const sheets = [...Object.entries(soundAuthoring), ['Survey', [['type']]] as const];
    const file = rawWorkbook(sheets.map(([name, rows]) => ({ name, rows })));
    expect(await placed(file)).toContain('Survey!null sheet-twice');
  });

  test('with too many languages, or choices, is told so', async () => {
    const tags = ['sv', 'da', 'nb', 'is', 'et', 'lv', 'lt', 'pl', 'cs', 'sk', 'sl'];
    const survey = rowsOf('survey').map((row, index) => [
      ...many(12, (column) => [row[column] ?? null]).flat(),
      ...tags.map((tag) => (index === 0 ? `label::${tag}` : 'x')),
    ]);
    expect(await placed(authoringWorkbook(with_('survey', survey)))).toContainEqual(
      expect.stringContaining('too-many-languages'),
    );
    const choices = [...rowsOf('choices'), ...many(500, (index) => ['uses', `c${index}`, `C ${index}`, `V ${index}`])];
    expect(await placed(authoringWorkbook(with_('choices', choices)))).toContainEqual(
      expect.stringContaining('too-many-choices'),
    );
  });

  test('what Excel, XLSForm and a draft leave is told in each language, without a gap', async () => {
    const sheets = changedAuthoring({
      ...{ 'survey!A10': 'calculate', 'survey!M1': 'choice_filter', 'survey!M5': 'x', 'scoring!D5': 'sum' },
      ...{ 'decisions!A1': 'decision', 'decisions!B1': 'decided', 'decisions!C1': 'default', 'decisions!D1': 'sheet' },
      ...{ 'decisions!E1': 'column', 'decisions!F1': 'rows', 'decisions!A2': 'What?', 'decisions!C2': '(blank)' },
    });
    const faults = await faultsOf(authoringWorkbook(sheets));
    expect(faults.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['type-of-xlsform', 'column-of-xlsform', 'not-for-this-type', 'decision-open']),
    );
    const told = messageLanguages().map((language) =>
      faults.map((one) => Object.values(describeFault(one, authoringWordsIn(language))).join(' ')),
    );
    for (const texts of told) for (const text of texts) expect(text).not.toMatch(/\{\w+\}|undefined/);
    for (const [index] of faults.entries()) expect(new Set(told.map((texts) => texts[index])).size).toBe(7);
    expect(told[0]).toContainEqual(
      'This is not decided yet: “What?”. Choose or write it under decided. If you agree with the default, which leaves the cells blank, write: (blank)',
    );
  });
});
