import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What takes long has a tier of its own: `npm run deep`.
    exclude: ['test/**/*.deep.test.ts', '**/node_modules/**'],
    globalSetup: 'test/support/shared-by-files.ts',
    // Emulators, bundling and workbooks share two cores: a slow machine is no failed test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Default imports as Node has them.
    deps: { interopDefault: false },
  },
});
