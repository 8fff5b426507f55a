import './left-standing.test.ts';
