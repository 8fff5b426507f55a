import './final-results.test.ts';
