import { mustGet } from '../../../domain/must.ts';
import type { Choice, Definition, SelectQuestion } from '../../../domain/questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf, textOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { isShareOfMost, pointsIn } from '../../../domain/scoring/engine/aggregates.ts';
import { mostPointsOf } from '../../../domain/scoring/engine/plan.ts';
import { toNumber } from '../../../domain/scoring/rational.ts';
import { cellText } from '../../../spreadsheet/writing/cell-styles.ts';
import { placeIn } from '../../../spreadsheet/writing/references.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';

const sheetName = '_points';
const columns = { labels: 'A', places: 'B', points: 'C', missing: 'D', exclusive: 'E' } as const;

/** Where the hidden sheet has the choices of a question, a row each: addresses with their sheet, for formulas. */
export interface ChoiceRanges extends Readonly<Record<keyof typeof columns, string>> {
  /** Labels that differ by capital letters alone are told apart by them. */
  readonly areLettersTold: boolean;
}

interface Block {
  readonly question: SelectQuestion;
  readonly choices: readonly Choice[];
  readonly first: number;
}

/** A list has a block for each of the most points that its shares are of. */
function blocksOf(definition: Definition): ReadonlyMap<string, Block> {
  const blocks = new Map<string, Block>();
  let first = 1;
  for (const question of questionsOf(definition).filter(isSelect)) {
    const key = keyOf(definition, question);
    if (blocks.has(key)) continue;
    const choices = choicesOf(definition, question);
    blocks.set(key, { question, choices, first });
    first += choices.length;
  }
  return blocks;
}

function keyOf(definition: Definition, question: SelectQuestion): string {
  const hasShares = choicesOf(definition, question).some(({ points }) => points !== undefined && isShareOfMost(points));
  const { n, d } = mostPointsOf(definition, question);
  return hasShares ? `${question.list} ${n}/${d}` : question.list;
}

/** Says where the choices of a question are. */
export function choiceRanges(definition: Definition): (of: SelectQuestion) => ChoiceRanges {
  const blocks = blocksOf(definition);
  return (question) => {
    const { first, choices } = mustGet(blocks, keyOf(definition, question));
    const range = (column: string): string =>
      placeIn(sheetName, `$${column}$${first}:$${column}$${first + choices.length - 1}`);
    const ranges = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, range(column)]));
    const labels = choices.flatMap(({ label }) => Object.values(label));
    const capital = new Set(labels.map((label) => asTrimmed(label).toLowerCase()));
    return {
      ...(ranges as Record<keyof typeof columns, string>),
      areLettersTold: capital.size < new Set(labels.map(asTrimmed)).size,
    };
  };
}

/** As TRIM leaves a cell: without blanks around it, and one between words. */
const asTrimmed = (label: string): string => label.replace(/^ +| +$/g, '').replace(/ +/g, ' ');

/** The hidden sheet with all choices: what each is called, what it scores, and what it means for the score. */
export function addPointsSheet(workbook: Workbook, definition: Definition, language: string): void {
  const blocks = blocksOf(definition);
  if (blocks.size === 0) return;
  const sheet = workbook.addWorksheet(sheetName, { state: 'hidden' });
  sheet.getColumn(1).numFmt = '@';
  for (const { question, choices, first } of blocks.values()) {
    const most = mostPointsOf(definition, question);
    for (const [at, { label, points = '0', missing, exclusive }] of choices.entries()) {
      const row = first + at;
      sheet.getCell(`${columns.labels}${row}`).value = cellText(asTrimmed(textOf(label, language, definition)));
      sheet.getCell(`${columns.places}${row}`).value = at + 1;
      sheet.getCell(`${columns.points}${row}`).value = toNumber(pointsIn(points, most));
      sheet.getCell(`${columns.missing}${row}`).value = Number(missing);
      sheet.getCell(`${columns.exclusive}${row}`).value = Number(exclusive);
    }
  }
}
