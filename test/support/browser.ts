import chromium from '@sparticuz/chromium';
import { type Browser, chromium as engine } from 'playwright-core';

/** The browser comes as a package, for Linux alone. */
export const hasBrowser = process.platform === 'linux';

export async function startBrowser(): Promise<Browser> {
  return engine.launch({
    executablePath: await chromium.executablePath(),
    // Containers have no user namespaces and little shared memory; nothing is looked up behind our back.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
}
