import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadAuthoring } from '../../../shared/spreadsheet/authoring/read-authoring.ts';
import { readAuthoring } from '../../../shared/spreadsheet/authoring/read-authoring.ts';
import { authoringWorkbook, changedAuthoring, dayCell, soundAuthoring } from '../../support/authoring-workbook.ts';
import type { RawCell } from '../../support/raw-workbook.ts';

async function read(sheets: Parameters<typeof authoringWorkbook>[0]): Promise<ReadAuthoring> {
  const result = await readAuthoring(authoringWorkbook(sheets));
  if ('code' in result) throw new Error(result.code);
  return result;
}
const told = ({ faults }: ReadAuthoring): string[] =>
  faults.map(({ severity, sheet, cell, code }) => `${severity === 'notice' ? '(' : ''}${sheet}!${cell} ${code}`);

describe('an authoring workbook', () => {
  test('without faults becomes its definition', async () => {
    const { definition, faults } = await read(soundAuthoring);
    expect(faults).toEqual([]);
    expect(definition).toMatchObject({
      id: 'parks',
      version: '1.10',
      title: { en: 'Parks', fi: 'Puistot' },
      languages: ['en', 'fi'],
      defaultLanguage: 'fi',
      shown: { as: 'percent', decimals: 1 },
      index: { aggregate: 'mean', rounding: 3, missing: 'zero' },
      mapping: {
        from: 'parks@1.9',
        questions: [
          {
            old: 'Q1',
            new: 'Q1',
            values: [
              { old: 'ja', new: 'yes' },
              { old: 'nein', new: 'no' },
            ],
          },
          { old: 'Q9', new: null, values: [] },
        ],
      },
    });
    const nodes = new Map(definition?.nodes.map((node) => [node.name, node]));
    expect(nodes.get('A')).toMatchObject({ type: 'group', parent: 'index', weight: '1/2', aggregate: 'mean' });
    expect(nodes.get('Q1')).toMatchObject({
      ...{ type: 'select_one', parent: 'A', list: 'yes_no', mostPoints: '2' },
      evidence: { rule: 'required', choices: ['yes'] },
    });
    expect(nodes.get('Q3')).toMatchObject({
      ...{ type: 'decimal', unit: 'ha', withinYears: 3, constraint: '. >= 0' },
      goalposts: { low: '0', high: '12.5', better: 'more' },
    });
    expect(nodes.get('Q4')).toMatchObject({ weight: '2', notRelevant: 'full', goalposts: { better: 'less' } });
    expect(definition?.lists[0]?.choices[0]).toMatchObject({
      aliases: { en: ['Y', 'Sure'] },
      means: 'yes',
      points: '1',
    });
    expect(definition?.lists[1]?.choices[2]).toMatchObject({ name: 'none', exclusive: true });
  });

  test.each<[string, Record<string, RawCell>, string[]]>([
    // What Excel makes of what was typed.
    ['a version that Excel made a number', { 'settings!B2': 1.1 }, ['settings!B2 number-in-text']],
    [
      'a name that Excel made a number',
      { 'survey!B9': 4 },
      ['survey!B9 number-in-text', 'scoring!A6 scoring-node-unknown'],
    ],
    ['a choice that Excel made a date', { 'choices!B4': dayCell('2026-04-01') }, ['choices!B4 date-in-text']],
    [
      'a label that Excel made a date',
      { 'choices!C4': dayCell('2026-04-01') },
      ['choices!C4 date-in-text', 'choices!C4 text-missing'],
    ],
    ['a label that Excel made a number', { 'choices!D5': 1 }, ['choices!D5 number-in-text', 'choices!D5 text-missing']],
    ['a choice TRUE', { 'choices!B2': true }, ['choices!B2 boolean-in-text']],
    ['a weight that Excel made a date', { 'scoring!C3': dayCell('2026-02-01') }, ['scoring!C3 date-in-number']],
    ['points that Excel made a date', { 'choices!E4': dayCell('2026-03-02') }, ['choices!E4 date-in-number']],
    [
      'a formula with an error',
      { 'survey!C4': { attributes: 't="e"', xml: '<f>A1</f><v>#REF!</v>' } },
      ['survey!C4 cell-error', 'survey!C4 text-missing'],
    ],
    // Sheets and columns.
    ['a heading with a letter wrong', { 'scoring!C1': 'weigth' }, ['scoring!C1 column-unknown']],
    ['a heading of the author’s own', { 'scoring!L1': '# my notes', 'scoring!L3': 'ask Liisa' }, []],
    ['a heading twice', { 'survey!M1': 'relevant' }, ['survey!M1 column-twice']],
    ['a heading in no language', { 'survey!E1': 'hint::Elvish' }, ['survey!E1 column-language']],
    ['something without a heading', { 'survey!N4': 'why?' }, ['survey!N4 column-untitled']],
    [
      'a column of XLSForm that is not taken',
      { 'survey!M1': 'choice_filter', 'survey!M5': 'x=1' },
      ['survey!M1 column-of-xlsform'],
    ],
    ['a column of XLSForm that is empty', { 'survey!M1': 'appearance' }, []],
    ['a sheet that is not known', { 'choises!A1': 'x' }, ['choises!null sheet-unknown']],
    ['a sheet of the author’s own', { '# notes!A1': 'x' }, []],
    // Settings.
    ['no id', { 'settings!A2': null }, ['settings!A2 value-missing']],
    ['an id of several words', { 'settings!A2': 'Our parks' }, ['settings!A2 id-unfit']],
    ['not said how scores are shown', { 'settings!F2': null }, ['settings!F2 value-missing']],
    ['shown as something else', { 'settings!F2': 'stars' }, ['settings!F2 value-unknown']],
    ['three decimals', { 'settings!G2': 3 }, ['settings!G2 number-range']],
    ['a default language in which nothing is written', { 'settings!E2': 'sv' }, ['settings!E2 language-unknown']],
    ['a default language in words', { 'settings!E2': 'Elvish' }, ['settings!E2 language-tag']],
    ['a second row of settings', { 'settings!A3': 'parks' }, ['settings!A3 settings-rows']],
    [
      'an earlier version of another questionnaire',
      { 'settings!H2': 'lakes@1' },
      ['settings!H2 previous-other-family'],
    ],
    ['an earlier version that is this one', { 'settings!H2': 'parks@1.10' }, ['settings!H2 previous-same']],
    ['a mapping from nowhere', { 'settings!H2': null }, ['mapping!null mapping-without-previous']],
    // The survey.
    ['a name that is used twice', { 'survey!B9': 'Q3' }, ['survey!B9 name-twice', 'scoring!A6 scoring-node-unknown']],
    [
      'a group and a question of one name',
      { 'survey!B9': 'A' },
      ['survey!B9 name-twice', 'scoring!A6 scoring-node-unknown'],
    ],
    ['a reserved name', { 'survey!B10': 'index' }, ['survey!B10 name-reserved']],
    ['a name of several words', { 'survey!B10': 'my remarks' }, ['survey!B10 name-unfit']],
    ['no name', { 'survey!B10': null }, ['survey!B10 value-missing']],
    ['no type', { 'survey!A10': null }, ['survey!A10 value-missing']],
    ['a type that is not known', { 'survey!A10': 'essay' }, ['survey!A10 type-unknown']],
    ['calculate', { 'survey!A10': 'calculate' }, ['survey!A10 type-of-xlsform']],
    ['a repeat', { 'survey!A10': 'begin_repeat' }, ['survey!A10 type-of-xlsform']],
    ['a list from a file', { 'survey!A10': 'select_one_from_file towns.csv' }, ['survey!A10 type-of-xlsform']],
    ['rank', { 'survey!A10': 'rank uses' }, ['survey!A10 type-of-xlsform']],
    ['range', { 'survey!A10': 'range' }, ['survey!A10 type-of-xlsform']],
    ['or_other', { 'survey!A5': 'select_multiple uses or_other' }, ['survey!A5 type-or-other']],
    ['what a phone notes', { 'survey!A10': 'deviceid' }, []],
    [
      'a list that is not there',
      { 'survey!A4': 'select_one yes_or_no' },
      ['survey!A4 list-unknown', '(choices!A2 list-unused'],
    ],
    ['no list', { 'survey!A4': 'select_one' }, ['survey!A4 type-without-list']],
    [
      'a group that does not end',
      { 'survey!A11': 'note', 'survey!B11': 'bye', 'survey!C11': 'Bye', 'survey!D11': 'Hei' },
      ['survey!A7 group-not-ended'],
    ],
    ['a group that has not begun', { 'survey!A12': 'end_group' }, ['survey!A12 group-not-begun']],
    ['another group’s end', { 'survey!B6': 'B' }, ['survey!B6 group-end-other']],
    [
      'an empty group',
      {
        'survey!A12': 'begin_group',
        'survey!B12': 'C',
        'survey!C12': 'C',
        'survey!D12': 'C',
        'survey!A13': 'end_group',
      },
      ['survey!A12 group-empty'],
    ],
    ['no translation', { 'survey!D8': null }, ['survey!D8 text-missing']],
    ['no translation of a hint', { 'survey!E8': 'In hectares' }, ['(survey!F8 text-missing']],
    ['no translation of a choice', { 'choices!C3': null }, ['choices!C3 text-missing']],
    ['a label that refers to an answer', { 'survey!C5': 'Of ${Q1}?' }, ['survey!C5 text-references']],
    ['evidence of a choice that is not there', { 'survey!H4': 'required yes partly' }, ['survey!H4 evidence-choice']],
    ['evidence as one likes', { 'survey!H4': 'please' }, ['survey!H4 value-unknown']],
    ['a unit of choices', { 'survey!K4': 'ha' }, ['survey!K4 not-for-this-type']],
    // Choices.
    ['a choice that is used twice', { 'choices!B3': 'yes' }, ['choices!B3 choice-twice']],
    ['two choices of one label', { 'choices!C5': 'Play' }, ['choices!C5 choice-label-twice']],
    ['an alias that is another label', { 'choices!I3': 'yes' }, ['choices!I3 choice-label-twice']],
    ['two choices that mean yes', { 'choices!F3': 'yes' }, ['choices!F3 choice-means-twice']],
    ['points in words', { 'choices!E2': 'two' }, ['choices!E2 points-unknown']],
    ['shares and points without most points', { 'choices!E4': '2/3' }, ['survey!J5 points-mixed']],
    ['shares of most points', { 'choices!E4': '75%', 'survey!J5': 4 }, []],
    ['more points than there can be', { 'choices!E2': 5 }, ['(choices!E2 points-above-most']],
    ['most points of what has none', { 'choices!E2': null, 'choices!E3': null }, ['survey!J4 most-without-points']],
    ['most points below zero', { 'survey!J4': -1 }, ['survey!J4 most-negative']],
    // Conditions.
    ['a question that is not there', { 'survey!G5': "${Q7} = 'yes'" }, ['survey!G5 condition-unknown']],
    ['a condition on a group', { 'survey!G5': "${B} = 'yes'" }, ['survey!G5 condition-no-question']],
    ['a condition on a later question', { 'survey!G4': '${Q3} > 1' }, ['(survey!G4 condition-later']],
    ['a condition on itself', { 'survey!G4': "${Q1} = 'yes'" }, ['survey!G4 condition-circle']],
    [
      'a group’s condition on what stands in it',
      { 'survey!G3': "${Q1} = 'yes'" },
      ['survey!G3 condition-circle', '(survey!G3 condition-later'],
    ],
    [
      'conditions on each other',
      { 'survey!G4': '${Q3} > 1', 'survey!G8': "${Q1} = 'yes'" },
      ['survey!G4 condition-circle', 'survey!G8 condition-circle', '(survey!G4 condition-later'],
    ],
    ['a choice that is not there', { 'survey!G5': "${Q1} = 'ys'" }, ['survey!G5 condition-choice']],
    ['a number compared with a word', { 'survey!G9': "${Q3} = 'yes'" }, ['survey!G9 condition-no-number']],
    ['several choices compared', { 'survey!G9': "${Q2} = 'play'" }, ['survey!G9 condition-multiple']],
    ['a text compared with another', { 'survey!I10': ". != 'x'" }, ['survey!I10 condition-text']],
    ['a text that must not be blank', { 'survey!I10': ". != ''" }, []],
    ['several choices compared with nothing', { 'survey!G9': "${Q2} != ''" }, []],
    ['selected of a number', { 'survey!G9': "selected(${Q3}, 'play')" }, ['survey!G9 condition-not-select']],
    ['selected of what is not there', { 'survey!G9': "selected(${Q2}, 'swim')" }, ['survey!G9 condition-choice']],
    ['a fact that is not registered', { 'survey!G9': "${authority.mayor} = 'x'" }, ['survey!G9 condition-fact']],
    ['a fact that is registered', { 'survey!G9': "${authority.kind} = 'city'" }, []],
    ['a function that is not taken', { 'survey!G9': 'count-selected(${Q2}) > 1' }, ['survey!G9 expression-word']],
    ['an expression that ends too early', { 'survey!G9': '${Q3} >' }, ['survey!G9 expression-end']],
    ['an expression that goes on', { 'survey!G9': '${Q3} > 1 2' }, ['survey!G9 expression-rest']],
    ['a bracket too few', { 'survey!G9': '(${Q3} > 1' }, ['survey!G9 expression-end']],
    ['two signs for equal', { 'survey!G5': "${Q1} == 'yes'" }, ['survey!G5 expression-sign']],
    [
      'brackets without end',
      { 'survey!G9': `${'('.repeat(30)}\${Q3} > 1${')'.repeat(30)}` },
      ['survey!G9 expression-depth'],
    ],
    [
      'an expression of a page',
      { 'survey!G9': `\${Q3} > 1${' or ${Q3} > 1'.repeat(100)}` },
      ['survey!G9 text-too-long'],
    ],
    ['a constraint that is about nothing', { 'survey!I8': '${Q4} > 1' }, ['survey!I8 constraint-without-answer']],
    ['curly quotes', { 'survey!G5': '${Q1} = ‘yes’' }, []],
    // Scoring.
    ['scoring of what is not there', { 'scoring!A6': 'Q44' }, ['scoring!A6 scoring-node-unknown']],
    ['scoring of a note', { 'scoring!A6': 'about' }, ['scoring!A6 scoring-note']],
    ['scoring said twice', { 'scoring!A6': 'Q3' }, ['scoring!A6 scoring-twice']],
    ['counts into nothing that is there', { 'scoring!B3': 'C' }, ['scoring!B3 counts-into-unknown']],
    ['counts into a question', { 'scoring!B3': 'Q3' }, ['scoring!B3 counts-into-question']],
    [
      'counts into each other',
      { 'scoring!B3': 'B', 'scoring!B4': 'A' },
      ['scoring!B3 counts-into-circle', 'scoring!B4 counts-into-circle'],
    ],
    ['a weight of zero', { 'scoring!C3': 0 }, ['scoring!C3 weight-not-positive']],
    ['a weight in words', { 'scoring!C3': 'half' }, ['scoring!C3 number-unknown']],
    ['another aggregate', { 'scoring!D3': 'median' }, ['scoring!D3 value-unknown']],
    ['an aggregate of a question', { 'scoring!D5': 'sum' }, ['scoring!D5 not-for-this-type']],
    ['goalposts of a group', { 'scoring!F3': 1 }, ['scoring!F3 not-for-this-type']],
    ['goalposts the wrong way round', { 'scoring!F5': 20 }, ['scoring!F5 goalposts-reversed']],
    ['goalposts at one place', { 'scoring!G5': 0 }, ['scoring!G5 goalposts-equal']],
    ['one goalpost', { 'scoring!G5': null }, ['scoring!G5 goalpost-missing']],
    ['a geometric mean that is not rounded', { 'scoring!D3': 'geomean' }, ['scoring!E3 geomean-rounding']],
    [
      'a geometric mean of fine weights',
      { 'scoring!D2': 'geomean', 'scoring!C3': 0.12345, 'scoring!C4': 1 },
      ['scoring!D2 geomean-weights'],
    ],
    ['a mean of what only takes away', { 'choices!E2': -1, 'survey!J4': null }, ['survey!B4 most-zero']],
    ['a least share of two', { 'scoring!K3': 2 }, ['scoring!K3 least-share']],
    ['nothing that counts', { 'scoring!B3': 'none', 'scoring!B4': 'none' }, ['scoring!A2 nothing-scored']],
    [
      'too many steps',
      { 'settings!F2': 'points', 'settings!G2': 2, 'scoring!D2': 'sum', 'scoring!C4': 100, 'survey!J8': 300 },
      ['settings!G2 too-many-steps'],
    ],
    // The mapping.
    ['a question that nothing became', { 'mapping!B2': 'Q8' }, ['mapping!B2 mapping-unknown']],
    ['nothing said of a question', { 'mapping!D3': null }, ['mapping!B3 mapping-new-missing']],
    ['a question that two became', { 'mapping!B3': 'Q1', 'mapping!D3': null }, ['mapping!B3 mapping-twice']],
    ['a choice that none became', { 'mapping!C2': 'ja=maybe' }, ['mapping!C2 mapping-choice']],
    ['choices that cannot be read', { 'mapping!C2': 'ja -> yes' }, ['mapping!C2 mapping-values']],
  ])('with %s', async (_, changes, expected) => {
    const result = await read(changedAuthoring(changes));
    expect(told(result)).toEqual(expected);
    expect(result.definition === null).toBe(expected.some((line) => !line.startsWith('(')));
  });

  test.each([
    ['label::Suomi', 'fi'],
    ['label::Finnish', 'fi'],
    ['Label :: FI', 'fi'],
    ['label::Kieli (fi)', 'fi'],
    ['label::pt_br', 'pt-BR'],
    ['label::Português (pt-BR)', 'pt-BR'],
    ['label::sr-latn', 'sr-Latn'],
    ['label', 'fi'],
  ])('takes %s for a heading of %s', async (heading, tag) => {
    const { definition } = await read(
      changedAuthoring({
        'survey!D1': heading,
        'choices!D1': heading,
        'settings!D1': heading.replace(/label/i, 'form_title'),
        'settings!E2': tag,
      }),
    );
    expect(definition?.languages.toSorted()).toEqual(['en', tag].sort());
  });

  test('all faults of one workbook are found in one go', async () => {
    const changes = {
      ...{ 'settings!B2': 1.1, 'survey!B10': 'Q1', 'survey!A5': 'select_multiple use', 'survey!G9': '${Q77} > 1' },
      ...{ 'choices!E2': 'two', 'scoring!F5': 20, 'scoring!B3': 'nowhere', 'mapping!B2': 'Q8' },
    };
    const { definition, faults } = await read(changedAuthoring(changes));
    expect(definition).toBeNull();
    const places = faults.filter(({ severity }) => severity === 'fault').map(({ sheet, cell }) => `${sheet}!${cell}`);
    expect(places.sort()).toEqual(Object.keys(changes).sort());
  });

  test('numbers are what was typed, whatever their floats', async () => {
    const { definition } = await read(
      changedAuthoring({ 'scoring!G5': 4.0999999999999996, 'scoring!F5': 1e-7, 'scoring!C4': ' 1 000.5 ' }),
    );
    const nodes = new Map(definition?.nodes.map((node) => [node.name, node]));
    expect(nodes.get('Q3')).toMatchObject({ goalposts: { low: '0.0000001', high: '4.1' } });
    expect(nodes.get('B')).toMatchObject({ weight: '1000.5' });
  });

  test('of a workbook that is none of ours only the sheets are told', async () => {
    expect(told(await read({ Sheet1: [['Question', 'Answer']] }))).toEqual([
      'settings!null sheet-missing',
      'survey!null sheet-missing',
      'Sheet1!null sheet-unknown',
    ]);
    expect(await readAuthoring(Buffer.from('%PDF-1.7'))).toMatchObject({ code: 'file-unsupported' });
  });

  test('no more faults are told than anybody reads', async () => {
    const rows = Array.from({ length: 1_000 }, (_, row) => ['essay', `E${row}`]);
    const { faults } = await read({ ...soundAuthoring, survey: [...(soundAuthoring['survey'] ?? []), ...rows] });
    expect(faults).toHaveLength(301);
    expect(faults.at(-1)).toMatchObject({ code: 'more-faults', facts: { count: '700' } });
  });

  test('whatever stands in a cell, there is an answer and never an exception', async () => {
    const places = Object.entries(soundAuthoring).flatMap(([sheet, rows]) =>
      rows.flatMap((row, at) => row.map((_, column) => `${sheet}!${String.fromCharCode(65 + column)}${at + 1}`)),
    );
    const words = [
      'index',
      'none',
      '__proto__',
      'constructor',
      'Q1',
      'A',
      '-1',
      '1/0',
      '99%',
      "${Q1} = ''",
      'yes|no',
      'end_group',
      '::',
    ];
    const cell = fc.oneof(fc.constantFrom<RawCell>(...words, null, true, -3, 1e300, 0.1), fc.string({ maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...places), cell), { maxLength: 6 }), async (changes) => {
        const { definition, faults } = await read(changedAuthoring(Object.fromEntries(changes)));
        expect(definition === null).toBe(faults.some(({ severity }) => severity === 'fault'));
      }),
      { numRuns: 400 },
    );
  });
});
