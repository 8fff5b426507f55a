import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { espooContact, espooLink, localRound, registerEspoo } from '../../infra/local/office.ts';
import { keys } from '../../shared/adapters/table-ports.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { hasBrowser, startBrowser } from '../support/browser.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/** `SCOREBOOK_SCREENSHOTS=<folder>` keeps pictures, to be looked at. */
const pictures = process.env['SCOREBOOK_SCREENSHOTS'];
const widths = [360, 1280];
const anna = 'anna@espoo.example';
const dora = 'dora@espoo.example';
const cityPage = readCityPage(await readFile('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
/** 64 letters before the @, and a name that fits on no line. */
const longAddress = `${'hallintojohtaja.'.repeat(4).slice(0, 63)}x@kaupunginhallinnonkehittamisyksikko.espoo.example`;
const longName = `Donaudampfschifffahrtsgesellschaftskapitaen ${'Annamaria-Elisabeth '.repeat(3)}`.trim();

if (!hasBrowser) console.log('The browser comes as a package for Linux: the page is not opened here.');

describe.skipIf(!hasBrowser)('colleagues on the contact’s page', () => {
  let own: OwnCloud;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    own = await startOwnCloud();
    await registerEspoo(own.office);
    browser = await startBrowser();
    page = await opened(await espooLink(own.cloud));
  });
  afterAll(async () => {
    await browser.close();
    await own.stop();
  });
  afterEach(() => expect(faults).toEqual([]));

  async function opened(address: string): Promise<Page> {
    const one = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    one.setDefaultTimeout(120_000);
    one.on('pageerror', (error) => faults.push(error.message));
    // What is refused is answered 401, 404, 409 or 422, which the browser writes into its console.
    one.on('console', (line) => {
      if (line.type() === 'error' && !/401|404|409|422/.test(line.text())) faults.push(line.text());
    });
    await one.goto(address);
    await one.locator('.contacts li').first().waitFor();
    return one;
  }

  const rows = (of = page): Promise<string[]> => of.locator('.contacts li').allInnerTexts();
  const said = (of = page): Promise<string | null> => of.locator('.colleagues .done').textContent();

  /** At each width nothing is wider than the window, and nothing keeps anybody out. */
  async function looks(name: string): Promise<void> {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth'), `${name} at ${width}`).toBe(width);
      await page.evaluate(axe.source);
      const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      if (pictures === undefined) continue;
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name} ${width}.png`), fullPage: true });
    }
  }

  async function add(address: string, name = '', language = 'en', of = page): Promise<void> {
    const field = of.locator('#colleague-address');
    if (!(await field.isVisible())) await of.locator('summary', { hasText: 'Add a colleague' }).click();
    await field.fill(address);
    await of.locator('#colleague-name').fill(name);
    await of.locator('#colleague-language').selectOption(language);
    await of.getByRole('button', { name: 'Add a colleague' }).click();
  }
  const waitFor = (text: string, of = page): Promise<void> => of.getByText(text).waitFor();

  /** The latest mail to an address. */
  async function mailTo(address: string): Promise<string> {
    const mails = await own.cloud.mails.list();
    const mail = mails.find(({ to }) => to.includes(address));
    return mail === undefined ? '' : readFile(join(mail.folder, 'mail.txt'), 'utf8');
  }

  test('with nobody added yet, the page shows who is registered', async () => {
    expect(await rows()).toEqual([expect.stringContaining('Registered by the benchmark office')]);
    expect(await rows()).toEqual([expect.stringContaining(`${espooContact}`)]);
    await looks('nobody added');
  });

  test('a colleague is added, also after a mistake, and gets a link of their own by mail', async () => {
    await add('anna at espoo', 'Anna');
    await waitFor('This does not look like a mail address');
    // What was typed is still there to be corrected.
    expect(await page.locator('#colleague-name').inputValue()).toBe('Anna');
    await add(anna, 'Anna Virtanen', 'fi');
    await waitFor(`${anna} was added`);
    expect(await page.locator('.colleagues .complaint').textContent()).toBe('');
    expect((await rows())[1]).toMatch(/^Anna Virtanen\s+anna@espoo\.example\s+Added by officer@espoo\.example on /);
    await add(anna.toUpperCase());
    await waitFor('This address is already registered');
    await looks('one added');
    await expect.poll(() => mailTo(anna), { timeout: 60_000 }).toContain('Olet nyt yhteyshenkilö: Espoo');
  });

  test('a reload and Back show the same, and what is said of an act goes when somebody goes on', async () => {
    const before = await rows();
    await page.reload();
    await page.locator('.contacts li').nth(1).waitFor();
    expect(await rows()).toEqual(before);
    expect(await said()).toBe('');
    await page.evaluate("location.hash += '/file/nothing'");
    await page.locator('.back').waitFor();
    expect(await page.locator('.colleagues').count()).toBe(0);
    await page.goBack();
    await page.locator('.contacts li').nth(1).waitFor();
    expect(await rows()).toEqual(before);
  });

  test('a colleague adds another at the same time, and both pages show both after a reload', async () => {
    const [, link = ''] = /(http\S+#\S+)/.exec(await mailTo(anna)) ?? [];
    const hers = await opened(link);
    expect(await hers.locator('#colleagues').textContent()).toBe('Kollegat');
    const summary = hers.locator('.adding summary');
    await summary.click();
    await hers.locator('#colleague-address').fill('ben@espoo.example');
    await Promise.all([hers.locator('.colleague button').click(), add(longAddress, longName)]);
    await hers.getByText('ben@espoo.example lisättiin').waitFor();
    await waitFor(`${longAddress} was added`);
    await page.reload();
    await page.locator('.contacts li').nth(3).waitFor();
    expect((await rows()).length).toBe(4);
    await looks('long names');

    await page.getByLabel(`Remove ${anna}`).click();
    await page.getByRole('button', { name: `Remove ${anna}` }).click();
    await waitFor(`${anna} was removed`);
    expect((await rows()).length).toBe(3);
    // Her page is open still: whatever she does there is refused, and a reload opens nothing.
    await hers.locator('#colleague-address').fill('cleo@espoo.example');
    await hers.locator('.colleague button').click();
    await hers.locator('.colleagues .complaint:not(:empty)').waitFor();
    await hers.reload();
    await hers.locator('.notice').waitFor();
    expect(await hers.locator('.contacts').count()).toBe(0);
    await hers.close();
  });

  test('with files of two people, the page says who gave which answers, and mails what each has changed', async () => {
    await sends(page, 'part-1.xlsx', (id) => id.startsWith('1.'));
    await page.locator('.progress li:last-child.done').waitFor();
    expect(await page.locator('.given').count()).toBe(0);
    await page.locator('.back').click();
    await add(dora);
    await waitFor(`${dora} was added`);
    // Another link put into the same window opens its own page.
    await page.goto(await linkOf(dora));
    await page.locator('.contacts li', { hasText: dora }).locator('.tag').waitFor();
    await sends(page, `${'osa-2-ja-3-'.repeat(8)}.xlsx`, (id) => !id.startsWith('1.'));
    await page.locator('.progress li:last-child.done').waitFor();
    await page.locator('summary', { hasText: 'Who gave which answers' }).click();
    const parts = await page.locator('.given li').allTextContents();
    expect(parts[0]).toMatch(
      /^“part-1\.xlsx”, sent by officer@espoo\.example, received .* \(answers and figures: 13\)1\.1\.1, /,
    );
    expect(parts[1]).toContain(`sent by ${dora}`);
    await looks('who gave which');
    await expect.poll(() => mailTo(espooContact), { timeout: 60_000 }).toContain(`was sent by ${dora}`);
    await page.goto(await espooLink(own.cloud));
    await page.locator('.contacts li', { hasText: espooContact }).first().locator('.tag').waitFor();
    await page.locator('.given summary').waitFor();
  });

  /** Sends a workbook with some of Espoo's answers from a page. */
  async function sends(from: Page, name: string, pick: (id: string) => boolean): Promise<void> {
    const bytes = await writeQuestionnaireWorkbook({
      ...{ questionnaire: userCentricity2023, language: 'en', authority: { id: 'espoo', name: 'Espoo' } },
      ...{ round: localRound.id, answers: new Map([...cityPage.answers].filter(([id]) => pick(id))) },
    });
    await from
      .locator('#file')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  }

  const linkOf = async (contact: string): Promise<string> => {
    const of = { authority: 'espoo', contact, round: localRound.id };
    const { reached, portal } = own.cloud;
    return portalLink(of, { keys: keys(reached), portal, now: reached.now });
  };

  test('with ten added, there is no form for an eleventh until one is taken out', async () => {
    for (let one = 4; one <= 10; one += 1) {
      await add(`c${one}@espoo.example`);
      await waitFor(`c${one}@espoo.example was added`);
    }
    await waitFor('You have added 10 colleagues, which is the limit');
    expect(await page.locator('.adding').isVisible()).toBe(false);
    await looks('ten added');
    await page.getByLabel('Remove c4@espoo.example').click();
    await page.getByRole('button', { name: 'Remove c4@espoo.example' }).click();
    await waitFor('c4@espoo.example was removed');
    expect(await page.locator('.adding').isVisible()).toBe(true);
  });
});
