import { readFile } from 'node:fs/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConsole } from '../../infra/local/console/console.ts';
import { runMainJob } from '../../infra/local/main-job.ts';
import { registerEspoo } from '../../infra/local/office.ts';
import { startSite } from '../../infra/local/site/site-server.ts';
import { dynamoNotices } from '../../shared/adapters/aws/dynamo/notices.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { noticeId } from '../../shared/domain/mail/notice.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import type { Submission } from '../../shared/domain/submissions/submission.ts';
import { barriersOn, hasBrowser, startBrowser } from '../support/browser.ts';
import { longNamedLike } from '../support/long-named-submission.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { deepTest, isDeep } from '../support/tier.ts';

/** Every form, button and list of the console in a real browser, with a reload and Back at each step. */
describe.skipIf(!hasBrowser || !isDeep)('in a browser, the console', () => {
  let own: OwnCloud;
  let served: Awaited<ReturnType<typeof startConsole>>;
  let site: Awaited<ReturnType<typeof startSite>>;
  let browser: Browser;
  let page: Page;
  let first: Submission;
  const faults: string[] = [];

  beforeAll(async () => {
    own = await startOwnCloud(() => 1);
    await registerEspoo(own.office);
    site = await startSite({ cloud: own.cloud, port: 4760 });
    served = await startConsole({ ...own, port: 4740, site: () => site.url });
    first = (await runMainJob(own.cloud, own.office, () => {}, new AbortController().signal)).submission;
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => {
      // In the long tier a script of the test looks into each page; a mail, which may run none, says so.
      if (line.type() === 'error' && !(isDeep && /^Blocked script/.test(line.text()))) faults.push(line.text());
    });
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await served.stop();
    await site.stop();
    await own.stop();
  });
  const open = (path: string) => page.goto(served.url + path);
  const barriers = () => barriersOn(page, ['iframe']);
  const rows = () => page.locator('#submissions tbody tr').allInnerTexts();
  const pdf = { name: '<b>note</b>.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') };

  test('takes a file by its form, and tells first that it was rejected', async () => {
    await open('/');
    expect(await page.locator('#attention').textContent()).toContain('Nothing needs attention');
    await page.getByLabel('Send a questionnaire in').setInputFiles(pdf);
    await page.getByLabel('Address of the sender').fill('officer@espoo.example');
    await page.getByRole('button', { name: 'Upload' }).click();
    // The page asks again by itself.
    await page.locator('#attention').getByText('1 file rejected').waitFor();
    expect(page.url()).toBe(`${served.url}/`);
    await page.reload();
    await page.getByRole('link', { name: '1 file rejected' }).click();
    expect(await rows()).toEqual([expect.stringContaining('<b>note</b>.pdf')]);
    await page.goBack();
    expect(await rows()).toHaveLength(2);
    expect(await barriers()).toEqual([]);
  });

  test('finds a submission by its reference, and keeps what is looked for in the address', async () => {
    await open('/');
    await page.getByLabel('Authority, file, sender or reference').fill(referenceOf(first.id));
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL('**/?q=*');
    expect(await rows()).toEqual([expect.stringContaining('espoo-questionnaire-2022.xlsx')]);
    await page.reload();
    expect(await rows()).toHaveLength(1);
    await page.getByRole('link', { name: 'Espoo' }).click();
    await page.getByText('58%').first().waitFor();
    expect(await barriers()).toEqual([]);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe('results-espoo-2022.xlsx');
    await page.goBack();
    expect(await rows()).toHaveLength(1);
    await page.getByLabel('Authority, file, sender or reference').fill('Atlantis');
    await page.locator('select[name=show]').selectOption('counts');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('No submission matches').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    expect(await rows()).toHaveLength(2);
  });

  deepTest('sends dead letters again, which stand before all else', async () => {
    const { queues } = own.cloud.resources;
    const name = queues.find((queue) => queue.name.endsWith('-submissions'))?.deadLetters;
    const url = queues.find((queue) => queue.name === name)?.url;
    const event = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' });
    await own.cloud.clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: event }));
    await open('/');
    await page.locator('#attention').getByText('1 message given up').waitFor();
    expect(await barriers()).toEqual([]);
    await page.getByText('What it says').click();
    expect(await page.locator('#attention pre').textContent()).toContain('s3:TestEvent');
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.locator('#attention').getByText('1 file rejected').waitFor();
    await page.locator('#attention').getByText('given up').waitFor({ state: 'detached' });
  });

  test('shows who is registered, opens a contact’s page, and takes the registry workbook back', async () => {
    await open('/');
    await page.getByRole('link', { name: 'Authorities' }).click();
    expect(await barriers()).toEqual([]);
    const listed = () => page.locator('tbody tr').count();
    await page.getByLabel('Name, id, country or contact').fill('Atlantis');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL('**/authorities?q=Atlantis');
    await page.reload();
    expect(await listed()).toBe(0);
    await page.goBack();
    expect(await listed()).toBe(1);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the current one' }).click();
    const path = await (await download).path();
    await page.getByRole('link', { name: 'Espoo' }).click();
    expect(await barriers()).toEqual([]);
    await page.getByRole('link', { name: 'Open the page of round 2022' }).click();
    await page.locator('.result.counts').waitFor();
    expect(await page.locator('h1').textContent()).toBe('Espoo');
    await page.goBack();
    await page.reload();
    expect(await page.locator('h1').textContent()).toBe('Espoo');
    await page.goBack();
    await page.getByLabel('Registry workbook').setInputFiles({
      name: 'registry.xlsx',
      mimeType: 'application/octet-stream',
      buffer: await readFile(path),
    });
    await page.getByRole('button', { name: 'Import' }).click();
    await page.waitForURL('**/mails');
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.locator('tbody').textContent();
        },
        { timeout: 30_000 },
      )
      .toContain('Registry');
  });

  deepTest('scores a round again, shows its public site, and takes a review', async () => {
    await open('/');
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#content');
    await page.goBack();
    await page.getByRole('link', { name: 'Rounds' }).click();
    expect(await barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Score all again' }).click();
    await page.getByRole('status').getByText('round 2022 scored again: published, 1 ranked').waitFor();
    await page.reload();
    expect(await page.locator('.round dd').allInnerTexts()).toContain('1');
    await page.getByRole('button', { name: 'Declare results final' }).click();
    await page.getByRole('status').getByText('the results of round 2022 are final').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Review workbook of round 2022' }).click();
    const review = await (await download).path();
    await expect.poll(async () => (await fetch(`${site.url}/2022/index.html`)).status, { timeout: 30_000 }).toBe(200);
    await page.getByRole('link', { name: 'Public site' }).click();
    await page.locator('#ranking').waitFor();
    await page.goBack();
    await page.getByLabel('Review workbook, filled in').setInputFiles(review);
    await page.getByRole('button', { name: 'Import' }).click();
    await page.waitForURL('**/mails');
  });

  deepTest('finds a mail, and shows it with what is attached', async () => {
    await open('/mails');
    expect(await barriers()).toEqual([]);
    await page.getByLabel('Subject, address or reference').fill(referenceOf(first.id));
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL('**/mails?q=*');
    await page.reload();
    await page.locator('tbody a').first().click();
    expect(await page.frameLocator('iframe').locator('body').textContent()).toContain('58%');
    expect(await barriers()).toEqual([]);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'scorebook-results-espoo-2022.xlsx' }).click();
    expect((await download).suggestedFilename()).toBe('scorebook-results-espoo-2022.xlsx');
    await page.goBack();
    expect(page.url()).toContain('/mails?q=');
    expect(faults).toEqual([]);
  });

  deepTest(
    'lists the mails that are owed, also those that belong to no submission, until they have gone out',
    async () => {
      const { clients, table } = own.cloud;
      const of = { round: '2022', authority: 'espoo', to: 'officer@espoo.example' };
      const reminder = { kind: 'reminder', days: 3, ...of } as const;
      const id = noticeId(reminder);
      const owner = { kind: 'notice', notice: id } as const;
      await dynamoOwedMails(clients.dynamodb, table).note({ owner, delivery: id }, new Date());
      await dynamoNotices(clients.dynamodb, table).put(id, reminder);
      await open('/');
      await page.getByRole('link', { name: '1 mail not sent yet' }).click();
      await page.getByRole('cell', { name: 'Reminder for Espoo, round 2022' }).waitFor();
      await page.reload();
      expect(await page.getByRole('row', { name: 'Reminder' }).textContent()).toContain('officer@espoo.example');
      expect(await barriers()).toEqual([]);
      await page.goBack();
      await own.cloud.strike('sweeps');
      await page.locator('#attention').getByText('not sent yet').waitFor({ state: 'detached' });
      await open('/mails');
      expect(await page.getByRole('heading', { name: 'Not sent yet' }).count()).toBe(0);
    },
  );

  deepTest('of many submissions shows a page at a time, narrow and wide', async () => {
    for (let n = 0; n < 60; n += 1) await own.office.store.putSubmission(longNamedLike(first, n));
    await open('/');
    expect(await rows()).toHaveLength(25);
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(4000);
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText('Page 2 of 3').waitFor();
    await page.reload();
    await page.getByText('Page 2 of 3').waitFor();
    await page.getByRole('link', { name: 'Previous' }).click();
    await page.getByText('Page 1 of 3').waitFor();
    await page.goBack();
    await page.getByText('Page 2 of 3').waitFor();
    for (const width of [320, 2560]) {
      await page.setViewportSize({ width, height: 740 });
      await open('/');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  deepTest('shows how far each authority is in a round, of one and of many, narrow and wide', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open('/rounds');
    await page.getByRole('link', { name: 'Responses' }).click();
    await page.getByText('1 of 1 sent (100%)').waitFor();
    expect(await page.locator('tbody tr').last().textContent()).toMatch(/Espoo[\s\S]*complete[\s\S]*41 of 41 answered/);
    expect(await barriers()).toEqual([]);
    for (let n = 0; n < 149; n += 1) {
      const name = `${'Sankt Johann ob der langen Mauer '.repeat(n % 3)}${n}`;
      await own.office.registry.putAuthority({ id: `sankt-${n}`, name, country: 'AT', contacts: [] });
    }
    await page.reload();
    await page.getByText('1 of 150 sent (1%)').waitFor();
    await page.getByText('By country and size').click();
    await page.getByRole('cell', { name: '0 of 149' }).first().waitFor();
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText('Page 2 of 6').waitFor();
    await page.getByLabel('Name, id or country').fill('espoo');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('1 of 150').first().waitFor();
    await page.reload();
    expect(await page.locator('.card table').last().locator('tbody tr').count()).toBe(1);
    await page.getByLabel('Show').selectOption('not invited');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('No authority matches').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the list' }).click();
    expect((await download).suggestedFilename()).toBe('responses-2022.xlsx');
    for (const width of [320, 390, 2560]) {
      await page.setViewportSize({ width, height: 740 });
      await page.reload();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await barriers()).toEqual([]);
    }
  });
});
