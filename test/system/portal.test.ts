import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type GoogleServer, startGoogle } from '../../infra/local/google/google-server.ts';
import { spreadsheetOf } from '../../infra/local/google/spreadsheet-of.ts';
import type { LocalCloud } from '../../infra/local/local-cloud.ts';
import { espooContact, espooLink, localRound, officeOf, registerEspoo } from '../../infra/local/office.ts';
import type { StateFolder } from '../../infra/local/state-folder.ts';
import { dynamoLinkKeys } from '../../shared/adapters/aws/dynamo/link-keys.ts';
import { keys, participations } from '../../shared/adapters/table-ports.ts';
import type { Answers } from '../../shared/domain/answers/answer.ts';
import { signLink } from '../../shared/domain/mail/signed-link.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { contactHash } from '../../shared/domain/registry/participation.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { barriersOn, hasBrowser, startBrowser } from '../support/browser.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { deepTest } from '../support/tier.ts';
import { assessFile, userCentricity2023 } from '../support/user-centricity.ts';

const cityPage = readCityPage(await readFile('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);

let google: GoogleServer;
let own: OwnCloud;
let folder: StateFolder;
let cloud: LocalCloud;
let link: string;

beforeAll(async () => {
  google = await startGoogle();
  vi.stubEnv('SCOREBOOK_GOOGLE_AUDIENCE', google.audience);
  vi.stubEnv('SCOREBOOK_GOOGLE_SERVICE_ACCOUNT', google.serviceAccount);
  vi.stubEnv('SCOREBOOK_GOOGLE_API_ROOT', google.root);
  own = await startOwnCloud();
  ({ cloud, folder } = own);
  await registerEspoo(own.office);
  link = await espooLink(cloud);
});
afterAll(async () => {
  await own.stop();
  await google.stop();
  vi.unstubAllEnvs();
});

const workbook = (answers: Answers = cityPage.answers): Promise<Uint8Array> =>
  writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: 'espoo', name: 'Espoo' },
    round: localRound.id,
    answers,
  });

/** Espoo's answers, with one Yes that is none. */
function defective(): Promise<Uint8Array> {
  const answers = new Map(cityPage.answers);
  answers.set('1.1.2', { value: 'unclear', raw: 'perhaps', evidence: '', cell: null });
  return workbook(answers);
}

test('the page is sent with headers that let nothing run but its own', async () => {
  const page = await fetch(cloud.portal);
  const policy = page.headers.get('content-security-policy') ?? '';
  const inbox = new URL(cloud.emulators.endpoints.s3).origin;
  expect(policy).toContain(
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ${inbox};`,
  );
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  const shown = await page.text();
  expect(shown).not.toMatch(/<style|style="|<script(?! type="module" src="\/portal\.js\?v=[0-9a-f]{16}"><\/script>)/);
  for (const [, file] of shown.matchAll(/(?:href|src)="(\/[^"]+)"/g)) {
    const sent = await fetch(cloud.portal + file);
    expect([sent.status, sent.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  }
});

test('nobody is asked under another name of this machine', async () => {
  const other = cloud.portal.replace('127.0.0.1', 'localhost');
  expect((await fetch(other).catch(() => ({ status: 403 }))).status).toBe(403);
});

if (!hasBrowser) console.log('The browser comes as a package for Linux: the page is not opened here.');

describe.skipIf(!hasBrowser)('in a browser', () => {
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
    page = await newPage();
  });
  afterAll(() => browser.close());
  afterEach(() => expect(faults).toEqual([]));

  async function newPage(width = 1100): Promise<Page> {
    const opened = await browser.newPage({ viewport: { width, height: 900 }, acceptDownloads: true });
    opened.setDefaultTimeout(120_000);
    opened.on('pageerror', (error) => faults.push(error.message));
    // A link that is refused is answered 401 or 422, which the browser writes into its console, as a lost connection.
    opened.on('console', (line) => {
      if (line.type() === 'error' && !/401|422|ERR_INTERNET_DISCONNECTED/.test(line.text())) faults.push(line.text());
    });
    return opened;
  }

  /** A file dropped onto the page, as from a folder. */
  async function drop(bytes: Uint8Array, name: string): Promise<void> {
    // A program of the page's world, as text: the tests know no DOM.
    const [content, fileName] = [Buffer.from(bytes).toString('base64'), name].map((text) => JSON.stringify(text));
    const data = await page.evaluateHandle(`{
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(${content}), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], ${fileName}));
      transfer;
    }`);
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: data });
  }
  const steps = (): Promise<string[]> => page.locator('.progress li').allTextContents();
  const mailed = (): Promise<void> => page.locator('.progress li:last-child.done').waitFor();

  test('the link opens the page, with nothing sent yet', async () => {
    await page.goto(link);
    await page.getByText('We have not scored anything yet.').waitFor();
    expect(await page.locator('h1').textContent()).toBe('Espoo');
    expect(await page.locator('.window').textContent()).toBe('Open without a deadline');
    expect(await barriersOn(page)).toEqual([]);
  });

  test('a file that is dropped is followed step by step to its score, and its results workbook is downloaded', async () => {
    await drop(await defective(), 'espoo-2022.xlsx');
    await page.locator('.percent').waitFor();
    expect(await page.locator('.percent').textContent()).toBe('56%');
    await mailed();
    expect((await steps()).map((step) => step.split(' (')[0])).toEqual([
      'Upload',
      'Received',
      'Read and checked',
      'Scored',
      'Results mailed',
    ]);
    // A step that is done is none of the messages in a box.
    const behind = `getComputedStyle(document.querySelector('.progress li.done')).backgroundColor`;
    expect(await page.evaluate(behind)).toBe('rgba(0, 0, 0, 0)');
    const [mail] = await cloud.mails.list();
    expect(mail?.to).toEqual([espooContact]);
    expect(await readFile(join(mail?.folder ?? '', 'mail.txt'), 'utf8')).toContain(`${cloud.portal}/#`);
  });

  test('what could not be read is told by its cell, with what was read and what to write', async () => {
    const row = page.locator('.problems tr.error');
    expect(await row.locator('.where').textContent()).toMatch(/^Question 1\.1\.2, cell \S+ [A-Z]+\d+$/);
    expect(await row.locator('.said').textContent()).toContain('perhaps');
    expect(await row.locator('.remedy').textContent()).toContain('Choose Yes, No or NA');
    expect(await barriersOn(page)).toEqual([]);
  });

  test('corrected and chosen by the keyboard, it counts instead, with 58%', async () => {
    await page.locator('#file').focus();
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Space');
    await (await chooser).setFiles({
      name: 'espoo-corrected.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(await workbook()),
    });
    await page.getByText('58%').first().waitFor();
    await mailed();
    expect(await page.locator('.problems tr.error').count()).toBe(0);
    expect(await page.locator('.changes').textContent()).toBe('Compared with your previous file+2 percentage points');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the results workbook' }).click();
    const assessed = await assessFile(await readFile(await (await download).path()));
    expect([assessed.authority?.id, assessed.round, assessed.score?.percent]).toEqual(['espoo', '2022', 58]);
  });

  test('the questionnaire is downloaded with what counts now, as last year, and blank', async () => {
    const fetched = async (from: Page, name: string) => {
      const download = from.waitForEvent('download');
      await from.getByRole('button', { name }).click();
      const file = await download;
      const { score, round, authority } = await assessFile(await readFile(await file.path()));
      return [file.suggestedFilename(), authority?.id, round, score?.percent];
    };
    const opened = await newPage();
    await opened.goto(link);
    expect(await fetched(opened, 'With what counts now')).toEqual(['2022-espoo.xlsx', 'espoo', '2022', 58]);
    const next = { ...localRound, id: '2023', previous: localRound.id, closesAt: '2023-12-31T22:00:00.000Z' };
    await own.office.registry.putRound(next);
    const making = { keys: keys(cloud.reached), portal: cloud.portal, now: cloud.reached.now };
    const phone = await newPage(375);
    await phone.goto(await portalLink({ authority: 'espoo', contact: espooContact, round: next.id }, making));
    expect(await fetched(phone, 'With your answers of 2022')).toEqual(['2023-espoo.xlsx', 'espoo', '2023', 58]);
    expect(await fetched(phone, 'Blank')).toEqual(['2023-espoo.xlsx', 'espoo', '2023', undefined]);
    expect(await phone.getByRole('button', { name: 'With what counts now' }).count()).toBe(0);
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(375);
    expect(await barriersOn(phone)).toEqual([]);
    await Promise.all([phone.close(), opened.close()]);
  });

  test('on a telephone, opened again, the result that counts and the earlier one are there', async () => {
    const phone = await newPage(375);
    await phone.goto(link);
    await phone.locator('.percent').waitFor();
    expect(await phone.locator('.earlier tbody tr').allTextContents()).toEqual([
      expect.stringMatching(/58%counts$/),
      expect.stringMatching(/56%$/),
    ]);
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(375);
    expect(await barriersOn(phone)).toEqual([]);
    await phone.locator('.earlier tbody tr:last-child a').click();
    await phone.getByText('A later file adds to this one').waitFor();
    expect(await phone.evaluate('document.activeElement.id')).toBe('result');
    await phone.close();
  });

  deepTest(
    'in a language of long words, of an authority with a long name, the bars keep their room, on a telephone too',
    async () => {
      const { registry } = officeOf(cloud);
      const before = await registry.authority('espoo');
      await registry.changeAuthority(
        'espoo',
        (of) =>
          of && {
            ...of,
            name: 'Verwaltungsgemeinschaft Donaudampfschifffahrtsgesellschaft und Umland'.padEnd(100, ' und Umland'),
            contacts: of.contacts.map((one) => ({ ...one, language: 'de' })),
          },
      );
      const phone = await newPage(320);
      await phone.goto(link);
      await phone.locator('.percent').waitFor();
      expect(await phone.evaluate('[document.documentElement.lang, document.documentElement.scrollWidth]')).toEqual([
        'de',
        320,
      ]);
      expect((await phone.locator('.drawn .bar').first().boundingBox())?.width).toBeGreaterThan(40);
      await phone.close();
      await registry.changeAuthority('espoo', () => before);
    },
  );

  test('the receipt names what came in; a reload, Back and Forward lead to it again', async () => {
    const reference = async () => (await page.locator('.reference').textContent()) ?? '';
    const given = await reference();
    expect(given).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$/);
    expect(await page.locator('.receipt').textContent()).toContain(`mailed the results workbook to ${espooContact}`);
    const texts = await Promise.all(
      (await cloud.mails.list()).map(({ folder }) => readFile(join(folder, 'mail.txt'), 'utf8')),
    );
    expect(texts.some((text) => text.includes(`Reference ${given}`))).toBe(true);
    const receipt = page.url();
    expect(receipt).toMatch(/#[^/]+\/sent\/[0-9a-f]{32}$/);
    await page.reload();
    await page.locator('.reference').waitFor();
    expect(await reference()).toBe(given);
    await page.getByRole('link', { name: 'Back to your page' }).click();
    // What counts is shown beside the receipt as well.
    await page.locator('.reference').waitFor({ state: 'detached' });
    await page.locator('.result.counts').waitFor();
    expect([page.url(), await page.locator('.reference, .progress').count()]).toEqual([link, 0]);
    await page.goBack();
    await page.locator('.reference').waitFor();
    expect([page.url(), await reference()]).toEqual([receipt, given]);
    await page.goForward();
    await page.locator('.reference').waitFor({ state: 'detached' });
    await page.locator('.result.counts').waitFor();
    expect(page.url()).toBe(link);
  });

  test('an earlier submission has an address: a reload stays there, and Back stays on the page', async () => {
    await page.locator('.earlier tbody tr:last-child a').click();
    await page.getByText('A later file adds to this one').waitFor();
    const address = page.url();
    expect(address).toMatch(/\/file\/[0-9a-f]{32}$/);
    expect(await page.title()).toMatch(/^Results of one file · Espoo/);
    await page.reload();
    await page.getByText('A later file adds to this one').waitFor();
    expect(page.url()).toBe(address);
    await page.goBack();
    await page.getByText('This is what counts for Espoo').waitFor();
    expect([page.url(), await page.evaluate('document.activeElement.tagName')]).toEqual([link, 'H1']);
    expect(await page.locator('.earlier tbody th').allTextContents()).toEqual([
      'espoo-corrected.xlsx',
      'espoo-2022.xlsx',
    ]);
  });

  deepTest(
    'a reload just after sending shows the new file on its way, not the old result as if nothing had come',
    async () => {
      let goOn = (): void => {};
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await page.route('**/api/uploads/*', async (route) => {
        if (route.request().method() === 'GET') await held;
        await route.continue();
      });
      await drop(await workbook(), 'espoo-reloaded.xlsx');
      await page.locator('.progress li.running', { hasText: 'Read and checked' }).waitFor();
      await page.reload();
      await page.locator('.progress').waitFor();
      expect(await page.locator('.result').count()).toBe(0);
      goOn();
      await mailed();
      await page.unrouteAll();
      expect(await page.locator('.progress h2').textContent()).toContain('espoo-reloaded.xlsx');
      expect(await page.locator('.receipt').count()).toBe(1);
    },
  );

  test('what is drawn anew while somebody uses it leaves the fold open that they opened, and the focus where it is', async () => {
    const opened = await newPage();
    await opened.goto(link);
    await opened.locator('.result.counts').waitFor();
    await opened.locator('.earlier tbody tr:last-child a').click();
    await opened.getByText('A later file adds to this one').waitFor();
    const answer = Promise.withResolvers<void>();
    await opened.route('**/api/submissions/*', async (route) => {
      const result = await (await route.fetch()).json();
      await answer.promise;
      await route.fulfill({ json: { ...result, mailed: !result.mailed } });
    });
    await opened.goBack();
    await opened.locator('.result.counts').waitFor();
    const other = await opened.locator('details[open]').count();
    await opened.getByText('Choose what counts').click();
    await opened.getByRole('button', { name: 'Replace everything with this file' }).focus();
    await opened.evaluate("document.querySelector('.result').dataset.before = ''");
    answer.resolve();
    await opened.locator('.result:not([data-before])').waitFor();
    const now = await opened.evaluate(
      "[document.querySelectorAll('details[open]').length, document.activeElement.textContent]",
    );
    await opened.close();
    expect([other, now]).toEqual([0, [1, 'Replace everything with this file']]);
  });

  deepTest('leaving while a file is being sent is warned of; one that was left so is told as interrupted', async () => {
    const opened = await newPage();
    await opened.goto(link);
    await opened.locator('.percent').waitFor();
    const inbox = new URL(cloud.emulators.endpoints.s3).origin;
    await opened.route(`${inbox}/**`, () => {});
    await opened.setInputFiles('#file', { name: 'half.xlsx', mimeType: '', buffer: Buffer.from(await workbook()) });
    await opened.locator('.progress li.running', { hasText: 'Upload' }).waitFor();
    const asked: string[] = [];
    opened.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await opened.reload();
    await opened.locator('.progress .complaint').waitFor();
    expect(asked).toEqual(['beforeunload']);
    expect(await opened.locator('.progress').textContent()).toMatch(/half\.xlsx.*The upload was interrupted/);
    expect(await barriersOn(opened)).toEqual([]);
    expect(await opened.locator('#file').isEnabled()).toBe(true);
    await opened.getByRole('link', { name: 'Back to your page' }).click();
    await opened.locator('.result.counts').waitFor();
    await opened.close({ runBeforeUnload: true });
    expect(asked).toEqual(['beforeunload']);
  });

  test('times are those of whoever looks, and name their zone; the deadline is in the zone of the round as well', async () => {
    const { registry } = officeOf(cloud);
    await registry.putRound({ ...localRound, closesAt: '2035-01-31T22:59:00.000Z', timeZone: 'Europe/Paris' });
    const helsinki = await browser.newContext({ timezoneId: 'Europe/Helsinki', locale: 'en-GB' });
    const opened = await helsinki.newPage();
    await opened.goto(link);
    await opened.locator('.earlier tbody td').first().waitFor();
    expect(await opened.locator('.window').textContent()).toMatch(
      /^Open until 31 Jan 2035, 23:59 CET \(1 Feb 2035, 00:59 EET where you are\)/,
    );
    expect(await opened.locator('.earlier tbody td').first().textContent()).toMatch(/\d\d:\d\d EES?T$/);
    await helsinki.close();
    await registry.putRound(localRound);
  });

  deepTest(
    'a link to a Google Sheet that is pasted into its form is followed to what it scores; what is none is told there',
    async () => {
      const id = 'sheet-of-espoo'.padEnd(44, 'x');
      google.hold(id, spreadsheetOf(await readGrid(await workbook()), 'Espoo in Google Sheets'));
      await page.getByRole('link', { name: 'Back to your page' }).click();
      await page.locator('.result.counts').waitFor();
      expect(await page.locator('#share').textContent()).toContain(google.serviceAccount);
      const sendLink = async (to: string): Promise<void> => {
        await page.getByLabel('Or paste a link to a Google Sheet').fill(to);
        await page.getByRole('button', { name: 'Read the Google Sheet' }).click();
      };
      await sendLink('https://docs.google.com/document/d/our-letter/edit');
      await page
        .locator('.send .complaint')
        .getByText(/something other than a Google Sheet/)
        .waitFor();
      await page.reload();
      await page.locator('.result.counts').waitFor();
      expect(await page.locator('.send .complaint').textContent()).toBe('');
      const note = page.getByLabel('Note to the benchmark office (optional)');
      await note.fill('Two lines\nwith <b>marks</b>');
      await sendLink(`https://docs.google.com/spreadsheets/d/${id}/edit#gid=0`);
      await mailed();
      // It went with the link: the next file has none.
      expect(await note.inputValue()).toBe('');
      expect(await page.locator('.noted p').textContent()).toBe('Two lines\nwith <b>marks</b>');
      expect(await page.locator('.progress li').nth(1).textContent()).toContain('Google Sheet');
      const address = page.url();
      await page.reload();
      await mailed();
      await page.getByRole('link', { name: 'Back to your page' }).click();
      await page.locator('.result.counts').waitFor();
      expect(await page.locator('.earlier tbody tr').first().textContent()).toContain('Google Sheet');
      await page.goBack();
      await page.locator('.reference').waitFor();
      expect(page.url()).toBe(address);
    },
  );

  deepTest('the sheet that the office has made is linked, in each language, also after Back and a reload', async () => {
    for (const language of messageLanguages()) await ownSheetIsShown(language, 390);
  });

  async function ownSheetIsShown(language: string, width: number): Promise<void> {
    const { registry } = officeOf(cloud);
    const before = await registry.authority('espoo');
    const contacts = before?.contacts.map((one) => ({ ...one, language })) ?? [];
    await registry.changeAuthority('espoo', (of) => of && { ...of, contacts });
    const own = { id: 'sheet-of-the-office'.padEnd(44, 'x'), madeAt: '2022-01-01T00:00:00.000Z' };
    const shared = [contactHash(espooContact)];
    const { change } = participations(cloud.reached);
    await change(localRound.id, 'espoo', (one) => ({ ...one, sheet: { ...own, shared } }));
    const phone = await newPage(width);
    await phone.goto(link);
    const words: { open: string; never: string } = JSON.parse(
      await readFile(`shared/rendering/words/${language}/portal.json`, 'utf8'),
    ).ownSheet;
    const section = phone.locator('.own-sheet');
    const isThere = async (): Promise<void> => {
      await section.waitFor();
      expect(await section.getByRole('link', { name: words.open }).getAttribute('href')).toBe(
        `https://docs.google.com/spreadsheets/d/${own.id}/edit`,
      );
      expect(await section.textContent()).toContain(words.never);
      expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(width);
    };
    await isThere();
    await phone.locator('.earlier tbody a').first().click();
    await section.waitFor({ state: 'detached' });
    await phone.goBack();
    await isThere();
    await phone.reload();
    await isThere();
    await phone.close();
    // Of another contact, whom it is not shared with, it is not.
    await change(localRound.id, 'espoo', (one) => ({
      ...one,
      sheet: { ...own, shared: [contactHash('other@espoo.example')] },
    }));
    const other = await newPage(width);
    await other.goto(link);
    await other.locator('.send').waitFor();
    expect(await other.locator('.own-sheet').count()).toBe(0);
    await other.close();
    await change(localRound.id, 'espoo', ({ sheet: _, ...one }) => one);
    await registry.changeAuthority('espoo', () => before);
  }

  test('a file that cannot be used comes back with the reason, and what counted still counts', async () => {
    await drop(Buffer.from('%PDF-1.7 no workbook'), '<img src=x onerror=alert(1)>.pdf');
    await page.getByText('This file was not accepted').waitFor();
    expect(await page.locator('.progress h2').textContent()).toContain('<img src=x onerror=alert(1)>.pdf');
    expect(await page.locator('.problems tr.reject').count()).toBe(1);
    await page.locator('.earlier tbody tr', { hasText: 'not accepted' }).waitFor();
    expect(await page.locator('.earlier tbody tr').first().textContent()).toMatch(/onerror=alert.*not accepted$/);
    await page.reload();
    await page.getByText('This file was not accepted').waitFor();
  });

  deepTest('of a file that cannot be sent nothing of the file before stays beside the reason', async () => {
    for (const [bytes, name, reason] of [
      [new Uint8Array(0), 'empty.xlsx', /“empty\.xlsx” is empty/],
      [new Uint8Array(30 * 1024 * 1024), 'large.xlsx', /“large\.xlsx” is 30 MB\. We read files of up to 25 MB/],
    ] as const) {
      await page.locator('.earlier tbody tr a').first().click();
      await page.getByText('This file was not accepted').waitFor();
      await drop(bytes, name);
      await page.getByRole('alert').getByText(reason).waitFor();
      await page.locator('.result.counts').waitFor();
      expect([page.url(), await page.locator('.progress, .refused').count()]).toEqual([link, 0]);
      await page.goBack();
      await page.getByText('This file was not accepted').waitFor();
      expect(await page.locator('.send .complaint').textContent()).toBe('');
    }
    await page.goto(link);
    await page.locator('.result.counts').waitFor();
  });

  deepTest(
    'while a file is under way nothing else is sent, also when an earlier result is looked at meanwhile',
    async () => {
      let goOn = (): void => {};
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await page.route('**/api/uploads/*', async (route) => {
        await held;
        await route.continue();
      });
      await drop(await workbook(), 'espoo-again.xlsx');
      await page.locator('.progress li.running', { hasText: 'Read and checked' }).waitFor();
      await page.locator('.earlier tbody tr:last-child a').click();
      await page.getByText('A later file adds to this one').waitFor();
      expect(await page.locator('#file').isDisabled()).toBe(true);
      await page.goBack();
      goOn();
      await mailed();
      await page.unrouteAll();
      await page.locator('#file:enabled').waitFor({ state: 'attached' });
    },
  );

  deepTest('results that cannot be opened leave no empty tab behind', async () => {
    const { registry } = officeOf(cloud);
    const before = await registry.authority('espoo');
    const opened = await newPage();
    await opened.goto(link);
    await opened.locator('.percent').waitFor();
    await registry.changeAuthority('espoo', (of) => of && { ...of, contacts: [] });
    await opened.getByRole('button', { name: 'See all results on one page' }).click();
    await opened.getByText('This link is no longer valid.').waitFor();
    await registry.changeAuthority('espoo', () => before);
    const tabs = opened.context().pages().length;
    await opened.context().close();
    expect(tabs).toBe(1);
  });

  deepTest('without a connection the page says so, of an earlier result and of a download', async () => {
    const opened = await newPage();
    await opened.goto(link);
    await opened.locator('.percent').waitFor();
    await opened.context().setOffline(true);
    await opened.locator('.earlier tbody tr:last-child a').click();
    await opened.getByRole('alert').getByText('Check your internet connection').waitFor();
    await opened.goBack();
    await opened.getByRole('button', { name: 'Download the results workbook' }).click();
    await opened.locator('.downloads').getByText('Check your internet connection').waitFor();
    await opened.context().close();
  });

  deepTest(
    'an earlier file is made to count again; a reload and Back keep what came of it, and it is undone the same way',
    async () => {
      // Opened anew: the page may have asked while nobody was a contact.
      await page.goto('about:blank');
      await page.goto(link);
      await page.locator('.result.counts').waitFor();
      const percent = async () => (await page.locator('.result .percent').first().textContent()) ?? '';
      const now = await percent();
      const choose = async (which: string): Promise<void> => {
        await page.getByText('Choose what counts').click();
        await page.getByRole('button', { name: which }).click();
        await page.locator('.reference').waitFor();
        await mailed();
      };
      await page.locator('.earlier tbody tr:last-child a').click();
      await page.getByText('A later file adds to this one').waitFor();
      const then = await percent();
      expect(then).not.toBe(now);
      await choose('Make this file count again');
      await page.getByText('counts again, with everything that counted then').waitFor();
      expect(await percent()).toBe(then);
      const address = page.url();
      await page.reload();
      await page.getByText('counts again, with everything that counted then').waitFor();
      await page.getByRole('link', { name: 'Back to your page' }).click();
      await page.locator('.result.counts').waitFor();
      expect(await percent()).toBe(then);
      await page.goBack();
      await page.locator('.reference').waitFor();
      expect(page.url()).toBe(address);
      await page.goto(link);
      await page.locator('.earlier tbody tr', { hasText: now }).first().locator('a').click();
      await page.getByText('A later file adds to this one').waitFor();
      await choose('Replace everything with this file');
      await page.getByText('Now only “').waitFor();
      expect(await percent()).toBe(now);
    },
  );

  test('a file dropped beside its place does not take the place of the page', async () => {
    const prevented = `['dragover', 'drop'].map((type) => !document.querySelector('footer').dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() })))`;
    expect(await page.evaluate(prevented)).toEqual([true, true]);
  });

  test.each([
    [0.5, 'Today is the last day'],
    [1.5, '1 day left'],
    [2.5, '2 days left'],
  ])('%d days before a round closes the page says: %s', async (days, left) => {
    const { registry } = officeOf(cloud);
    const closesAt = new Date(Date.now() + days * 86_400_000).toISOString();
    await registry.putRound({ ...localRound, closesAt });
    const opened = await newPage();
    await opened.goto(link);
    expect(await opened.locator('.left').textContent()).toBe(left);
    await opened.close();
    await registry.putRound(localRound);
  });

  test.each(['ended', 'changed', 'of a stranger', 'missing'])('a link that is %s opens nothing', async (what) => {
    const [key] = await dynamoLinkKeys(cloud.clients.dynamodb, cloud.table).all();
    if (key === undefined) throw new Error('There is no key');
    const now = Math.floor(Date.now() / 1000);
    const of = { authority: 'espoo', contact: espooContact, round: '2022', issuedAt: now - 9, expiresAt: now + 99 };
    const tokens: Record<string, string> = {
      ended: signLink({ ...of, expiresAt: now }, key),
      changed: signLink(of, key)
        .replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A'))
        .replace(/^./, 'X'),
      'of a stranger': signLink({ ...of, contact: 'stranger@nowhere.example' }, key),
      missing: '',
    };
    const opened = await newPage();
    await opened.goto(`${cloud.portal}/#${tokens[what]}`);
    await opened.locator('.notice').waitFor();
    expect(await opened.locator('main').textContent()).toBe(
      'This link does not open a pageIt may have expired, or only part of it was copied. Open the latest mail from us and use the link in it, or ask the benchmark office for a new one.',
    );
    expect(await barriersOn(opened)).toEqual([]);
    await opened.close();
  });
});

test('no log holds the link, a name, an address or a file’s name', async () => {
  const token = new URL(link).hash.slice(1);
  const headers = { origin: cloud.portal, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ fileName: 'canary.xlsx' });
  expect((await fetch(`${cloud.portal}/api/uploads`, { method: 'POST', headers, body })).status).toBe(200);
  const logs = async (): Promise<string> => {
    const names = await readdir(folder.logs);
    return (await Promise.all(names.map((name) => readFile(join(folder.logs, name), 'utf8')))).join('');
  };
  await vi.waitFor(async () => expect(await logs()).toContain('"path":"/api/uploads"'));
  for (const personal of [token.slice(0, 40), token.slice(-40), '@', 'Espoo', 'canary']) {
    expect(await logs()).not.toContain(personal);
  }
});
