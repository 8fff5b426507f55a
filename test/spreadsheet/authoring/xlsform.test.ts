import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../shared/rendering/words/definition-fault-words.ts';
import { readAuthoring } from '../../../shared/spreadsheet/authoring/read-authoring.ts';
import { authoringWorkbook } from '../../support/authoring-workbook.ts';
import type { RawCell } from '../../support/raw-workbook.ts';

/** A form as XLSForm has it, with two rows more of its survey, a column more, or other choices. */
async function form(
  rows: readonly (readonly RawCell[])[],
  column?: { readonly heading: string; readonly cell: string },
) {
  const heading = column === undefined ? [] : [column.heading];
  const cell = column === undefined ? [] : [column.cell];
  const read = await readAuthoring(
    authoringWorkbook({
      survey: [
        ['type', 'name', 'label', ...heading],
        ['select_one yes_no', 'plan', 'Is there a plan?', ...cell],
        ...rows,
      ],
      choices: [
        ['list_name', 'name', 'label', 'points'],
        ['yes_no', 'yes', 'Yes', 1],
        ['yes_no', 'no', 'No', 0],
      ],
      settings: [
        ['form_title', 'form_id', 'version', 'default_language', 'shown'],
        ['Plans', 'plans', '1', 'English (en)', 'percent'],
      ],
    }),
  );
  if ('code' in read) throw new Error(read.code);
  return {
    definition: read.definition,
    told: read.faults.map((one) => {
      const { message, remedy } = describeFault(one);
      return `${one.sheet}!${one.cell} ${message} ${remedy}`;
    }),
  };
}

describe('a form of XLSForm', () => {
  test.each<[string, readonly RawCell[]]>([
    ['begin group and end group as two words', ['begin group', 'g', 'Group']],
    ['what the phone notes', ['start', 'start', null]],
    ['today', ['today', 'today', null]],
    ['int', ['int', 'age', 'Age']],
    ['string', ['string', 'who', 'Who answers?']],
    ['select1', ['select1 yes_no', 'map', 'Is there a map?']],
    ['select all that apply by its name', ['select_multiple yes_no', 'both', 'Which?']],
  ])('with %s is read', async (_, row) => {
    const isGroup = String(row[0]).startsWith('begin');
    const rows = isGroup ? [row, ['note', 'n', 'Read this'], ['end group', null, null]] : [row];
    const { definition, told } = await form(rows);
    expect(told).toEqual([]);
    expect(definition).not.toBeNull();
  });

  test.each<[string, string]>([
    ['calculate', 'write weights and aggregates in the sheet scoring'],
    ['begin_repeat', 'Ask for each by a question of its own'],
    ['begin repeat', 'Ask for each by a question of its own'],
    ['select_one_from_file towns.csv', 'Write its choices in the sheet choices'],
    ['select_one_external towns', 'Write its choices in the sheet choices'],
    ['rank yes_no', 'Use select_multiple'],
    ['range', 'with a constraint'],
    ['date', 'Ask for it as text'],
    ['dateTime', 'Ask for it as text'],
    ['geopoint', 'Ask for the place as text'],
    ['image', 'Ask for a link to it as text'],
    ['audio', 'Ask for a link to it as text'],
    ['barcode', 'Ask for a link to it as text'],
    ['acknowledge', 'select_one with a list of one choice'],
    ['hidden', 'Delete the row'],
  ])('with %s is refused by name, with what to do', async (type, remedy) => {
    const { definition, told } = await form([[type, 'more', 'More']]);
    expect(definition).toBeNull();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`survey!A3 The type “${type}” of XLSForm cannot be used here.`);
    expect(told[0]).toContain(remedy);
  });

  test.each<[string, string]>([
    ['calculation', 'write weights and aggregates in the sheet scoring'],
    ['choice_filter', 'Make a list of its own for each case'],
    ['constraint_message', 'Write it as a hint'],
    ['required_message::English (en)', 'Write it as a hint'],
    ['default', 'leave it blank'],
    ['repeat_count', 'Ask for each by a question of its own'],
    ['media::image', 'Give the address of the file in the hint'],
    ['appearance', 'put # before the heading'],
    ['parameters', 'put # before the heading'],
  ])('with something under %s is refused by name, with what to do', async (heading, remedy) => {
    const { definition, told } = await form([], { heading, cell: 'x' });
    expect(definition).toBeNull();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`survey!D1 The column “${heading}” of XLSForm cannot be used here.`);
    expect(told[0]).toContain(remedy);
  });

  test('with or_other is refused with what to add', async () => {
    const { told } = await form([['select_one yes_no or_other', 'more', 'More']]);
    expect(told).toEqual([
      'survey!A3 “or_other” cannot be used here. Add a choice “Other” to the list, and a text question after this one.',
    ]);
  });
});
