import './rescore.test.ts';
