import { secondsToWait } from '../../shared/domain/submissions/sheet-waits.ts';
import type { OnlineSheets, ResultsTabQueue, ResultsTabRequest, TabWriting } from '../../shared/ports/online-sheets.ts';

export interface WriteDependencies {
  /** null: Google Sheets are not used here. */
  readonly sheets: OnlineSheets | null;
  /** Its own queue: results that cannot be written now are asked for again later. */
  readonly queue: ResultsTabQueue;
  readonly now: () => Date;
  /** 0 to 1. */
  readonly random: () => number;
}

export type WriteOutcome = 'off' | TabWriting['outcome'];

/**
 * Results go into the sheet they came from, if it lets us. Their mail has gone its own way: nothing that happens
 * here touches it, and doing this again fills the tab with the same.
 */
export async function writeResultsTab(request: ResultsTabRequest, deps: WriteDependencies): Promise<WriteOutcome> {
  const { sheet, tab } = request;
  if (deps.sheets === null) return 'off';
  const writing = await deps.sheets.writeResults(sheet, tab);
  if (writing.outcome !== 'busy') return writing.outcome;
  const waited = Math.max(0, (deps.now().getTime() - Date.parse(tab.receivedAt)) / 1000);
  await deps.queue.request(request, secondsToWait({ asked: writing.seconds, waited }, deps.random()));
  return 'busy';
}
