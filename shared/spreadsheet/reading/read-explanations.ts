import type { Explanations } from '../../domain/answers/checks/explained.ts';
import { plainText } from '../../domain/answers/normalise/plain-text.ts';
import type { Grid } from '../formats/grid.ts';
import { explanationKey } from '../formats/identity.ts';
import { rowsOf } from './rows.ts';

const maxLength = 1_000;

/** What the sender wrote beside the queries of a results workbook: left of the hidden key of each. */
export function readExplanations(grid: Grid): Explanations {
  const explanations = new Map<string, string>();
  for (const sheet of grid.sheets) {
    for (const cell of sheet.cells) {
      const key = cell.kind === 'text' ? explanationKey.exec(cell.text)?.[1] : undefined;
      if (key === undefined) continue;
      const text = plainText(rowsOf(sheet).cell(cell.row, cell.column - 1)?.text ?? '');
      if (text !== '') explanations.set(key, text.slice(0, maxLength));
    }
  }
  return explanations;
}
