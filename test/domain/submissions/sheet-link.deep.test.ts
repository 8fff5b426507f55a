import './sheet-link.test.ts';
