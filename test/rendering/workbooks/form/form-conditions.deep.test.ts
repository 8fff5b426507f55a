import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  choicesOf,
  isSelect,
  questionsOf,
  textOf,
} from '../../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { conditionsOf } from '../../../../shared/domain/scoring/engine/plan.ts';
import { askedOf } from '../../../../shared/domain/scoring/engine/relevance.ts';
import type { Given } from '../../../../shared/domain/scoring/given.ts';
import { surelyNot } from '../../../../shared/rendering/workbooks/form/form-conditions.ts';
import { answerCells, type FormRow, formRows } from '../../../../shared/rendering/workbooks/form/form-layout.ts';
import { readGrid } from '../../../../shared/spreadsheet/formats/read-grid.ts';
import { newWorkbook, workbookBytes } from '../../../../shared/spreadsheet/writing/spreadsheet.ts';
import { defined } from '../../../support/defined.ts';
import { hasLibreOffice, recalculated } from '../../../support/libreoffice.ts';

/** Conditions of every kind, each on questions that are asked of all. */
const conditions = [
  "${Q1} = 'yes'",
  "${Q1} != 'no'",
  "not(${Q1} = 'na')",
  "${Q1} = ''",
  "${Q1} != ''",
  "selected(${Q2}, 'solar')",
  "not(selected(${Q2}, 'none'))",
  "selected(${Q2}, 'solar') and ${Q1} = 'yes'",
  "selected(${Q2}, 'solar') or ${Q3} > 10",
  '${Q3} >= 10 and ${Q3} < 20.5',
  '${Q3} != 7',
  '10 > ${Q3}',
  "${Q4} != ''",
  "not(${Q3} > 10 or selected(${Q1}, 'no'))",
];
const definition = defined([
  { type: 'select_one', name: 'Q1', list: 'yes_no_na' },
  { type: 'select_multiple', name: 'Q2', list: 'sources' },
  { type: 'decimal', name: 'Q3' },
  { type: 'text', name: 'Q4' },
  ...conditions.map((relevant, at) => ({ type: 'text' as const, name: `C${at}`, relevant })),
]);
const rows = formRows(definition);
const cells = answerCells(rows);

const answers = fc.record(
  {
    Q1: fc.constantFrom('yes', 'no', 'na').map((choice): Given => ({ choices: [choice] })),
    Q2: fc.subarray(['solar', 'wind', 'coal'], { minLength: 1 }).map((choices): Given => ({ choices })),
    Q3: fc.constantFrom('-1', '7', '10', '20.5', '33').map((number): Given => ({ number })),
    Q4: fc.constantFrom('Energy unit', 'Other').map((text): Given => ({ text })),
  },
  { requiredKeys: [] },
);

/** The form with these answers, and in column H whether each row is surely not asked. */
function filled(given: ReadonlyMap<string, Given>): Promise<Uint8Array> {
  const workbook = newWorkbook({ title: 'Form', language: 'en' });
  const sheet = workbook.addWorksheet('Form');
  for (const row of rows) {
    sheet.getCell(`D${row.row}`).value = answerIn(row, given);
    if (row.kind !== 'question') continue;
    for (const condition of conditionsOf(definition, row.of.name)) {
      const formula = surelyNot(condition, { definition, language: 'en', cells });
      if (formula !== null) sheet.getCell(`H${row.row}`).value = { formula };
    }
  }
  return workbookBytes(workbook);
}

function answerIn(row: FormRow, given: ReadonlyMap<string, Given>): string | number | null {
  if (row.kind === 'group' || row.kind === 'note') return null;
  const answer = given.get(row.of.name);
  if (answer === undefined || 'doesNotCount' in answer) return null;
  if ('number' in answer) return Number(answer.number);
  if ('text' in answer) return answer.text;
  if (row.kind === 'tick') return answer.choices.includes(row.choice.name) ? 'x' : null;
  if (!isSelect(row.of) || row.of.type === 'select_multiple') return null;
  const choice = choicesOf(definition, row.of).find(({ name }) => name === answer.choices[0]);
  return choice === undefined ? null : textOf(choice.label, 'en', definition);
}

test.skipIf(!hasLibreOffice)(
  'a question turns grey exactly where scoring says that it is surely not asked',
  async () => {
    const sets = fc.sample(answers, { numRuns: 40, seed: 7 }).map((one) => new Map(Object.entries(one)));
    const read = await recalculated(await Promise.all(sets.map(filled)));
    let greys = 0;
    for (const [at, bytes] of read.entries()) {
      const given = sets[at] ?? new Map<string, Given>();
      const asked = askedOf(definition, given, {});
      const [sheet] = (await readGrid(bytes)).sheets;
      for (const { name, relevant } of questionsOf(definition)) {
        if (relevant === undefined) continue;
        const row = Number(cells.get(name)?.cell.slice(1));
        const grey = sheet?.cells.find((cell) => cell.row === row && cell.column === 8)?.text;
        expect({ relevant, given: Object.fromEntries(given), grey }).toMatchObject({
          grey: String(asked(name) === false),
        });
        if (grey === 'true') greys += 1;
      }
    }
    expect(greys).toBeGreaterThan(100);
  },
);
