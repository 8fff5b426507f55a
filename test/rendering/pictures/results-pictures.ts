import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeAnswers } from '../../../shared/domain/answers/answer.ts';
import { reportOf, standingsOf, theSeven } from '../../support/compared.ts';
import { resultsWorkbook } from '../../support/results-workbook.ts';
import { espooReport, indicators, page } from '../workbooks/writers/espoo.ts';

/**
 * Draws the results workbooks of the seven published authorities, compared with each other, as LibreOffice prints them:
 * the summary, and all other sheets on one picture. Keeps Espoo's as the sample of its charts, too. Needs LibreOffice, poppler and ImageMagick.
 */
const pictures = new URL('../../../docs/pictures/results/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'scorebook-'));
const run = (program: string, ...options: string[]): Buffer => execFileSync(program, options, { stdio: 'pipe' });
/** Few colours are enough, and make a tenth of the bytes. */
const small = ['-strip', '+dither', '-colors', '64', '-depth', '8'];

try {
  const espoo = encodeAnswers(
    indicators.map(({ id }) => id),
    page.answers,
  );
  const seven = theSeven.map((one) => (one.name === 'Espoo' ? { ...one, answerCode: espoo } : one));
  const published = standingsOf(seven);
  mkdirSync(pictures, { recursive: true });
  for (const profile of seven) {
    const report = reportOf(profile, { published, publishesEvidence: true });
    // Of Espoo alone the whole questionnaire is public; of the others how many questions they meet.
    const bytes = await resultsWorkbook(
      profile.name === 'Espoo' ? { ...espooReport(), country: 'FI', published, publishesEvidence: true } : report,
    );
    writeFileSync(join(folder, `${profile.authority}.xlsx`), bytes);
    // To be opened in Excel: decision 29.
    if (profile.name === 'Espoo') writeFileSync(join(pictures, 'espoo.xlsx'), bytes);
  }
  const names = theSeven.map(({ authority }) => authority);
  const workbooks = names.map((name) => join(folder, `${name}.xlsx`));
  const profileFolder = `-env:UserInstallation=file://${folder}/profile`;
  run('soffice', profileFolder, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...workbooks);
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
