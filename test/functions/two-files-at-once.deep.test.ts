import './two-files-at-once.test.ts';
