import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeAddress } from '../../infra/local/cloud-address.ts';
import { startConsole } from '../../infra/local/console/console.ts';
import { whenProgress } from '../../infra/local/main-job.ts';
import { startSite } from '../../infra/local/site/site-server.ts';
import { questionnaires as questionnairesOf } from '../../shared/adapters/bucket-ports.ts';
import { hasBrowser, startBrowser } from '../support/browser.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { typed } from '../support/typed-command.ts';
import { decideAll, placedIn, walkSteps } from '../support/walk-of-docs.ts';

/**
 * docs/own-questionnaire.md from the office's Excel to the public site: every command as it stands there, the files of the
 * cities put in by the form of the console, and the site as people find it.
 */
const signal = new AbortController().signal;
const cities = ['northwood', 'eastham', 'brookside', 'hillford', 'millbury'];
/** By hand, from the formulas of the workbook. */
const ranking = [
  [1, 'Eastham', 30],
  [2, 'Northwood', 20],
  [3, 'Millbury', 16],
  [4, 'Brookside', 12],
  [5, 'Hillford', 11],
];

describe.skipIf(!hasBrowser)('the walk from an office’s workbook to its public site', () => {
  let own: OwnCloud;
  let console_: Awaited<ReturnType<typeof startConsole>>;
  let site: Awaited<ReturnType<typeof startSite>>;
  let browser: Browser;
  beforeAll(async () => {
    own = await startOwnCloud(() => 1);
    await writeAddress(own.path, own.cloud);
    console_ = await startConsole({ ...own, port: 4790 });
    site = await startSite({ cloud: own.cloud, port: 4795 });
    browser = await startBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await site.stop();
    await console_.stop();
    await own.stop();
  });
  const when = <T>(look: () => Promise<T | null>): Promise<T> => whenProgress(own.cloud, look, signal);
  /** Commands that find the cloud by its folder. */
  const inCloud = (command: readonly string[]): boolean =>
    ['publish', 'diff'].includes(command[1] ?? '') || ['registry', 'rescore'].includes(command[0] ?? '');
  const run = async (command: readonly string[]): Promise<string> => {
    const words = command.map((word) => placedIn(own.path, word));
    const folder = inCloud(command) ? ['--folder', own.path] : [];
    const { status, stdout, stderr } = await typed([...words, ...folder], { ...process.env, NO_COLOR: '1' });
    // Only the draft whose decisions are open is not in order.
    expect({ command, status: command[1] === 'check' ? 0 : status, stderr }).toMatchObject({ status: 0 });
    return stdout;
  };

  test('comes to the ranking that the formulas of the workbook make', async () => {
    const page = await browser.newPage();
    let printed = '';
    for (const { command } of await walkSteps()) {
      if (command === null) continue;
      if (command[0] === 'rescore') {
        for (const city of cities) {
          await page.goto(console_.url);
          const buffer = readFileSync(`examples/city-parks.${city}.xlsx`);
          const name = `city-parks.${city}.xlsx`;
          await page.getByLabel('Send a questionnaire in').setInputFiles({ name, mimeType: '', buffer });
          await page.getByLabel('Address of the sender').fill(`parks@${city}.example`);
          await page.getByRole('button', { name: 'Upload' }).click();
        }
        const round = await own.office.registry.round('parks-2026');
        if (round === null) throw new Error('The round is not registered');
        await when(async () => {
          const all = await Promise.all(cities.map((city) => own.office.store.standing(round, city)));
          return all.includes(null) ? null : all;
        });
      }
      printed = await run(command);
      if (command[1] === 'check') await decideAll(join(own.path, 'draft.xlsx'));
      if (command[1] === 'publish') {
        await when(() => questionnairesOf(own.cloud.reached).published('city-parks@2026'));
      }
    }
    expect(printed).toBe('From city-parks@2026 to city-parks@2026: nothing changed.\n');

    await page.goto(console_.url);
    const listed = await page.locator('#submissions tbody tr').allInnerTexts();
    for (const [, city, points] of ranking) {
      expect(listed.find((row) => row.includes(String(city)))).toMatch(new RegExp(`counts\\s+${points} points`));
    }
    const address = `${site.url}/parks-2026/`;
    await when(async () => ((await fetch(address)).status === 200 ? true : null));
    await page.goto(address);
    const rows = await page.locator('table tbody tr').allInnerTexts();
    const shown = rows.map((row) => row.replaceAll(/\s+/g, ' ').trim());
    expect(shown.slice(0, 5)).toEqual(
      ranking.map(([rank, city, points]) => expect.stringMatching(new RegExp(`^${rank} ${city}\\b.*\\b${points}\\b`))),
    );
  });
});
