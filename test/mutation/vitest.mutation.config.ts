import { defineConfig } from 'vitest/config';
import everyday from '../../vitest.config.ts';

/** Tests that mutants are tried on, by commas: those beside what is mutated, without clouds, browsers and spreadsheets. */
const tests =
  process.env['SCOREBOOK_MUTATION_TESTS'] ?? 'test/domain/scoring/**/*.test.ts,test/domain/standings/finality.test.ts';

export default defineConfig({ test: { ...everyday.test, include: tests.split(',') } });
