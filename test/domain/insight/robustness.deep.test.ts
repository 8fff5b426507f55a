import './robustness.test.ts';
