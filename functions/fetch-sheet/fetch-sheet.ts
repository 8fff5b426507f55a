import { sheetKey, uploadIn } from '../../shared/config/object-keys.ts';
import { type Problem, problem } from '../../shared/domain/answers/problems.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import { limits, megabytes } from '../../shared/domain/submissions/limits.ts';
import { believedAfter, maxWait, secondsToWait } from '../../shared/domain/submissions/sheet-waits.ts';
import type { Receipt } from '../../shared/domain/submissions/submission.ts';
import type {
  ArrivedSheet,
  OnlineSheets,
  SheetInbox,
  SheetQueue,
  SheetReading,
  SheetRequest,
} from '../../shared/ports/online-sheets.ts';
import { refusedSheet } from '../../shared/queues/refused-sheet.ts';
import { writeSnapshotWorkbook } from '../../shared/spreadsheet/writing/snapshot/snapshot-workbook.ts';

export interface FetchDependencies {
  /** null: Google Sheets are not used here. */
  readonly sheets: OnlineSheets | null;
  readonly inbox: SheetInbox;
  /** Its own queue: a sheet that cannot be read now is asked for again later. */
  readonly queue: SheetQueue;
  readonly now: () => Date;
  /** 0 to 1: those who wait do not all come again at once. */
  readonly random: () => number;
}

export type FetchOutcome = 'off' | SheetReading['outcome'];

export interface Fetched {
  readonly outcome: FetchOutcome;
  /** Since when a pointer waits whose sheet could not be read yet, in seconds. */
  readonly waited?: number;
}

/**
 * An online sheet that somebody pointed to comes into the inbox as a workbook, and from there goes the way of
 * every file. One that cannot be read comes in as the reason why, so that its sender is told like any other. While
 * Google is busy it waits, as often as it takes; it counts from when the pointer came in.
 */
export async function fetchSheet(request: SheetRequest, deps: FetchDependencies): Promise<Fetched> {
  const { sheet, pointer, known } = request;
  const isLong = waitedFor(request, deps) > believedAfter;
  const reading =
    deps.sheets === null ? ({ outcome: 'off' } as const) : await deps.sheets.fetch(sheet, { ...request, isLong });
  if (reading.outcome === 'busy') return wait(request, reading.seconds, deps);
  if (reading.outcome === 'unchanged') return reading;
  // Nobody has sent anything: what was read before stays, and nobody is told every night.
  if (known !== undefined && !isState(reading)) return { outcome: reading.outcome };
  const arrival = arrivalOf(request);
  const content = contentOf(reading, pointer, arrival, deps.sheets?.address ?? '');
  // A later edit counts from when it was made.
  const receivedAt = known === undefined ? pointer.receivedAt : laterThan(pointer.receivedAt, content.revision);
  const state = reading.outcome === 'only later' ? { onlyLater: true } : {};
  await deps.inbox.put({ key: sheetKey(arrival), ...pointedBy(request), ...content, ...state, receivedAt });
  return { outcome: reading.outcome };
}

/** Of what was read before, the new state takes the place. */
function laterThan(before: string, revision: string | null): string {
  const changed = revision === null ? Number.NaN : Date.parse(revision);
  return new Date(Math.max(Date.parse(before) + 1, Number.isNaN(changed) ? 0 : changed)).toISOString();
}

const isState = ({ outcome }: { readonly outcome: FetchOutcome }): boolean =>
  outcome === 'read' || outcome === 'earlier' || outcome === 'only later';

/** What is kept beside whatever comes in for a pointer. */
function pointedBy(of: SheetRequest): Omit<ArrivedSheet, 'key' | 'bytes' | 'fileName' | 'revision'> {
  const { sheet, pointer } = of;
  const upload = of.upload ?? (pointer.channel === 'page' ? uploadIn(pointer.key) : null);
  return { sender: pointer.sender, sheet, upload, mail: pointer.mail, receivedAt: pointer.receivedAt };
}

/** Asked for again by the minute. Whoever waits long is told by the mail that was owed to them since the link came in. */
async function wait(request: SheetRequest, asked: number, deps: FetchDependencies): Promise<Fetched> {
  const waited = waitedFor(request, deps);
  if (waited > maxWait) throw new Error('Google has not let us read a sheet for days');
  await deps.queue.request(request, secondsToWait({ asked, waited }, deps.random()));
  return { outcome: 'busy', waited };
}

/** Seconds since a pointer came in, or since it was to be looked at again. */
function waitedFor({ pointer, askedAt = pointer.receivedAt }: SheetRequest, { now }: FetchDependencies): number {
  return Math.max(0, (now().getTime() - Date.parse(askedAt)) / 1000);
}

/** One arrival of a pointer: the same event twice is one, the same pointer sent again is another. */
function arrivalOf({ pointer, asOf, known }: SheetRequest): string {
  const { bucket, key, versionId, sequencer } = pointer;
  const again = asOf === undefined && known === undefined ? [] : [asOf ?? null, known ?? null];
  return hashedId([bucket, key, versionId, sequencer, ...again], 64);
}

function contentOf(
  reading: Exclude<SheetReading, { outcome: 'busy' | 'unchanged' }> | { readonly outcome: 'off' },
  pointer: Receipt,
  arrival: string,
  address: string,
): Pick<ArrivedSheet, 'bytes' | 'fileName' | 'revision'> {
  if (reading.outcome === 'earlier') {
    return { bytes: reading.file, fileName: reading.title || pointer.fileName, revision: reading.revision };
  }
  if (reading.outcome !== 'read' && reading.outcome !== 'only later') {
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

const reasons: Readonly<
  Record<Exclude<FetchOutcome, 'read' | 'earlier' | 'only later' | 'unchanged' | 'busy'>, (address: string) => Problem>
> = {
  off: () => problem('sheet-link'),
  'not shared': (address) => problem('sheet-not-shared', { facts: { address } }),
  gone: () => problem('sheet-gone'),
  'other format': () => problem('sheet-other-format'),
  'too large': () =>
    problem('sheet-too-large', {
      facts: { limit: 'online', cells: String(limits.onlineCells), count: String(megabytes(limits.onlineBytes)) },
    }),
};
