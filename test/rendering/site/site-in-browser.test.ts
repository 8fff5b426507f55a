import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { barriersOn, hasBrowser } from '../../support/browser.ts';
import { profile, standingsOf, theSeven } from '../../support/compared.ts';
import { publishedRanking } from '../../support/published-ranking.ts';
import { type Files, filesOf, longNamed, publishedSeven } from '../../support/published-site.ts';
import { type SiteInBrowser, siteInBrowser } from '../../support/site-in-browser.ts';
import { deepTest } from '../../support/tier.ts';

if (!hasBrowser) console.log('The browser comes as a package for Linux: the site is not opened here.');

const earlier = standingsOf(theSeven.slice(2));
const others = [
  {
    standings: { ...earlier.standings, round: '2021' },
    percents: new Map(theSeven.slice(2).map(({ authority, percent }) => [authority, percent - 3])),
  },
];
/** Names of many first letters in common, so that lists of names are divided. */
const many = [
  ...publishedSeven,
  ...Array.from({ length: 500 }, (_, n) =>
    profile(`San Example ${n}`, n % 3 === 0 ? 'Y'.repeat(41) : 'N'.repeat(41), {
      country: n % 2 === 0 ? 'IT' : 'FI',
      population: n * 1000,
    }),
  ),
];

describe.skipIf(!hasBrowser)('in a browser, the site', () => {
  let site: SiteInBrowser;
  let page: Page;
  let seven: Files;
  let ofMany: Files;
  beforeAll(async () => {
    seven = await filesOf(publishedSeven, { others });
    ofMany = await filesOf(many);
    site = await siteInBrowser();
    page = site.page;
  });
  beforeEach(() => site.show(seven));
  afterAll(() => site.stop());
  const open = (path: string) => site.open(path);
  const told = (words: RegExp) => site.told(words);
  const shownNames = () => site.shownNames();

  test.each([
    ['index.html', 'light'],
    ['index.html', 'dark'],
    ['averages.html', 'light'],
    ['questions.html', 'light'],
    ['questions/1.1.2.html', 'light'],
    ['rounds.html', 'dark'],
    ['data.html', 'light'],
    ['authorities/espoo.html', 'light'],
    ['authorities/espoo.html', 'dark'],
  ] as const)('%s (%s) keeps nobody out, by axe, fits a telephone and its policy', async (path, colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 375, height: 700 });
    await open(path);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    expect(await barriersOn(page)).toEqual([]);
    expect(site.said).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('ranks the published authorities in the published order, with its ties, percentages and counts', async () => {
    await open('index.html');
    const rows = await page.locator('#ranking tbody tr').all();
    const shown = await Promise.all(rows.map((row) => row.locator('th a, td').allTextContents()));
    // The published ranking leaves some out: the order and the ties are its own, the ranks are of these seven.
    const published = publishedRanking.map(({ rank, authority, percent, counts }) => [
      String(1 + publishedRanking.filter((one) => one.rank < rank).length),
      authority,
      `${percent}%`,
      ...counts.map(({ met, total }) => `${met}/${total}`),
    ]);
    const ties = (list: string[][]) => [...list].sort(([a = '', x = ''], [b = '', y = '']) => (a + x < b + y ? -1 : 1));
    expect(ties(shown)).toEqual(ties(published));
    expect(shown.map(([rank]) => rank)).toEqual(['1', '2', '3', '4', '5', '6', '6']);
  });

  test('is searched by name and filtered by country and size, and tells how many are left', async () => {
    await open('index.html');
    await page.getByLabel('Search by name').fill('ESP');
    expect(await shownNames()).toEqual(['Espoo']);
    expect(await page.getByRole('status').textContent()).toBe('Authorities shown: 1 of 7');
    await page.getByLabel('Search by name').fill('');
    await page.getByLabel('Country').selectOption('Netherlands');
    expect(await shownNames()).toEqual(['Rotterdam', 'Utrecht']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await told(/: 7 of /);
    await page.getByLabel('Inhabitants').selectOption('250,000 to under 500,000 inhabitants');
    expect(await shownNames()).toHaveLength(7);
  });

  test('is sorted by any column, and says by which', async () => {
    await open('index.html');
    await page.getByRole('button', { name: 'Authority' }).click();
    expect((await shownNames()).slice(0, 2)).toEqual(['Bratislava', 'Espoo']);
    await page.getByRole('button', { name: '2.2 Supply of online services' }).click();
    expect((await shownNames()).at(-1)).toBe('Bratislava');
    expect(await page.locator('[aria-sort]').allTextContents()).toEqual(['2.2 Supply of online services']);
  });

  test('every view is an address: search, filters and sorting outlive a reload, and Back takes back each choice', async () => {
    await open('index.html');
    const state = async () => [await shownNames(), new URL(page.url()).search];
    await page.getByLabel('Country').selectOption('Netherlands');
    await page.getByLabel('Sort by').selectOption('2.2 Supply of online services');
    const sorted = [['Rotterdam', 'Utrecht'], '?country=NL&by=2.2'];
    expect(await state()).toEqual(sorted);
    await page.reload();
    await told(/: 2 of 7/);
    expect(await state()).toEqual(sorted);
    expect(await page.locator('th[aria-sort]').getAttribute('data-by')).toBe('2.2');
    await page.getByRole('button', { name: '2.2 Supply of online services' }).click();
    expect(await state()).toEqual([['Utrecht', 'Rotterdam'], '?country=NL&by=2.2&order=up']);
    await page.goBack();
    expect(await state()).toEqual(sorted);
    await page.getByRole('link', { name: 'Utrecht' }).click();
    await page.waitForURL('**/authorities/**');
    await page.goBack();
    await told(/: 2 of 7/);
    expect(await state()).toEqual(sorted);
    await page.goBack();
    expect(await state()).toEqual([['Rotterdam', 'Utrecht'], '?country=NL']);
    await page.goBack();
    expect(await state()).toEqual([await shownNames(), '']);
    expect(await page.getByLabel('Country').inputValue()).toBe('');
    // Nobody's country, nobody's column: the ranking as it is.
    await open('index.html?country=XX&by=9.9&order=sideways&name=');
    expect((await shownNames())[0]).toBe('Rotterdam');
    expect(site.said).toEqual([]);
  });

  test('the average is of those that are shown, and where nobody is, it says so', async () => {
    await open('index.html');
    const average = async () =>
      (await page.locator('#ranking tfoot').allInnerTexts()).join().replace(/\s+/g, ' ').trim();
    const whole = await average();
    expect(whole).toMatch(/^Average 71\.6%/);
    await page.getByLabel('Country').selectOption('Netherlands');
    expect(await average()).toMatch(/^Average of those shown 78\.5%/);
    await page.getByLabel('Search by name').fill('Atlantis');
    await told(/^No authority matches/);
    expect(await page.locator('#ranking tfoot tr').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Show all' }).click();
    await told(/: 7 of 7/);
    expect(await average()).toBe(whole);
  });

  test('of one authority nothing is said as of several', async () => {
    site.show(await filesOf(publishedSeven.slice(0, 1)));
    await open('index.html');
    expect(await page.locator('h1').textContent()).toBe('Results of 1 local authority');
    expect(await page.getByRole('status').textContent()).toBe('Authorities shown: 1 of 1');
  });

  test('on a telephone the score stands in the first screen, beside names of any length, and one category as chosen', async () => {
    site.show(await filesOf(longNamed(7)));
    await page.setViewportSize({ width: 320, height: 640 });
    await open('index.html');
    const box = async (selector: string) =>
      (await page.locator(selector).first().boundingBox()) ?? { x: 0, y: 0, width: 0 };
    const score = await box('#ranking tbody .score');
    expect(score.y).toBeLessThan(600);
    expect(score.x + score.width).toBeLessThanOrEqual(320);
    expect(await page.locator('#ranking tbody .c:visible').count()).toBe(0);
    await page.getByText('Filter and sort').click();
    await page.getByLabel('Sort by').selectOption('1.2 Strategies');
    expect(await page.locator('#ranking tbody .c:visible').count()).toBe(7);
    const chosen = await box('#ranking tbody .c.by');
    expect(chosen.x + chosen.width).toBeLessThanOrEqual(320);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('an authority’s page shows what is not met alone, by an address, and Back shows all', async () => {
    await open('authorities/espoo.html');
    expect(await page.locator('.qa li:visible').count()).toBe(41);
    await page.locator('.facts').getByRole('link', { name: 'Not answered Yes: 18' }).click();
    expect(await page.locator('.qa li:visible .said').allTextContents()).not.toContain('Yes');
    expect(await page.locator('.qa li:visible').count()).toBe(18);
    expect(await page.locator('.group:visible').count()).toBe(9);
    await page.reload();
    expect(await page.locator('.qa li:visible').count()).toBe(18);
    await page
      .getByRole('navigation', { name: 'Which questions' })
      .getByRole('link', { name: 'Answered Yes: 23', exact: true })
      .click();
    expect(await page.locator('.qa li:visible').count()).toBe(23);
    await page.locator('.pick .to-answers').click();
    expect(await page.locator('.qa li:visible').count()).toBe(41);
    await page.goBack();
    expect(await page.locator('.qa li:visible').count()).toBe(23);
    await page.goBack();
    await page.goBack();
    expect(await page.locator('.qa li:visible').count()).toBe(41);
    await page.locator('.scroll').getByRole('link', { name: '3.2' }).click();
    expect(page.url()).toMatch(/#category-3\.2$/);
  });

  test('leads from the ranking to an authority, to a question, and to who can be learnt from', async () => {
    await open('index.html');
    await page.getByRole('link', { name: 'Espoo' }).click();
    expect(await page.locator('.facts').textContent()).toMatch(
      /58%\s*23 of 41 answered Yes[\s\S]*6 of 7[\s\S]*one other/,
    );
    expect(await page.locator('main').textContent()).toMatch(/Data got from HR-system[\s\S]*305,200/);
    await page.getByRole('link', { name: /^1\.1\.2 / }).click();
    expect(await page.locator('h1').textContent()).toBe('Question 1.1.2');
    const [, ...learnt] = await page.locator('.qa li', { hasText: 'Data got from HR-system' }).allTextContents();
    expect(learnt).toEqual([]);
    expect(await page.locator('.qa .asked a').allTextContents()).toContain('Espoo');
  });

  deepTest(
    'every section is reached from every page, stays on a reload, and Back leads to the one before',
    async () => {
      await open('index.html');
      let before = page.url();
      for (const section of ['Averages', 'Questions', 'Rounds', 'Data', 'Ranking']) {
        await page.locator('header nav').getByRole('link', { name: section, exact: true }).click();
        await page.locator('header nav [aria-current=page]', { hasText: section }).waitFor();
        const address = page.url();
        await page.reload();
        expect(await page.locator('header nav [aria-current=page]').textContent()).toBe(section);
        await page.goBack();
        expect(page.url()).toBe(before);
        await page.goForward();
        expect(page.url()).toBe(address);
        before = address;
      }
      await page.locator('.skip').focus();
      await page.keyboard.press('Enter');
      expect(new URL(page.url()).hash).toBe('#content');
      await page.goBack();
      expect(page.url()).toBe(before);
    },
  );

  test.each(['standings.csv', 'standings.xlsx', 'standings.json', 'data-dictionary.csv'])(
    'gives its data to be downloaded: %s',
    async (name) => {
      await open('data.html');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`user-centricity-of-digital-public-services-2022-${name}`);
      const held = seven.get(`data/${name}`);
      const bytes = typeof held === 'string' ? Buffer.from(held) : Buffer.from(held ?? []);
      expect(readFileSync(await download.path()).equals(bytes)).toBe(true);
    },
  );

  test('finds an authority of many that is on none of the pages at hand', async () => {
    site.show(ofMany);
    await open('index.html');
    expect(await page.locator('#ranking tbody tr').count()).toBe(300);
    await page.getByLabel('Search by name').fill('san example 49');
    await told(/: 11 of /);
    expect(await page.getByRole('status').textContent()).toBe('Authorities shown: 11 of 507');
    expect(await page.locator('.turn').isVisible()).toBe(false);
    await page.getByLabel('Country').selectOption('IT');
    await page.getByLabel('Search by name').fill('');
    await page.getByLabel('Inhabitants').selectOption('0 to under 50,000 inhabitants');
    await told(/: 25 of /);
    expect((await shownNames()).every((name) => name.startsWith('San Example'))).toBe(true);
    expect(site.said).toEqual([]);
  });

  deepTest('of several pages, each searches and sorts all authorities, by an address that a reload keeps', async () => {
    site.show(ofMany);
    await open('index.html');
    await page.getByRole('link', { name: 'Next' }).click();
    expect(await page.locator('.turn').textContent()).toContain('Page 2 of 2');
    await told(/: 207 of 507/);
    // The best of all: on the page of the last ones.
    await page.getByLabel('Search by name').fill('rotterdam');
    await told(/: 1 of 507/);
    expect(await shownNames()).toEqual(['Rotterdam']);
    await page.reload();
    await told(/: 1 of 507/);
    expect([await shownNames(), new URL(page.url()).search]).toEqual([['Rotterdam'], '?name=rotterdam']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await told(/: 207 of 507/);
    // By name they are in another order than by rank: the first and the last ones of all, not of a page.
    await page.getByLabel('Sort by').selectOption('Authority');
    await told(/: 507 of 507/);
    const names = many.map(({ name }) => name).sort(new Intl.Collator('en').compare);
    expect(await shownNames()).toEqual(names.slice(0, 300));
    await page.getByRole('link', { name: 'Next' }).click();
    await page.waitForURL('**/ranking-2.html?by=name&page=2');
    await told(/: 507 of 507/);
    expect(await shownNames()).toEqual(names.slice(300));
    expect(await page.locator('.turn').textContent()).toContain('Page 2 of 2');
    await page.reload();
    await told(/: 507 of 507/);
    expect((await shownNames())[0]).toBe(names[300]);
    await page.getByRole('link', { name: 'Previous' }).click();
    await told(/: 507 of 507/);
    expect((await shownNames())[0]).toBe(names[0]);
    await page.goBack();
    await told(/: 507 of 507/);
    expect((await shownNames())[0]).toBe(names[300]);
    expect(site.said).toEqual([]);
  });

  deepTest('says so when the other pages cannot be reached, and shows them when they can', async () => {
    site.show(new Map([...ofMany].filter(([path]) => !path.startsWith('rows/'))));
    await open('index.html');
    await page.getByLabel('Sort by').selectOption('Authority');
    await told(/^The other authorities could not be loaded/);
    expect(await page.locator('#ranking tbody tr').count()).toBe(300);
    site.show(ofMany);
    await page.reload();
    await told(/: 507 of 507/);
  });
});
