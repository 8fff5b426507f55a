import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../../../shared/domain/questionnaire/definition/expression.ts';
import { conditionInWords } from '../../../../shared/rendering/words/condition-words.ts';
import { definitionMessagesIn } from '../../../../shared/rendering/words/definition-words.ts';
import { type FormToSend, writeFormWorkbook } from '../../../../shared/rendering/workbooks/form/form-workbook.ts';
import { readGrid } from '../../../../shared/spreadsheet/formats/read-grid.ts';
import { defined } from '../../../support/defined.ts';
import { greenCity } from '../../../support/green-city.ts';
import { partsOf } from '../../../support/rules/parts.ts';

const espoo = { authority: { id: 'espoo', name: 'Espoo' }, round: '2026' } as const;
const formOf = (more: Partial<FormToSend> = {}) =>
  writeFormWorkbook({ definition: greenCity, language: 'en', ...espoo, ...more });

/** Rows of the sheet of questions: what stands in B to F. */
async function rowsOf(bytes: Uint8Array): Promise<string[][]> {
  const { sheets } = await readGrid(Buffer.from(bytes));
  const cells = sheets[1]?.cells.filter(({ row }) => row > 6) ?? [];
  return [...Map.groupBy(cells, ({ row }) => row).values()].map((row) =>
    [2, 3, 4, 5, 6].map((column) => row.find((cell) => cell.column === column)?.text ?? ''),
  );
}

describe('a form', () => {
  test('asks each question in its order, with what its rules ask', async () => {
    expect((await rowsOf(await formOf())).map((row) => row.join(' | '))).toMatchInlineSnapshot(`
      [
        "Your municipality |  |  |  | ",
        "0.1 | How many people live in the municipality? |  |  | A whole number. From 0 to 20,000,000.",
        "0.2 | What is the budget of this year? |  |  | The amount with its currency and year, for example 480000000 EUR 2022",
        "0.3 | Who answers? |  |  | ",
        "A  Energy |  |  |  | ",
        "A1  Buildings |  |  |  | ",
        "Q1 | Does the authority have an energy plan for its buildings? |  |  | The name of the plan, and the day on which it was adopted
      Yes: counts only with evidence.",
        "Q2 | How far is the renovation of schools?
      Only if Q1 is “Yes”. |  |  | ",
        "Q3 | How much heat do the buildings use?
      Only if 0.1 is above 5,000. |  |  | A number. In kWh/m². At least 0.",
        "B  Transport |  |  |  | ",
        " | Count what is open to the public on the last day of the year. |  |  | ",
        "Q4 | Which of these are there? |  |  | You can choose several: write x beside each that applies.",
        " | Tram, "light rail" |  |  | ",
        " | Bus |  |  | ",
        " | Shared bikes |  |  | ",
        " | None of these |  |  | ",
        "Q5 | Can bikes be taken on the tram?
      Only if Q4 includes “Tram, "light rail"” and not (Q4 includes “None of these”). |  |  | Of the last 2 years.",
      ]
    `);
  });

  test('has the words of the language, and comes filled', async () => {
    const rows = await rowsOf(
      await formOf({
        language: 'fi',
        answers: new Map([
          ['Q1', { given: { choices: ['yes'] }, evidence: 'Energiasuunnitelma 2025' }],
          ['Q4', { given: { choices: ['bus', 'bikes'] }, evidence: '' }],
          ['population', { given: { number: '305200' }, evidence: '' }],
        ]),
      }),
    );
    const answered = rows.filter(([, , answer]) => answer !== '').map(([, question, answer]) => [question, answer]);
    expect(answered).toEqual([
      ['Kuinka monta asukasta kunnassa on?', '305200'],
      ['Onko rakennuksille energiasuunnitelma?', 'Kyllä'],
      ['Bussi', 'x'],
      ['Kaupunkipyörät', 'x'],
    ]);
  });

  test('offers short lists in the rule and others from a hidden sheet, one column each', async () => {
    const { sheets } = await readGrid(Buffer.from(await formOf()));
    const lists = sheets.find(({ name }) => name === '_lists');
    expect(lists?.hidden).toBe(true);
    expect(lists?.cells.map(({ row, column }) => `${column}:${row}`)).toEqual(['1:1', '1:2', '1:3', '1:4']);
    const sheet = (await xmlOf(await formOf())).replaceAll('&quot;', '"').replaceAll('&apos;', "'");
    expect(sheet.match(/<formula1>[^<]*<\/formula1>/g)?.toSorted()).toEqual([
      '<formula1>"Yes,No,I don’t know"</formula1>',
      '<formula1>"Yes,No,I don’t know"</formula1>',
      '<formula1>"x"</formula1>',
      "<formula1>'_lists'!$A$1:$A$4</formula1>",
      '<formula1>0</formula1>',
      '<formula1>0</formula1>',
    ]);
  });

  test('writes the same bytes for the same input', async () => {
    expect(Buffer.compare(await formOf(), await formOf())).toBe(0);
  });

  test('of 1,000 questions stays small: the same rule below each other is one', async () => {
    const many = defined(
      Array.from({ length: 1_000 }, (_, at) => ({ type: 'select_one' as const, name: `Q${at}`, list: 'yes_no_na' })),
    );
    const bytes = await writeFormWorkbook({ definition: many, language: 'en', authority: null, round: null });
    expect(bytes.length).toBeLessThan(80_000);
    expect((await xmlOf(bytes)).match(/<dataValidation /g)).toHaveLength(1);
  });
});

const xmlOf = async (bytes: Uint8Array): Promise<string> => {
  const part = partsOf(bytes).files['xl/worksheets/sheet2.xml'];
  return Buffer.from(part ?? []).toString();
};

describe('a condition in words', () => {
  test.each([
    ["${Q1} = 'yes'", 'Q1 is “Yes”'],
    ["not(${Q1} != 'yes')", 'not (Q1 is not “Yes”)'],
    ["selected(${Q4}, 'tram') or ${population} >= 5000", 'Q4 includes “Tram, "light rail"” or 0.1 is 5,000 or more'],
    ["5000 < ${population} and ${Q1} != ''", '0.1 is above 5,000 and Q1 is answered'],
    ["${authority.kind} = 'county'", 'the kind of authority is “county”'],
  ])('%s', (source, words) => {
    const parsed = parseExpression(source);
    if ('reason' in parsed) throw new Error(parsed.reason);
    const said = conditionInWords(parsed, {
      definition: greenCity,
      language: 'en',
      messages: definitionMessagesIn('en'),
    });
    expect(said).toBe(words);
  });
});

test('any text of an office can stand in a form', async () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }).filter((one) => one.trim() !== '');
  await fc.assert(
    fc.asyncProperty(text, text, async (label, choice) => {
      const definition = defined([{ type: 'select_one', name: 'Q1', list: 'own', label: { en: label } }], {
        lists: [
          {
            name: 'own',
            choices: [
              { name: 'a', label: { en: choice }, points: '1' },
              { name: 'b', label: { en: 'b' } },
            ],
          },
        ],
      });
      await readGrid(
        Buffer.from(await writeFormWorkbook({ definition, language: 'en', authority: null, round: null })),
      );
    }),
    { numRuns: 15 },
  );
});
