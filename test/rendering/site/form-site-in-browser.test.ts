import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { barriersOn, hasBrowser } from '../../support/browser.ts';
import { exampleForms, formFilesOf, manyForms } from '../../support/published-forms.ts';
import type { Files } from '../../support/published-site.ts';
import { type SiteInBrowser, siteInBrowser } from '../../support/site-in-browser.ts';
import { deepTest, isDeep } from '../../support/tier.ts';

describe.skipIf(!hasBrowser)('in a browser, the site of a round of an office’s own questionnaire', () => {
  let site: SiteInBrowser;
  let page: Page;
  let few: Files;
  let ofMany: Files;
  beforeAll(async () => {
    const { definition, forms } = await exampleForms();
    few = await formFilesOf(definition, forms);
    const many = await manyForms(320);
    ofMany = await formFilesOf(many.definition, many.forms);
    site = await siteInBrowser();
    page = site.page;
  });
  beforeEach(() => site.show(few));
  afterAll(() => site.stop());
  const open = (path: string) => site.open(path);
  const told = (words: RegExp) => site.told(words);
  const shownNames = () => site.shownNames();

  const pages: (readonly [path: string, colours: 'light' | 'dark'])[] = [
    ['index.html', 'light'],
    ['questions/Q5.html', 'light'],
    ['authorities/a-5.html', 'dark'],
    ['averages.html', 'light'],
    ['questions.html', 'light'],
    ['questions/Q3.html', 'dark'],
    ['rounds.html', 'light'],
    ['data.html', 'light'],
    ['authorities/a-5.html', 'light'],
  ];
  // The others are other fillings of the same parts.
  test.each(isDeep ? pages : pages.slice(0, 3))(
    '%s (%s) keeps nobody out, by axe, fits a telephone and its policy',
    async (path, colorScheme) => {
      site.show(ofMany);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 360, height: 700 });
      await open(path);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await barriersOn(page)).toEqual([]);
      expect(site.said).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 900 });
    },
  );

  test('is sorted and averaged by numbers with decimals, whatever is missing', async () => {
    await open('index.html');
    await page.getByRole('button', { name: 'Score' }).click();
    expect(await shownNames()).toEqual(['Northwood', 'Skerry', 'Elmton', 'Blank']);
    await page.getByRole('button', { name: 'C Quality' }).click();
    // Too little is answered of it for a score.
    expect((await shownNames()).slice(0, 2)).toEqual(['Northwood', 'Elmton']);
    const average = async () =>
      (await page.locator('#ranking tfoot').allInnerTexts()).join().replace(/\s+/g, ' ').trim();
    expect(await average()).toMatch(/^Average 32\.40%/);
    await page.getByLabel('Country').selectOption('Finland');
    expect(await average()).toBe('Average of those shown 40.75% 46% 38% 36%');
    expect(site.said).toEqual([]);
  });

  test('finds an authority of many that is on none of the pages at hand, as the ranking shows it', async () => {
    site.show(ofMany);
    await open('ranking-2.html');
    const wanted = await page.locator('#ranking tbody tr').first().allInnerTexts();
    await open('index.html');
    const name = wanted[0]?.split(/\t|\n/)[1] ?? '';
    await page.getByLabel('Search by name').fill(name);
    await told(/ of 320$/);
    await page.locator('#ranking tbody tr', { hasText: name }).first().waitFor();
    const found = await page.locator('#ranking tbody tr').allInnerTexts();
    expect(found.map((row) => row.replace(/\s+/g, ' '))).toContain(wanted[0]?.replace(/\s+/g, ' '));
    expect(site.said).toEqual([]);
  });

  test('an authority’s page shows what has not all points alone', async () => {
    await open('authorities/northwood.html');
    const shown = () => page.locator('.qa li:visible').count();
    const all = await shown();
    await page.getByRole('link', { name: /^Not all points: / }).click();
    const less = await shown();
    await page.getByRole('link', { name: /^All points: / }).click();
    expect([all, less, await shown()]).toEqual([14, 5, 2]);
  });

  deepTest('leads to each section, and gives answers, scores and the questionnaire to be downloaded', async () => {
    await open('authorities/northwood.html');
    await page.locator('.scroll').getByRole('link', { name: 'A1 Opening hours' }).click();
    expect(page.url()).toMatch(/#group-A1$/);
    const names = [...few.keys()].filter((path) => path.startsWith('data/')).map((path) => path.slice('data/'.length));
    expect(names).toHaveLength(11);
    for (const name of names) {
      // A browser stops a page that gives it one file after the other.
      await open('data.html');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`public-libraries-2026-${name}`);
      const held = few.get(`data/${name}`);
      expect(readFileSync(await download.path()).equals(Buffer.from(held as string))).toBe(true);
    }
    expect(site.said).toEqual([]);
  });
});
