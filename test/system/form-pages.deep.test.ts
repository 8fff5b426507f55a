import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { questionnaires } from '../../shared/adapters/bucket-ports.ts';
import { keys } from '../../shared/adapters/table-ports.ts';
import { formInsightOf } from '../../shared/domain/insight/form-insight.ts';
import { formResultsPage } from '../../shared/rendering/results-page/form-results-page.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { barriersOn, hasBrowser, startBrowser } from '../support/browser.ts';
import { libraries, northwoodReport } from '../support/form-reports.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { formStandings, manyForms, profilesOf } from '../support/published-forms.ts';

/** The pages on which people see results by an office's own questionnaire, in a browser. */
describe.skipIf(!hasBrowser)('results of a form, in a browser', () => {
  let browser: Browser;
  let page: Page;
  let own: OwnCloud;
  beforeAll(async () => {
    own = await startOwnCloud();
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  });
  afterAll(async () => {
    await browser.close();
    await own.stop();
  });

  const barriers = () => barriersOn(page);
  /** Nothing is wider than a telephone. */
  async function fits(): Promise<void> {
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.setViewportSize({ width: 1100, height: 900 });
  }

  test('a contact sends a form and sees what it scores, by section, and unfolds what does not apply', async () => {
    const { cloud, office } = own;
    const published = questionnaires(cloud.reached);
    await published.publish(await libraries(), '2026-11-30T09:00:00.000Z');
    await published.fix('public-libraries@2026');
    const round = { id: 'libraries', questionnaire: 'public-libraries@2026', opensAt: null, closesAt: null, shards: 4 };
    await office.registry.putRound(round);
    const contacts = [{ address: 'officer@northwood.example', language: 'en' }];
    const northwood = { id: 'northwood', name: 'Northwood', country: 'GB', kind: 'city', contacts };
    await office.registry.putAuthority(northwood);
    const of = { authority: 'northwood', contact: 'officer@northwood.example', round: 'libraries' };
    const making = { keys: keys(cloud.reached), portal: cloud.portal, now: () => new Date() };
    await page.goto(await portalLink(of, making));
    const buffer = await readFile('examples/public-libraries.northwood.xlsx');
    await page.setInputFiles('#file', { name: 'northwood.xlsx', mimeType: '', buffer });
    await page.locator('.result .percent').waitFor();
    expect(await page.locator('.result .percent').textContent()).toBe('71.6%');
    const rows = await page.locator('.shares tr').allTextContents();
    expect(rows).toEqual([
      'A  Access69.4%',
      'A1  Opening hours7 of 12 points58.3%',
      'A2  Reach91.7%',
      'B  Services3 of 4 points75.0%',
      'C  Quality72.1%',
    ]);
    await page.getByText('What does not apply to you').click();
    expect(await page.locator('.not-asked li').textContent()).toBe(
      '4 Does a library boat call?Only if the kind of authority is “island”. · all points',
    );
    expect(await barriers()).toEqual([]);
    await fits();
  });

  test('the results page of a form leads to each of its parts, and nothing on it is in the way', async () => {
    const { definition, forms } = await manyForms(12);
    const profiles = profilesOf(definition, forms);
    const published = { standings: formStandings(definition, profiles), profiles };
    const report = await northwoodReport({ country: 'FI', published });
    const address = 'http://results.example/northwood.html';
    const body = formResultsPage(report, formInsightOf(report));
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
    await page.goto(address);
    for (const part of ['compared', 'not-asked', 'problems', 'steps', 'computed']) {
      await page.locator(`nav a[href="#${part}"]`).click();
      expect(new URL(page.url()).hash).toBe(`#${part}`);
      expect(await page.locator(`#${part}`).isVisible()).toBe(true);
    }
    expect(await barriers()).toEqual([]);
    await fits();
  });
});
