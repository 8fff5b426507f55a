import { defineConfig } from 'vitest/config';
import everyday from '../../vitest.config.ts';

/**
 * Tests that mutants are tried on: those beside what is mutated, without clouds, browsers and, but for a few, bytes of
 * spreadsheets. Those that compare thousands of sets of answers take hours when they are tried on each mutant of a method.
 */
const reading = [
  ...['answer-places', 'any-questionnaire', 'choose-tables', 'figure-columns', 'find-columns', 'find-figures'],
  ...[
    'find-identity',
    'find-questions',
    'form-of-definition',
    'form-of-questionnaire',
    'guess-columns',
    'guess-evidence',
    'heading-rows',
  ],
  ...['number-legend', 'other-headings', 'question-index', 'read-answers', 'read-any', 'read-background', 'read-cover'],
  ...['read-question-row', 'read-together', 'read-sent', 'read-workbook', 'recognise-form', 'rivals', 'rows'],
  ...['settle-answer-column', 'tables-of-offices', 'ticked-columns'],
];
const beside = [
  ...[
    'test/domain/scoring/{scoring,share-band,form-score,form-scorer,shown-counters}.test.ts',
    'test/domain/scoring/methods/*.test.ts',
    'test/domain/scoring/engine/{aggregates,condition-formulas,conditions,formulas,plain,plan,question-group}.test.ts',
    'test/domain/scoring/engine/{ranges,score-answers,what-counts,worked-scores}.test.ts',
  ],
  ...['test/domain/standings/*.test.ts', 'test/domain/answers/checks/*.test.ts'],
  ...reading.map((name) => `test/spreadsheet/reading/${name}.test.ts`),
  'test/spreadsheet/formats/sheet-pointer.test.ts',
];

/** Others may be named, by `|`. */
const tests = process.env['SCOREBOOK_MUTATION_TESTS']?.split('|') ?? beside;

export default defineConfig({ test: { ...everyday.test, include: tests } });
