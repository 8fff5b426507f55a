import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

/** What one file of tests has made that takes long, the processes of all others need not make again. */
export default function share(project: TestProject): () => void {
  // Libraries as Node has compiled them, also for the commands that tests run.
  process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/compiled');
  const folder = mkdtempSync(join(tmpdir(), 'scorebook-'));
  const bundles = join(folder, 'bundles');
  process.env['SCOREBOOK_SHARED_BUNDLES'] = bundles;
  // The sources may be others by then.
  project.onTestsRerun(() => rmSync(bundles, { recursive: true, force: true }));
  return () => rmSync(folder, { recursive: true });
}
