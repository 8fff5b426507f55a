import { hash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { watch } from 'chokidar';
import { readGrid } from '../../../shared/spreadsheet/formats/read-grid.ts';
import { makeFolder } from '../../make-folder.ts';
import { type GoogleServer, startGoogle } from './google-server.ts';
import { listPage, sheetPage } from './sheet-pages.ts';
import { spreadsheetOf } from './spreadsheet-of.ts';

/** Google in this process, with the workbooks of a folder as its sheets. */
export interface SheetsFolder {
  readonly google: GoogleServer;
  /** By which the stack of the local cloud is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** As long as Google's ids, and the same for a name in every run: links of earlier runs go on leading there. */
const idOf = (fileName: string): string => hash('sha256', fileName, 'base64url').padEnd(44, 'x').slice(0, 44);

/**
 * Each .xlsx of the folder is a sheet: saved again, it was edited. Beside it a pointer file is written as Drive for
 * desktop has them: dropped into the inbox, it is the link to that sheet.
 */
export async function serveSheets(folder: string, log: (line: string) => void): Promise<SheetsFolder> {
  await makeFolder(folder);
  const google = await startGoogle();
  const titleOf = (id: string): string => google.sheets.get(id)?.spreadsheet.properties?.title ?? id;
  google.page = (path) => {
    const id = /^\/spreadsheets\/d\/([^/]+)/.exec(path)?.[1];
    const held = id === undefined ? undefined : google.sheets.get(id);
    if (held !== undefined) return sheetPage(held);
    return path === '/' ? listPage(google.sheets, folder) : null;
  };
  google.onRead = (held) => log(`Google: ${held.spreadsheet.properties?.title ?? ''} was read`);
  google.onWritten = (id) =>
    log(`Google: results were written into ${titleOf(id)}: ${google.root}/spreadsheets/d/${id}`);
  google.onRefused = (line, status) => log(`Google: answered ${status} to ${line}`);

  const hold = async (path: string): Promise<void> => {
    const id = idOf(basename(path));
    const title = basename(path, extname(path));
    const before = google.sheets.get(id);
    const spreadsheet = spreadsheetOf(await readGrid(await readFile(path)), title);
    // What was written into the sheet is not in the file.
    const made = (before?.spreadsheet.sheets ?? []).filter(
      ({ developerMetadata = [] }) => developerMetadata.length > 0,
    );
    const held = google.hold(id, { ...spreadsheet, sheets: [...(spreadsheet.sheets ?? []), ...made] });
    held.modifiedTime = new Date((await stat(path)).mtimeMs).toISOString();
    await writeFile(join(folder, `${title}.gsheet`), `${JSON.stringify({ doc_id: id })}\n`);
    log(
      `Google: ${basename(path)} ${before === undefined ? 'is a sheet' : 'was edited'}: ${google.root}/spreadsheets/d/${id}`,
    );
  };
  const isWorkbook = (path: string): boolean => extname(path) === '.xlsx' && !basename(path).startsWith('~$');
  const take = (path: string): void => {
    if (!isWorkbook(path)) return;
    hold(path).catch((error: unknown) =>
      log(
        `Google: ${basename(path)} could not be read as a sheet: ${error instanceof Error ? error.message : 'it is no workbook'}`,
      ),
    );
  };
  const watcher = watch(folder, { depth: 0, awaitWriteFinish: { stabilityThreshold: 300, pollInterval: 100 } });
  watcher.on('add', take).on('change', take);
  const { audience, serviceAccount, root } = google;
  return {
    google,
    environment: {
      SCOREBOOK_GOOGLE_AUDIENCE: audience,
      SCOREBOOK_GOOGLE_SERVICE_ACCOUNT: serviceAccount,
      SCOREBOOK_GOOGLE_API_ROOT: root,
    },
    async stop() {
      await watcher.close();
      await google.stop();
    },
  };
}
