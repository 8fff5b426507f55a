import './mail-faults.test.ts';
