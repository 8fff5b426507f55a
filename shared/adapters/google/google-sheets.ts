import { drive_v3 } from '@googleapis/drive/build/v3.js';
import { sheets, type sheets_v4 } from '@googleapis/sheets';
import type { SnapshotTab } from '../../domain/submissions/sheet-snapshot.ts';
import type { OnlineSheets, ResultsTab, SheetReading, TabRefusal, TabWriting } from '../../ports/online-sheets.ts';
import { commentFields, commentsTab } from './comments-tab.ts';
import { exportedRevision } from './exported-revision.ts';
import { type GoogleFederation, googleCredentials } from './google-credentials.ts';
import { askedPatiently, type Patience, usualPatience } from './google-patience.ts';
import { GoogleBusy, orRefusal, type Refusal } from './google-refusal.ts';
import { isSuperseded, resultsTabFields, resultsTabRequests } from './results-tab-requests.ts';
import { snapshotFields, snapshotOf } from './snapshot-of.ts';

export interface GoogleSheetsSettings extends GoogleFederation {
  readonly scopes: readonly (keyof typeof scopeAddresses)[];
  /** Whom a sheet has to be shared with, where that is not this account alone. */
  readonly shareWith?: string;
  /** Bytes of one answer, unpacked. */
  readonly maxBytes: number;
  /** Cells of all grids, filled or not. */
  readonly maxCells: number;
  readonly patience?: Patience;
}

const scopeAddresses = {
  read: 'https://www.googleapis.com/auth/spreadsheets.readonly',
  write: 'https://www.googleapis.com/auth/spreadsheets',
  /** Also states of before, which Drive gives out as files. */
  drive: 'https://www.googleapis.com/auth/drive.readonly',
} as const;

/** Of one sheet: what is older than these is not looked for. */
const maxRevisions = 5_000;
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Google Sheets. Every address is built here of an id. A sheet is asked for once: when Google cannot answer, whoever
 * asked asks again later, by the minute.
 */
export function googleSheets(settings: GoogleSheetsSettings): OnlineSheets {
  const { patience = usualPatience } = settings;
  const credentials = googleCredentials(
    settings,
    settings.scopes.map((scope) => scopeAddresses[scope]),
    settings.maxBytes,
  );
  const common = {
    auth: credentials,
    timeout: patience.answer,
    retry: false,
    // Without it an answer is more than twice as long.
    params: { prettyPrint: false },
    ...(settings.root === null ? {} : { rootUrl: settings.root }),
  };
  const { spreadsheets } = sheets({ version: 'v4', ...common });
  const { comments, files, revisions } = new drive_v3.Drive(common);
  const patiently = askedPatiently(credentials, patience);

  const get = async (spreadsheetId: string, fields: string): Promise<sheets_v4.Schema$Spreadsheet | Refusal> => {
    const answer = await orRefusal(spreadsheets.get({ spreadsheetId, fields }));
    // Every spreadsheet has a sheet: without one it is no answer.
    if (typeof answer === 'object' && !Array.isArray(answer.sheets)) throw new GoogleBusy('Google named no sheet');
    return answer;
  };

  /**
   * Names the state of a sheet. Not `version`: that also counts what nobody sees, perhaps our own reading. Drive is
   * asked first: what is changed while the sheet is read is found by the next reading.
   */
  const lastChange = async (fileId: string): Promise<{ readonly at: string; readonly name: string } | Refusal> => {
    const file = await orRefusal(files.get({ fileId, fields: 'modifiedTime,name', supportsAllDrives: true }));
    if (typeof file === 'string') return file;
    if (typeof file.modifiedTime !== 'string') throw new GoogleBusy('Google named no time of the last change');
    return { at: file.modifiedTime, name: file.name ?? '' };
  };

  /** Drive says 404 also of what is not shared: the sheet itself tells which. */
  const refusalOf = async (spreadsheetId: string): Promise<Refusal> => {
    const answer = await orRefusal(spreadsheets.get({ spreadsheetId, fields: 'spreadsheetId' }));
    return typeof answer === 'string' ? answer : 'not shared';
  };

  /** The last state before an instant; null where Drive does not give one out. It may have put several changes into one. */
  const stateBefore = async (fileId: string, asOf: string): Promise<{ file: Uint8Array; at: string } | null> => {
    const found: drive_v3.Schema$Revision[] = [];
    const list = { fileId, pageSize: 1000, fields: 'nextPageToken,revisions(modifiedTime,exportLinks)' };
    for (let pageToken: string | undefined; found.length < maxRevisions; ) {
      const page = await orRefusal(revisions.list({ ...list, ...(pageToken === undefined ? {} : { pageToken }) }));
      if (typeof page === 'string') return null;
      found.push(...(page.revisions ?? []));
      pageToken = page.nextPageToken ?? undefined;
      if (pageToken === undefined) break;
    }
    const last = found
      .filter(({ modifiedTime }) => typeof modifiedTime === 'string' && Date.parse(modifiedTime) <= Date.parse(asOf))
      .sort((one, other) => Date.parse(one.modifiedTime ?? '') - Date.parse(other.modifiedTime ?? ''))
      .at(-1);
    const link = last?.exportLinks?.[workbookType];
    if (typeof last?.modifiedTime !== 'string' || typeof link !== 'string' || !isOfGoogle(link)) return null;
    const headers = await credentials.getRequestHeaders(link);
    const { maxBytes, root } = settings;
    const file = await exportedRevision(link, { headers, maxBytes, root, timeout: patience.answer });
    return file === null ? null : { file, at: last.modifiedTime };
  };

  /** The tab of what people say beside the sheet; null where there is nothing, or we may not see it. Nobody waits for it. */
  const commentsOf = async (fileId: string, tabs: readonly SnapshotTab[]): Promise<SnapshotTab | null> => {
    const asked = comments.list(
      { fileId, fields: commentFields, pageSize: 100 },
      { timeout: patience.comments ?? 5_000 },
    );
    const list = await orRefusal(asked).catch(() => null);
    return list === null || typeof list === 'string' || !Array.isArray(list.comments)
      ? null
      : commentsTab(list.comments, tabs);
  };

  /** An address that Google names is asked only where it is one of its documents. */
  const isOfGoogle = (link: string): boolean =>
    new URL(link).origin === (settings.root === null ? 'https://docs.google.com' : new URL(settings.root).origin);

  return {
    address: settings.shareWith ?? settings.serviceAccount,

    fetch: (sheet, { asOf, known, isLong = false } = {}) =>
      patiently(async (): Promise<SheetReading> => {
        const change = await lastChange(sheet);
        if (typeof change === 'string') return { outcome: readingOf(await refusalOf(sheet)) };
        if (change.at === known) return { outcome: 'unchanged' };
        const isLater = asOf !== undefined && Date.parse(change.at) > Date.parse(asOf);
        const before = isLater
          ? await stateBefore(sheet, asOf).catch((error: unknown) => {
              if (isLong && error instanceof GoogleBusy && error.isPage) return null;
              throw error;
            })
          : null;
        if (before !== null) {
          return before.at === known
            ? { outcome: 'unchanged' }
            : { outcome: 'earlier', file: before.file, title: change.name, revision: before.at };
        }
        const spreadsheet = await get(sheet, snapshotFields);
        if (typeof spreadsheet === 'string') return { outcome: readingOf(spreadsheet) };
        if (cellsOf(spreadsheet) > settings.maxCells) return { outcome: 'too large' };
        const read = snapshotOf(spreadsheet, change.at);
        const said = await commentsOf(sheet, read.tabs);
        const snapshot = said === null ? read : { ...read, tabs: [...read.tabs, said] };
        return isLater ? { outcome: 'only later', snapshot } : { outcome: 'read', snapshot };
      }),

    writeResults: (spreadsheetId: string, tab: ResultsTab) =>
      patiently(async (): Promise<TabWriting> => {
        const now = await get(spreadsheetId, resultsTabFields);
        if (typeof now === 'string') return notWritten(now);
        if (isSuperseded(now.sheets ?? [], tab)) return { outcome: 'superseded' };
        const requests = resultsTabRequests(now.sheets ?? [], tab);
        const done = await orRefusal(spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } }));
        return typeof done === 'string' ? notWritten(done) : { outcome: 'written' };
      }),
  };
}

function cellsOf(spreadsheet: sheets_v4.Schema$Spreadsheet): number {
  return (spreadsheet.sheets ?? []).reduce((sum, { properties }) => {
    const { rowCount, columnCount } = properties?.gridProperties ?? {};
    return sum + (rowCount ?? 0) * (columnCount ?? 0);
  }, 0);
}

/** Why a change is not taken; of what is read, none of them says anything. */
const whyNot = {
  'not shared': 'view only',
  protected: 'protected',
  full: 'full',
  locked: 'other',
} as const satisfies Partial<Record<Refusal, TabRefusal>>;
const isOfChange = (refusal: Refusal): refusal is keyof typeof whyNot => Object.hasOwn(whyNot, refusal);

function readingOf(refusal: Refusal): Exclude<Refusal, 'protected' | 'full' | 'locked'> {
  if (refusal === 'not shared' || !isOfChange(refusal)) return refusal;
  throw new Error('Google took a reading for a change');
}

function notWritten(refusal: Refusal): Exclude<TabWriting, { outcome: 'written' | 'busy' }> {
  if (isOfChange(refusal)) return { outcome: 'not allowed', why: whyNot[refusal] };
  if (refusal === 'gone') return { outcome: 'gone' };
  throw new Error(`Google took the results tab for ${refusal}`);
}
