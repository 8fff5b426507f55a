import { defineConfig } from 'vitest/config';
import everyday from '../../vitest.config.ts';

/** Tests that mutants are tried on, by commas: those beside what is mutated, without clouds, browsers and spreadsheets. */
const tests =
  process.env['SCOREBOOK_MUTATION_TESTS'] ??
  // Those of the engine compare thousands of sets of answers: tried on each mutant of a method they take hours.
  'test/domain/scoring/*.test.ts,test/domain/scoring/methods/*.test.ts,test/domain/standings/finality.test.ts';

export default defineConfig({ test: { ...everyday.test, include: tests.split(',') } });
