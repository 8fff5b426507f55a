import { type Problem, problem } from '../../domain/answers/problems.ts';
import { cellText, type ReviewColumn, type ReviewRow, reviewColumns } from '../../domain/review/review-rows.ts';
import type { Sheet } from '../formats/grid.ts';
import { readGrid } from '../formats/read-grid.ts';
import headings from '../formats/review-headings.json' with { type: 'json' };
import { Unreadable } from '../formats/unreadable.ts';
import { rowsOf } from './rows.ts';
import { cellsBelow, columnsOf } from './table-columns.ts';

/** Without these nobody can tell which answer a row is about. */
const needed: readonly ReviewColumn[] = ['round', 'authority', 'indicator', 'verified', 'submission'];

/** The rows in which something was verified; what cannot be read comes back as the problem that says why. */
export async function readReview(file: Uint8Array): Promise<readonly ReviewRow[] | Problem> {
  try {
    const { sheets } = await readGrid(file);
    const tables = sheets.flatMap((sheet) => tableIn(sheet) ?? []);
    if (tables.length === 0) return problem('not-a-review');
    return tables.flat();
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
}

/** The decided rows below the row of headings, wrapped in a list; null when the sheet has no such headings. */
function tableIn(sheet: Sheet): ReviewRow[][] | null {
  const all = [...rowsOf(sheet).all];
  for (const [index, [, cells]] of all.entries()) {
    const columns = columnsOf<ReviewColumn>(reviewColumns, headings, cells);
    if (!needed.every((column) => columns.has(column))) continue;
    const rows = all.slice(index + 1).map(([row, filled]) => ({
      sheet: sheet.name,
      cells: cellsBelow(columns, row, filled),
    }));
    return [rows.filter((row) => cellText(row, 'verified') !== '' || cellText(row, 'reason') !== '')];
  }
  return null;
}
