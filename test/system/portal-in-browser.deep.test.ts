import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whenProgress } from '../../infra/local/main-job.ts';
import { localRound } from '../../infra/local/office.ts';
import { rescoreLocally } from '../../infra/local/rounds-locally.ts';
import { dynamoLinkKeys } from '../../shared/adapters/aws/dynamo/link-keys.ts';
import type { Answers } from '../../shared/domain/answers/answer.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { barriersOn, hasBrowser, startBrowser } from '../support/browser.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/**
 * The contact's page in each of its states, at every width, dark and printed, with a reload and Back in each, in rounds of
 * 7 and of 150 authorities with long names. `SCOREBOOK_SCREENSHOTS=<folder>` keeps a picture of each, to be looked at.
 */
const widths = [320, 360, 768, 1280, 2560];
const pictures = process.env['SCOREBOOK_SCREENSHOTS'];
const cityPage = readCityPage(await readFile('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);

/** 100 letters, among them words that fit on no line. */
const nameOf = (n: number): string =>
  `Gemeinsame Verwaltungsgemeinschaft Donaudampfschifffahrtsgesellschaft ${n} `.padEnd(100, 'und Umland ').trim();
const contactOf = (n: number): string => `officer@community-${n}.example`;

const fileOf = (n: number, answers: Answers): Promise<Uint8Array> =>
  writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: `community-${n}`, name: nameOf(n) },
    round: localRound.id,
    answers,
  });
/** Answers of which the first ones are Yes. */
const some = (yes: number): Answers =>
  new Map(
    [...cityPage.answers].map(([id], index) => [
      id,
      index < yes
        ? { value: 'yes', raw: 'Yes', evidence: 'https://example.org/shown', cell: null }
        : { value: 'no', raw: 'No', evidence: '', cell: null },
    ]),
  );

/** In the page: what makes it wider than the window; nothing when it is not. */
const wider = `document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.tagName + ' ' + one.className + ' ' + one.textContent.slice(0, 40))`;
/** In the page: colours have become what they are. */
/** At most two seconds: what is not painted, in print or off the screen, may never come to the end of a transition. */
const settled = `Promise.race([
  new Promise((resolve) => setTimeout(resolve, 2000)),
  Promise.allSettled(document.getAnimations()
    .filter((one) => one instanceof CSSTransition).map(({ finished }) => finished)),
])`;

describe.skipIf(!hasBrowser)('in a browser, the contact’s page', () => {
  let own: OwnCloud;
  let browser: Browser;
  let page: Page;
  let link: string;
  const faults: string[] = [];

  beforeAll(async () => {
    own = await startOwnCloud();
    await own.office.registry.putRound(localRound);
    await sendIn(1, 7);
    const keys = dynamoLinkKeys(own.cloud.clients.dynamodb, own.cloud.table);
    await register(0);
    const of = { authority: 'community-0', contact: contactOf(0), round: localRound.id };
    link = await portalLink(of, { keys, portal: own.cloud.portal, now: () => new Date() });
    browser = await startBrowser();
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('dialog', (dialog) => void dialog.accept());
    if (pictures !== undefined) await mkdir(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser.close();
    await own.stop();
  });

  const register = (n: number) =>
    own.office.registry.putAuthority({
      ...{ id: `community-${n}`, name: nameOf(n), country: 'DE' },
      contacts: [{ address: contactOf(n), language: 'en' }],
    });
  /** Authorities from one number up to another, each with its questionnaire counted. */
  async function sendIn(from: number, to: number): Promise<void> {
    for (let n = from; n < to; n += 1) {
      await register(n);
      await own.cloud.upload({ fileName: `${n}.xlsx`, bytes: await fileOf(n, some(n % 41)), sender: contactOf(n) });
    }
    const all = async () => {
      const written = new Set((await own.cloud.mails.list()).flatMap((mail) => mail.to));
      return Array.from({ length: to - from }, (_, n) => contactOf(from + n)).every((one) => written.has(one)) || null;
    };
    await whenProgress(own.cloud, all, new AbortController().signal);
  }

  const choose = (name: string, bytes: Uint8Array) =>
    page.setInputFiles('#file', { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

  /** The state as it is now, at every width, dark and printed: nothing is cut, nobody is kept out. */
  async function look(state: string): Promise<void> {
    for (const width of widths) {
      for (const [media, colorScheme] of [
        ['screen', 'light'],
        ['screen', 'dark'],
        ['print', 'light'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ media, colorScheme });
        const at = `${state} at ${width} px, ${media}, ${colorScheme}`;
        expect([at, await page.evaluate(wider)]).toEqual([at, []]);
        if (media === 'screen') {
          await page.evaluate(settled);
          expect([at, await barriersOn(page)]).toEqual([at, []]);
        }
        if (pictures !== undefined) {
          const name = `${state}-${width}-${media === 'print' ? 'print' : colorScheme}.png`;
          await page.screenshot({ path: join(pictures, name.replaceAll(/[^\w.-]+/g, '-')), fullPage: true });
        }
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    expect(faults).toEqual([]);
  }
  /** The same text is there after a reload, and when somebody comes Back from elsewhere. */
  async function stays(text: string | RegExp): Promise<void> {
    const address = page.url();
    await page.reload();
    await page.getByText(text).first().waitFor();
    await page.goto('about:blank');
    await page.goBack();
    await page.getByText(text).first().waitFor();
    expect(page.url()).toBe(address);
  }
  /** Holds the requests to addresses like this, while `during` goes on. */
  async function holding(pattern: string, method: string, during: () => Promise<void>): Promise<void> {
    let goOn = (): void => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await page.route(pattern, async (route) => {
      if (route.request().method() === method) await held;
      await route.continue().catch(() => {});
    });
    await during();
    goOn();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }

  test('with nothing sent', async () => {
    await page.goto(link);
    await page.getByText('We have not scored anything yet.').waitFor();
    // Links to online sheets are taken only where Google was set up.
    expect(await page.locator('#sheet').count()).toBe(0);
    await stays('We have not scored anything yet.');
    await look('nothing sent');
  });

  test('with a file that is empty, or too large', async () => {
    for (const [name, size, told] of [
      ['empty.xlsx', 0, /“empty\.xlsx” is empty/],
      ['large.xlsx', 30 * 1024 * 1024, /The size of “large\.xlsx” is 30 MB/],
    ] as const) {
      await page.goto(link);
      await page.getByText('We have not scored anything yet.').waitFor();
      await choose(name, new Uint8Array(size));
      await page.getByRole('alert').getByText(told).waitFor();
      await look(name);
      // It was not sent: there is nothing to come back to.
      await page.reload();
      await page.getByText('We have not scored anything yet.').waitFor();
      expect(await page.getByText(told).count()).toBe(0);
    }
  });

  test('while a file is sent', async () => {
    await page.goto(link);
    const inbox = new URL(own.cloud.emulators.endpoints.s3).origin;
    await holding(`${inbox}/**`, 'POST', async () => {
      await choose(`${'a-very-long-name-of-a-file-'.repeat(4)}.xlsx`, await fileOf(0, some(20)));
      await page.locator('.progress li.running', { hasText: 'Upload' }).waitFor();
      await look('being sent');
      await page.reload();
      await page.getByText('The upload was interrupted').waitFor();
      await look('interrupted');
      await stays('The upload was interrupted');
    });
  });

  test('while a file is read, and when it counts', async () => {
    await page.goto(link);
    await holding('**/api/uploads/*', 'GET', async () => {
      await choose('first.xlsx', await fileOf(0, some(20)));
      await page.locator('.progress li.running', { hasText: 'Read and checked' }).waitFor();
      await look('under way');
      await page.reload();
      await page.locator('.progress').waitFor();
    });
    await page.locator('.progress li:last-child.done').waitFor();
    await look('receipt');
    await stays('first.xlsx');
    await page.getByRole('link', { name: 'Back to your page' }).click();
    await page.locator('.result.counts').waitFor();
    await look('counted');
    await stays(/This is what counts/);
    await page.goBack();
    await page.locator('.reference').waitFor();
  });

  test('when a file is refused', async () => {
    await page.goto(link);
    await page.locator('.result.counts').waitFor();
    await choose('letter.pdf', Buffer.from('%PDF-1.7 no workbook'));
    await page.getByText('This file was not accepted').waitFor();
    await page.locator('.earlier tbody tr', { hasText: 'not accepted' }).waitFor();
    await look('refused');
    await stays('This file was not accepted');
  });

  test('with earlier submissions, and with what is chosen of them', async () => {
    await page.goto(link);
    await choose('second.xlsx', await fileOf(0, some(31)));
    await page.locator('.progress li:last-child.done').waitFor();
    await page.goto(link);
    await page.locator('.result.counts').waitFor();
    await page.locator('.earlier tbody tr', { hasText: 'first.xlsx' }).locator('a').click();
    await page.getByText('A later file adds to this one').waitFor();
    await look('earlier');
    await stays('A later file adds to this one');
    await page.getByText('Choose what counts').click();
    await look('choosing');
    await page.getByRole('button', { name: 'Make this file count again' }).click();
    await page.getByText('counts again, with everything that counted then').waitFor();
    await page.locator('.progress li:last-child.done').waitFor();
    await look('restored');
    await stays('counts again, with everything that counted then');
    await page.goto(link);
    await page.locator('.earlier tbody tr', { hasText: 'second.xlsx' }).locator('a').click();
    await page.getByText('A later file adds to this one').waitFor();
    await page.getByText('Choose what counts').click();
    await page.getByRole('button', { name: 'Replace everything with this file' }).click();
    await page.getByText('Now only “').waitFor();
    await page.locator('.progress li:last-child.done').waitFor();
    await look('replaced');
    await stays('Now only “');
  });

  /** All that count are ranked: the page tells the rank among so many. */
  async function rankedOf(count: number): Promise<void> {
    await rescoreLocally(own.cloud, localRound.id);
    await page.goto(link);
    // It may be there already, as it was before.
    await page.reload();
    await page.locator('.result.counts').waitFor();
    await page
      .getByText(new RegExp(`of (the )?${count}\\b`))
      .first()
      .waitFor();
    await look(`of ${count}`);
    await stays(/This is what counts/);
  }
  test('in a round of 7', async () => {
    await sendIn(0, 1);
    await rankedOf(7);
  });

  test('in a round of 150', async () => {
    await sendIn(7, 150);
    await rankedOf(150);
  });
});
