import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeAddress } from '../../infra/local/cloud-address.ts';
import { type SheetsFolder, serveSheets } from '../../infra/local/google/sheets-folder.ts';
import { espooQuestionnaire } from '../../infra/local/main-job.ts';
import { espooContact, localRound } from '../../infra/local/office.ts';
import type { Answers } from '../../shared/domain/answers/answer.ts';
import { type OwnCloud, startOwnCloud } from './own-cloud.ts';

/** A local cloud beside an emulator of Google, and what both have said, as `npm start -- --google-emulator` has them. */
export interface SheetsWalk {
  readonly own: OwnCloud;
  readonly sheets: SheetsFolder;
  /** The folder whose workbooks are the sheets. */
  readonly folder: string;
  readonly lines: readonly string[];
  /** The first line from a place on that says so, once it is there. */
  said(what: RegExp, from?: number): Promise<string>;
  /** Saves a workbook of the folder: its sheet is edited. */
  save(name: string, others?: Answers): Promise<void>;
  /** The link to a sheet comes in from Espoo's contact. */
  drop(name: string): Promise<void>;
  scorebook(...words: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** `setEnvironment`: of this process, from which the stack takes its settings. */
export async function startSheetsWalk(setEnvironment: (name: string, value: string) => void): Promise<SheetsWalk> {
  const folder = await mkdtemp(join(tmpdir(), 'scorebook-sheets-'));
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const log = (line: string): void => {
    lines.push(line);
    for (const look of waiting) look();
  };
  const sheets = await serveSheets(folder, log);
  for (const [name, value] of Object.entries(sheets.environment)) setEnvironment(name, value);
  const own = await startOwnCloud(undefined, log);
  await writeAddress(own.path, own.cloud);
  await own.office.registry.putRound(localRound);
  await own.office.registry.putAuthority({
    ...{ id: 'espoo', name: 'Espoo', country: 'FI', contacts: [{ address: espooContact, language: 'en' }] },
  });
  return {
    ...{ own, sheets, folder, lines },
    said: (what, from = 0) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = lines.slice(from).find((line) => what.test(line));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    save: async (name, others) => writeFile(join(folder, name), await espooQuestionnaire(others)),
    drop: async (name) => {
      const [id] = [...sheets.google.sheets].find(([, held]) => held.spreadsheet.properties?.title === name) ?? [];
      const bytes = Buffer.from(JSON.stringify({ doc_id: id }));
      await own.cloud.upload({ fileName: `${name}.gsheet`, bytes, sender: espooContact });
    },
    scorebook: async (...words) => {
      const typed = ['infra/cli/scorebook.ts', ...words, '--folder', own.path];
      return (await promisify(execFile)(process.execPath, typed)).stdout;
    },
    async stop() {
      await own.stop();
      await sheets.stop();
      await rm(folder, { recursive: true });
    },
  };
}
