import './page-faults.test.ts';
