import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { watch } from 'chokidar';
import { readGrid } from '../../../shared/spreadsheet/formats/read-grid.ts';
import { makeFolder } from '../../make-folder.ts';
import { type GoogleServer, type HeldSheet, startGoogle } from './google-server.ts';
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

/** A shared drive of the emulator's office: each sheet that is made there is a workbook of the folder. And a folder of nobody's office. */
export const officeFolder = idOf('a folder of a shared drive').slice(0, 33);
export const ownFolder = idOf('a folder of My Drive').slice(0, 33);

/** As a name of a file, on any disk. */
const fileNameOf = (title: string): string =>
  title
    .replace(/[^\p{L}\p{N}._()-]+/gu, ' ')
    .trim()
    .slice(0, 100);

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

  google.drives.folders.set(officeFolder, {
    name: 'Questionnaires',
    driveId: `${officeFolder}-drive`,
    canAddChildren: true,
  });
  google.drives.folders.set(ownFolder, { name: 'My own', driveId: null, canAddChildren: true });
  google.drives.onMade = async (title, workbook) => {
    let path = join(folder, `${fileNameOf(title)}.xlsx`);
    for (let next = 2; existsSync(path); next += 1) path = join(folder, `${fileNameOf(title)} (${next}).xlsx`);
    await writeFile(path, workbook);
    return { id: idOf(basename(path)), sheet: await hold(path) };
  };
  google.drives.onShared = (id, address) => log(`Google: ${titleOf(id)} was shared with ${address}`);

  const hold = async (path: string): Promise<HeldSheet> => {
    const id = idOf(basename(path));
    const title = basename(path, extname(path));
    const spreadsheet = spreadsheetOf(await readGrid(await readFile(path)), title);
    const modifiedTime = new Date((await stat(path)).mtimeMs).toISOString();
    // Looked at after the reading: the one that is held is changed in place, with all else that is known of it.
    const before = google.sheets.get(id);
    if (before?.modifiedTime === modifiedTime) return before;
    // What was written into the sheet is not in the file.
    const made = (before?.spreadsheet.sheets ?? []).filter(
      ({ developerMetadata = [] }) => developerMetadata.length > 0,
    );
    const whole = { ...spreadsheet, sheets: [...(spreadsheet.sheets ?? []), ...made] };
    const held = Object.assign(before ?? google.hold(id, whole), { spreadsheet: whole, modifiedTime });
    await writeFile(join(folder, `${title}.gsheet`), `${JSON.stringify({ doc_id: id })}\n`);
    log(
      `Google: ${basename(path)} ${before === undefined ? 'is a sheet' : 'was edited'}: ${google.root}/spreadsheets/d/${id}`,
    );
    return held;
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
