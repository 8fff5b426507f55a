import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeQuestionnaireWorkbook } from '../../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';
import { page } from '../workbooks/writers/espoo.ts';

/** Draws docs/pictures/questionnaire.png: its cover and its first questions, as LibreOffice prints them. Needs poppler and ImageMagick. */
const picture = new URL('../../../docs/pictures/questionnaire.png', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'scorebook-'));
const run = (program: string, ...options: string[]): Buffer => execFileSync(program, options, { stdio: 'pipe' });
try {
  const workbook = join(folder, 'espoo.xlsx');
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', authority: { id: 'espoo', name: 'Espoo' }, round: '2022' },
    ...{ contact: 'Benchmark office, +358 9 000 0000', office: 'results@benchmark.example', deadline: '2022-11-30' },
    ...{ answers: page.answers, background: page.background },
  });
  writeFileSync(workbook, bytes);
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  run('soffice', profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, workbook);
  run('pdftoppm', '-r', '110', '-l', '2', '-png', join(folder, 'espoo.pdf'), join(folder, 'page'));
  const pages = readdirSync(folder)
    .filter((file) => file.startsWith('page'))
    .sort()
    .map((file) => join(folder, file));
  const cut = pages.map((_, index) => join(folder, `cut-${index}.png`));
  for (const [index, one] of pages.entries()) {
    // As much of each as stands side by side.
    const trimmed = ['-trim', '+repage', '-crop', 'x880+0+0', '+repage', '-bordercolor', 'white', '-border', '36'];
    run('convert', one, ...trimmed, cut[index] ?? '');
  }
  const sideBySide = ['-gravity', 'north', '-tile', '2x1', '-geometry', '+14+14', '-background', '#eceef0'];
  run('montage', ...cut, ...sideBySide, join(folder, 'both.png'));
  run('convert', join(folder, 'both.png'), '-strip', '+dither', '-colors', '64', '-depth', '8', picture);
} finally {
  rmSync(folder, { recursive: true });
}
