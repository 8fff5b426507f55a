import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const program = 'soffice';
export const hasLibreOffice = spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
if (!hasLibreOffice) console.log('LibreOffice is not on this machine: what needs it is skipped');

export const xlsx = 'xlsx:Calc MS Excel 2007 XML';

/** Calculates every formula of a workbook when it opens, whatever the file says that it comes to. */
const recalculating = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

export interface LibreOffice {
  readonly folder: string;
  /** Converts files into the folder `to`; one run, since starting it costs more than its work. */
  convert(to: string, type: string, files: readonly string[]): Promise<unknown>;
}

/** A LibreOffice with a folder and settings of its own, for as long as the work takes. */
export async function withLibreOffice<T>(work: (office: LibreOffice) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  try {
    await mkdir(join(folder, 'profile', 'user'), { recursive: true });
    await writeFile(join(folder, 'profile', 'user', 'registrymodifications.xcu'), recalculating);
    const convert: LibreOffice['convert'] = (to, type, files) =>
      promisify(execFile)(program, [
        `-env:UserInstallation=file://${folder}/profile`,
        ...['--headless', '--convert-to', type, '--outdir', join(folder, to)],
        ...files,
      ]);
    return await work({ folder, convert });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Workbooks as LibreOffice saves them, every formula calculated again. */
export function recalculated(workbooks: readonly Uint8Array[]): Promise<Buffer[]> {
  return withLibreOffice(async ({ folder, convert }) => {
    const names = workbooks.map((_, index) => `${index}.xlsx`);
    for (const [index, bytes] of workbooks.entries()) await writeFile(join(folder, names[index] ?? ''), bytes);
    await convert(
      'saved',
      xlsx,
      names.map((name) => join(folder, name)),
    );
    return Promise.all(names.map((name) => readFile(join(folder, 'saved', name))));
  });
}
