import { defineConfig } from 'vitest/config';
import everyday from '../../vitest.config.ts';

/**
 * Tests that mutants are tried on: those beside what is mutated, without clouds, browsers and bytes of spreadsheets. Those
 * of the engine and of forms compare thousands of sets of answers: tried on each mutant of a method they take hours.
 */
const beside = [
  ...['test/domain/scoring/{scoring,share-band}.test.ts', 'test/domain/scoring/methods/*.test.ts'],
  ...['test/domain/standings/*.test.ts', 'test/domain/answers/checks/*.test.ts'],
  'test/spreadsheet/reading/{choose-tables,find-columns,find-figures,find-questions,guess-columns}.test.ts',
  'test/spreadsheet/reading/{read-cover,recognise-form,rivals,settle-answer-column}.test.ts',
];

/** Others may be named, by `|`. */
const tests = process.env['SCOREBOOK_MUTATION_TESTS']?.split('|') ?? beside;

export default defineConfig({ test: { ...everyday.test, include: tests } });
