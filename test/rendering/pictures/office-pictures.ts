import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConsole } from '../../../infra/local/console/console.ts';
import { startLocalCloud } from '../../../infra/local/local-cloud.ts';
import { espooQuestionnaire, runMainJob, whenProgress } from '../../../infra/local/main-job.ts';
import { espooContact, officeOf, registerEspoo } from '../../../infra/local/office.ts';
import { openStateFolder } from '../../../infra/local/state-folder.ts';
import type { Answers } from '../../../shared/domain/answers/answer.ts';
import { startBrowser } from '../../support/browser.ts';
import { filesOf, publishedSeven, serveFiles } from '../../support/published-site.ts';

/** Draws docs/pictures/console.png, of a local cloud that has had some files, and site-*.png, of the seven published authorities. */
const path = await mkdtemp(join(tmpdir(), 'scorebook-'));
const folder = await openStateFolder(path, false);
const cloud = await startLocalCloud(folder, console.log);
const browser = await startBrowser();
try {
  const office = officeOf(cloud);
  await registerEspoo(office);
  const { signal } = new AbortController();
  await runMainJob(cloud, office, console.log, signal);
  const others: Answers = new Map([['1.1.2', { value: 'unclear', raw: 'in part', evidence: '', cell: null }]]);
  await cloud.upload({
    fileName: 'Espoo vastaukset korjattu.xlsx',
    bytes: await espooQuestionnaire(others),
    sender: espooContact,
  });
  await cloud.upload({ fileName: 'questionnaire scan.pdf', bytes: Buffer.from('%PDF-1.7'), sender: espooContact });
  await whenProgress(cloud, async () => ((await cloud.mails.list()).length >= 3 ? true : null), signal);
  const served = await startConsole({ cloud, office, folder: { ...folder, inbox: '.scorebook/inbox' }, port: 0 });
  const page = await browser.newPage({ viewport: { width: 1200, height: 860 } });
  await page.goto(served.url);
  await page.screenshot({ path: 'docs/pictures/console.png' });
  await served.stop();

  const files = await filesOf(publishedSeven);
  const site = await serveFiles(() => files);
  await page.setViewportSize({ width: 1280, height: 960 });
  await page.goto(`${site.origin}/2022/index.html`);
  await page.getByRole('status').getByText('7 of 7').waitFor();
  await page.screenshot({ path: 'docs/pictures/site-ranking.png' });
  await page.setViewportSize({ width: 1280, height: 1180 });
  await page.goto(`${site.origin}/2022/authorities/espoo.html`);
  await page.screenshot({ path: 'docs/pictures/site-authority.png' });
  await site.stop();
} finally {
  await browser.close();
  await cloud.stop();
  folder.unlock();
  await rm(path, { recursive: true });
}
