import type { OnlineSheets, ResultsTabRequest } from '../../shared/ports/online-sheets.ts';

export type WriteOutcome = 'off' | Awaited<ReturnType<OnlineSheets['writeResults']>>;

/**
 * Results go into the sheet they came from, if it lets us. Their mail has gone its own way: nothing that happens
 * here touches it, and doing this again replaces the tab by the same one.
 */
export async function writeResultsTab(
  { sheet, tab }: ResultsTabRequest,
  sheets: OnlineSheets | null,
): Promise<WriteOutcome> {
  return sheets === null ? 'off' : sheets.writeResults(sheet, tab);
}
