import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConsole } from '../../infra/local/console/console.ts';
import { runMainJob } from '../../infra/local/main-job.ts';
import { registerEspoo } from '../../infra/local/office.ts';
import type { Submission } from '../../shared/domain/submissions/submission.ts';
import { barriersOn, hasBrowser, startBrowser } from '../support/browser.ts';
import { longNamedLike } from '../support/long-named-submission.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';

/** Every page of the console at every width, with hundreds of submissions, dark and light. */
describe.skipIf(!hasBrowser)('in a browser, the console', () => {
  let own: OwnCloud;
  let served: Awaited<ReturnType<typeof startConsole>>;
  let browser: Awaited<ReturnType<typeof startBrowser>>;
  let first: Submission;
  beforeAll(async () => {
    own = await startOwnCloud(() => 1);
    await registerEspoo(own.office);
    served = await startConsole({ ...own, port: 4780 });
    first = (await runMainJob(own.cloud, own.office, () => {}, new AbortController().signal)).submission;
    for (let n = 0; n < 330; n += 1) await own.office.store.putSubmission(longNamedLike(first, n));
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await served.stop();
    await own.stop();
  });

  test.each(
    [320, 360, 768, 1280, 2560].flatMap((width) =>
      (['light', 'dark'] as const).map((scheme) => [width, scheme] as const),
    ),
  )('at %d px (%s) cuts nothing and keeps nobody out', async (width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 740 }, colorScheme });
    for (const path of [
      '/',
      '/authorities',
      '/authorities/espoo',
      '/rounds',
      '/rounds/2022/responses',
      '/mails',
      `/submissions/${first.id}`,
    ]) {
      await page.goto(served.url + path);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width]);
      expect([path, await barriersOn(page, ['iframe'])]).toEqual([path, []]);
    }
    await page.close();
  });
});
