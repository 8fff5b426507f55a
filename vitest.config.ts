import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What takes long has a tier of its own: `npm run deep`.
    exclude: ['test/**/*.deep.test.ts', '**/node_modules/**'],
    globalSetup: 'test/support/shared-by-files.ts',
    // Only what hangs ever gets there: a machine that others keep busy is no failed test. Work is measured in CPU and bytes.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    // A worker keeps what it has loaded, compiled and hot, for the files that follow: a quarter of the work.
    isolate: false,
    // Default imports as Node has them.
    deps: { interopDefault: false },
  },
});
