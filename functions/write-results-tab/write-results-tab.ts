import { sheetKey } from '../../shared/config/object-keys.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import { maxWait, secondsToWait } from '../../shared/domain/submissions/sheet-waits.ts';
import type {
  OnlineSheets,
  ResultsTabQueue,
  ResultsTabRequest,
  SheetInbox,
  TabRefusal,
  TabWriting,
} from '../../shared/ports/online-sheets.ts';
import { unwrittenTab } from '../../shared/queues/refused-sheet.ts';

export interface WriteDependencies {
  /** null: Google Sheets are not used here. */
  readonly sheets: OnlineSheets | null;
  /** Its own queue: results that cannot be written now are asked for again later. */
  readonly queue: ResultsTabQueue;
  /** By it, whoever sent the link is told that the sheet does not take the results. */
  readonly inbox: SheetInbox;
  readonly now: () => Date;
  /** 0 to 1. */
  readonly random: () => number;
}

export type WriteOutcome = 'off' | TabWriting['outcome'];

export interface Written {
  readonly outcome: WriteOutcome;
  /** Since when results wait that could not be written yet, in seconds. */
  readonly waited?: number;
}

/**
 * Results go into the sheet they came from, if it lets us; if not, whoever sent its link is told what to do. Their mail
 * has gone its own way: nothing that happens here touches it, and doing this again fills the tab with the same.
 */
export async function writeResultsTab(request: ResultsTabRequest, deps: WriteDependencies): Promise<Written> {
  const { sheet, tab } = request;
  if (deps.sheets === null) return { outcome: 'off' };
  const writing = await deps.sheets.writeResults(sheet, tab);
  if (writing.outcome === 'busy') return wait(request, writing.seconds, deps);
  if (writing.outcome === 'not allowed') await noteUnwritten(request, writing.why, deps.sheets.address, deps.inbox);
  return { outcome: writing.outcome };
}

async function wait(request: ResultsTabRequest, asked: number, deps: WriteDependencies): Promise<Written> {
  const now = deps.now();
  const waitsSince = request.waitsSince ?? now.toISOString();
  const waited = Math.max(0, (now.getTime() - Date.parse(waitsSince)) / 1000);
  if (waited > maxWait) throw new Error('Google has not let us write results for days');
  await deps.queue.request({ ...request, waitsSince }, secondsToWait({ asked, waited }, deps.random()));
  return { outcome: 'busy', waited };
}

/** The same results that are refused again are told again by the same note, and that is one mail. */
async function noteUnwritten(
  { sheet, tab }: ResultsTabRequest,
  why: TabRefusal,
  address: string,
  inbox: SheetInbox,
): Promise<void> {
  const { submission, receivedAt } = tab;
  await inbox.put({
    key: sheetKey(hashedId([sheet, submission, 'unwritten', why], 64)),
    bytes: unwrittenTab({ submission, why, address }),
    ...{ fileName: tab.title, sender: null, sheet, revision: null, receivedAt },
  });
}
