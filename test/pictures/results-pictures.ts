import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportOf, standingsOf, theSeven } from '../support/compared.ts';
import { resultsWorkbook } from '../support/results-workbook.ts';

/**
 * Draws the results workbooks of the seven published authorities, compared with each other, as LibreOffice prints them:
 * the summary, and all other sheets on one picture. Needs LibreOffice, poppler and ImageMagick.
 */
const pictures = new URL('../../docs/pictures/results/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'scorebook-'));
const run = (program: string, ...options: string[]): Buffer => execFileSync(program, options, { stdio: 'pipe' });
/** Few colours are enough, and make a tenth of the bytes. */
const small = ['-strip', '+dither', '-colors', '64', '-depth', '8'];

try {
  const published = standingsOf(theSeven);
  for (const profile of theSeven) {
    const bytes = await resultsWorkbook(reportOf(profile, { published, publishesEvidence: true }));
    writeFileSync(join(folder, `${profile.authority}.xlsx`), bytes);
  }
  const names = theSeven.map(({ authority }) => authority);
  const workbooks = names.map((name) => join(folder, `${name}.xlsx`));
  const profileFolder = `-env:UserInstallation=file://${folder}/profile`;
  run('soffice', profileFolder, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...workbooks);
  mkdirSync(pictures, { recursive: true });
  for (const name of names) {
    run('pdftoppm', '-r', '110', '-png', join(folder, `${name}.pdf`), join(folder, `${name}-page`));
    const pages = readdirSync(folder)
      .filter((file) => file.startsWith(`${name}-page`))
      .sort()
      .map((file) => join(folder, file));
    const [summary = '', ...others] = pages;
    const trimmed = ['-trim', '-bordercolor', 'white', '-border', '24'];
    run('convert', summary, ...trimmed, ...small, join(pictures, `${name}-summary.png`));
    const sideBySide = ['-resize', '50%', '-tile', '3x', '-geometry', '+6+6', '-background', '#c8ced3'];
    run('montage', ...others, ...sideBySide, join(folder, `${name}-sheets.png`));
    run('convert', join(folder, `${name}-sheets.png`), ...small, join(pictures, `${name}-sheets.png`));
    console.log(`${name}: ${pages.length} pages`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
