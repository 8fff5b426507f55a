import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriersOn, hasBrowser } from '../../support/browser.ts';
import { type Files, filesOf, longNamed } from '../../support/published-site.ts';
import { type SiteInBrowser, siteInBrowser } from '../../support/site-in-browser.ts';

/** The public site at every width, for few and for many authorities of long names, light, dark and printed. */

const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;
if (!hasPdftotext) console.log('Without pdftotext the printed pages are not read.');

const widths = [320, 360, 768, 1100, 1280, 2560];
const counts = [1, 7, 150, 2000];

describe.skipIf(!hasBrowser)('in a browser, the site of long names', () => {
  let site: SiteInBrowser;
  let page: Page;
  const sets = new Map<number, Files>();
  beforeAll(async () => {
    for (const count of counts) sets.set(count, await filesOf(longNamed(count)));
    site = await siteInBrowser();
    page = site.page;
  });
  afterAll(() => site.stop());
  const open = (path: string) => site.open(path);
  const look = () => barriersOn(page);
  const matrix = counts.flatMap((count) =>
    widths.flatMap((width) => ['light', 'dark'].map((scheme) => [count, width, scheme])),
  );

  test.each(matrix as [number, number, 'light' | 'dark'][])(
    '%d authorities at %d px (%s): nothing is cut, the score is in the first screen, headings stay, nobody is kept out',
    async (count, width, colorScheme) => {
      site.show(sets.get(count) ?? new Map());
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 740 });
      for (const path of [
        'index.html',
        'index.html?by=1.2&country=FI',
        'averages.html',
        'questions.html',
        'rounds.html',
        'data.html',
      ]) {
        await open(path);
        expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width]);
      }
      await open('index.html');
      const row = await page.locator('#ranking tbody tr .score').first().boundingBox();
      expect(row?.y).toBeLessThan(600);
      expect((row?.x ?? 0) + (row?.width ?? 0)).toBeLessThanOrEqual(width);
      if (count >= 150) {
        await page.evaluate('scrollTo(0, 4000)');
        expect((await page.locator('#ranking thead').boundingBox())?.y).toBeLessThanOrEqual(1);
      }
      // By axe a page of 300 rows takes long: fewer say the same.
      if (count <= 150) expect(await look()).toEqual([]);
      const link = await page.locator('#ranking tbody a').first().getAttribute('href');
      await open(link ?? '');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await look()).toEqual([]);
      expect(site.said).toEqual([]);
    },
  );

  test.each(counts)('of %d authorities, printed, the headings are low enough to stand on every page', async (count) => {
    site.show(sets.get(count) ?? new Map());
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    // A4 across, within its margins.
    await page.setViewportSize({ width: 1047, height: 718 });
    await open('index.html');
    const head = await page.locator('#ranking thead').boundingBox();
    // A browser repeats no heading that takes a quarter of the page.
    expect(head?.height).toBeLessThan(718 / 4);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('#ranking thead')).display`)).toBe(
      'table-header-group',
    );
    expect(await page.locator('#ranking tbody tr').first().locator('.c:visible').count()).toBe(12);
    await page.emulateMedia({ media: 'screen' });
  });

  test.skipIf(!hasPdftotext)('printed, the second page names each column', async () => {
    site.show(sets.get(150) ?? new Map());
    await open('index.html');
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    const folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
    await page.pdf({ path: join(folder, 'ranking.pdf'), preferCSSPageSize: true });
    const of = ['-f', '2', '-l', '2', '-raw', join(folder, 'ranking.pdf'), '-'];
    const text = execFileSync('pdftotext', of, { encoding: 'utf8' });
    await rm(folder, { recursive: true });
    for (const label of ['Rank', 'Authority', 'Score', '1 Enablers', '1.1 Skills', '2.6', '3.3 Satisfaction']) {
      expect(text.replace(/\s+/g, ' ')).toContain(label);
    }
  });
});
