import { defineConfig } from 'vitest/config';
import everyday from './vitest.config.ts';

/** The long tier: crash points, browsers side by side, properties with many seeds. */
export default defineConfig({
  test: {
    ...everyday.test,
    include: ['test/**/*.deep.test.ts'],
    exclude: ['**/node_modules/**'],
    passWithNoTests: true,
    testTimeout: 1_200_000,
    hookTimeout: 300_000,
  },
});
