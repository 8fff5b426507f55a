import { drive_v3 } from '@googleapis/drive/build/v3.js';
import { sheets, type sheets_v4 } from '@googleapis/sheets';
import type { OnlineSheets, ResultsTab, SheetReading } from '../../ports/online-sheets.ts';
import { type GoogleFederation, googleCredentials } from './google-credentials.ts';
import { orRefusal, type Refusal } from './google-refusal.ts';
import { isSuperseded, resultsTabFields, resultsTabRequests } from './results-tab-requests.ts';
import { snapshotFields, snapshotOf } from './snapshot-of.ts';

export interface GoogleSheetsSettings extends GoogleFederation {
  readonly scopes: readonly (keyof typeof scopeAddresses)[];
  /** Bytes of one answer, unpacked. */
  readonly maxBytes: number;
  /** Cells of all grids, filled or not. */
  readonly maxCells: number;
  /** Milliseconds between two tries at most. */
  readonly maxPause: number;
}

const scopeAddresses = {
  read: 'https://www.googleapis.com/auth/spreadsheets.readonly',
  write: 'https://www.googleapis.com/auth/spreadsheets',
  metadata: 'https://www.googleapis.com/auth/drive.metadata.readonly',
} as const;

/** Times a sheet that is edited meanwhile is read again. */
const maxReads = 3;
/** Milliseconds until one answer is there whole. */
const answeringWithin = 15_000;
const triesAgain = 2;
const sizeFields = 'sheets(properties(gridProperties(rowCount,columnCount)))';

/**
 * Google Sheets. Every address is built here of an id; 429 and 5xx are asked again for reading, then thrown,
 * so that the message comes again.
 */
export function googleSheets(settings: GoogleSheetsSettings): OnlineSheets {
  const credentials = googleCredentials(
    settings,
    settings.scopes.map((scope) => scopeAddresses[scope]),
    settings.maxBytes,
  );
  const common = {
    auth: credentials,
    timeout: answeringWithin,
    retryConfig: { retry: triesAgain, maxRetryDelay: settings.maxPause },
    ...(settings.root === null ? {} : { rootUrl: settings.root }),
  };
  const { spreadsheets } = sheets({ version: 'v4', ...common });
  const { files } = new drive_v3.Drive(common);
  const get = (spreadsheetId: string, fields: string): Promise<sheets_v4.Schema$Spreadsheet | Refusal> =>
    orRefusal(spreadsheets.get({ spreadsheetId, fields }));

  /**
   * Names the state of a sheet. Not `version`: that also counts what nobody sees, perhaps our own reading.
   * Drive says 404 also of what is not shared.
   */
  const revisionOf = async (fileId: string): Promise<{ revision: string } | 'not shared'> => {
    const file = await orRefusal(files.get({ fileId, fields: 'modifiedTime', supportsAllDrives: true }));
    if (typeof file === 'string') return 'not shared';
    if (typeof file.modifiedTime !== 'string') throw new Error('Google named no time of the last change');
    return { revision: file.modifiedTime };
  };

  return {
    address: settings.serviceAccount,

    async fetch(sheet): Promise<SheetReading> {
      // A refusal of the credentials is a fault of ours and must not look like one of the sheet.
      await credentials.getAccessToken();
      const size = await get(sheet, sizeFields);
      if (typeof size === 'string') return { outcome: size };
      if (cellsOf(size) > settings.maxCells) return { outcome: 'too large' };
      let before = await revisionOf(sheet);
      for (let read = 0; read < maxReads; read += 1) {
        if (typeof before === 'string') return { outcome: before };
        const spreadsheet = await get(sheet, snapshotFields);
        if (typeof spreadsheet === 'string') return { outcome: spreadsheet };
        const after = await revisionOf(sheet);
        if (typeof after !== 'string' && after.revision === before.revision) {
          return { outcome: 'read', snapshot: snapshotOf(spreadsheet, after.revision) };
        }
        before = after;
      }
      return { outcome: 'changing' };
    },

    async writeResults(spreadsheetId: string, tab: ResultsTab) {
      await credentials.getAccessToken();
      const now = await get(spreadsheetId, resultsTabFields);
      if (typeof now === 'string') return notWritten(now);
      if (isSuperseded(now.sheets ?? [], tab)) return 'superseded';
      const requests = resultsTabRequests(now.sheets ?? [], tab);
      const done = await orRefusal(spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } }));
      return typeof done === 'string' ? notWritten(done) : 'written';
    },
  };
}

function cellsOf(spreadsheet: sheets_v4.Schema$Spreadsheet): number {
  return (spreadsheet.sheets ?? []).reduce((sum, { properties }) => {
    const { rowCount, columnCount } = properties?.gridProperties ?? {};
    return sum + (rowCount ?? 0) * (columnCount ?? 0);
  }, 0);
}

function notWritten(refusal: Refusal): 'not allowed' | 'gone' {
  if (refusal === 'not shared') return 'not allowed';
  if (refusal === 'gone') return 'gone';
  throw new Error(`Google took the results tab for ${refusal}`);
}
