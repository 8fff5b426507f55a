import { defineConfig } from 'vitest/config';
import everyday from '../../vitest.config.ts';

/** The tests that mutants are tried on: of the rules alone, without clouds, browsers and spreadsheet programs. */
export default defineConfig({
  test: {
    ...everyday.test,
    include: (process.env['MUTATION_TESTS'] ?? 'test/domain/**/*.test.ts').split(','),
  },
});
