import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import { officeFolder } from '../../../infra/local/google/sheets-folder.ts';
import { espooContact, espooLink, localRound } from '../../../infra/local/office.ts';
import type { Answers } from '../../../shared/domain/answers/answer.ts';
import { startBrowser } from '../../support/browser.ts';
import { startSheetsWalk } from '../../support/sheets-walk.ts';

/**
 * Draws docs/pictures/sheets/*.png, of the walk in docs/google-sheets.md on the local cloud: a link dropped, what the terminal says,
 * the mail, the tab that came back, an edit read again, and an invitation with a sheet. Needs ImageMagick.
 */
const pictures = new URL('../../../docs/pictures/sheets/', import.meta.url).pathname;
mkdirSync(pictures, { recursive: true });
const walk = await startSheetsWalk((name, value) => {
  process.env[name] = value;
});
const browser = await startBrowser();
let page = await browser.newPage({ viewport: { width: 760, height: 100 } });
const run = (program: string, ...options: string[]): string =>
  execFileSync(program, options, { stdio: 'pipe', encoding: 'utf8' });
const small = (file: string): void =>
  void run(
    'convert',
    join(walk.own.path, file),
    '-strip',
    '+dither',
    '-colors',
    '32',
    '-depth',
    '8',
    join(pictures, file),
  );
/** Of the page, so many pixels from its top on at most. */
async function look(file: string, most = 1200): Promise<void> {
  const width = page.viewportSize()?.width ?? 760;
  const height = Math.min(most, await page.evaluate('document.documentElement.scrollHeight'));
  await page.screenshot({ path: join(walk.own.path, file), fullPage: true, clip: { x: 0, y: 0, width, height } });
  small(file);
}
/** A page of its own: of the one before, nothing is left that says what it may show. */
async function open(width: number): Promise<void> {
  await page.close();
  page = await browser.newPage({ viewport: { width, height: 100 } });
}

/** What a terminal shows; addresses of this run as those of any. */
async function terminal(file: string, lines: readonly string[]): Promise<void> {
  const shown = lines.map((line) =>
    line.replace(/127\.0\.0\.1:\d+/g, 'localhost:4700').replace(/(\/d\/.{8})\S*/g, '$1…'),
  );
  await page.setContent(
    String(html`<body style="margin:0;background:#1e2529;color:#e6edf0;font:13px/1.6 monospace">
      <pre style="margin:0;padding:16px 20px;white-space:pre-wrap;overflow-wrap:anywhere">${shown.join('\n')}</pre>
    </body>`),
  );
  await look(file);
}
async function mail(file: string, subject: RegExp, most: number): Promise<void> {
  const found = (await walk.own.cloud.mails.list()).filter((one) => subject.test(one.subject)).at(-1);
  if (found === undefined) throw new Error(`No mail ${subject}`);
  await page.setContent(readFileSync(join(found.folder, 'mail.html'), 'utf8'));
  await look(file, most);
}
const ofGoogle = (from = 0): string[] =>
  walk.lines.slice(from).filter((line) => /^Google: (?:results .*)?Espoo|^mail/.test(line));
const withYes = (...questions: readonly string[]): Answers =>
  new Map(questions.map((id) => [id, { value: 'yes', raw: 'Yes', evidence: 'https://espoo.example', cell: null }]));

try {
  const { cloud, office } = walk.own;
  await walk.save('Espoo answers.xlsx');
  await walk.said(/is a sheet/);
  await walk.drop('Espoo answers');
  await walk.said(/results were written into Espoo/);
  await terminal('read.png', ofGoogle());
  await mail('mail.png', /58%/, 820);
  const [id] = [...walk.sheets.google.sheets.keys()];
  await page.goto(`${walk.sheets.google.root}/spreadsheets/d/${id}/edit`);
  await look('tab.png', 560);

  const from = walk.lines.length;
  await walk.save('Espoo answers.xlsx', withYes('2.1.5', '3.2.1'));
  await walk.said(/was edited/, from);
  await office.registry.putRound({ ...localRound, closesAt: new Date().toISOString() });
  await cloud.strike('closings');
  await walk.said(/results were written into Espoo/, from);
  await terminal('read-again.png', ofGoogle(from));
  await open(900);
  await page.goto(await espooLink(cloud));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByText(/Espoo answers/)
    .first()
    .waitFor();
  await look('page.png', 900);

  await open(760);
  const next = { ...localRound, id: '2023', previous: localRound.id, closesAt: '2027-03-31T23:59:59.999Z' };
  await office.registry.putRound(next);
  const sheets = ['--google-folder', `https://drive.google.com/drive/folders/${officeFolder}`];
  const printed = await walk.scorebook('invite', '--round', '2023', ...sheets, '--yes');
  await terminal('invite.png', [
    `$ scorebook invite --round 2023 --google-folder https://drive.google.com/drive/folders/…`,
    ...printed.trimEnd().split('\n'),
  ]);
  await walk.said(new RegExp(`mail to ${espooContact}: .*questionnaire for round 2023`));
  await mail('invitation.png', /questionnaire for round 2023/, 1200);
} finally {
  await browser.close();
  await walk.stop();
}
