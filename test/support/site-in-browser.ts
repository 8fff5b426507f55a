import type { Page } from 'playwright-core';
import { startBrowser } from './browser.ts';
import { type Files, serveFiles } from './published-site.ts';

/** A round's site as a browser shows it. */
export interface SiteInBrowser {
  readonly page: Page;
  /** What its pages have written into the console, faults included, since files were last shown. */
  readonly said: readonly string[];
  show(files: Files): void;
  open(path: string): Promise<unknown>;
  /** Waits until a status says so. */
  told(words: RegExp): Promise<void>;
  /** Of the rows of the ranking that can be seen. */
  shownNames(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function siteInBrowser(): Promise<SiteInBrowser> {
  let shown: Files = new Map();
  const said: string[] = [];
  const browser = await startBrowser();
  const site = await serveFiles(() => shown);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  return {
    page,
    said,
    show(files) {
      shown = files;
      said.length = 0;
    },
    open: (path) => page.goto(`${site.origin}/2022/${path}`),
    told: (words) => page.getByRole('status').filter({ hasText: words }).waitFor(),
    shownNames: () => page.locator('#ranking tbody tr:visible th a').allTextContents(),
    async stop() {
      await browser.close();
      await site.stop();
    },
  };
}
