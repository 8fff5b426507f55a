import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import type { CalculationCells } from './calculation-table.ts';
import type { ResultsContent } from './results-content.ts';

/** A part of the summary: what it shows, and the cells that its numbers are counted in. */
export interface SummaryPart extends ResultsContent {
  readonly sheet: Worksheet;
  readonly cells: CalculationCells;
}
