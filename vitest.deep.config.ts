import { defineConfig } from 'vitest/config';
import everyday from './vitest.config.ts';

/**
 * The long tier: crash points, browsers side by side, properties with many seeds. A file x.deep.test.ts that imports
 * x.test.ts has the same tests, which go through all of their cases here (test/support/tier.ts).
 */
export default defineConfig({
  test: {
    ...everyday.test,
    env: { SCOREBOOK_TESTS: 'deep' },
    // Each file alone, as well.
    isolate: true,
    include: ['test/**/*.deep.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 1_200_000,
    hookTimeout: 300_000,
  },
});
