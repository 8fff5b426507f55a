import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, chromium as engine, type Page } from 'playwright-core';
import { isDeep } from './tier.ts';

/** The browser comes as a package, for Linux alone. */
export const hasBrowser = process.platform === 'linux';

/** `names`: hosts of the world that are this machine to it. */
export async function startBrowser(names: readonly string[] = []): Promise<Browser> {
  const browser = await engine.launch({
    executablePath: await chromium.executablePath(),
    // Containers have no user namespaces and little shared memory; nothing is looked up behind our back.
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
      ...(names.length === 0 ? [] : [`--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1`).join()}`]),
    ],
  });
  // Not before: pictures are drawn outside of any test.
  return isDeep ? (await import('./controls.ts')).recordControls(browser) : browser;
}

/** What keeps people out of a page, by axe: each rule, with the first elements that break it. `except`: what is not looked at. */
export async function barriersOn(
  page: Page,
  except: readonly string[] = [],
): Promise<[rule: string, elements: string[]][]> {
  await page.evaluate(axe.source);
  const run = `axe.run(document, { exclude: ${JSON.stringify(except)} })`;
  const { violations } = (await page.evaluate(run)) as axe.AxeResults;
  return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
}
