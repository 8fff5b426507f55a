import { describe, expect, test } from 'vitest';
import { identitySheet, questionnaireSheet } from '../../support/filled-rows.ts';
import { type RawCell, type RawSheet, rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile } from '../../support/user-centricity.ts';

const population = 'Total population';
const budget = 'Total annual budget (last year or average of the last three years)';
const employees = 'Total number of employees in the city/region administration';
const ict = 'Number of ICT specialists employed directly (full-time equivalent)';

async function read(rows: readonly (readonly RawCell[])[], change?: (parts: Record<string, string>) => void) {
  const sheet: RawSheet = { name: 'Background', rows };
  const { background, problems } = await assessFile(rawWorkbook([questionnaireSheet(), sheet, identitySheet], change));
  const asked = problems.filter(({ code, severity }) => code.startsWith('background') && severity !== 'notice');
  return {
    population: background.get('population')?.value ?? null,
    budget: background.get('budget')?.value ?? null,
    employees: background.get('employees')?.value ?? null,
    ict: background.get('ictSpecialistsDirect')?.value ?? null,
    asked: asked.map(({ code, indicator }) => `${code} ${indicator}`),
  };
}

const right = { population: 305200, budget: 2155345000, asked: [] };

describe('a figure stands', () => {
  test.each<[string, RawCell[][]]>([
    [
      'beside its year',
      [
        ['Figure', 'Year', 'Number'],
        [population, 2022, 305200],
        [budget, 2022, 2155345000],
      ],
    ],
    [
      'under its year, a number',
      [
        ['Figure', 2021, 2022],
        [population, 300100, 305200],
        [budget, 2100000000, 2155345000],
      ],
    ],
    [
      'under its year, a text',
      [
        ['Figure', '2021', '2022'],
        [population, 300100, 305200],
        [budget, 2100000000, 2155345000],
      ],
    ],
    [
      'under its year, the newest first',
      [
        ['Figure', '2022', '2021'],
        [population, 305200, 300100],
        [budget, 2155345000, 2100000000],
      ],
    ],
    [
      'under its year, a target beside it',
      [
        ['Figure', '2022', 'Target 2025'],
        [population, 305200, 310000],
        [budget, 2155345000, 2200000000],
      ],
    ],
    [
      'under its year, and not under next year',
      [
        ['Figure', '2022', '2023'],
        [population, 305200, 310000],
        [budget, 2155345000, 2200000000],
      ],
    ],
    [
      'under value and year',
      [
        ['Figure', 'Value 2021', 'Value 2022'],
        [population, 300100, 305200],
        [budget, 2100000000, 2155345000],
      ],
    ],
    [
      'beside last year’s',
      [
        ['Figure', 'Previous', 'Current'],
        [population, 300100, 305200],
        [budget, 2100000000, 2155345000],
      ],
    ],
    [
      'after its unit, without heads',
      [
        [population, 'persons', 305200],
        [budget, '€', 2155345000],
      ],
    ],
    [
      'after a number of the row, without heads',
      [
        [1, population, 305200],
        [2, budget, 2155345000],
      ],
    ],
    [
      'after a date',
      [
        ['Figure', 'Reference date', 'Amount'],
        [population, '31.12.2022', 305200],
        [budget, '31.12.2022', 2155345000],
      ],
    ],
    [
      'after a rank',
      [
        ['Figure', 'Rank in country', 'Amount'],
        [population, 2, 305200],
        [budget, 2, 2155345000],
      ],
    ],
    [
      'after an average',
      [
        ['Figure', 'National average', 'Amount'],
        [population, 18000, 305200],
        [budget, 90000000, 2155345000],
      ],
    ],
    [
      'before its unit',
      [
        ['Figure', 'Value', 'Unit'],
        [population, 305200, 'persons'],
        [budget, 2155345000, 'EUR'],
      ],
    ],
    [
      'with a trace of its sum',
      [
        ['Figure', 'Value'],
        [population, 305200.00000000006],
        [budget, 2155345000.0000005],
      ],
    ],
  ])('%s', async (_, rows) => {
    expect(await read(rows)).toMatchObject(right);
  });

  test.each<[string, RawCell[][], number | null, number | null]>([
    [
      'in thousands by its head',
      [
        ['Figure', 'Value (in thousands)'],
        [population, 305],
        [employees, 16],
      ],
      305000,
      null,
    ],
    [
      'in thousands by its label',
      [
        ['Figure', 'Value'],
        [`${population} (1000)`, 305],
        [`${budget}, in thousand euros`, 2155345],
      ],
      305000,
      2155345000,
    ],
    [
      'in millions by its label',
      [
        ['Figure', 'Value'],
        [`${budget} in million`, 2155],
      ],
      null,
      2155000000,
    ],
    [
      'in k€ by the column of units',
      [
        ['Figure', 'Value', 'Unit'],
        [budget, 2155345, 'k€'],
      ],
      null,
      2155345000,
    ],
    [
      'in M€ by the column of units',
      [
        ['Figure', 'Value', 'Unit'],
        [budget, '2155', 'M€'],
      ],
      null,
      2155000000,
    ],
    ['in Tsd. by the cell between', [[population, 'Tsd.', 305]], 305000, null],
  ])('%s: multiplied, and asked about', async (_, rows, people, money) => {
    const found = await read(rows);
    expect({ people: found.population, money: found.budget }).toEqual({ people, money });
    expect(new Set(found.asked.map((asked) => asked.split(' ')[0]))).toEqual(new Set(['background-unit']));
  });

  test.each(['Amounts in 1 000 euros', 'Amounts in thousand euros', 'All figures in EUR 1000'])(
    'by a remark above: %s',
    async (remark) => {
      const found = await read([[remark], ['Figure', 'Value'], [budget, 2155345]]);
      expect(found).toMatchObject({ budget: 2155345000, asked: ['background-unit budget'] });
    },
  );

  test('in hours: not taken', async () => {
    const found = await read([
      ['Figure', 'Value', 'Unit'],
      [ict, 7500, 'hours'],
      [population, 305200, 'persons'],
    ]);
    expect(found).toMatchObject({ ict: null, population: 305200, asked: ['background-unclear ictSpecialistsDirect'] });
  });

  test('under two heads of values: the likelier is taken, and asked about', async () => {
    const found = await read([
      ['Figure', 'Value', 'Amount'],
      [population, 305200, 300100],
    ]);
    expect(found.asked).toEqual(['background-several population']);
  });

  test('as the nought that a formula makes of a blank: not taken', async () => {
    const found = await read([
      ['Figure', 'Value'],
      [population, { xml: '<f>Other!B2</f><v>0</v>' }],
    ]);
    expect(found).toMatchObject({ population: null, asked: ['background-unclear population'] });
  });

  test('in units that only its format shows', async () => {
    const style = (parts: Record<string, string>): void => {
      parts['xl/styles.xml'] =
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="#,##0&quot; k€&quot;"/></numFmts><fonts><font/></fonts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>';
      const relations = 'xl/_rels/workbook.xml.rels';
      parts[relations] = (parts[relations] ?? '').replace(
        '</Relationships>',
        '<Relationship Id="rIdT" Type="http://x/styles" Target="styles.xml"/></Relationships>',
      );
    };
    const found = await read(
      [
        ['Figure', 'Value'],
        [budget, { attributes: 's="1"', xml: '<v>2155345</v>' }],
      ],
      style,
    );
    expect(found).toMatchObject({ budget: 2155345000, asked: ['background-unit budget'] });
  });
});
