import { sheetKey, uploadIn } from '../../shared/config/object-keys.ts';
import { type Problem, problem } from '../../shared/domain/answers/problems.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import { limits, megabytes } from '../../shared/domain/submissions/limits.ts';
import type { Receipt } from '../../shared/domain/submissions/submission.ts';
import type {
  ArrivedSheet,
  OnlineSheets,
  SheetInbox,
  SheetReading,
  SheetRequest,
} from '../../shared/ports/online-sheets.ts';
import { refusedSheet } from '../../shared/queues/refused-sheet.ts';
import { writeSnapshotWorkbook } from '../../shared/spreadsheet/writing/snapshot/snapshot-workbook.ts';

export interface FetchDependencies {
  /** null: Google Sheets are not used here. */
  readonly sheets: OnlineSheets | null;
  readonly inbox: SheetInbox;
}

export type FetchOutcome = 'off' | SheetReading['outcome'];

/**
 * An online sheet that somebody pointed to comes into the inbox as a workbook, and from there goes the way of
 * every file. One that cannot be read comes in as the reason why, so that its sender is told like any other.
 */
export async function fetchSheet({ sheet, pointer }: SheetRequest, deps: FetchDependencies): Promise<FetchOutcome> {
  const reading = deps.sheets === null ? ({ outcome: 'off' } as const) : await deps.sheets.fetch(sheet);
  const arrival = arrivalOf(pointer);
  const upload = pointer.channel === 'page' ? uploadIn(pointer.key) : null;
  const arrived = { key: sheetKey(arrival), sender: pointer.sender, sheet, upload, mail: pointer.mail };
  await deps.inbox.put({ ...arrived, ...contentOf(reading, pointer, arrival, deps.sheets?.address ?? '') });
  return reading.outcome;
}

/** One arrival of a pointer: the same event twice is one, the same pointer sent again is another. */
function arrivalOf({ bucket, key, versionId, sequencer }: Receipt): string {
  return hashedId([bucket, key, versionId, sequencer], 64);
}

function contentOf(
  reading: SheetReading | { readonly outcome: 'off' },
  pointer: Receipt,
  arrival: string,
  address: string,
): Pick<ArrivedSheet, 'bytes' | 'fileName' | 'revision'> {
  if (reading.outcome !== 'read') {
    const reason = reasons[reading.outcome](address);
    return { bytes: refusedSheet(reason, arrival), fileName: pointer.fileName, revision: null };
  }
  const { snapshot } = reading;
  return {
    bytes: writeSnapshotWorkbook(snapshot),
    fileName: snapshot.title === '' ? pointer.fileName : snapshot.title,
    revision: snapshot.revision,
  };
}

const reasons: Readonly<Record<Exclude<FetchOutcome, 'read'>, (address: string) => Problem>> = {
  off: () => problem('sheet-link'),
  'not shared': (address) => problem('sheet-not-shared', { facts: { address } }),
  gone: () => problem('sheet-gone'),
  'other format': () => problem('sheet-other-format'),
  'too large': () =>
    problem('sheet-too-large', {
      facts: { limit: 'online', cells: String(limits.onlineCells), count: String(megabytes(limits.onlineBytes)) },
    }),
  changing: () => problem('sheet-changing'),
};
