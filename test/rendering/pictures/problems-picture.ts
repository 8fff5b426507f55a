import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { espooQuestionnaire } from '../../../infra/local/main-job.ts';
import type { Answers } from '../../../shared/domain/answers/answer.ts';
import { messagesIn } from '../../../shared/rendering/words/messages.ts';

/** Draws docs/pictures/results-problems.png: the sheet Problems of a file with a few, as LibreOffice prints it. Needs poppler and ImageMagick. */
const picture = new URL('../../../docs/pictures/results-problems.png', import.meta.url).pathname;
const program = new URL('../../../infra/cli/scorebook.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'scorebook-'));
const run = (command: string, ...options: string[]): string =>
  execFileSync(command, options, { stdio: 'pipe', encoding: 'utf8' });
const wrong: Answers = new Map([
  ['1.1.4', { value: 'unclear', raw: 'Kyllä', evidence: 'In the strategy of 2021, page 4', cell: null }],
  ['1.2.1', { value: 'unclear', raw: 'planned for 2024', evidence: '', cell: null }],
  ['1.2.2', { value: 'yes', raw: 'Yes', evidence: 'The position is planned for 2024.', cell: null }],
]);

try {
  const [sent, results] = [join(folder, 'espoo.xlsx'), join(folder, 'results.xlsx')];
  writeFileSync(sent, await espooQuestionnaire(wrong));
  run(process.execPath, program, 'score', sent, '--out', results);
  run(
    'soffice',
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
    results,
  );
  const pages = run('pdftotext', '-layout', join(folder, 'results.pdf'), '-').split('\f');
  // The summary has the sheet's title, too.
  const [intro = ''] = messagesIn('en').workbook.problems.intro.split('.');
  const page = String(1 + pages.findIndex((text) => text.includes(intro)));
  run(
    'pdftoppm',
    '-r',
    '110',
    '-f',
    page,
    '-l',
    page,
    '-png',
    '-singlefile',
    join(folder, 'results.pdf'),
    join(folder, 'page'),
  );
  // Without the foot of the page, as much as stands above it.
  const cut = ['-gravity', 'south', '-chop', '0x60', '-trim', '-bordercolor', 'white', '-border', '24'];
  run('convert', join(folder, 'page.png'), ...cut, '-strip', '+dither', '-colors', '64', '-depth', '8', picture);
} finally {
  rmSync(folder, { recursive: true });
}
