import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../../infra/local/local-cloud.ts';
import { espooQuestionnaire } from '../../../infra/local/main-job.ts';
import { espooLink, localRound, officeOf, registerEspoo } from '../../../infra/local/office.ts';
import { openStateFolder } from '../../../infra/local/state-folder.ts';
import type { Answers } from '../../../shared/domain/answers/answer.ts';
import { startBrowser } from '../../support/browser.ts';

/** Draws docs/pictures/portal*.png: the contacts' page on the local cloud, with a file sent that has one wrong answer. */
const path = await mkdtemp(join(tmpdir(), 'scorebook-'));
const folder = await openStateFolder(path, false);
const cloud = await startLocalCloud(folder, console.log);
const browser = await startBrowser();
try {
  const office = officeOf(cloud);
  await registerEspoo(office);
  const closesAt = new Date(Date.now() + 12.4 * 86_400_000).toISOString();
  await office.registry.putRound({ ...localRound, closesAt });
  const others: Answers = new Map([['1.1.2', { value: 'unclear', raw: 'in part', evidence: '', cell: null }]]);
  const buffer = Buffer.from(await espooQuestionnaire(others));
  const page = await browser.newPage({ viewport: { width: 960, height: 800 }, deviceScaleFactor: 1.25 });
  await page.goto(await espooLink(cloud));
  await page.setInputFiles('#file', { name: 'espoo-2022.xlsx', mimeType: '', buffer });
  await page.locator('.progress li:last-child.done').waitFor();
  await page.evaluate('scrollTo(0, 0)');
  const below = (await page.locator('.shares').boundingBox())?.y ?? 0;
  const clip = { x: 0, y: 0, width: 960, height: below };
  await page.screenshot({ path: 'docs/pictures/portal.png', fullPage: true, clip });
  await page.setViewportSize({ width: 390, height: 844 });
  const problems = page.locator('section', { has: page.locator('.problems') });
  await problems.screenshot({ path: 'docs/pictures/portal-problems.png' });
} finally {
  await browser.close();
  await cloud.stop();
  await folder.unlock();
  await rm(path, { recursive: true });
}
